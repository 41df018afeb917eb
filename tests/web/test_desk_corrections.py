"""Corrections: kept as said, placed again after a new reading, exported as annotated cases."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from invented import Visit, make_record
from onrecord.store import Store
from onrecord.web.articles import article_of_record
from onrecord.web.corrections import Placed, checked_correction, place

ADDED = {
    "kind": "event",
    "action": "add",
    "quote": "Envoys",
    "type": "CONSULT",
    "status": "planned",
    "actors": "MLI GOV; NER GOV",
}


def post(visit: Visit, **fields: str) -> Any:
    return visit.client.post(f"/articles/{visit.article}/correct", data={"csrf": visit.csrf} | fields)


def gold(visit: Visit) -> dict[str, Any]:
    answer: dict[str, Any] = visit.client.get(f"/api/articles/{visit.article}/gold").json()
    return answer


def event_of(visit: Visit, status: str) -> str:
    found = visit.client.get(f"/api/articles/{visit.article}").json()["events"]
    return str(next(e["id"] for e in found if e["status"] == status))


def test_what_is_added_changed_and_rejected_is_in_the_gold(visit: Visit) -> None:
    denied, happened = event_of(visit, "denied"), event_of(visit, "happened")
    assert post(visit, **ADDED).status_code == 200
    assert post(visit, kind="event", action="reject", finding=happened).status_code == 200
    changed = {
        "kind": "event",
        "action": "change",
        "finding": denied,
        "quote": "attacked",
        "type": "COERCE",
        "status": "denied",
    }
    assert post(visit, **changed, recipients="", actors="MLI MIL").status_code == 200

    events = gold(visit)["events"]
    required = [e for e in events if not e.get("optional")]
    text = make_record(1).article.text
    assert [(e["type"], e["source"], e["target"]) for e in required] == [
        ("COERCE", ["MLI MIL"], []),
        ("CONSULT", ["MLI GOV", "NER GOV"], []),
    ]
    assert [text[slice(*e["trigger"])] for e in required] == ["attacked", "Envoys"]
    assert len(events) == 3  # the meeting nobody looked at is optional, the rejected one gone
    assert {
        "headline",
        "date",
        "body",
        "furniture",
        "offset_base",
        "statements",
        "positions",
        "contradictions",
    } <= gold(visit).keys()


def test_who_somebody_is_can_be_said(visit: Visit) -> None:
    assert post(
        visit,
        kind="actor",
        action="add",
        quote="foreign minister of Niger",
        code="NER",
        sector="LEG",
        name="Ann Example",
    )
    (charge,) = [s for s in gold(visit)["statements"] if s["act"] == "accuse"]

    assert charge["speaker"] == "Ann Example"


def test_an_article_checked_as_a_whole_has_nothing_optional(visit: Visit) -> None:
    assert any(e.get("optional") for e in gold(visit)["events"])
    post(visit, kind="article", action="checked")

    assert not any(f.get("optional") for kind in ("statements", "events", "positions") for f in gold(visit)[kind])
    with zipfile.ZipFile(io.BytesIO(visit.client.get("/export/gold.zip").content)) as archive:
        text = archive.read(f"inputs/{visit.article}.txt").decode()
        case = json.loads(archive.read(f"gold/{visit.article}.json"))
    assert all(text[start:end] in case["body"] for start, end in case["body_spans"])
    assert case["statements"][0]["content_text"] == [text[slice(*case["statements"][0]["content"][0])]]


def test_rows_are_never_overwritten_and_can_be_withdrawn(visit: Visit) -> None:
    finding = event_of(visit, "denied")
    post(visit, kind="event", action="reject", finding=finding)
    post(visit, kind="event", action="confirm", finding=finding)
    post(visit, kind="event", action="withdraw", subject=finding)

    rows = visit.desk.corrections.of(visit.article)
    assert [r.action for r in rows] == ["reject", "confirm", "withdraw"]
    assert all(r.author == "the desk" and r.written for r in rows)
    assert 'Corrections <span class="n">0' in visit.client.get(f"/articles/{visit.article}").text
    with pytest.raises(Exception, match="corrections stay"):
        visit.desk.desk_file.connection().execute("UPDATE correction SET author = 'x'")


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"action": "add", "kind": "event", "quote": "attacked", "status": "planned"}, id="no type"),
        pytest.param(
            {"action": "add", "kind": "event", "quote": "attacked", "type": "WAR", "status": "planned"},
            id="no such type",
        ),
        pytest.param(ADDED | {"quote": "not in the text"}, id="not in the text"),
        pytest.param(ADDED | {"actors": "the Malians"}, id="no code"),
        pytest.param(ADDED | {"date": "Friday"}, id="no date"),
        pytest.param(ADDED | {"date": "2024-02-30"}, id="30 February"),
        pytest.param(ADDED | {"date": "2024-13"}, id="no month"),
        pytest.param(ADDED | {"date": "0000"}, id="no year"),
        pytest.param(ADDED | {"note": "x" * 500}, id="long note"),
        pytest.param({"action": "reject", "kind": "event", "finding": "e-none"}, id="no such finding"),
        pytest.param({"action": "burn", "kind": "event"}, id="no such action"),
        pytest.param({"action": "add", "kind": "planet"}, id="no such kind"),
        pytest.param({}, id="nothing"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(visit: Visit, fields: dict[str, str]) -> None:
    answer = post(visit, **fields)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert visit.desk.corrections.of(visit.article) == ()


def corrected(record_number: int = 1) -> list[Any]:
    article = article_of_record(make_record(record_number))
    denied = next(e for e in article.events if e.status == "denied")
    given = [
        ADDED,
        {"kind": "event", "action": "reject", "finding": denied.id, "quote": denied.trigger},
    ]
    return [
        checked_correction(article, g, start=denied.start if i else None, end=denied.end if i else None, author="Ann")
        for i, g in enumerate(given)
    ]


def placed(before: str = "", **options: Any) -> list[Placed]:
    return list(place(corrected(), article_of_record(make_record(1, before=before, **options))))


def test_after_a_new_reading_a_correction_finds_its_place_again() -> None:
    same = placed()
    moved = placed(before="Menu | Home\n", made_by="v2")

    assert [p.state for p in same] == ["holds", "holds"]
    assert [p.state for p in moved] == ["holds", "holds"]
    assert moved[0].start == (same[0].start or 0) + len("Menu | Home\n")
    assert moved[1].finding is not None


def test_what_cannot_be_placed_needs_a_look() -> None:
    gone = placed(first="Quite another story, after the page was changed.", made_by="v2")

    assert [p.state for p in gone] == ["holds", "look"]
    assert gone[1].says == "needs a look"


def test_a_rejected_finding_that_is_not_made_any_more_is_settled() -> None:
    record = make_record(1)
    bare = type(record)(record.article, "v2")

    assert [p.state for p in place(corrected(), article_of_record(bare))] == ["holds", "settled"]


def test_corrections_survive_a_new_analysis_in_the_store(visit: Visit) -> None:
    post(visit, **ADDED)
    store = Store(visit.desk.settings.store)
    again = [make_record(i, date="2024-05-06", made_by="v2", before="A new menu\n") for i in range(1, 31)]
    store.add("slice-1", again, made_by="v2")
    visit.desk.index.update(analyse=False)

    page = visit.client.get(f"/articles/{visit.article}").text
    assert "in force" in page
    assert any(e["trigger_text"] == "Envoys" for e in gold(visit)["events"])


def test_the_people_are_kept_apart_from_the_record(visit: Visit, tmp_path: Path) -> None:
    import shutil

    visit.comment()
    shutil.copytree(visit.desk.settings.store, tmp_path / "copy")

    assert not [p for p in (tmp_path / "copy").rglob("*") if "sqlite" in p.name]

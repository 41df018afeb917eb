"""`onrecord evaluate`: figures on gold, and that the project's own scorers say the same."""

import copy
import importlib.util
import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.cli import main
from onrecord.errors import InputError
from onrecord.evaluate.attributions import ATTRIBUTION_FIGURES, count_article
from onrecord.evaluate.cases import CASE_FIGURES, count_case
from onrecord.evaluate.codes import regions
from onrecord.evaluate.evaluation import Options, evaluate
from onrecord.evaluate.figures import Figure, Kind, measure
from onrecord.evaluate.gold import GoldKind, load_gold
from onrecord.evaluate.predictions import manual_view, predict_case
from onrecord.evaluate.sentence_events import SENTENCE_FIGURES, count_record
from onrecord.schema import Anchor, Event, EventType, Status

CASES = Path(__file__).parents[2] / "training" / "cases"
EXAMPLE = Path(__file__).parents[2] / "examples" / "gold"
Item = dict[str, Any]

SENTENCES: list[Item] = [
    {
        "id": "one",
        "date": "2004-05-06",
        "text": "Mali and Niger agreed on Monday to share the water of the river.",
        "events": [
            {
                "type": "AGREE",
                "quad": 1,
                "cameo": "030",
                "reciprocal": True,
                "source": [{"text": "Mali", "start": 0, "end": 4, "code": "MLI"}],
                "target": [{"text": "Niger", "start": 9, "end": 14, "code": "NER"}],
            }
        ],
    },
    {
        "id": "two",
        "date": "2014-05-06",
        "text": "Peru's foreign minister accused Chile of lying.",
        "events": [{"type": "DISAPPROVE", "source": [{"code": "PER"}], "target": ["CHL"]}],
    },
]
ARTICLES: list[Item] = [
    {
        "id": "one",
        "text": "Mali denied the claim.\n\n“We did not go,” Ana Diop said on Monday.",
        "attributions": [
            {"source": [[0, 4]], "cue": [[5, 11]], "content": [[12, 21]]},
            {"source": [[41, 49]], "cue": [[50, 54]], "content": [[24, 40]]},
        ],
    }
]


def lines(path: Path, rows: list[Item]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def own_cases() -> Iterator[tuple[Item, str]]:
    for path in sorted((CASES / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        yield gold, (CASES / "inputs" / gold["input"]).read_bytes().decode("utf-8")


def damaged(gold: Item, chance: random.Random) -> Item:
    """A prediction that is right in most and wrong in every way in the rest."""
    case = copy.deepcopy(gold)
    for key in ("statements", "events", "positions"):
        case[key] = [item for item in case[key] if chance.random() > 0.2]
        for item in case[key]:
            for name in [n for n in item if chance.random() < 0.12]:
                item[name] = _wrong(name, item[name], chance)
        chance.shuffle(case[key])
    if chance.random() < 0.3:
        case["contradictions"] = [[chance.randint(0, 4), chance.randint(0, 4)]]
    if chance.random() < 0.3 and case["body"]:
        case["body"] = case["body"][1:] + case["furniture"][:1]
    if chance.random() < 0.2:
        case |= {"byline": case["headline"], "date": "2020-01-01", "dateline": None}
    return case


def _wrong(name: str, value: Any, chance: random.Random) -> Any:
    if name in {"content", "trigger", "text"} and value:
        spans = value if isinstance(value[0], list) else [value]
        moved = [[start + chance.randint(-9, 9), end + chance.randint(-20, 9)] for start, end in spans]
        return moved if isinstance(value[0], list) else moved[0]
    if name in {"source", "target"}:
        return chance.choice([[], ["USA"], ["IGO"], value[:1], [*value, "FRA GOV"]])
    if name in {"nested_in", "in_statement"}:
        return chance.choice([None, 0, 1, 2])
    return chance.choice([None, "", f"{value} and more", "happened", "AGREE", "RETREAT"])


def test_the_gold_itself_reaches_everything() -> None:
    for gold, page in own_cases():
        counts = count_case(gold, gold, page)

        assert all(figure.value(counts) in (None, 1.0) for figure in CASE_FIGURES), gold["id"]


def test_no_prediction_reaches_nothing() -> None:
    gold, page = next(own_cases())
    counts = count_case(gold, None, page)

    assert all(figure.value(counts) in (None, 0.0) for figure in CASE_FIGURES)


def test_what_is_optional_is_neither_demanded_nor_punished() -> None:
    gold, page = next(case for case in own_cases() if any(e.get("optional") for e in case[0]["events"]))
    required = gold | {"events": [e for e in gold["events"] if not e.get("optional")]}

    assert Figure("events: type").value(count_case(gold, required, page)) == 1.0
    assert Figure("events: type").value(count_case(gold, gold, page)) == 1.0


def test_what_stands_in_the_headline_is_ignored_and_what_is_furniture_is_not() -> None:
    page = "Mali blames Niger\n\nMali spoke on Monday.\n\nSubscribe now\n"
    gold = {
        "id": "x",
        "headline": "Mali blames Niger",
        "body": ["Mali spoke on Monday."],
        "furniture": ["Subscribe now"],
        "offset_base": "input",
        "sentences": [[19, 40]],
        "statements": [],
        "events": [],
        "positions": [],
        "contradictions": [],
    }
    events = [{"type": "ACCUSE", "trigger": [5, 11]}, {"type": "REQUEST", "trigger": [42, 51]}]

    counts = count_case(gold, {"body": gold["body"], "events": events}, page)

    assert counts["events: type.fp"] == 1


@pytest.mark.shared
def test_the_shared_scorer_says_the_same_of_cases(shared: Path) -> None:
    scorer = _scorer(shared, "score_cases")
    f1 = {
        "body": "body",
        "statements": "st",
        "events: type": "ev1",
        "events: type + countries": "ev2",
        "events: type + countries + status": "ev3",
        "positions": "po",
        "positions + stance group": "pol",
        "positions + stance": "pos",
        "contradictions": "co",
    }
    shares = {
        "furniture": ("fur_drop", "fur_n"),
        "headline": ("headline_ok", "headline_n"),
        "byline": ("byline_ok", "byline_n"),
        "statements: speaker": ("sp_ok", "sp_n"),
        "statements: speaker country": ("spc_ok", "spc_n"),
        "statements: act": ("act_ok", "st_tp"),
        "statements: addressee": ("adr_ok", "adr_n"),
        "statements: nested": ("nest_ok", "nest_n"),
        "events: status": ("stx_ok", "stc_n"),
        "events: date": ("evd_ok", "evd_n"),
        "events: place": ("pl_ok", "pl_n"),
        "events: chain": ("ch_ok", "ch_n"),
        "events: source sector": ("sec_ok", "sec_n"),
    }
    chance = random.Random(11)
    for gold, page in own_cases():
        predicted = damaged(gold, chance)
        theirs = scorer.score_case(copy.deepcopy(gold), copy.deepcopy(predicted), page, [])
        ours = count_case(gold, predicted, page)

        for name, short in f1.items():
            assert [ours[f"{name}.{x}"] for x in ("tp", "fp", "fn")] == [
                theirs.get(f"{short}_{x}", 0) for x in ("tp", "fp", "fn")
            ], (gold["id"], name)
        for name, (right, n) in shares.items():
            assert (ours[f"{name}.ok"], ours[f"{name}.n"]) == (theirs.get(right, 0), theirs.get(n, 0)), name


@pytest.mark.shared
@pytest.mark.parametrize("first", [True, False])
def test_the_shared_scorer_says_the_same_of_sentences(shared: Path, first: bool) -> None:
    scorer = _scorer(shared, "score_events")
    names = {"type": "type", "quad": "quad", "pair": "dyad", "pair + type": "dyad_type"}
    names |= {"source country": "source_country", "target country": "target_country"}
    gold = scorer.load(shared / "data" / "events" / "plover_gsr.dev.jsonl")
    chance = random.Random(7)
    predicted = {g["id"]: copy.deepcopy([*g["events"], *chance.choice(gold)["events"]]) for g in gold}
    for events in predicted.values():
        chance.shuffle(events)
        for event in events:
            event |= {"type": chance.choice([event["type"], "FIGHT"])}
            event |= {"source": event["target"], "target": event["source"]} if chance.random() < 0.2 else {}
    theirs = scorer.score(copy.deepcopy(gold), copy.deepcopy(predicted), "first" if first else "all")["metrics"]
    ours: Counter[str] = Counter()
    for record in gold:
        ours.update(count_record(record, predicted[record["id"]], first=first))

    for name, other in names.items():
        assert [ours[f"{name}.{x}"] for x in ("tp", "fp", "fn")] == [theirs[other][x] for x in ("tp", "fp", "fn")]


@pytest.mark.shared
@pytest.mark.parametrize("speech", [True, False])
def test_the_shared_scorer_says_the_same_of_attributions(shared: Path, speech: bool) -> None:
    scorer = _scorer(shared, "score_attribution")
    text = (shared / "data" / "attribution" / "polnear_dev.jsonl").read_text("utf-8")
    gold = [json.loads(line) for line in text.splitlines()[:20]]
    chance = random.Random(5)
    predicted = []
    for article in gold:
        marked = copy.deepcopy([a for a in article["attributions"] if chance.random() < 0.8])
        for item in marked:
            role = chance.choice(["source", "cue", "content"])
            item[role] = [[max(0, start - 9), min(len(article["text"]), end + 9)] for start, end in item[role]]
        predicted.append({"id": article["id"], "statements": marked})
    theirs = scorer.evaluate(gold, predicted, cue=scorer.SPEECH if speech else None)
    counts = [
        count_article(article, found["statements"], speech=speech)
        for article, found in zip(gold, predicted, strict=True)
    ]
    ours = {m.name: round(100 * m.value, 2) for m in measure(ATTRIBUTION_FIGURES, counts, bootstrap=0)}

    assert ours == {
        "content half": theirs["attr"]["content_half"]["f1"],
        "content exact": theirs["attr"]["content_exact"]["f1"],
        "attribution": theirs["attr"]["attribution"]["f1"],
        **{f"span {role}, exact": theirs["span_exact"][role]["f1"] for role in ("source", "cue", "content")},
    }


def _scorer(shared: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared / "score" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_sentences_that_are_coded_right_reach_everything_and_old_type_names_count() -> None:
    counts: Counter[str] = Counter()
    for record in SENTENCES:
        counts.update(count_record(record, record["events"]))
    renamed = [SENTENCES[1]["events"][0] | {"type": "ACCUSE"}]

    assert {f.value(counts) for f in SENTENCE_FIGURES} == {1.0}
    assert count_record(SENTENCES[1], renamed)["type.tp"] == 1


@pytest.mark.parametrize(
    ("type_", "cameo", "status", "seen"),
    [
        ("AID", "073", "planned", "AGREE"),
        ("CONCEDE", "081", "planned", "CONCEDE"),  # a retreat that is announced
        ("CONCEDE", "081", "offered", "AGREE"),
        ("RETREAT", "082", "happened", "CONCEDE"),  # a strike called off
        ("AID", "0861", "happened", "RETREAT"),  # peacekeepers let in
        ("COERCE", "181", "happened", "ASSAULT"),  # an abduction
        ("MOBILIZE", "154", "planned", "MOBILIZE"),  # troops ordered to a border
        ("RETREAT", "0831", "happened", "RETREAT"),  # a resignation
        ("ASSAULT", "190", "threatened", "THREATEN"),
    ],
)
def test_the_manual_knows_no_status(type_: str, cameo: str, status: str, seen: str) -> None:
    event = Event(id="e", anchor=Anchor(0, 1), type=EventType(type_), status=Status(status), cameo=cameo)
    assert manual_view(event).type == seen


def test_only_as_many_events_count_as_the_gold_has_unless_all_are_asked_for() -> None:
    events = [*SENTENCES[1]["events"], {"type": "ASSAULT", "source": [{"code": "PER"}]}]

    assert count_record(SENTENCES[1], events)["type.fp"] == 0
    assert count_record(SENTENCES[1], events, first=False)["type.fp"] == 1


def test_a_prediction_outside_of_the_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"one: content 0-999 lies outside"):
        count_article(ARTICLES[0], [{"content": [[0, 999]]}])


def test_intervals_hold_the_value_and_are_the_same_every_time() -> None:
    documents = [Counter({"x.ok": i % 3, "x.n": 2}) for i in range(40)]
    figures = [Figure("x", Kind.SHARE)]

    (one,), (other,) = (measure(figures, documents, bootstrap=500) for _ in range(2))

    assert one == other
    assert one.low is not None and one.high is not None
    assert 0.3 < one.low < one.value < one.high < 0.7


def test_lines_with_events_are_scored_by_decade_and_predictions_may_be_anybodys(tmp_path: Path) -> None:
    gold = lines(tmp_path / "gold.jsonl", SENTENCES)
    found = lines(tmp_path / "found.jsonl", [{"id": "one", "events": SENTENCES[0]["events"]}])

    result = evaluate(gold, Options(predictions=found, bootstrap=50))

    assert result.kind is GoldKind.PLOVER
    assert result.missing == ("two",)
    assert [(g.by, g.name, g.documents) for g in result.groups] == [
        (None, "all", 2),
        ("region", "Africa", 1),
        ("region", "Americas", 1),
        ("decade", "2000s", 1),
        ("decade", "2010s", 1),
    ]
    assert {m.name: m.value for m in result.groups[0].figures}["type"] == pytest.approx(2 / 3)


def test_lines_with_attributions_are_scored_on_what_is_found(tmp_path: Path) -> None:
    result = evaluate(lines(tmp_path / "gold.jsonl", ARTICLES), Options(bootstrap=0))

    assert result.kind is GoldKind.POLNEAR
    assert {m.name: m.value for m in result.groups[0].figures}["attribution"] >= 0.5


def test_the_desks_export_is_gold_without_sentences(tmp_path: Path) -> None:
    gold, page = next(case for case in own_cases() if case[0]["id"] == "ka01")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr(f"inputs/{gold['input']}", page)
        out.writestr("gold/one.json", json.dumps({k: v for k, v in gold.items() if k != "sentences"}))
    path = tmp_path / "corrections.zip"
    path.write_bytes(archive.getvalue())

    kind, (document,) = load_gold(path)

    assert kind is GoldKind.CASES
    text = page[slice(*document.gold["sentences"][0])]
    assert text == page[slice(*gold["sentences"][0])]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "a", "text": "x", "events": []}\n{nonsense', r"gold.jsonl:2: "),
        ("[1]\n", r"gold.jsonl:1: not an object"),
        ('{"id": "a"}\n', "every line must have"),
        ("", "every line must have"),
    ],
)
def test_wrong_lines_say_where(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content)

    with pytest.raises(InputError, match=said):
        evaluate(path)


@pytest.mark.parametrize(
    "event", [{"type": 7}, {"source": 3}, {"type": "AGREE", "source": [{"code": 1}]}, {"quad": "much"}, "AGREE"]
)
def test_a_prediction_of_another_shape_is_named(event: Any, tmp_path: Path) -> None:
    gold = lines(tmp_path / "gold.jsonl", SENTENCES)
    found = lines(tmp_path / "found.jsonl", [{"id": "one", "events": [event]}])

    with pytest.raises(InputError, match=r"^one: "):
        evaluate(gold, Options(predictions=found, bootstrap=0))


def test_a_cases_input_is_never_a_path(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text('{"id": "a", "input": "../secret"}')

    with pytest.raises(InputError, match="not the name of a file"):
        evaluate(tmp_path)


def test_the_command_prints_figures_and_parts(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["evaluate", str(CASES), "--predictions", str(CASES / "gold"), "--bootstrap", "20"])
    shown = capsys.readouterr().out

    assert stop.value.code == 0
    assert shown.startswith("cases: ")
    assert "statements: speaker" in shown
    assert "\nregion " in shown and "\ndecade " in shown


def test_the_command_reads_pages_and_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["evaluate", str(EXAMPLE), "--bootstrap", "20", "--json"])
    result = json.loads(capsys.readouterr().out)

    figures = {m["name"]: m for m in result["groups"][0]["figures"]}
    assert figures["statements"]["value"] > 0.4
    assert figures["body"]["low"] <= figures["body"]["value"]


def test_every_country_of_the_tables_has_one_region() -> None:
    from onrecord.lang import load_pack
    from onrecord.lang.actors import CountryRow
    from onrecord.lang.tables import load_rows

    known = {row.code for row in load_rows(load_pack("en").folder / "countries.tsv", CountryRow)}

    assert known <= regions().keys()


def test_a_page_in_a_language_that_is_not_read_is_an_empty_prediction() -> None:
    page = (
        "Paris, le 3 mai 2011\n\nLe ministre des affaires étrangères a déclaré lundi que la France ne négocierait pas "
        "avec les rebelles, et que les troupes resteraient dans le pays jusqu'à la fin de l'année."
    )

    case = predict_case(page.encode(), "a.txt")

    assert (case["language"], case["statements"], case["events"]) == ("fr", [], [])


@pytest.mark.parametrize(
    ("spelt", "name"), [("Massoud Barzani", "Massoud Barzani"), ("Masud Barzanni", "Masoud Barzani")]
)
def test_a_speaker_is_called_as_the_page_calls_him_where_that_is_a_usual_spelling(spelt: str, name: str) -> None:
    page = f"Erbil, Iraq, 3 May 2008\n\nThe Kurdish leader {spelt} said on Monday that the talks would go on."

    (statement,) = predict_case(page.encode(), "a.txt")["statements"]

    assert statement["speaker"] == name


def test_a_speaker_is_called_as_the_page_calls_him_where_it_repeats_an_unusual_spelling() -> None:
    page = (
        "Erbil, Iraq, 3 May 2008\n\nThe Kurdish leader Masud Barzanni said on Monday that the talks would go on.\n\n"
        "Mr Barzanni will meet the ministers of Iraq in June."
    )

    (statement,) = predict_case(page.encode(), "a.txt")["statements"]

    assert statement["speaker"] == "Masud Barzanni"


def test_a_name_that_a_lines_end_has_cut_is_no_spelling() -> None:
    page = (
        "Moscow, Russia, 3 May 2014\n\nThe deputy prime minister Dmitri Rogo-zin said on Monday that talks would go on."
        "\n\nMr Rogo-zin said that Russia would wait."
    )

    assert {s["speaker"] for s in predict_case(page.encode(), "a.txt")["statements"]} == {"Dmitry Rogozin"}


def test_a_speaker_keeps_the_letters_that_the_tables_of_actors_write_plainly() -> None:
    page = "Ankara, 3 May 2017\n\nPrime Minister Binali Yıldırım said on Monday that the bridge would open in June."

    (statement,) = predict_case(page.encode(), "a.txt")["statements"]

    assert statement["speaker"] == "Binali Yıldırım"

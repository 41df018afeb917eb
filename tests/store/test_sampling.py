"""A sheet for coding by hand, what two stores differ in, and event data of others."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from test_store import make_record

from onrecord.errors import InputError, UsageError
from onrecord.export.foreign import load_events
from onrecord.export.layouts import Layout, layout_columns
from onrecord.schema import EventType, Status
from onrecord.store import Store
from onrecord.store.differences import compare_stores, summary
from onrecord.store.sampling import read_sheet, sample_events, write_sheet


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "news")
    store.add("s", [make_record(n) for n in range(12)], made_by="v1")
    return store


def test_a_sample_is_the_same_for_the_same_seed_and_comes_back_as_precision(store: Store, tmp_path: Path) -> None:
    rows = sample_events(store, n=10, by="type")
    sheet = tmp_path / "sheet.csv"
    write_sheet(rows, sheet)
    with sheet.open(newline="") as file:
        written = list(csv.DictReader(file))
    for number, row in enumerate(written):
        row["right"] = "1" if number < 9 else "0" if number == 9 else ""
    with sheet.open("w", newline="") as file:
        writer = csv.DictWriter(file, written[0].keys())
        writer.writeheader()
        writer.writerows(written)
    (by_type, total) = read_sheet(sheet)

    assert rows == sample_events(store, n=10, by="type")
    assert rows != sample_events(store, n=10, by="type", seed=1)
    assert written[0]["passage"].startswith("Mali denied on Monday")
    assert (by_type.stratum, total.coded, total.right) == ("ASSAULT", 10, 9)
    assert total.low < 0.9 < total.high


def test_a_sheet_coded_with_anything_else_is_named_with_its_line(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id,stratum,right\ne-1,ASSAULT,maybe\n")

    with pytest.raises(InputError, match=r"sheet.csv:2.*'maybe'"):
        read_sheet(sheet)
    sheet.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="no columns"):
        read_sheet(sheet)


def test_an_unknown_stratum_is_named(store: Store) -> None:
    with pytest.raises(UsageError, match="--by mood"):
        sample_events(store, n=3, by="mood")


def test_two_readings_differ_in_what_changed_and_nothing_else(store: Store, tmp_path: Path) -> None:
    other = Store.create(tmp_path / "other")
    records = [make_record(n, "v2") for n in range(12)]
    changed = replace(records[0].events[0], type=EventType.COERCE, status=Status.HAPPENED, rule="another")
    records[0] = replace(records[0], events=(changed,))
    records[1] = replace(records[1], events=())
    renamed = replace(records[2].events[0], rule="renamed", confidence=0.1)
    records[2] = replace(records[2], events=(renamed,))
    other.add("s", records, made_by="v2")

    found = compare_stores(store, other)
    assert summary(found) == {"type, status": 1, "removed": 1}
    assert compare_stores(store, store) == ()
    with pytest.raises(UsageError, match="mentions"):
        compare_stores(store, other, table="mentions")


def test_gdelt_rows_become_events_and_statements_without_an_act_are_counted(tmp_path: Path) -> None:
    names = [c.column for c in layout_columns(Layout.GDELT2_EVENTS)]
    given = {"Day": "20240506", "Actor1CountryCode": "PER", "Actor2CountryCode": "CHL", "ActionGeo_Lat": "-12.0"}
    rows = [given | {"EventCode": code} for code in ("190", "010", "036")]
    file = tmp_path / "day.csv"
    file.write_text("".join("\t".join(row.get(n, "") for n in names) + "\n" for row in rows))
    store = Store.create(tmp_path / "gdelt")
    done = load_events(file, Layout.GDELT2_EVENTS, store)
    load_events(file, Layout.GDELT2_EVENTS, store)  # the same file again replaces itself

    assert (done.events, done.left_out) == (2, 1)
    events = store.query(
        "SELECT type, quad, date, actors[1].code AS a, recipients[1].code AS b FROM events ORDER BY quad"
    )
    assert events.to_pylist() == [
        {"type": "AGREE", "quad": 1, "date": "2024-05-06", "a": "PER", "b": "CHL"},
        {"type": "ASSAULT", "quad": 4, "date": "2024-05-06", "a": "PER", "b": "CHL"},
    ]


def test_icews_and_polecat_are_told_by_their_headers(tmp_path: Path) -> None:
    icews = {
        "Event Date": "2024-05-06",
        "Source Country": "Peru",
        "Target Country": "Chile",
        "CAMEO Code": "42",
        "Event ID": "1",
    }
    polecat = {"Event Date": "2024-05-06", "Event Type": "PROTEST", "Actor Country": "PER;CHL"}
    store = Store.create(tmp_path / "s")
    for layout, row in ((Layout.ICEWS, icews), (Layout.POLECAT, polecat)):
        names = [c.column for c in layout_columns(layout)]
        file = tmp_path / f"{layout}.tsv"
        file.write_text("\t".join(names) + "\n" + "\t".join(row.get(n, "") for n in names) + "\n")
        assert load_events(file, layout, store).events == 1
    rows = store.query("SELECT type, [x.code FOR x IN actors] AS who FROM events ORDER BY type").to_pylist()

    assert rows == [{"type": "CONSULT", "who": ["PER"]}, {"type": "PROTEST", "who": ["PER", "CHL"]}]
    with pytest.raises(InputError, match="is it polecat"):
        load_events(tmp_path / "icews.tsv", Layout.POLECAT, store)


def test_a_sheet_that_somebody_coded_is_not_written_over(store: Store, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    rows = sample_events(store, n=3)
    write_sheet(rows, sheet)
    write_sheet(rows, sheet)
    sheet.write_text(sheet.read_text().replace(",,\n", ",1,café\n"), encoding="latin-1")

    with pytest.raises(UsageError, match="coded this sheet"):
        write_sheet(rows, sheet)
    with pytest.raises(InputError, match="CSV UTF-8"):
        read_sheet(sheet)


def test_a_sheet_may_have_semicolons_and_no_cell_may_swallow_the_next(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("id;stratum;right\ne-1;ASSAULT;1\n", encoding="utf-8-sig")
    assert read_sheet(sheet)[-1].coded == 1
    sheet.write_text('id,stratum,right,note\ne-1,ASSAULT,1,"open\ne-2,ASSAULT,0,\n')
    with pytest.raises(InputError):
        read_sheet(sheet)

"""A store's events in the exact columns of the field's data sets."""

from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa
import pyarrow.csv as pacsv
import pytest

from onrecord.cli import main
from onrecord.errors import StoreError, UsageError
from onrecord.export.files import write_bare, write_csv, write_jsonl, write_parquet
from onrecord.export.foreign import load_events
from onrecord.export.layouts import Choice, Layout, chosen_events, export_events, layout_columns
from onrecord.schema import (
    Actor,
    Anchor,
    Article,
    Event,
    EventType,
    Party,
    Record,
    Source,
    Status,
    article_id,
    finding_id,
)
from onrecord.store import Store

TEXT = "Peru and Chile met; Bolivia and Brazil warned Peru and Chile."


def party(text: str, code: str) -> Party:
    start = TEXT.index(text)
    return Party(Anchor(start, start + len(text)), text, Actor(code, "GOV", f"Government of {text}"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    key = article_id("ab")
    article = Article(key, TEXT, Source("ab", "pasted", url="https://news.example/1"), date="2024-05-06")
    peru, chile, bolivia, brazil = (
        party(*p) for p in (("Peru", "PER"), ("Chile", "CHL"), ("Bolivia", "BOL"), ("Brazil", "BRA"))
    )
    met, warned = Anchor(15, 18), Anchor(39, 45)
    events = (
        Event(
            finding_id(key, "event", met),
            met,
            EventType.CONSULT,
            Status.HAPPENED,
            (peru, chile),
            reciprocal=True,
            cameo="036",
            goldstein=4.0,
            quad=1,
            date="2024-05-05",
        ),
        Event(
            finding_id(key, "event", warned),
            warned,
            EventType.THREATEN,
            Status.HAPPENED,
            (bolivia, brazil),
            (peru, chile),
            cameo="130",
            goldstein=-4.4,
            quad=3,
        ),
    )
    store = Store.create(tmp_path / "s")
    store.add("slice", [Record(article, "v1", events=events)], made_by="v1")
    return store


@pytest.mark.parametrize("layout", list(Layout))
def test_a_layout_has_its_columns_in_their_order(store: Store, layout: Layout) -> None:
    table = export_events(store, layout)

    assert table.column_names == [c.column for c in layout_columns(layout)]
    assert [c.position for c in layout_columns(layout)] == list(range(1, len(table.column_names) + 1))


@pytest.mark.parametrize("layout", list(Layout))
def test_a_column_that_stays_empty_says_why(layout: Layout) -> None:
    for column in layout_columns(layout):
        assert bool(column.expression) != bool(column.note), column.column


def test_a_list_of_actors_becomes_dyads_where_the_layout_has_dyads(store: Store) -> None:
    table = export_events(store, Layout.ICEWS, Choice(since="2024-05-06"))

    pairs = sorted(zip(table["Source Country"].to_pylist(), table["Target Country"].to_pylist(), strict=True))
    assert pairs == [("BOL", "CHL"), ("BOL", "PER"), ("BRA", "CHL"), ("BRA", "PER")]
    assert set(table["Event Text"].to_pylist()) == {"Threaten"}


def test_a_reciprocal_event_becomes_each_ordered_pair(store: Store) -> None:
    table = export_events(store, Layout.GDELT2_EVENTS, Choice(until="2024-05-05"))

    pairs = sorted(zip(table["Actor1CountryCode"].to_pylist(), table["Actor2CountryCode"].to_pylist(), strict=True))
    assert pairs == [("CHL", "PER"), ("PER", "CHL")]
    assert set(table["EventRootCode"].to_pylist()) == {"03"}


def test_polecat_keeps_the_lists(store: Store) -> None:
    table = export_events(store, Layout.POLECAT)

    assert table["Actor Country"].to_pylist() == ["PER;CHL", "BOL;BRA"]


def test_the_table_itself_is_chosen_from_as_well(store: Store) -> None:
    assert chosen_events(store, Choice(until="2024-05-05"))["type"].to_pylist() == ["CONSULT"]
    assert chosen_events(store, Choice(since="2024-05-06"))["type"].to_pylist() == ["THREATEN"]
    assert chosen_events(store, Choice(statuses=("denied",))).num_rows == 0


def test_events_loaded_from_our_own_file_keep_their_sides_and_can_be_written_again(
    store: Store, tmp_path: Path
) -> None:
    write_csv(export_events(store, Layout.ICEWS), tmp_path / "icews.tsv", tabs=True)
    loaded = Store.create(tmp_path / "loaded")
    load_events(tmp_path / "icews.tsv", Layout.ICEWS, loaded)
    again = export_events(loaded, Layout.ICEWS)

    assert sorted(again["Source Country"].to_pylist()) == ["BOL", "BOL", "BRA", "BRA", "CHL", "PER"]
    assert export_events(loaded, Layout.POLECAT).num_rows == 6


def test_gdelts_columns_are_written_as_gdelt_writes_them(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "20240506.export.CSV"
    write_bare(export_events(store, Layout.GDELT2_EVENTS), path)
    rows = [line.split("\t") for line in path.read_text("utf-8").split("\n")[:-1]]
    days = {row[1] for row in rows}
    loaded = Store.create(tmp_path / "loaded")
    taken = load_events(path, Layout.GDELT2_EVENTS, loaded)

    assert {len(row) for row in rows} == {61}
    assert len({int(row[0]) for row in rows}) == len(rows) == 6  # GlobalEventID is a whole number
    assert days == {"20240505", "20240506"}
    assert {row[59] for row in rows} == {"20240506000000"}
    assert '"' not in path.read_text("utf-8")
    assert (taken.events, taken.left_out) == (6, 0)


def test_a_cell_without_quotation_marks_ends_no_row(tmp_path: Path) -> None:
    table = pa.table({"a": ["one\ttwo\r\nthree\u2028four", None], "b": ['"quoted"', "x"], "c": pa.nulls(2)})
    write_bare(table, tmp_path / "bare.tsv")

    assert (tmp_path / "bare.tsv").read_bytes() == b'one two three four\t"quoted"\t\n\tx\t\n'


def test_an_event_dated_by_its_month_has_no_day_in_gdelts_columns() -> None:
    (day,) = (c for c in layout_columns(Layout.GDELT2_EVENTS) if c.column == "Day")
    answer = duckdb.sql(f"SELECT {day.expression} AS day FROM (VALUES ('2024-05'), ('2024-05-06')) t(event_day)")

    assert [row[0] for row in answer.fetchall()] == [None, "20240506"]


def test_a_layout_is_known_by_its_name(store: Store) -> None:
    name: Any = "polecat"

    assert export_events(store, name) == export_events(store, Layout.POLECAT)
    with pytest.raises(UsageError, match="no layout"):
        export_events(store, cast(Any, "nosuch"))


@pytest.mark.parametrize("ending", ["csv", "CSV"])
def test_the_command_writes_gdelts_files_by_any_name_of_theirs(ending: str, store: Store, tmp_path: Path) -> None:
    out = tmp_path / f"day.export.{ending}"
    with pytest.raises(SystemExit) as done:
        main(["export", str(store.path), str(out), "--format", "gdelt2_mentions"])

    assert done.value.code == 0
    assert {line.count("\t") for line in out.read_text("utf-8").splitlines()} == {15}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param(["--from", "2024-05-06", "--to", "2023-05-06"], "is after --to", id="days reversed"),
        pytest.param(["--format", "gdelt2_events", "--formula-safe"], "--formula-safe", id="formulas of GDELT"),
    ],
)
def test_choices_that_make_no_sense_are_named(
    more: list[str], said: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        main(["export", str(store.path), str(tmp_path / "out.csv"), *more])

    assert (done.value.code, list(tmp_path.glob("out*"))) == (1, [])
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["load", "no-such.csv", "--format", "icews"], id="load"),
        pytest.param(["batch", "no-such-folder"], id="batch"),
        pytest.param(["batch", str(Path(__file__).parent), "--from", "nosuch"], id="batch of no kind"),
    ],
)
def test_a_mistyped_input_makes_no_store(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        main([*arguments, "--into", str(tmp_path / "made")])

    assert (done.value.code, list(tmp_path.iterdir())) == (1, [])
    assert "no-such" in capsys.readouterr().err or "nosuch" in arguments


def test_a_wrong_choice_is_named(store: Store) -> None:
    with pytest.raises(UsageError, match="not a date"):
        export_events(store, Layout.ICEWS, Choice(since="May 6"))
    with pytest.raises(UsageError, match="no status"):
        export_events(store, Layout.ICEWS, Choice(statuses=("done",)))


def test_formulas_are_quoted_only_when_asked(tmp_path: Path) -> None:
    table = pa.table({"name": ["=1+1", "@sum", "-", "plain", None], "n": [1, -2, 3, 4, 5]})
    write_csv(table, tmp_path / "raw.csv")
    write_csv(table, tmp_path / "safe.csv", formula_safe=True)

    assert pacsv.read_csv(tmp_path / "raw.csv")["name"].to_pylist()[:2] == ["=1+1", "@sum"]
    assert pacsv.read_csv(tmp_path / "safe.csv")["name"].to_pylist()[:4] == ["'=1+1", "'@sum", "'-", "plain"]
    assert pacsv.read_csv(tmp_path / "safe.csv")["n"].to_pylist() == [1, -2, 3, 4, 5]


def test_a_negative_number_is_no_formula(tmp_path: Path) -> None:
    table = pa.table({"Intensity": ["-10.0", "+3", "-1e-05", "-1+1"]})
    write_csv(table, tmp_path / "safe.csv", formula_safe=True)

    assert (tmp_path / "safe.csv").read_text().split("\n")[1:5] == ['"-10.0"', '"+3"', '"-1e-05"', '"\'-1+1"']


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    table = pa.table({"a": [1]})
    for write in (write_bare, write_csv, write_parquet, write_jsonl):
        with pytest.raises(StoreError):
            write(table, tmp_path / "no" / "such" / "folder.csv")
    assert list(tmp_path.iterdir()) == []

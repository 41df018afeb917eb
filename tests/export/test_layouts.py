"""A store's events in the exact columns of the field's data sets."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pytest

from onrecord.errors import StoreError, UsageError
from onrecord.export.files import write_csv, write_jsonl, write_parquet
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


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    table = pa.table({"a": [1]})
    for write in (write_csv, write_parquet, write_jsonl):
        with pytest.raises(StoreError):
            write(table, tmp_path / "no" / "such" / "folder.csv")
    assert list(tmp_path.iterdir()) == []

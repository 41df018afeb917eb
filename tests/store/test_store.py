"""A store: written whole, read by generation, hardened, repairable."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from onrecord.analyse.events import dyad_months
from onrecord.errors import StoreError, UsageError
from onrecord.schema import (
    Act,
    Actor,
    Anchor,
    Article,
    Event,
    EventType,
    Kind,
    Party,
    Problem,
    Record,
    Source,
    Statement,
    Status,
    article_id,
    finding_id,
)
from onrecord.store import Store
from onrecord.store.columns import TABLES, column_dictionary
from onrecord.store.lock import writing
from onrecord.store.maintain import compact, remove, repair

TEXT = "Mali denied on Monday that its army had attacked Niger."


def make_record(number: int, made_by: str = "v1", text: str = TEXT) -> Record:
    digest = f"{number:064x}"
    key = article_id(digest)
    article = Article(
        key, text, Source(digest, "pasted", name=f"{number}.txt"), body=(Anchor(0, len(text)),), date="2024-05-06"
    )
    mali = Party(Anchor(0, 4), "Mali", Actor("MLI", "GOV", "Government of Mali", "countries:MLI"))
    content = Anchor(27, 54)
    statement = Statement(
        finding_id(key, "statement", content), content, mali, Anchor(5, 11), (content,), Kind.INDIRECT, Act.DENY
    )
    trigger = Anchor(40, 48)
    event = Event(
        finding_id(key, "event", trigger),
        trigger,
        EventType.ASSAULT,
        Status.DENIED,
        (mali,),
        chain=(statement.id,),
        quad=4,
    )
    return Record(article, made_by, statements=(statement,), events=(event,), problems=(Problem("x", "why"),))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "news")
    store.add("slice-1", [make_record(1), make_record(2)], made_by="v1", label="a folder")
    store.add("slice-2", [make_record(3)], made_by="v1")
    return store


def test_what_is_added_is_read_back_by_sql(store: Store) -> None:
    rows = store.query("SELECT type, status, actors[1].code AS who FROM events ORDER BY article_id").to_pylist()

    assert rows == [{"type": "ASSAULT", "status": "denied", "who": "MLI"}] * 3


def test_a_new_version_replaces_the_older_reading_of_a_slice(store: Store) -> None:
    store.add("slice-1", [make_record(1, "v2"), make_record(2, "v2")], made_by="v2")

    assert sorted(store.table("articles")["made_by"].to_pylist()) == ["v1", "v2", "v2"]


def test_an_article_read_from_two_inputs_counts_once(store: Store) -> None:
    store.add("slice-3", [make_record(3), make_record(4)], made_by="v1")

    assert store.table("articles").num_rows == 4
    assert store.query("SELECT count(*) AS n FROM events").to_pylist() == [{"n": 4}]
    assert compact(store.path) > 0
    assert Store(store.path).owners() is None
    assert Store(store.path).table("articles").num_rows == 4


def test_adding_the_same_slice_again_changes_nothing(store: Store) -> None:
    before = store.table("events")
    store.add("slice-1", [make_record(1), make_record(2)], made_by="v1")

    assert store.table("events").equals(before)


def test_a_store_without_text_keeps_quoted_spans_only(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "bare", text=False)
    store.add("s", [make_record(1)], made_by="v1")

    assert store.table("articles")["text"].to_pylist() == [None]
    with pytest.raises(UsageError, match="without text"):
        Store.create(tmp_path / "bare", text=True)


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("DROP VIEW events", id="drop"),
        pytest.param("SELECT 1; SELECT 2", id="two statements"),
        pytest.param("COPY (SELECT 1) TO '{store}/out.csv'", id="copy into the store"),
        pytest.param("SELECT * FROM read_csv('/etc/passwd')", id="a file outside"),
        pytest.param("SET lock_configuration = false", id="unlock"),
        pytest.param("ATTACH '/tmp/other.db'", id="attach"),
        pytest.param("INSTALL httpfs", id="install"),
        pytest.param("SELECT * FROM 'https://127.0.0.1/x.parquet'", id="network"),
        pytest.param("no sql at all", id="nonsense"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_query_can_do_nothing_but_read_the_store(store: Store, sql: str) -> None:
    before = sorted(p.name for p in store.path.rglob("*"))

    with pytest.raises((UsageError, StoreError)):
        store.query(sql.format(store=store.path))
    assert sorted(p.name for p in store.path.rglob("*")) == before


def test_a_damaged_shard_is_named_and_repaired_away(store: Store) -> None:
    path = store.files("events")[0]
    path.write_bytes(path.read_bytes()[:-20])

    assert len(store.verify()) == 1
    assert str(path) in store.verify()[0]
    with pytest.raises(StoreError, match="onrecord repair"):
        store.table("events")
    done = repair(store.path)
    assert len(done.dropped) == 1
    assert Store(store.path).verify() == []


def test_a_lost_manifest_is_rebuilt_from_the_shards(store: Store) -> None:
    (store.path / "manifest.json").write_text("{half a mani")

    with pytest.raises(StoreError, match="damaged"):
        Store(store.path)
    assert len(repair(store.path).found) == 2
    assert Store(store.path).table("articles").num_rows == 3


def test_a_store_of_a_newer_version_is_refused_with_the_cure(store: Store) -> None:
    path = store.path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))

    with pytest.raises(StoreError, match="newer version"):
        Store(store.path)


def test_a_second_writer_is_refused_and_told_who_writes(store: Store) -> None:
    code = (
        "import sys; from pathlib import Path; from onrecord.store.lock import writing\n"
        f"with writing(Path({str(store.path)!r})): print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreError, match=str(other.pid)), writing(store.path):
            pass
        assert store.table("articles").num_rows == 3  # readers are never blocked
        other.kill()
        other.wait()
    with writing(store.path):  # a killed writer leaves no lock behind
        assert os.getpid()


def test_a_removed_article_is_gone_from_every_file(store: Store) -> None:
    key = article_id(f"{2:064x}")
    remove(store.path, key)

    fresh = Store(store.path)
    assert key not in fresh.table("articles")["article_id"].to_pylist()
    assert not any(key.encode() in p.read_bytes() for p in store.path.rglob("*") if p.is_file())
    assert fresh.manifest.covers("slice-1", "v1")
    with pytest.raises(StoreError, match="no article"):
        remove(store.path, key)


def test_a_folder_that_is_no_store_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a store"):
        Store(tmp_path)


def test_lone_surrogates_reach_the_store_as_replacement_characters(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "s")
    store.add("s", [make_record(1, text="\ud800" + TEXT[1:])], made_by="v1")

    assert store.table("articles")["text"].to_pylist() == ["\ufffd" + TEXT[1:]]


def test_every_column_says_what_it_holds() -> None:
    for schema in TABLES.values():
        for column in schema:
            assert column.metadata[b"doc"].endswith((b".", b"..."))
            assert f"`{column.name}`" in column_dictionary()
    assert isinstance(TABLES["events"], pa.Schema)


def test_counts_by_pair_and_month_follow_the_store(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "news")
    store.add("one", [make_record(1), make_record(2)], made_by="v1")
    assert dyad_months(store).select(["source", "month", "events"]).to_pylist() == [
        {"source": "MLI", "month": None, "events": 2}
    ]
    store.add("two", [make_record(2), make_record(3)], made_by="v1")  # one of them again

    assert dyad_months(store)["events"].to_pylist() == [3]


def test_start_killed_before_its_first_manifest_does_not_block_the_next(tmp_path: Path) -> None:
    (tmp_path / "writer.lock").write_text("1\n")
    (tmp_path / ".manifest.json.123").write_bytes(b"{")

    assert Store.create(tmp_path).manifest.generation == 0

"""What happens to a store when the disk, the clock or the process fails (BAD_INPUTS 47-49, 55-63)."""

import csv
import errno
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.store.test_store import make_record

from onrecord.errors import StoreError
from onrecord.export.files import flat, write_csv
from onrecord.store import Store
from onrecord.store.columns import TABLES
from onrecord.store.lock import writing
from onrecord.store.maintain import repair

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "news")
    store.add("slice-1", [make_record(1), make_record(2)], made_by="v1")
    store.add("slice-2", [make_record(3)], made_by="v1")
    return store


LIMITED = """
import resource, sys
from pathlib import Path
from onrecord.errors import StoreError
from onrecord.export.files import flat, write_csv
from onrecord.store import Store
from tests.store.test_store import make_record
store = Store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    if sys.argv[2] == "export":
        write_csv(flat(store.table("articles")), Path(sys.argv[1]).with_name("out.csv"))
    else:
        store.add("slice-3", [make_record(n, text="Mali %d. " % n + "x" * 500) for n in range(40)], made_by="v1")
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize(("what", "room"), [("shard", 3000), ("manifest", 20), ("export", 100)])
def test_55_a_full_disk_leaves_the_store_as_it_was_and_says_so(store: Store, what: str, room: int) -> None:
    if what == "manifest":
        room = (store.path / "manifest.json").stat().st_size + 100
    before = store.table("events")
    command = [sys.executable, "-c", LIMITED, str(store.path), what, str(room)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == 1
    assert "File too large" in done.stdout
    fresh = Store(store.path)
    assert fresh.table("events").equals(before)
    assert fresh.verify() == []
    assert not [p for p in store.path.parent.rglob(".*") if p.is_file()]


def _read_only(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


@pytest.mark.parametrize("call", ["open", "mkdir"])
def test_56_a_read_only_store_can_be_read_and_refuses_writers(
    store: Store, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, call, _read_only)

    assert Store(store.path).query("SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 3}]
    with pytest.raises(StoreError, match="Read-only file system"):
        store.add("slice-3", [make_record(4)], made_by="v1")


@pytest.mark.parametrize("damage", [lambda b: b"", lambda b: b"garbage", lambda b: b[:-9], lambda b: _flipped(b)])
def test_58_damage_is_named_and_what_is_left_is_read(store: Store, damage: Callable[[bytes], bytes]) -> None:
    path = store.files("events")[0]
    path.write_bytes(damage(path.read_bytes()))

    assert [fault for fault in store.verify() if str(path) in fault]
    repair(store.path)
    assert 0 < Store(store.path).table("events").num_rows < 3


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _rewritten(schema: Callable[[pa.Schema], pa.Schema]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        table = pq.read_table(path)
        pq.write_table(table.cast(schema(table.schema)), path)

    return write


def _wide(schema: pa.Schema) -> pa.Schema:
    return pa.schema([f.with_type(pa.large_string()) if f.type == pa.string() else f for f in schema])


def _dictionaries(path: Path) -> None:
    table = pq.read_table(path)
    for i, column in enumerate(table.schema):
        if column.type == pa.string():
            table = table.set_column(i, column.name, table[i].dictionary_encode())
    pq.write_table(table, path)


def _without_groups(path: Path) -> None:
    with pq.ParquetWriter(path, pq.read_schema(path)):
        pass


@pytest.mark.parametrize(
    ("rewrite", "rows"),
    [(_rewritten(_wide), 3), (_dictionaries, 3), (_without_groups, 1)],
    ids=["large", "dict", "empty"],
)
def test_47_other_encodings_of_a_shard_are_read(store: Store, rewrite: Callable[[Path], None], rows: int) -> None:
    (path,) = [p for p in store.files("events") if pq.read_metadata(p).num_rows == 2]
    rewrite(path)

    assert store.table("events").num_rows == rows
    assert store.query("SELECT count(*) AS n FROM events").to_pylist() == [{"n": rows}]


def test_47_a_shard_with_other_columns_is_an_error_of_one_line(store: Store) -> None:
    path = store.files("events")[0]
    pq.write_table(pa.table({"other": [1]}), path)

    for ask in (lambda: store.table("events"), lambda: store.query("SELECT type FROM events")):
        with pytest.raises(StoreError) as error:
            ask()
        assert "\n" not in str(error.value)


def test_49_line_breaks_and_quotation_marks_survive_an_export(store: Store, tmp_path: Path) -> None:
    text = 'Mali said "no",\nthen\r\n"yes";\tboth, perhaps.'
    store.add("slice-3", [make_record(9, text=text)], made_by="v1")
    write_csv(flat(store.table("articles")), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == 4
    assert text in [row["text"] for row in rows]


def test_62_a_lock_file_left_by_a_crash_locks_nothing(store: Store) -> None:
    (store.path / "writer.lock").write_text("99999999\n")

    with writing(store.path):
        assert (store.path / "writer.lock").read_text() == f"{os.getpid()}\n"


def test_63_a_clock_that_jumps_back_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: store.table(name) for name in TABLES}
    for path in store.path.rglob("*.parquet"):
        os.utime(path, (4e9, 4e9))
    monkeypatch.setattr(time, "time", lambda: 0.0)

    store.add("slice-1", [make_record(1), make_record(2)], made_by="v1")
    assert {name: store.table(name) for name in TABLES} == before
    assert store.verify() == []


def test_68_a_store_of_many_shards_needs_few_open_files(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "news")
    for n in range(100):
        store.add(f"slice-{n}", [make_record(n)], made_by="v1")
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))\n"
        "from onrecord.cli import main; main(sys.argv[1:])"
    )
    for arguments in (
        ["query", str(store.path), "SELECT count(*) AS n FROM events"],
        ["export", str(store.path), str(tmp_path / "out.csv")],
        ["verify", str(store.path)],
    ):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 101
    assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 64


def test_57_a_manifest_with_fields_of_a_later_version_says_upgrade(store: Store) -> None:
    path = store.path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 2, "layers": []}))

    with pytest.raises(StoreError, match="upgrade onrecord"):
        Store(store.path)

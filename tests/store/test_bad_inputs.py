"""What happens to a store and around it (BAD_INPUTS 47-50, 53-63, 67, 68): docs/bad_inputs.store.tsv lists each."""

import errno
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from test_store import make_record

from onrecord.analyse.events import distinct_of
from onrecord.batch.slices import slices_of
from onrecord.errors import InputError, StoreError, UsageError
from onrecord.export.files import write_csv, write_parquet
from onrecord.export.foreign import load_events
from onrecord.export.layouts import Choice, Layout, export_events, layout_columns
from onrecord.store import Store
from onrecord.store.cache import cached_table
from onrecord.store.columns import TABLES
from onrecord.store.lock import writing
from onrecord.store.maintain import compact, remove, repair

ONRECORD = [sys.executable, "-m", "onrecord"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "news")
    for number in range(3):
        store.add(f"slice-{number}", [make_record(2 * number), make_record(2 * number + 1)], made_by="v1")
    return store


def raising(code: int) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


def run(*arguments: str, **more: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*ONRECORD, *arguments], capture_output=True, text=True, timeout=300, check=False, **more)


# 47: Parquet of other shapes


def test_a_shard_without_rows_is_read(store: Store) -> None:
    store.add("nothing", [], made_by="v1")

    assert pq.ParquetFile(store.files("events")[0]).metadata is not None
    assert any(pq.ParquetFile(path).num_row_groups == 0 for path in store.files("events"))
    assert store.table("events").num_rows == 6
    assert store.query("SELECT count(*) AS n FROM events").to_pylist() == [{"n": 6}]


@pytest.mark.parametrize("kind", [pa.large_string(), pa.dictionary(pa.int32(), pa.string()), pa.string_view()], ids=str)
def test_a_shard_with_other_string_types_is_read(store: Store, kind: pa.DataType) -> None:
    path = store.files("articles")[0]
    table = pq.read_table(path, partitioning=None)
    at = table.schema.get_field_index("article_id")
    pq.write_table(table.set_column(at, "article_id", table["article_id"].cast(kind)), path)

    assert store.table("articles").num_rows == 6
    assert store.query("SELECT count(DISTINCT article_id) AS n FROM articles").to_pylist() == [{"n": 6}]


def test_a_shard_of_another_schema_is_a_clear_error(store: Store) -> None:
    path = store.files("events")[0]
    pq.write_table(pq.read_table(path, partitioning=None).drop_columns(["type"]), path)

    with pytest.raises(StoreError, match=r"events\.parquet"):
        store.table("events")
    with pytest.raises(StoreError):
        store.query("SELECT type FROM events")
    assert len(store.verify()) == 1


# 48, 49: cells that a spreadsheet or a parser mistakes


def test_newlines_and_quotes_in_cells_come_back(tmp_path: Path) -> None:
    cells = ['a "b"', "a\nb", "a\r\nb", 'a,"\n', "\t", "", "“é”"]
    write_csv(pa.table({"text": cells}), tmp_path / "x.csv")
    options = pacsv.ParseOptions(newlines_in_values=True)

    assert pacsv.read_csv(tmp_path / "x.csv", parse_options=options)["text"].to_pylist() == cells


# 50: names that are paths

NAMES = ["../../etc/passwd", "a/b", "CON", "x" * 300, "%00", "%2e%2e%2f", "\u2024\u2024/", "a\0b"]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_never_become_paths(store: Store, tmp_path: Path, name: str) -> None:
    record = make_record(50)
    source = replace(record.article.source, name=name, place=name)
    store.add(name, [replace(record, article=replace(record.article, source=source))], made_by=name, label=name)
    folders = {p.name for p in (store.path / "shards").iterdir()}

    assert {p.name for p in tmp_path.iterdir()} == {"news"}
    assert all(len(folder) == 24 and folder.isalnum() for folder in folders)
    assert len(folders) == 4
    assert Store(store.path).table("articles").num_rows == 7
    with pytest.raises(StoreError, match="no article"):
        remove(store.path, name)
    with pytest.raises(UsageError, match="no table"):
        store.table(name)


@pytest.mark.parametrize("name", ["s3:2024", "news:2024", "it's [new]*?", "one\ntwo"])
def test_a_store_may_have_any_name_and_is_never_taken_for_an_address(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = Store.create(name)
    made.add("slice", [make_record(1), make_record(2)], made_by="v1")

    assert made.query("SELECT count(*) AS n FROM articles").to_pylist() == [{"n": 2}]
    assert made.table("events").num_rows > 0
    assert cached_table(made, "t", lambda: made.table("events")).num_rows > 0
    write_csv(made.table("problems"), Path("out:1.csv"))
    write_parquet(made.table("problems"), Path("out:1.parquet"))
    assert remove(made.path, made.table("articles")["article_id"][0].as_py()) == 1
    (made.path / "manifest.json").unlink()
    assert len(repair(made.path).found) == 1


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="UTF-8"):
        Store.create(tmp_path / "caf\udce9")
    with pytest.raises(StoreError, match="nothing was written"):
        write_parquet(pa.table({"a": [1]}), tmp_path / "caf\udce9.parquet")


# 53: inputs that are no files


def test_inputs_that_are_no_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path / "fifo", Path("/dev/zero"), tmp_path / "missing"):
        with pytest.raises(InputError, match="not a regular file"):
            list(slices_of([path], size=3))


def test_a_folder_with_loops_fifos_and_dead_links_gives_its_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "dead").symlink_to("/nowhere")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "page.txt").write_text("Peru rejected the claim.")
    (part,) = slices_of([tmp_path], size=9)

    assert part.documents == 1


# 54: days that never were


def test_impossible_days_are_refused_or_left_empty(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a date"):
        Choice(since="2024-02-30").condition()
    names = [c.column for c in layout_columns(Layout.GDELT2_EVENTS)]
    days = ("20240230", "00000101", "99999999", "", "2024")
    given = {"EventCode": "190", "Actor1CountryCode": "PER", "Actor2CountryCode": "CHL"}
    lines = ("\t".join((given | {"Day": day}).get(n, "") for n in names) for day in days)
    (tmp_path / "day.csv").write_text("\n".join(lines) + "\n")
    store = Store.create(tmp_path / "gdelt")

    assert load_events(tmp_path / "day.csv", Layout.GDELT2_EVENTS, store).events == len(days)
    assert store.table("events")["date"].to_pylist() == [None] * len(days)
    assert len(distinct_of(store)) >= 1
    export_events(store, Layout.ICEWS)


# 55, 56: no room, no permission


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES], ids=["full", "read-only", "forbidden"])
def test_a_store_that_cannot_be_written_stays_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    before = store.table("events")
    listed = sorted(str(p) for p in store.path.rglob("*"))
    for step in ("fsync", "mkdir", "rename", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, step, raising(code))
            with pytest.raises(StoreError, match=os.strerror(code)):
                store.add("more", [make_record(90)], made_by="v1")
        assert Store(store.path).table("events").equals(before), step
        assert not list(store.path.rglob(".*")), step
    repair(store.path)  # sweeps the shard that was written before the manifest could not be

    assert sorted(str(p) for p in store.path.rglob("*")) == listed
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", raising(code))
        with pytest.raises(StoreError, match="cannot be written"), writing(store.path):
            pass
    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", raising(code))
        assert cached_table(store, "x", lambda: pa.table({"a": [1]})).num_rows == 1  # only not kept
        with pytest.raises(StoreError, match="cannot be made"):
            Store.create(tmp_path / "other")


def test_a_file_larger_than_the_disk_takes_leaves_nothing(store: Store, tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; from onrecord.store import Store\n"
        "from onrecord.export.files import write_csv, write_parquet, write_jsonl\n"
        "from onrecord.errors import StoreError\n"
        "sys.path.insert(0, sys.argv[2]); from test_store import make_record\n"
        "store = Store(sys.argv[1]); table = store.table('articles')\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); bad = 0\n"
        "acts = [lambda: store.add('more', [make_record(90)], made_by='v1')]\n"
        "acts += [lambda w=w: w(table, Path(sys.argv[1]).with_name('out'))"
        " for w in (write_parquet, write_jsonl)]\n"
        "for act in acts:\n"
        "    try: act(); bad += 1\n"
        "    except StoreError as error: print(error)\n"
        "sys.exit(bad)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.path), str(Path(__file__).parent)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("too large") == 3
    assert {p.name for p in tmp_path.iterdir()} == {"news"}
    assert Store(store.path).verify() == []


# 57, 58: another version, damage


def damage(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "missing":
        path.unlink()
        return
    if how == "bit":
        data[len(data) // 2] ^= 4
    elif how == "cut":
        data = data[: len(data) // 2]
    else:
        data = bytearray(b"garbage" * 9)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("how", ["missing", "bit", "cut", "garbage"])
@pytest.mark.parametrize("table", sorted(TABLES))
def test_a_damaged_file_is_named_dropped_and_made_again(store: Store, table: str, how: str) -> None:
    path = store.files(table)[1]
    shard = store.manifest.shards[1]
    damage(path, how)

    assert [fault.partition(": ")[0] for fault in store.verify()] == [str(path)]
    assert repair(store.path).dropped == (shard.name,)
    left = Store(store.path)
    assert left.verify() == []
    assert left.table("articles").num_rows == 4
    number = int(shard.slice[-1])
    left.add(shard.slice, [make_record(2 * number), make_record(2 * number + 1)], made_by="v1")
    assert Store(store.path).table("articles").equals(store_of_six(store.path.with_name("fresh")).table("articles"))


def store_of_six(path: Path) -> Store:
    store = Store.create(path)
    store.add("all", [make_record(n) for n in range(6)], made_by="v1")
    return store


@pytest.mark.parametrize("content", [b"", b"{", b"\0" * 99, b"[]", b'{"format": "x"}', b'{"format": 1, "shards": 3}'])
def test_a_damaged_manifest_is_named_and_made_again(store: Store, content: bytes) -> None:
    (store.path / "manifest.json").write_bytes(content)

    with pytest.raises(StoreError, match="damaged"):
        Store(store.path)
    assert len(repair(store.path).found) == 3
    assert Store(store.path).table("articles").num_rows == 6


@pytest.mark.parametrize("text", [True, False])
def test_a_manifest_made_again_remembers_whether_texts_are_kept(tmp_path: Path, text: bool) -> None:
    made = Store.create(tmp_path / "news", text=text)
    made.add("slice", [make_record(1)], made_by="v1")
    (made.path / "manifest.json").write_bytes(b"")
    repair(made.path)

    assert Store.create(made.path, text=text).manifest.text == text


def test_a_shard_that_is_lost_with_its_manifest_is_named(store: Store) -> None:
    damage(store.files("articles")[1], "cut")
    (store.path / "manifest.json").write_bytes(b"")

    assert repair(store.path).dropped == (store.manifest.shards[1].name,)


@pytest.mark.parametrize(
    "keep", [repair, compact, lambda path: remove(path, "a-1")], ids=["repair", "compact", "remove"]
)
def test_a_folder_that_is_no_store_is_left_as_it_is(tmp_path: Path, keep: Callable[[Path], object]) -> None:
    other = tmp_path / "model" / "shards" / "part-1"
    other.mkdir(parents=True)
    (other / "weights").write_bytes(b"precious")

    with pytest.raises(StoreError, match="not a store"):
        keep(tmp_path / "model")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["model", "part-1", "shards", "weights"]


def test_what_is_not_ours_beside_the_shards_stays(store: Store) -> None:
    other = store.path / "shards" / "notes of mine"
    other.mkdir()
    left = store.path / "shards" / f".{'0' * 24}.{'0' * 12}"
    left.mkdir()
    repair(store.path)

    assert other.is_dir()
    assert not left.exists()


def test_a_newer_store_is_not_taken_for_a_damaged_one(store: Store) -> None:
    path = store.path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    written = path.read_bytes()

    with pytest.raises(StoreError, match="newer version"):
        repair(store.path)
    assert path.read_bytes() == written
    assert all(file.exists() for file in store.files("events"))


def test_every_command_refuses_a_newer_store(store: Store, tmp_path: Path) -> None:
    path = store.path / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    done = run("query", str(store.path), "SELECT 1")

    assert (done.returncode, done.stdout) == (1, "")
    assert "newer version" in done.stderr
    assert "Traceback" not in done.stderr


# 60: killed at every step


@pytest.mark.parametrize("operation", ["add", "compact", "remove", "repair", "export"])
def test_a_kill_at_any_step_leaves_the_old_state_or_the_new(tmp_path: Path, operation: str) -> None:
    harness = Path(__file__).with_name("steps.py")
    done = subprocess.run(
        [sys.executable, str(harness), str(tmp_path), operation],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert int(done.stdout) >= 1  # steps


# 62, 63: locks and clocks


def test_a_lock_left_by_a_reboot_holds_nobody_up(store: Store) -> None:
    (store.path / "writer.lock").write_text("1\n")  # a process that runs, and never wrote here
    store.add("more", [make_record(90)], made_by="v1")

    assert store.table("articles").num_rows == 7


def test_a_clock_that_jumps_back_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    for file in store.path.rglob("*"):
        os.utime(file, (0, 0))
    generation = store.manifest.generation
    store.add("slice-0", [make_record(0, "v2"), make_record(1, "v2")], made_by="v2")

    assert store.manifest.generation == generation + 1
    assert sorted(store.table("articles")["made_by"].to_pylist()) == ["v1"] * 4 + ["v2"] * 2


# 67, 68: bare surroundings


def test_commands_run_without_home_temporary_folder_or_locale(store: Store, tmp_path: Path) -> None:
    bare = {"LANG": "C", "TMPDIR": "/nowhere", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    for arguments in (
        ["status", str(store.path)],
        ["verify", str(store.path)],
        ["query", str(store.path), "SELECT 'Keïta “x”' AS name"],
        ["export", str(store.path), str(tmp_path / "x.csv")],
        ["compact", str(store.path)],
    ):
        done = subprocess.run(
            [*ONRECORD, *arguments], env=bare, cwd="/", capture_output=True, encoding="utf-8", timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert "Keïta" in done.stdout or arguments[0] != "query"


def test_a_reader_of_the_output_may_go_away(store: Store) -> None:
    sql = "SELECT range AS n, repeat('x', 200) AS x FROM range(20000)"
    with subprocess.Popen(
        [*ONRECORD, "query", str(store.path), sql, "--jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()

    assert errors == b""
    assert process.returncode == 1


def test_few_file_handles_are_enough(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "many")
    for number in range(90):
        store.add(f"slice-{number}", [make_record(number)], made_by="v1")

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

    counted = run("query", str(store.path), "SELECT count(*) AS n FROM events", "--csv", preexec_fn=few)
    exported = run("export", str(store.path), str(tmp_path / "x.csv"), preexec_fn=few)

    assert (counted.returncode, counted.stdout.split()) == (0, ["n", "90"]), counted.stderr
    assert exported.returncode == 0, exported.stderr

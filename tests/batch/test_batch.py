"""The batch on a real Dask cluster: nothing lost, nothing twice, whatever dies."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from distributed import Client, Worker
from distributed.diagnostics.plugin import WorkerPlugin

from onrecord.batch import engine
from onrecord.batch.engine import Progress, connect, run_batch
from onrecord.batch.slices import slices_of
from onrecord.errors import InputError, OnrecordError, UsageError
from onrecord.store import Store
from onrecord.store.columns import TABLES

pytestmark = pytest.mark.filterwarnings("default")  # Dask warns of a busy machine

PAGE = "Peru{n} rejects the claim\n\nPeru rejected on Monday claim {n} of Chile, the foreign ministry said in Lima."


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with connect(workers=2) as client:
        yield client


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(9):
        (folder / f"{n}.txt").write_text(PAGE.format(n=n))
    return folder


def tables(store: Store) -> dict[str, pa.Table]:
    return {name: store.table(name) for name in TABLES}


def test_every_page_is_in_the_store_once_and_a_second_run_has_nothing_to_do(
    client: Client, pages: Path, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "news")
    first = run_batch(slices_of([pages], size=4), store, client)
    before = tables(store)
    second = run_batch(slices_of([pages], size=4), store, client)

    assert (first.documents, first.shards, first.failed) == (9, 3, ())
    assert (second.shards, second.skipped) == (0, 3)
    assert store.table("articles").num_rows == 9
    assert tables(store) == before


def test_the_export_does_not_depend_on_slices_or_workers(client: Client, pages: Path, tmp_path: Path) -> None:
    one, two = Store.create(tmp_path / "one"), Store.create(tmp_path / "two")
    run_batch(slices_of([pages], size=2), one, client)
    with connect(workers=1) as alone:
        run_batch(slices_of([pages], size=9), two, alone)

    assert tables(one) == tables(two)


class Poison(WorkerPlugin):
    """Makes one page kill the process that reads it, as a fault in a C library or the kernel short of memory would."""

    name = "poison"

    def __init__(self, deadly: int) -> None:
        self.deadly = deadly

    def setup(self, worker: Worker) -> None:
        from onrecord.batch import work

        make, deadly = work.make_record, self.deadly

        def read(article):  # type: ignore[no-untyped-def]
            if "claim 5" in article.text:
                os.kill(os.getpid(), deadly)
            return make(article)

        work.make_record = read


@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGSEGV])
def test_a_page_that_kills_its_worker_is_set_apart_and_its_neighbours_are_read(
    pages: Path, tmp_path: Path, deadly: int
) -> None:
    store = Store.create(tmp_path / "news")
    with connect(workers=1) as client:
        client.register_plugin(Poison(deadly))
        outcome = run_batch(slices_of([pages], size=9), store, client)

    assert len(outcome.quarantined) == 1
    assert store.table("articles").num_rows == 8
    (problem,) = [p for p in store.table("problems").to_pylist() if p["code"] == "quarantined"]
    assert problem["source_name"] == "5.txt"


def test_a_worker_that_dies_of_something_else_costs_no_page(pages: Path, tmp_path: Path) -> None:
    class Once(WorkerPlugin):  # the first worker dies, whatever it reads; the next one does not
        name = "once"

        def setup(self, worker: Worker) -> None:
            if not (tmp_path / "died").exists():
                Poison(signal.SIGKILL).setup(worker)
                (tmp_path / "died").touch()

    store = Store.create(tmp_path / "news")
    with connect(workers=1) as client:
        client.register_plugin(Once())
        outcome = run_batch(slices_of([pages], size=9), store, client)

    assert (outcome.quarantined, outcome.failed) == ((), ())
    assert store.table("articles").num_rows == 9


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_driver_stopped_in_the_middle_loses_at_most_what_it_had_in_hand(
    client: Client, pages: Path, tmp_path: Path, by: signal.Signals
) -> None:
    for n in range(9, 60):
        (pages / f"{n}.txt").write_text(PAGE.format(n=n))
    path = tmp_path / "news"
    command = [
        sys.executable,
        "-m",
        "onrecord",
        "batch",
        str(pages),
        "--into",
        str(path),
        "--workers",
        "1",
        "--slice",
        "2",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as driver:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and len(list(path.glob("shards/*/events.parquet"))) < 3:
            time.sleep(0.05)
        if by is signal.SIGTERM:
            driver.send_signal(by)
        else:
            os.killpg(driver.pid, by)  # as a terminal does
        _, said = driver.communicate(timeout=120)
    store = Store(path)
    assert store.verify() == []
    if by is not signal.SIGKILL:
        assert (driver.returncode, said.strip()) == (130, "onrecord: stopped")
        assert store.table("articles").num_rows >= 2  # what the driver knew to be done is listed
    run_batch(slices_of([pages], size=2), store, client)
    whole = Store.create(tmp_path / "whole")
    run_batch(slices_of([pages], size=20), whole, client)

    assert tables(store) == tables(whole)


def test_a_scheduler_that_goes_away_is_said_and_running_again_does_the_rest(
    client: Client, pages: Path, tmp_path: Path
) -> None:
    store = Store.create(tmp_path / "news")
    with connect(workers=1) as doomed:

        def lose(progress: Progress) -> None:
            if progress.done == 2:
                doomed.cluster.close()

        with pytest.raises(OnrecordError, match="went away"):
            run_batch(slices_of([pages], size=1), store, doomed, report=lose)
    assert 2 <= store.table("articles").num_rows < 9
    run_batch(slices_of([pages], size=1), store, client)

    assert store.table("articles").num_rows == 9


def test_an_input_given_twice_is_read_once(client: Client, pages: Path, tmp_path: Path) -> None:
    outcome = run_batch(slices_of([pages, pages], size=4), Store.create(tmp_path / "news"), client)

    assert (outcome.documents, outcome.shards) == (9, 3)


def test_a_batch_runs_without_home_temporary_folder_or_many_handles(pages: Path, tmp_path: Path) -> None:
    bare = {"LANG": "C", "TMPDIR": "/nowhere", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "batch", str(pages), "--into", str(tmp_path / "news"), "--workers", "1"],
        env=bare, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False, stdin=subprocess.DEVNULL,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert Store(tmp_path / "news").table("articles").num_rows == 9


def test_an_archive_is_sliced_by_its_articles(client: Client, tmp_path: Path) -> None:
    lines = [f'{{"headline": "Peru rejects {n}", "text": "Peru rejected claim {n} on Monday."}}' for n in range(7)]
    (tmp_path / "news.jsonl").write_text("\n".join([*lines[:3], "{half a line", *lines[3:]]))
    store = Store.create(tmp_path / "news")
    parts = list(slices_of([tmp_path / "news.jsonl"], size=3))
    run_batch(parts, store, client)

    assert [p.documents for p in parts] == [3, 3, 2]  # lines
    assert store.table("articles").num_rows == 7
    assert [p["code"] for p in store.table("problems").to_pylist() if p["article_id"] is None] == ["bad-json"]


def test_a_file_that_is_no_text_is_a_counted_loss(client: Client, pages: Path, tmp_path: Path) -> None:
    (pages / "a.bin").write_bytes(bytes(range(256)) * 40)
    store = Store.create(tmp_path / "news")
    run_batch(slices_of([pages], size=20), store, client)

    assert store.table("articles").num_rows == 9
    problems = [p for p in store.table("problems").to_pylist() if p["article_id"] is None]
    assert [(p["source_name"], p["code"]) for p in problems] == [("a.bin", "unreadable")]


def test_an_input_that_is_missing_and_a_scheduler_that_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(slices_of([tmp_path / "nothing"], size=3))
    with pytest.raises(UsageError, match="nothing answers"), connect("tcp://127.0.0.1:1"):
        pass


def test_workers_that_die_while_they_start_are_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def start(**options: object) -> str:
        tried.append(1)
        if len(tried) < 3:
            raise RuntimeError("Nanny failed to start.")
        return "a cluster"

    monkeypatch.setattr(engine, "LocalCluster", start)
    assert engine._local_cluster(2) == "a cluster"
    tried.clear()

    monkeypatch.setattr(engine, "STARTS", 2)
    with pytest.raises(OnrecordError, match="die while they start"):
        engine._local_cluster(2)

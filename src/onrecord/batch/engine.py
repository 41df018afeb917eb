"""The one engine: slices of documents on Dask workers, each slice a shard of the store.

Nothing is lost and nothing counted twice: a shard is renamed whole by its worker and listed whole by the driver, and a
run started again does the slices that no shard covers. A document that kills its worker is found by halving its slice,
set apart with a problem in the store, and its neighbours are read.
"""

import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, as_completed
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError
from distributed.scheduler import NoWorkerError

from onrecord.batch.slices import Slice
from onrecord.batch.work import check_documents, slice_made_by, write_slice
from onrecord.errors import OnrecordError, UsageError
from onrecord.store import Store
from onrecord.store.lock import writing
from onrecord.store.manifest import Shard

__all__ = ["Outcome", "Progress", "connect", "run_batch"]

# workers that may die on a task before it is blamed; one is enough, since the innocent are tried again alone
ALLOWED_FAILURES = 0
# workers that a document must kill, read alone, to be set apart: one may die of something else just then
DEATHS = 2
STARTS = 3  # of workers that die while they start
# a worker that grows beyond this is stopped, and what it read is treated as poison
WORKER_MEMORY = "2 GiB"
# what asking a scheduler comes to that is no longer there, or has had no worker for long
LOST = (CancelledError, CommClosedError, ClosedClientError, NoWorkerError)
NO_WORKER = "300s"
# How long written shards may wait for the manifest, which a killed driver's next start has to read again: some seconds,
# and of a large store so long that writing its manifest takes a small share of the time.
PUBLISH_SECONDS = 2.0
PUBLISH_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did."""

    documents: int
    shards: int
    skipped: int  # slices that the store covered already
    quarantined: tuple[str, ...]  # documents that kill a worker
    failed: tuple[str, ...]  # slices that could not be read or written, with the reason
    seconds: float


@dataclass(slots=True)
class Progress:
    """How far a run is; passed to the caller's `report` after each slice."""

    total: int
    done: int = 0
    documents: int = 0


@dataclass(slots=True)
class _Run:
    store: Store
    client: Client
    report: Callable[[Progress], None]
    progress: Progress
    written: list[Shard] = field(default_factory=list)
    quarantined: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    due: float = field(default_factory=lambda: time.monotonic() + PUBLISH_SECONDS)


@contextmanager
def connect(scheduler: str | None = None, *, workers: int | None = None) -> Iterator[Client]:
    """A Dask client: of the cluster at `scheduler`, or of processes on this machine, one thread each.

    Raises UsageError where nothing answers at `scheduler`.
    """
    settings = {
        "distributed.scheduler.allowed-failures": ALLOWED_FAILURES,
        "distributed.scheduler.no-workers-timeout": NO_WORKER,
        # a worker that is slow to start again on a busy machine would else be closed after 15 s, and not replaced
        "distributed.deploy.lost-worker-timeout": "1 day",
        "distributed.worker.daemon": True,
        "distributed.worker.preload": ["onrecord.batch.quiet"],
        "distributed.admin.tick.limit": "60s",
        # what Dask watches for its dashboard would take some hundredths of each process's time
        "distributed.admin.tick.interval": "500ms",
        "distributed.worker.profile.enabled": False,
        "distributed.admin.system-monitor.interval": "5s",
        "distributed.logging": {"distributed": "critical"},
    }
    with dask.config.set(settings):
        if scheduler is not None:
            try:
                client = Client(scheduler, timeout=10)
            except (OSError, ValueError, TimeoutError) as error:  # ValueError: no address at all
                raise UsageError(f"--scheduler {scheduler}: nothing answers there ({error})") from error
            with client:
                yield client
            return
        count = workers or os.cpu_count() or 1
        with (
            _local_cluster(count) as cluster,
            Client(cluster) as client,
        ):
            yield client


def _local_cluster(count: int) -> LocalCluster:
    """Workers on this machine, tried again where one dies while it starts.

    Raises OnrecordError where that goes on.
    """
    for _ in range(STARTS):
        with _interrupts_held() as interrupted:
            cluster = None
            try:
                cluster = LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",  # any free port: nothing else is disturbed
                    memory_limit=WORKER_MEMORY,
                    silence_logs=logging.CRITICAL,
                )
            except RuntimeError as error:
                why = error
        if interrupted:
            if cluster is not None:
                cluster.close()
            raise KeyboardInterrupt
        if cluster is not None:
            return cluster
    raise OnrecordError(f"no workers: they die while they start ({why}); is there memory for {count} of them?") from why


@contextmanager
def _interrupts_held() -> Iterator[list[int]]:
    """What stops the process waits: Dask half started cannot be stopped cleanly.

    Ctrl-C reaches every process of a terminal. The workers that start within never see it: it is the driver that stops
    them, where otherwise each died of it with a trace and was started again.
    """
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came
        return

    before = {s: signal.signal(s, lambda number, _: came.append(number)) for s in (signal.SIGINT, signal.SIGTERM)}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield came
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)  # what came now is noted
        for number, handler in before.items():
            signal.signal(number, handler)


def run_batch(
    slices: Iterable[Slice], store: Store, client: Client, *, report: Callable[[Progress], None] = lambda _: None
) -> Outcome:
    """Read every slice that the store does not cover yet.

    Raises StoreError where another process writes to the store, OnrecordError where the scheduler or the last worker
    goes away; what was done by then is in the store.
    """
    started = time.monotonic()
    wanted = list({part.digest: part for part in slices}.values())  # an input given twice is read once
    with writing(store.path):
        store.reload()
        done = store.manifest.covered(slice_made_by())
        todo = [part for part in wanted if part.digest not in done]
        run = _Run(store, client, report, Progress(total=len(todo)))
        try:
            _read_all(run, todo)
        except LOST as error:
            raise OnrecordError(
                f"the scheduler or its last worker went away; {run.progress.done} of {len(todo)} shards are done;"
                " run again for the rest"
            ) from error
        finally:
            _publish(run)
    return Outcome(
        documents=run.progress.documents,
        shards=run.progress.done,
        skipped=len(wanted) - len(todo),
        quarantined=tuple(run.quarantined),
        failed=tuple(run.failed),
        seconds=time.monotonic() - started,
    )


def _read_all(run: _Run, todo: list[Slice]) -> None:
    """Keep every worker busy without handing the scheduler more than it needs to know."""
    queue = deque(todo)
    pending = as_completed()
    doing: dict[object, tuple[Slice, Future[Shard]]] = {}
    try:
        while queue or doing:
            limit = 2 * max(1, _workers(run.client))
            while queue and len(doing) < limit:
                part = queue.popleft()
                future = _submit(run, part)
                doing[future.key] = (part, future)
                pending.add(future)
            future = next(pending)
            part, _ = doing.pop(future.key)
            _finish(run, part, future)
    finally:
        if doing:
            with suppress(Exception):  # whatever stopped the run is what its caller must hear of
                run.client.cancel([future for _, future in doing.values()])


def _workers(client: Client) -> int:
    try:
        return len(client.ncores())
    except AttributeError as error:  # of a client that has lost its scheduler
        raise ClosedClientError("no scheduler") from error


def _submit(run: _Run, part: Slice) -> "Future[Shard]":
    return run.client.submit(
        write_slice,
        part,
        str(run.store.path.resolve()),
        text=run.store.manifest.text,
        pure=False,
        retries=0,
    )


def _finish(run: _Run, part: Slice, future: "Future[Shard]") -> None:
    try:
        run.written.append(_result(run, part, future))
    except (OnrecordError, KilledWorker, OSError, MemoryError) as error:
        run.failed.append(f"{part.label}: {error}")
        return
    run.progress.done += 1
    run.progress.documents += part.documents
    run.report(run.progress)
    if time.monotonic() > run.due:
        _publish(run)


def _result(run: _Run, part: Slice, future: "Future[Shard]") -> Shard:
    """The shard of a slice, tried once more where its worker died, and then without the documents that kill."""
    with suppress(KilledWorker):
        return future.result()
    with suppress(KilledWorker):
        return _submit(run, part).result()
    poison = _find_poison(run, part)
    run.quarantined += [f"{part.label} document {i}" for i in poison]
    rest = part.without(poison)
    with suppress(KilledWorker):
        return _submit(run, rest).result()
    return _submit(run, rest).result()


def _find_poison(run: _Run, part: Slice) -> list[int]:
    """The documents that kill a worker, found by halving the slice until each stands alone."""
    poison: list[int] = []
    ranges = deque([(0, part.documents)])
    while ranges:
        start, stop = ranges.popleft()
        alone = stop - start == 1
        if not all(_kills(run, part, start, stop) for _ in range(DEATHS if alone else 1)):
            continue
        if alone:
            poison.append(start)
        else:
            middle = (start + stop) // 2
            ranges += [(start, middle), (middle, stop)]
    return sorted(poison)


def _kills(run: _Run, part: Slice, start: int, stop: int) -> bool:
    try:
        run.client.submit(check_documents, part, start, stop, pure=False, retries=0).result()
    except KilledWorker:
        return True
    return False


def _publish(run: _Run) -> None:
    started = time.monotonic()
    if run.written:
        run.store.publish(tuple(run.written))
        run.written.clear()
    ended = time.monotonic()
    run.due = ended + max(PUBLISH_SECONDS, (ended - started) / PUBLISH_SHARE)

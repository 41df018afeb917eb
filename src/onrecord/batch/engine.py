"""The one engine: slices of documents on Dask workers, each slice a shard of the store.

Nothing is lost and nothing counted twice: a shard is renamed whole by its worker and listed whole by the driver, and a
run started again does the slices that no shard covers. A document that kills its worker is found by halving its slice,
set apart with a problem in the store, and its neighbours are read.
"""

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, as_completed

from onrecord.batch.slices import Slice
from onrecord.batch.work import check_documents, slice_made_by, write_slice
from onrecord.errors import OnrecordError, UsageError
from onrecord.store import Store
from onrecord.store.lock import writing
from onrecord.store.manifest import Shard

__all__ = ["Outcome", "Progress", "connect", "run_batch"]

# workers that may die on a task before it is blamed; one is enough, since the innocent are tried again alone
ALLOWED_FAILURES = 0
# a worker that grows beyond this is stopped, and what it read is treated as poison
WORKER_MEMORY = "2 GiB"
# shards that may wait before the manifest is written again: what a killed driver has to publish on its next start
PUBLISH_SECONDS = 2.0


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
    published: float = field(default_factory=time.monotonic)


@contextmanager
def connect(scheduler: str | None = None, *, workers: int | None = None) -> Iterator[Client]:
    """A Dask client: of the cluster at `scheduler`, or of processes on this machine, one thread each.

    Raises UsageError where nothing answers at `scheduler`.
    """
    settings = {
        "distributed.scheduler.allowed-failures": ALLOWED_FAILURES,
        "distributed.worker.daemon": True,
        "distributed.admin.tick.limit": "60s",
        "distributed.logging": {"distributed": "critical"},
    }
    with dask.config.set(settings):
        if scheduler is not None:
            try:
                client = Client(scheduler, timeout=10)
            except (OSError, TimeoutError) as error:
                raise UsageError(f"--scheduler {scheduler}: nothing answers there ({error})") from error
            with client:
                yield client
            return
        count = workers or os.cpu_count() or 1
        with (
            LocalCluster(
                n_workers=count,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",  # any free port: nothing else is disturbed
                memory_limit=WORKER_MEMORY,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client


def run_batch(
    slices: Iterable[Slice], store: Store, client: Client, *, report: Callable[[Progress], None] = lambda _: None
) -> Outcome:
    """Read every slice that the store does not cover yet.

    Raises StoreError where another process writes to the store.
    """
    started = time.monotonic()
    wanted = list(slices)
    with writing(store.path):
        store.reload()
        todo = [s for s in wanted if not store.manifest.covers(s.digest, slice_made_by())]
        run = _Run(store, client, report, Progress(total=len(todo)))
        try:
            _read_all(run, todo)
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
            limit = 2 * max(1, len(run.client.ncores()))
            while queue and len(doing) < limit:
                part = queue.popleft()
                future = _submit(run, part)
                doing[future.key] = (part, future)
                pending.add(future)
            future = next(pending)
            part, _ = doing.pop(future.key)
            _finish(run, part, future)
    finally:
        run.client.cancel([future for _, future in doing.values()])


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
        run.written.append(future.result())
    except KilledWorker:
        _find_poison(run, part)
    except (OnrecordError, OSError, MemoryError) as error:
        run.failed.append(f"{part.label}: {error}")
        return
    run.progress.done += 1
    run.progress.documents += part.documents
    run.report(run.progress)
    if time.monotonic() - run.published > PUBLISH_SECONDS:
        _publish(run)


def _find_poison(run: _Run, part: Slice) -> None:
    """Halve the slice until the documents that kill a worker stand alone; read the rest without them."""
    poison: list[int] = []
    ranges = deque([(0, part.documents)])
    while ranges:
        start, stop = ranges.popleft()
        if not _kills(run, part, start, stop):
            continue
        if stop - start == 1:
            poison.append(start)
        else:
            middle = (start + stop) // 2
            ranges += [(start, middle), (middle, stop)]
    again = part.without(sorted(poison))
    run.quarantined += [f"{part.label} document {i}" for i in sorted(poison)]
    try:
        run.written.append(_submit(run, again).result())
    except (KilledWorker, OnrecordError, OSError) as error:
        run.failed.append(f"{part.label}: {error}")


def _kills(run: _Run, part: Slice, start: int, stop: int) -> bool:
    try:
        run.client.submit(check_documents, part, start, stop, pure=False, retries=0).result()
    except KilledWorker:
        return True
    return False


def _publish(run: _Run) -> None:
    if run.written:
        run.store.publish(tuple(run.written))
        run.written.clear()
    run.published = time.monotonic()

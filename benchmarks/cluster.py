"""One worker and two on the same articles: how much faster two are, and whether the export is the same.

    python benchmarks/cluster.py [--articles N] [--words N] [--workers 1 2] [--bare N]

The clusters take half of the articles each in turn, then the other half in the opposite order, so that whatever else
the machine does falls on all alike. Needs as many idle cores as the largest cluster has workers: the cores kept busy
say whether it had them. What the machine itself can do is measured first, by as many bare processes that read slices
and write shards without a cluster: two virtual cores are often less than two.
"""

import argparse
import hashlib
import multiprocessing
import os
import tempfile
import time
from contextlib import ExitStack
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pyarrow as pa

from invented import pages, write_pages
from onrecord.batch.engine import connect, run_batch
from onrecord.batch.slices import Slice, slices_of
from onrecord.batch.work import write_slice
from onrecord.record import read_records
from onrecord.store import Store
from onrecord.store.columns import TABLES

TURNS = 2


def warm(page: str) -> int:
    """Load the model and all tables, in a worker."""
    return len(list(read_records(page)))


def read_bare(parts: list[Slice], into: str, page: str, ready: Barrier) -> None:
    """Read slices and write their shards in a process that no cluster looks after."""
    warm(page)
    ready.wait()
    for part in parts:
        write_slice(part, into, text=True)


def bare(parts: list[Slice], root: Path, page: str, processes: int) -> float:
    """The seconds that some bare processes take."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(processes + 1)
    into = root / f"bare-{processes}"
    (into / "shards").mkdir(parents=True)
    running = [
        context.Process(target=read_bare, args=(parts[i::processes], str(into), page, ready)) for i in range(processes)
    ]
    for process in running:
        process.start()
    ready.wait()
    began = time.perf_counter()
    for process in running:
        process.join()
    if any(process.exitcode for process in running):
        raise SystemExit("a bare process failed")
    return time.perf_counter() - began


def export_digest(store: Store) -> str:
    """A digest of the canonically sorted tables."""
    digest = hashlib.sha256()
    for name in TABLES:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, TABLES[name]) as out:
            out.write_table(store.table(name).combine_chunks())
        digest.update(sink.getvalue())
    return digest.hexdigest()


def main() -> int:
    """Measures and prints; 1 where the exports differ or articles are missing."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--articles", type=int, default=5000)
    options.add_argument("--words", type=int, default=60)
    options.add_argument("--slice", type=int, default=50)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--bare", type=int, default=800, help="articles that bare processes read")
    given = options.parse_args()
    texts = list(pages(given.articles, given.words))
    wall, spent, driver = (dict.fromkeys(given.workers, 0.0) for _ in range(3))
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        root = Path(folder)
        size = -(-len(texts) // TURNS)
        turns = [
            write_pages(root / f"pages-{start:06}", texts[start : start + size]) for start in range(0, len(texts), size)
        ]
        some = list(slices_of(turns[:1], size=given.slice))[: given.bare // given.slice]
        alone = {n: bare(some, root, texts[0], n) for n in given.workers} if some else {}
        clients = {n: stack.enter_context(connect(workers=n)) for n in given.workers}
        stores = {n: Store.create(root / f"store-{n}") for n in given.workers}
        for client in clients.values():
            client.run(warm, texts[0])
        for number, turn in enumerate(turns):
            parts = list(slices_of([turn], size=given.slice))
            for n in sorted(clients, reverse=bool(number % 2)):
                client, mine = clients[n], time.process_time()
                before = sum(client.run(time.process_time).values())
                wall[n] += run_batch(parts, stores[n], client).seconds
                spent[n] += sum(client.run(time.process_time).values()) - before
                driver[n] += time.process_time() - mine
        counts = {n: store.table("articles").num_rows for n, store in stores.items()}
        digests = {export_digest(store) for store in stores.values()}
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words:,} words; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    first = given.workers[0]
    for n in given.workers:
        print(
            f"{n} workers{wall[n]:9.1f} s {len(texts) / wall[n]:8.1f} articles a second"
            f"{wall[first] / wall[n]:7.2f} times{spent[n]:9.1f} CPU-s, {spent[n] / wall[n]:.2f} cores busy;"
            f" the driver {driver[n]:.1f} CPU-s"
        )
    for n, seconds in alone.items():
        print(f"{n} bare processes{seconds:8.1f} s{alone[first] / seconds:7.2f} times: what the machine can do")
    print(f"exports {'identical' if len(digests) == 1 else 'DIFFER'}; articles in the stores: {counts}")
    return 0 if len(digests) == 1 and set(counts.values()) == {len(texts)} else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""One worker and two on the same articles: how much faster two are, and whether the export is the same.

    python benchmarks/cluster.py [--articles N] [--words N] [--workers 1 2]

Every cluster takes each slice of a thousand articles in its turn, so that whatever else the machine does falls on all
alike. Needs as many idle cores as the largest cluster has workers: the CPU-seconds beside the wall time say whether it
had them.
"""

import argparse
import hashlib
import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa

from invented import pages, write_pages
from onrecord.batch.engine import connect, run_batch
from onrecord.batch.slices import slices_of
from onrecord.record import read_records
from onrecord.store import Store
from onrecord.store.columns import TABLES

TURN = 1000


def warm(page: str) -> int:
    """Load the model and all tables, in a worker."""
    return len(list(read_records(page)))


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
    given = options.parse_args()
    texts = list(pages(given.articles, given.words))
    wall = dict.fromkeys(given.workers, 0.0)
    spent = dict.fromkeys(given.workers, 0.0)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        root = Path(folder)
        turns = [
            write_pages(root / f"pages-{start:06}", texts[start : start + TURN]) for start in range(0, len(texts), TURN)
        ]
        clients = {n: stack.enter_context(connect(workers=n)) for n in given.workers}
        stores = {n: Store.create(root / f"store-{n}") for n in given.workers}
        for client in clients.values():
            client.run(warm, texts[0])
        for turn in turns:
            parts = list(slices_of([turn], size=given.slice))
            for n, client in clients.items():
                before = sum(client.run(time.process_time).values())
                wall[n] += run_batch(parts, stores[n], client).seconds
                spent[n] += sum(client.run(time.process_time).values()) - before
        counts = {n: store.table("articles").num_rows for n, store in stores.items()}
        digests = {export_digest(store) for store in stores.values()}
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} articles, {words:,} words; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    first = given.workers[0]
    for n in given.workers:
        print(
            f"{n} workers{wall[n]:9.1f} s {len(texts) / wall[n]:8.1f} articles a second"
            f"{wall[first] / wall[n]:7.2f} times{spent[n]:9.1f} CPU-s, {spent[n] / wall[n]:.2f} cores busy"
        )
    print(f"exports {'identical' if len(digests) == 1 else 'DIFFER'}; articles in the stores: {counts}")
    return 0 if len(digests) == 1 and set(counts.values()) == {len(texts)} else 1


if __name__ == "__main__":
    raise SystemExit(main())

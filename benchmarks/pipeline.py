"""From WARC to Parquet on one core: what each stage costs, the machines that a crawl takes, and how cost grows.

    python benchmarks/pipeline.py [--articles N] [--words N]

The stages are timed in turn on one slice after another, so that whatever else the machine does falls on all alike.
CPU-seconds of one thread throughout.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"})

import numpy as np  # noqa: E402  after the number of threads is set
import pyarrow as pa  # noqa: E402

import onrecord.record  # noqa: E402
from invented import pages, write_warc  # noqa: E402
from onrecord.batch.slices import slices_of  # noqa: E402
from onrecord.batch.work import slice_made_by, write_slice  # noqa: E402
from onrecord.lang import load_pack  # noqa: E402
from onrecord.parse import get_parser  # noqa: E402
from onrecord.parse.parse import Parse  # noqa: E402
from onrecord.reading import iter_articles  # noqa: E402
from onrecord.record import make_record  # noqa: E402
from onrecord.schema import Article  # noqa: E402
from onrecord.store import Store  # noqa: E402
from onrecord.store.lock import writing  # noqa: E402
from onrecord.store.shards import write_shard  # noqa: E402

STAGES = ("slicing", "reading", "parsing", "finding", "storing")
SLICE = 50
DAY, ARCHIVE = 400_000, 1_350_000_000  # articles of CC-NEWS
CORES = 16  # of a machine on paper
LENGTHS = (60, 125, 250, 500, 1000, 2000, 4000, 8000)
VOLUMES = (50, 100, 200, 400, 800)


@dataclass(slots=True)
class Spent:
    """CPU-seconds by stage, and what they bought."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    words: int = 0
    articles: int = 0
    bytes: int = 0

    @contextmanager
    def on(self, stage: str) -> Any:
        """Time a stage."""
        start = time.process_time()
        yield
        self.seconds[stage] += time.process_time() - start


class TimedParser:
    """The parser, timed where `make_record` calls it."""

    def __init__(self, spent: Spent) -> None:
        self._parser = get_parser(load_pack("en"))
        self.model_digest = self._parser.model_digest
        self._spent = spent

    def parse(self, article: Article) -> Parse:
        """The parse of an article."""
        with self._spent.on("parsing"):
            parse = self._parser.parse(article)
        self._spent.words += len(parse)
        return parse


def measure(folder: Path, texts: Sequence[str]) -> Spent:
    """Every stage on the pages of a WARC file."""
    spent = Spent()
    file = write_warc(folder / "stages.warc.gz", texts)
    parser = TimedParser(spent)
    onrecord.record.get_parser = lambda pack: parser
    store = Store.create(folder / "stages")
    with spent.on("slicing"):
        parts = list(slices_of([file], size=SLICE))
    for part in parts:
        with spent.on("reading"):
            articles = list(iter_articles(file, part=part.part))
        with spent.on("finding"):  # with the parsing, until it is taken off
            records = [make_record(article) for article in articles]
        with spent.on("storing"), writing(store.path):
            store.publish((write_shard(store.path, part.digest, records, made_by="b"),))
        spent.articles += len(articles)
    spent.seconds["finding"] -= spent.seconds["parsing"]
    onrecord.record.get_parser = get_parser
    spent.bytes = sum(p.stat().st_size for p in store.path.rglob("*.parquet"))
    return spent


def timed(act: Callable[[], object]) -> float:
    """CPU-seconds."""
    start = time.process_time()
    act()
    return time.process_time() - start


def run_slices(folder: Path, texts: Sequence[str]) -> float:
    """CPU-seconds from a WARC file to a store, as a driver and its one worker spend them."""
    file = write_warc(folder / "volume.warc.gz", texts)
    store = Store.create(folder / "volume")

    def run() -> None:
        with writing(store.path):
            for part in slices_of([file], size=SLICE):
                store.publish((write_slice(part, str(store.path), text=True),))

    return timed(run)


def show_fit(title: str, unit: str, sizes: Sequence[float], seconds: Sequence[float]) -> None:
    """A straight line through the measurements, weighted so that every size counts alike."""
    x, y = np.array(sizes, float), np.array(seconds)
    weighted = np.stack([np.ones_like(x), x], axis=1) / y[:, None]
    base, slope = np.linalg.lstsq(weighted, np.ones_like(y), rcond=None)[0]
    exponent = np.polyfit(np.log(x), np.log(y), 1)[0]
    print(
        f"\n{title}: {base * 1000:.1f} ms + {slope * 1e6:,.0f} microseconds a {unit};"
        f" as a power of size: {exponent:.2f}"
    )
    for size, second in zip(x, y, strict=True):
        fitted = base + slope * size
        print(f"{size:>8,.0f} {unit}s {second:>9.3f} s   fit {fitted:>9.3f} s   {second / fitted - 1:>+7.1%}")


def show_machines(seconds: float) -> None:
    """Cores and machines on paper, from CPU-seconds an article."""
    print(f"\nmachines on paper, of {CORES} cores at the speed of one here, busy all the time:")
    day = DAY * seconds
    print(f"a day of CC-NEWS ({DAY:,} articles): {day / 3600:,.0f} core-hours; {day / 86400:.2f} cores keep up with it")
    archive = ARCHIVE * seconds / 86400
    print(
        f"its archive ({ARCHIVE:,}): {archive:,.0f} core-days; {archive / CORES / 30:,.0f} machines for 30 days,"
        f" {archive / CORES / 7:,.0f} for a week"
    )


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--articles", type=int, default=300)
    options.add_argument("--words", type=int, default=700)
    options.add_argument("--longest", type=int, default=LENGTHS[-1])
    options.add_argument("--most", type=int, default=VOLUMES[-1])
    given = options.parse_args()
    pa.set_cpu_count(1)
    slice_made_by()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "warm").mkdir()
        measure(Path(folder, "warm"), list(pages(3, 60)))
        spent = measure(Path(folder), list(pages(given.articles, given.words)))
    total = sum(spent.seconds.values())
    print(
        f"{spent.articles} articles, {spent.words:,} words;"
        f" Parquet: {spent.bytes / spent.articles:,.0f} bytes an article"
    )
    for stage, seconds in spent.seconds.items():
        print(
            f"{stage:<9}{spent.words / seconds:>12,.0f} words and {spent.articles / seconds:>9,.1f} pages a CPU-second"
            f"{seconds / spent.words * 1e6:>8.1f} microseconds a word{seconds / total:>7.1%}"
        )
    print(f"{'all':<9}{spent.words / total:>12,.0f} words and {spent.articles / total:>9,.1f} pages a CPU-second")
    show_machines(total / spent.articles)

    lengths = [n for n in LENGTHS if n <= given.longest]
    # every length gets the same words in all, in turns of one page of each
    took = dict.fromkeys(lengths, 0.0)
    counted = dict.fromkeys(lengths, 0)
    made = {n: list(pages(max(1, 2 * max(lengths) // n), n, seed=2)) for n in lengths}
    for n, texts in made.items():
        for text in texts:
            article = next(iter(iter_articles(text.encode())))
            took[n] += timed(lambda a=article: make_record(a))  # type: ignore[misc]
            counted[n] += len(text.split())
    per_page = [took[n] / len(made[n]) for n in lengths]
    show_fit("length, an article's record", "word", [counted[n] / len(made[n]) for n in lengths], per_page)

    volumes = [n for n in VOLUMES if n <= given.most]
    spent_on = []
    for n in volumes:
        with tempfile.TemporaryDirectory() as folder:
            spent_on.append(run_slices(Path(folder), list(pages(n, 60, seed=3))))
    show_fit("volume, from WARC to store, pages of 60 words", "page", volumes, spent_on)


if __name__ == "__main__":
    main()

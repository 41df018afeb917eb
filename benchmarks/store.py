"""A store of a million events: counts by dyad and month, exports, and the two paths of a pair; seconds each."""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from onrecord.analyse.contradictions import contradictions_across
from onrecord.analyse.events import dyad_months, pair_events
from onrecord.analyse.paths import dyad_series
from onrecord.analyse.stances import timeline
from onrecord.export.files import write_csv
from onrecord.export.layouts import Layout, export_events
from onrecord.schema import EventType, article_id
from onrecord.store import Store
from onrecord.store.columns import TABLES
from onrecord.store.lock import writing
from onrecord.store.shards import write_tables

CODES = [
    "USA",
    "RUS",
    "CHN",
    "UKR",
    "ISR",
    "IRN",
    "PSE",
    "SYR",
    "TUR",
    "IND",
    "PAK",
    "FRA",
    "DEU",
    "GBR",
    "NATO",
    "UNO",
    "EUR",
    "EGY",
    "SAU",
    "KOR",
    "PRK",
    "JPN",
    "TWN",
    "ETH",
    "SDN",
]
QUADS = {t: 1 + i // 4 if i < 7 else 3 if i < 11 else 4 for i, t in enumerate(EventType)}
SHARD = 20_000  # events
DYAD_MONTHS = """
SELECT actors[1].code AS a, recipients[1].code AS b, date[1:7] AS month, count(*) AS n, avg(goldstein) AS goldstein
FROM events GROUP BY ALL ORDER BY n DESC
"""


def make_store(path: Path, events: int) -> Store:
    """A store of invented events, two an article, spread over 2015-2024."""
    store = Store.create(path)
    draw = random.Random(11)
    types = list(EventType)
    shards = []
    with writing(path):
        for number in range(0, events, SHARD):
            rows = [_event(draw, number + i, types) for i in range(min(SHARD, events - number))]
            articles = {r["article_id"]: {"article_id": r["article_id"], "date": r["article_date"]} for r in rows}
            tables = {name: schema.empty_table() for name, schema in TABLES.items()}
            tables["events"] = pa.Table.from_pylist(rows, schema=TABLES["events"])
            tables["articles"] = pa.Table.from_pylist(list(articles.values()), schema=TABLES["articles"])
            shards.append(write_tables(path, f"slice {number}", tables, made_by="invented", documents=len(articles)))
        store.publish(tuple(shards))
    return store


def _event(draw: random.Random, number: int, types: list[EventType]) -> dict[str, object]:
    day = (date(2015, 1, 1) + timedelta(days=draw.randrange(3650))).isoformat()
    one, other = draw.sample(CODES, 2)
    kind = draw.choice(types)
    return {
        "id": f"e-{number}",
        "article_id": article_id(f"{number // 2}"),
        "start": draw.randrange(2000),
        "end": 2001,
        "article_date": day,
        "trigger": draw.choice(["attacked", "met", "warned", "signed", "shelled", "seized", "urged", "rejected"]),
        "type": kind,
        "contexts": [],
        "cameo": f"{draw.randrange(2, 21):02}0",
        "goldstein": draw.uniform(-10, 10),
        "quad": QUADS[kind],
        "actors": [{"text": one, "code": one, "sector": "GOV", "name": one}],
        "recipients": [{"text": other, "code": other, "sector": "GOV", "name": other}],
        "reciprocal": False,
        "status": draw.choice(["happened", "happened", "happened", "ongoing", "planned", "denied"]),
        "date": day,
        "chain": [],
        "rule": "invented",
        "confidence": 0.8,
    }


def _timed(name: str, act: Callable[[], object]) -> None:
    """Wall time, and CPU-seconds of all threads: on a busy machine the wall time says little."""
    started, spent = time.perf_counter(), time.process_time()
    act()
    print(f"{name:<44}{time.perf_counter() - started:8.2f} s {time.process_time() - spent:8.2f} CPU-s", flush=True)


def main(events: int, analysed: int) -> None:
    """Make the stores, and time."""
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder) / "large", events)
        print(f"{events:,} events in {len(store.manifest.shards)} shards")
        for state in ("cold", "warm"):
            _timed(f"counts by dyad and month, {state}", lambda: store.query(DYAD_MONTHS))
        for state in ("made", "kept"):
            _timed(f"the same as a derived table, {state}", lambda: dyad_months(store))
        _timed(
            "export, CSV in ICEWS's columns",
            lambda: write_csv(export_events(store, Layout.ICEWS), Path(folder) / "x.csv"),
        )
        small = make_store(Path(folder) / "small", analysed)
        print(f"{analysed:,} events")
        for state in ("cold", "warm"):
            _timed(f"pair, {state}", lambda: dyad_series(pair_events(small, "USA", "RUS"), "USA", "RUS"))
        _timed("positions", lambda: timeline(small))
        _timed("contradictions", lambda: contradictions_across(small))


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:])) if len(sys.argv) > 2 else main(1_000_000, 100_000)

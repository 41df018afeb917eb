"""How quick the desk is on a large store: makes one of invented rows, indexes it, asks every page, says the times.

    python benchmarks/desk.py FOLDER [ARTICLES] [REQUESTS]

Times are those of the whole application in one process, without a network: median, 95th percentile, the slowest.
"""

import random
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.schema import (
    Act,
    Actor,
    Anchor,
    Article,
    Contradiction,
    Event,
    EventType,
    Kind,
    Party,
    Place,
    Position,
    Record,
    Source,
    Stance,
    Statement,
    Status,
    article_id,
    finding_id,
)
from onrecord.store import Store
from onrecord.web.app import create_app
from onrecord.web.desk import Desk
from onrecord.web.settings import Settings

A_SHARD = 500
ACTS = tuple(Act)
# fmt: off
CODES = (
    "USA", "RUS", "CHN", "IRN", "ISR", "UKR", "FRA", "DEU", "GBR", "TUR", "IND", "PAK",
    "SYR", "IRQ", "YEM", "SAU", "MLI", "NER", "TCD", "SDN", "ETH", "KEN", "ZAF", "BRA",
    "VEN", "COL", "MEX", "JPN", "KOR", "PRK", "NATO", "EUR", "UNO",
)
# fmt: on
QUADS = {e: 1 + i // 4 for i, e in enumerate(EventType)}
ISSUES = ("withdrawal of troops", "gas prices", "sanctions relief", "the border crossing", "prisoner exchange")


def words_of(seed: int = 1, count: int = 6000) -> list[str]:
    """An invented vocabulary."""
    draw = random.Random(seed)
    parts = [c + v for c in "bcdfglmnprstv" for v in "aeo"]
    return ["".join(draw.choices(parts, k=draw.randint(2, 4))) for _ in range(count)]


def records(first: int, last: int, words: list[str]) -> Iterator[Record]:
    """Invented articles of about 300 words with six statements and eight events each."""
    weights = [1 / (i + 1) for i in range(len(words))]
    for number in range(first, last):
        draw = random.Random(number)
        text = " ".join(draw.choices(words, weights, k=300))
        digest = f"{number:064x}"
        key = article_id(digest)
        date = f"{2018 + number % 7}-{1 + draw.randrange(12):02d}-{1 + draw.randrange(28):02d}"

        def party() -> Party:
            code = CODES[min(int(draw.expovariate(0.12)), len(CODES) - 1)]  # noqa: B023
            return Party(Anchor(0, 4), code.title(), Actor(code, "GOV", f"Speaker {draw.randrange(40)} of {code}"))  # noqa: B023

        def span(length: int) -> Anchor:
            start = draw.randrange(len(text) - length)  # noqa: B023
            return Anchor(start, start + length)

        spans = list(dict.fromkeys(span(120) for _ in range(6)))
        statements = tuple(
            Statement(finding_id(key, "statement", a), a, party(), None, (a,), Kind.DIRECT, draw.choice(ACTS), rule="r")
            for a in spans
        )
        events = tuple(_event(key, a, draw, (party(), party()), date) for a in dict.fromkeys(span(8) for _ in range(8)))
        issue = f"{draw.choice(ISSUES)} {draw.choice(words[:200])}"
        stance = draw.choice(list(Stance))
        stands = (Position(finding_id(key, "position", spans[0]), spans[0], party(), issue, stance, rule="r"),)
        against = (Contradiction(finding_id(key, "c", spans[0]), statements[0].id, statements[-1].id, "denies"),)
        article = Article(
            key, text, Source(digest, "pasted"), body=(Anchor(0, len(text)),), headline=text[:60].title(), date=date,
            language="en", publisher=f"Paper {number % 50}",
        )  # fmt: skip
        yield Record(
            article,
            "bench",
            statements=statements,
            events=events,
            positions=stands,
            contradictions=against[: number % 20 == 0],
        )


def _event(key: str, anchor: Anchor, draw: random.Random, sides: tuple[Party, Party], date: str) -> Event:
    kind = draw.choice(list(EventType))
    town = draw.randrange(600)
    return Event(
        finding_id(key, "event", anchor),
        anchor,
        kind,
        draw.choice(list(Status)),
        sides[:1],
        sides[1:],
        quad=QUADS[kind],
        goldstein=draw.uniform(-9, 9),
        date=date if draw.random() < 0.5 else None,
        place=Place(None, f"Town {town}", None, None, -35 + town // 6 + 0.25, -100 + town * 37 % 240 + 0.5),
        rule="r",
    )


def make_store(path: Path, articles: int) -> None:
    """The store, where it is not there yet."""
    store = Store.create(path)
    words = words_of()
    for first in range(0, articles, A_SHARD):
        if not store.manifest.covers(f"slice-{first}", "bench"):
            store.add(f"slice-{first}", records(first, min(first + A_SHARD, articles), words), made_by="bench")


def measure(client: TestClient, path: str, requests: int) -> list[float]:
    """Seconds of each request."""
    taken = []
    for _ in range(requests):
        start = time.perf_counter()
        answer = client.get(path)
        taken.append(time.perf_counter() - start)
        if answer.status_code != 200:
            print(f"{path}: {answer.status_code}")
            break
    return sorted(taken)


def main(arguments: list[str]) -> int:
    """Make, index, measure."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    folder, articles = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 100_000
    requests = int(arguments[2]) if len(arguments) > 2 else 30
    store = folder / f"store-{articles}"
    start = time.perf_counter()
    make_store(store, articles)
    print(f"store of {articles:,} articles: {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    desk = Desk(Settings(store=store, data=folder / f"desk-{articles}", background=False))
    print(f"desk opened: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    desk.index.update(analyse=False)
    size = desk.index.path.stat().st_size >> 20
    print(f"index: {time.perf_counter() - start:.0f} s, {size} MB")
    start = time.perf_counter()
    desk.index.update()
    print(f"pairs and positions: {time.perf_counter() - start:.0f} s")
    one = article_id(f"{1:064x}")
    common, rare = words_of()[0], words_of()[900]
    paths = [
        "/", "/articles", f"/articles?q={common}", f"/articles?q={rare}", f"/articles?q={common}&sort=best",
        f"/articles?q={rare}&sort=best", f"/articles?q={common}&actor=USA&type=AID&status=happened",
        "/articles?actor=USA&since=2020-01-01&until=2021-06-30", f"/articles/{one}", "/actors", "/actors?q=speaker",
        "/actors/USA", "/pairs", "/pairs/USA/RUS", "/pairs/USA/RUS?period=week",
        "/pairs/CHN/RUS?period=month&at=2020-05-01", "/map", "/map?type=AID&year=2020", "/map?at=-34.75,-99.5",
        "/positions", "/positions?actor=USA", "/contradictions", "/contradictions?actor=USA", "/about",
        "/actors/USA/feed", "/pairs/USA/RUS/feed", f"/api/articles/{one}", "/api/pairs/USA/RUS/series", "/moderation",
    ]  # fmt: skip
    with TestClient(create_app(desk), base_url="http://localhost") as client:
        every: list[float] = []
        for path in paths:
            client.get(path)
            taken = measure(client, path, requests)
            every += taken
            high = taken[int(len(taken) * 0.95)]
            middle, slowest = statistics.median(taken), taken[-1]
            print(f"{middle * 1000:7.0f} ms median {high * 1000:7.0f} ms p95 {slowest * 1000:7.0f} ms slowest  {path}")
        every.sort()
        high = every[int(len(every) * 0.95)]
        print(f"all pages: {statistics.median(every) * 1000:.0f} ms median, {high * 1000:.0f} ms p95")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

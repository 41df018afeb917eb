"""A shard's articles as rows of the index."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.errors import StoreError
from onrecord.store.shards import shard_folder

__all__ = ["Indexed", "read_shard"]

Row = Mapping[str, Any]
COLUMNS = {
    "articles": ["article_id", "date", "headline", "source_name", "publisher", "language", "text", "body"],
    "statements": ["id", "article_id", "start", "speaker", "act", "content"],
    "events": [
        *("id", "article_id", "trigger", "type", "status", "quad", "date", "article_date", "actors", "recipients"),
        *("place", "place_country", "latitude", "longitude"),
    ],
    "contradictions": ["article_id", "first", "second", "reason", "rule", "confidence"],
}


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of one article."""

    id: str
    date: str | None
    headline: str
    body: str
    publisher: str | None
    language: str | None
    statements: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    contradictions: list[Row] = field(default_factory=list)

    def facets(self) -> set[tuple[str, str]]:
        """What the article is found by beside its words."""
        found: set[tuple[str, str]] = set()
        for event in self.events:
            found |= {("type", event["type"]), ("status", event["status"])}
            found.add(("type status", f"{event['type']} {event['status']}"))
            found |= {("actor", code) for code in codes(event["actors"]) + codes(event["recipients"])}
        for statement in self.statements:
            found |= {("actor", code) for code in codes([statement["speaker"]])}
        return found


def read_shard(store: Path, shard: str) -> list[Indexed]:
    """The articles of a shard.

    Raises StoreError where the shard is gone or damaged.
    """
    folder = shard_folder(store, shard)
    try:
        tables = {
            name: pq.read_table(folder / f"{name}.parquet", columns=columns, partitioning=None).to_pylist()
            for name, columns in COLUMNS.items()
        }
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{folder}: cannot be read ({error})") from error
    statements, events = _by_article(tables["statements"]), _by_article(tables["events"])
    contradictions = _by_article(tables["contradictions"])
    return [
        Indexed(
            id=row["article_id"],
            date=row["date"],
            headline=" ".join((row["headline"] or row["source_name"] or "Without a headline").split()),
            body=_body(row, statements[row["article_id"]]),
            publisher=row["publisher"],
            language=row["language"],
            statements=statements[row["article_id"]],
            events=events[row["article_id"]],
            contradictions=contradictions[row["article_id"]],
        )
        for row in tables["articles"]
    ]


def codes(parties: Iterable[Row | None] | None) -> list[str]:
    """The countries and organisations of some sides, each once; one side may be several ("RUS;BLR").

    >>> codes([{"code": "RUS;BLR"}, None, {"code": None}, {"code": "RUS"}])
    ['RUS', 'BLR']
    """
    return list(dict.fromkeys(c for p in parties or () if p and p["code"] for c in p["code"].split(";") if c))


def as_text(values: list[str]) -> str:
    """Codes as a column holds them."""
    return json.dumps(values, ensure_ascii=False)


def _body(row: Row, statements: list[Row]) -> str:
    """The story's text; in a store without text, what was quoted from it."""
    text = row["text"]
    if text is None:
        return "\n".join(piece for s in statements for piece in s["content"] or () if piece)
    return "\n".join(text[span["start"] : span["end"]] for span in row["body"] or ())


def _by_article(rows: list[dict[str, Any]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article_id"]].append(row)
    return found

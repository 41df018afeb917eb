"""One article with its findings, from the rows of a store or of a record just made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from markupsafe import Markup

from onrecord.errors import StoreError
from onrecord.schema import Record
from onrecord.store.rows import rows_of
from onrecord.store.shards import shard_folder
from onrecord.web.findings import (
    EventView,
    PositionView,
    StatementView,
    event_views,
    position_views,
    statement_views,
)
from onrecord.web.marks import Mark, mark_up

__all__ = ["ArticleView", "Block", "ContradictionView", "article_of_record", "article_of_rows", "read_rows"]

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
SHOWN = ("articles", "statements", "events", "positions", "contradictions", "problems")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the page: of the story, or furniture (shown greyed, on demand)."""

    kind: str  # body | furniture
    start: int
    html: Markup


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Two statements of the article that cannot both be true."""

    first: StatementView
    second: StatementView
    reason: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article and what was found in it."""

    id: str
    headline: str
    date: str | None
    byline: str | None
    dateline: str | None
    publisher: str | None
    language: str | None
    marks: tuple[str, ...]
    url: str | None
    source_kind: str
    source_name: str | None
    made_by: str
    text: str | None  # None: the store keeps no text
    body: tuple[tuple[int, int], ...]
    furniture: tuple[tuple[int, int], ...]
    statements: tuple[StatementView, ...]
    events: tuple[EventView, ...]
    positions: tuple[PositionView, ...]
    contradictions: tuple[ContradictionView, ...]
    problems: tuple[str, ...]

    @property
    def link(self) -> str | None:
        """The page's own address, where it is one that a browser may follow."""
        return self.url if self.url and self.url.startswith(("https://", "http://")) else None

    @property
    def findings(self) -> tuple[StatementView | EventView | PositionView, ...]:
        """Statements, events and positions."""
        return (*self.statements, *self.events, *self.positions)

    def blocks(self, rejected: frozenset[str] = frozenset()) -> tuple[Block, ...]:
        """The page's paragraphs with statements and events marked; findings an editor rejected are not."""
        if self.text is None:
            return ()
        marks = [m for m in _marks(self.statements, self.events) if m.finding not in rejected]
        places = sorted(
            [(start, end, "body") for start, end in self.body] + [(s, e, "furniture") for s, e in self.furniture]
        )
        return tuple(
            Block(kind, start, mark_up(self.text, start, end, marks if kind == "body" else ()))
            for start, end, kind in places
        )


def article_of_record(record: Record) -> ArticleView:
    """The view of a record just made."""
    return article_of_rows(rows_of(record))


def article_of_rows(rows: Rows) -> ArticleView:
    """The view of an article from the rows about it, a list a table."""
    row = rows["articles"][0]
    statements = statement_views(rows.get("statements", ()))
    by_id = {s.id: s for s in statements}
    return ArticleView(
        id=row["article_id"],
        headline=" ".join((row["headline"] or row["source_name"] or "Without a headline").split()),
        date=row["date"],
        byline=row["byline"],
        dateline=row["dateline"],
        publisher=row["publisher"],
        language=row["language"],
        marks=tuple(row["marks"] or ()),
        url=row["url"],
        source_kind=row["source_kind"] or "",
        source_name=row["source_name"],
        made_by=row["made_by"],
        text=row["text"],
        body=_spans(row["body"]),
        furniture=_spans(row["furniture"]),
        statements=statements,
        events=event_views(rows.get("events", ()), statements),
        positions=position_views(rows.get("positions", ())),
        contradictions=tuple(
            ContradictionView(by_id[c["first"]], by_id[c["second"]], c["reason"], c["rule"] or "", c["confidence"] or 0)
            for c in rows.get("contradictions", ())
            if c["first"] in by_id and c["second"] in by_id
        ),
        problems=tuple(f"{p['code']}: {p['message']}" for p in rows.get("problems", ())),
    )


def read_rows(store: Path, shard: str, article_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows about one article, from the shard that holds it.

    Raises StoreError where the shard is gone (a newer generation replaced it) or damaged.
    """
    folder = shard_folder(store, shard)
    wanted = [("article_id", "=", article_id)]
    try:
        return {
            name: pq.read_table(folder / f"{name}.parquet", filters=wanted, partitioning=None).to_pylist()
            for name in SHOWN
        }
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"{folder}: cannot be read ({error})") from error


def _marks(statements: Sequence[StatementView], events: Sequence[EventView]) -> list[Mark]:
    marks: list[Mark] = []
    for statement in statements:
        reference = Markup('<a class="ref" href="#{}" data-f="{}" aria-label="Statement {}">{}</a>').format(
            statement.id, statement.id, statement.number, statement.number
        )
        spans = statement.spans or ((statement.start, statement.end),)
        pieces = [Mark(start, end, statement.id, f"say {statement.kind}") for start, end in spans]
        pieces[-1] = replace(pieces[-1], after=reference)
        marks += pieces
    for event in events:
        classes = f"act q{event.quad or 0}" + ("" if event.is_fact else " unreal")
        label = f"{event.type.lower()}, {event.status}"
        marks.append(Mark(event.start, event.end, event.id, classes, target=event.id, label=label))
    return marks


def _spans(spans: Sequence[Mapping[str, int]] | None) -> tuple[tuple[int, int], ...]:
    return tuple((s["start"], s["end"]) for s in spans or ())

"""A store's distinct events, worked out once per state of the store and kept as a cache that may be deleted."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.analyse.distinct import DistinctEvent, EventMention, distinct_events
from onrecord.analyse.duplicates import near_duplicates
from onrecord.schema import EventType, Status
from onrecord.store import Store
from onrecord.store.cache import cached_table

__all__ = ["copies_of", "distinct_of", "distinct_table", "dyad_months", "pair_events"]

SCHEMA = pa.schema(
    [
        ("type", pa.string()),
        ("status", pa.string()),
        ("actors", pa.list_(pa.string())),
        ("recipients", pa.list_(pa.string())),
        ("mutual", pa.bool_()),
        ("date", pa.string()),
        ("quad", pa.int8()),
        ("goldstein", pa.float64()),
        ("events", pa.list_(pa.string())),
        ("articles", pa.list_(pa.string())),
    ]
)

DYAD_MONTHS = """
SELECT actors[1].code AS source, recipients[1].code AS target, date[1:7] AS month, count(*) AS events,
    avg(goldstein) AS goldstein
FROM events GROUP BY ALL ORDER BY source, target, month
"""


def dyad_months(store: Store) -> pa.Table:
    """How many events each pair has in each month, and how friendly: by first actor, first recipient and date."""
    return cached_table(store, "dyad_months", lambda: store.query(DYAD_MONTHS))


def distinct_table(store: Store) -> pa.Table:
    """The distinct events of a store, a row each, ordered by date; `events` and `articles` list their mentions."""
    return cached_table(store, "distinct_events", lambda: _table(distinct_of(store)))


def pair_events(store: Store, first: str, second: str) -> list[dict[str, Any]]:
    """The distinct events that both actors take part in, as plain rows, ordered by date."""
    table = distinct_table(store)
    named = [_rows_naming(table, code) for code in (first, second)]
    found: list[dict[str, Any]] = table.take(pa.array(sorted(named[0] & named[1]), pa.int64())).to_pylist()
    return found


def _rows_naming(table: pa.Table, code: str) -> set[int]:
    rows: set[int] = set()
    for side in ("actors", "recipients"):
        column = table[side].combine_chunks()
        held = pc.equal(pc.list_flatten(column), code)
        rows.update(pc.list_parent_indices(column).filter(held).to_pylist())
    return rows


def distinct_of(store: Store) -> tuple[DistinctEvent, ...]:
    """The distinct events of a store with their mentions."""
    rows = store.query(
        "SELECT id, article_id, type, status, [x.code FOR x IN actors IF x.code IS NOT NULL] AS actors,"
        " [x.code FOR x IN recipients IF x.code IS NOT NULL] AS recipients, lower(trigger) AS trigger, date,"
        " article_date, reciprocal, quad, goldstein, cameo, rule, start FROM events"
    ).to_pylist()
    mentions = (
        EventMention(
            id=row["id"],
            article=row["article_id"],
            type=EventType(row["type"]),
            status=Status(row["status"]),
            actors=_each(row["actors"]),
            recipients=_others(_each(row["recipients"]), _each(row["actors"])),
            trigger=row["trigger"] or "",
            date=row["date"] or row["article_date"] if row["status"] in {"happened", "ongoing"} else row["date"],
            dated=row["date"] is not None,
            stated=row["date"] is not None and not (row["rule"] or "").endswith("+story"),
            inferred="+context" in (row["rule"] or ""),
            article_date=row["article_date"],
            mutual=bool(row["reciprocal"]),
            quad=row["quad"],
            goldstein=row["goldstein"],
            cameo=row["cameo"],
            start=row["start"],
        )
        for row in rows
    )
    return distinct_events(mentions, copies=copies_of(store))


def _each(codes: list[str] | None) -> frozenset[str]:
    """The codes of a side; a party of several is told by its codes together ("the two neighbours": PER;CHL).

    >>> sorted(_each(["PER;CHL", "CHL"]))
    ['CHL', 'PER']
    """
    return frozenset(one for code in codes or () for one in code.split(";"))


def _others(recipients: frozenset[str], actors: frozenset[str]) -> frozenset[str]:
    """The recipients besides the actors, where there are any.

    >>> sorted(_others(frozenset({"PER", "CHL"}), frozenset({"PER"})))
    ['CHL']
    """
    return recipients - actors or recipients


def copies_of(store: Store) -> dict[str, str]:
    """For each article that is a near-duplicate of another, that other; empty in a store without text."""
    table = cached_table(store, "near_duplicates", lambda: _copies(store))
    return dict(zip(table["article_id"].to_pylist(), table["copy_of"].to_pylist(), strict=True))


def _copies(store: Store) -> pa.Table:
    rows = store.query("SELECT article_id, text, body FROM articles WHERE text IS NOT NULL ORDER BY date, article_id")
    ids = rows["article_id"].to_pylist()
    texts = (
        " ".join(text[span["start"] : span["end"]] for span in body)
        for text, body in zip(rows["text"].to_pylist(), rows["body"].to_pylist(), strict=True)
    )
    pairs = [(ids[i], ids[first]) for i, first in enumerate(near_duplicates(texts)) if first != i]
    schema = pa.schema([("article_id", pa.string()), ("copy_of", pa.string())])
    return pa.Table.from_pylist([{"article_id": a, "copy_of": b} for a, b in pairs], schema=schema)


def _table(events: tuple[DistinctEvent, ...]) -> pa.Table:
    rows = [
        {
            "type": e.type,
            "status": e.status,
            "actors": list(e.actors),
            "recipients": list(e.recipients),
            "mutual": e.mutual,
            "date": e.date,
            "quad": e.quad,
            "goldstein": e.goldstein,
            "events": [m.id for m in e.mentions],
            "articles": sorted({m.article for m in e.mentions}),
        }
        for e in events
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)

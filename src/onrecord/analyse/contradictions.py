"""Contradictions across the articles of a store, by the rules that find them within one."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from onrecord.find.claims import Claim, ClaimedEvent, Clash, clashes
from onrecord.find.issues import STEM
from onrecord.schema import Act, EventType, Status
from onrecord.store import Store

__all__ = ["claims_of", "contradictions_across"]

WORD = re.compile(r"[^\W\d_]{4,}")

STATEMENTS = """
SELECT id, article_id, article_date, speaker, act, array_to_string(content, ' ') AS content, parent
FROM statements ORDER BY article_date NULLS LAST, article_id, start, id
"""
EVENTS = """
SELECT chain[-1] AS statement, type, status, lower(trigger) AS trigger,
    [x.code FOR x IN list_concat(actors, recipients) IF x.code IS NOT NULL] AS sides
FROM events WHERE len(chain) > 0
"""


def contradictions_across(store: Store) -> tuple[Clash, ...]:
    """Pairs of statements of different articles that cannot both be true, in the order of their articles' dates."""
    claims = claims_of(store)
    article = {claim.id: claim.article for claim in claims}
    return tuple(c for c in clashes(claims) if article[c.first] != article[c.second])


def claims_of(store: Store) -> list[Claim]:
    """The claims of a store, in the order of their articles' dates."""
    held: dict[str, list[ClaimedEvent]] = defaultdict(list)
    for row in store.query(EVENTS).to_pylist():
        held[row["statement"]].append(
            ClaimedEvent(
                type=EventType(row["type"]),
                status=Status(row["status"]),
                stem=(row["trigger"] or "")[:STEM],
                sides=frozenset(row["sides"]),
            )
        )
    rows = store.query(STATEMENTS).to_pylist()
    parents = {row["id"]: row["parent"] for row in rows}
    return [_claim(row, held[row["id"]], parents) for row in rows]


def _claim(row: dict[str, Any], events: list[ClaimedEvent], parents: dict[str, str | None]) -> Claim:
    ancestors: list[str] = []
    parent = row["parent"]
    while parent is not None and parent not in ancestors:
        ancestors.append(parent)
        parent = parents.get(parent)
    return Claim(
        id=row["id"],
        article=row["article_id"],
        speaker=(row["speaker"]["code"], row["speaker"]["name"] or row["speaker"]["text"]) if row["speaker"] else None,
        act=Act(row["act"]),
        stems=frozenset(word[:STEM] for word in WORD.findall(row["content"].lower())),
        events=tuple(events),
        ancestors=tuple(ancestors),
        day=date.fromisoformat(row["article_date"]).toordinal() if row["article_date"] else None,
    )

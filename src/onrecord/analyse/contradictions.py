"""Contradictions across the articles of a store, found as they are within one."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from onrecord.find.claims import Claim, ClaimedEvent, ClaimWords, ancestors_of, codes_of, trigger_stem
from onrecord.find.clashes import Clash, clashes
from onrecord.lang import available_languages, load_pack
from onrecord.schema import Act, EventType, Status
from onrecord.store import Store

__all__ = ["claims_of", "contradictions_across"]

STATEMENTS = """
SELECT id, article_id, article_date, speaker, act, cue, array_to_string(content, ' ') AS content, parent, confidence,
    addressee.code AS hearer, content_spans[1].start AS first, content_spans[-1]."end" AS last
FROM statements ORDER BY article_date NULLS LAST, article_id, start, id
"""
EVENTS = """
SELECT chain[-1] AS statement, type, status, trigger,
    [x.code FOR x IN actors IF x.code IS NOT NULL] AS actors,
    [x.code FOR x IN recipients IF x.code IS NOT NULL] AS recipients
FROM events WHERE len(chain) > 0
"""


def contradictions_across(store: Store) -> tuple[Clash, ...]:
    """Pairs of statements that cannot both be true, in the order of their articles' dates, as only a store shows them.

    They stand in different articles, or in one that repeats what contradicts elsewhere.
    """
    claims = claims_of(store)
    article = {claim.id: claim.article for claim in claims}
    return tuple(c for c in clashes(claims, _weights()) if c.copied or article[c.first] != article[c.second])


def _weights() -> dict[str, float]:
    """The weights of the languages that there are; of a feature in several, the first's."""
    packs = [load_pack(code) for code in available_languages()]
    return {name: weight for pack in reversed(packs) for name, weight in pack.contradiction_weights.items()}


def claims_of(store: Store) -> list[Claim]:
    """The claims of a store, in the order of their articles' dates."""
    held: dict[str, list[ClaimedEvent]] = defaultdict(list)
    for row in store.query(EVENTS).to_pylist():
        actors = codes_of(row["actors"])
        held[row["statement"]].append(
            ClaimedEvent(
                type=EventType(row["type"]),
                status=Status(row["status"]),
                stem=trigger_stem(row["trigger"] or ""),
                actors=actors,
                sides=actors | codes_of(row["recipients"]),
            )
        )
    rows = store.query(STATEMENTS).to_pylist()
    parents = {row["id"]: row["parent"] for row in rows}
    words = ClaimWords(*(load_pack(code) for code in available_languages()))
    told: Counter[str] = Counter()
    claims = []
    for row in rows:
        claims.append(_claim(row, told[row["article_id"]], held[row["id"]], parents, words))
        told[row["article_id"]] += 1
    return claims


def _claim(
    row: dict[str, Any],
    number: int,
    events: list[ClaimedEvent],
    parents: dict[str, str | None],
    words: ClaimWords,
) -> Claim:
    return Claim(
        id=row["id"],
        article=row["article_id"],
        number=number,
        speaker=(row["speaker"]["code"], row["speaker"]["name"] or row["speaker"]["text"]) if row["speaker"] else None,
        act=Act(row["act"]),
        said=words.read(row["content"]),
        cue=words.cue(row["cue"]),
        admits=words.admits(row["cue"]),
        hearer=row["hearer"],
        sure=row["confidence"],
        events=tuple(events),
        ancestors=ancestors_of(row["id"], parents),
        place=(row["first"], row["last"]),
        day=date.fromisoformat(row["article_date"]).toordinal() if row["article_date"] else None,
    )

"""Pairs of actors: distinct events between them, over time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from onrecord.analyse.paths import COUNTED, Period, PeriodCounts, dyad_series
from onrecord.web.database import Database
from onrecord.web.index.actors import EVENT, Deed, deed_of

__all__ = [
    "Happening",
    "PairTotal",
    "happenings",
    "list_pairs",
    "mentions_of",
    "pair_series",
    "pair_total",
    "period_for",
]

DAYS_FOR_DAYS = 62
DAYS_FOR_WEEKS = 1000


@dataclass(frozen=True, slots=True)
class PairTotal:
    """Two actors over the whole store: distinct events, those told as fact by kind."""

    one: str
    other: str
    events: int
    cooperation: int
    conflict: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Happening:
    """One occurrence, and the mentions of it."""

    type: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    quad: int | None
    goldstein: float | None
    events: tuple[str, ...]
    articles: int


def list_pairs(index: Database, *, actor: str = "", skip: int = 0, limit: int = 50) -> tuple[PairTotal, ...]:
    """The pairs with most events between them, of one actor or of all."""
    where, values = ("one = ? OR other = ?", [actor, actor]) if actor else ("TRUE", [])
    rows = index.all(
        f"SELECT * FROM pair_total WHERE {where} ORDER BY events DESC, one, other LIMIT ? OFFSET ?",
        [*values, limit, skip],
    )
    return tuple(PairTotal(**dict(row)) for row in rows)


def pair_total(index: Database, one: str, other: str) -> PairTotal | None:
    """The totals of one pair; None where nothing is known between them."""
    row = index.one("SELECT * FROM pair_total WHERE one = ? AND other = ?", (min(one, other), max(one, other)))
    return PairTotal(**dict(row)) if row else None


def pair_series(index: Database, one: str, other: str, period: Period) -> tuple[PeriodCounts, ...]:
    """Cooperation, conflict and tension between two actors, a value a period."""
    rows = index.all(
        "SELECT type, status, actors, recipients, mutual, happening.date AS date, quad, goldstein"
        " FROM dyad JOIN happening USING (h) WHERE one = ? AND other = ? AND dyad.date != ''",
        (min(one, other), max(one, other)),
    )
    events = [dict(row) | {"actors": _codes(row["actors"]), "recipients": _codes(row["recipients"])} for row in rows]
    return dyad_series(events, one, other, period=period)


def period_for(index: Database, one: str, other: str) -> Period:
    """How time is best cut for a pair: a chart should have some dozens of periods."""
    row = index.one(
        "SELECT min(dyad.date) AS first, max(dyad.date) AS last FROM dyad JOIN happening USING (h)"
        f" WHERE one = ? AND other = ? AND length(dyad.date) = 10 AND status IN ({', '.join('?' * len(COUNTED))})",
        (min(one, other), max(one, other), *sorted(COUNTED)),
    )
    try:
        days = (date.fromisoformat(row["last"]) - date.fromisoformat(row["first"])).days if row else 0
    except (TypeError, ValueError):
        return Period.MONTH
    return Period.DAY if days <= DAYS_FOR_DAYS else Period.WEEK if days <= DAYS_FOR_WEEKS else Period.MONTH


def happenings(
    index: Database, one: str, other: str, *, since: date | None = None, period: Period | None = None, limit: int = 40
) -> tuple[Happening, ...]:
    """The last events between two actors, or those of one period."""
    where, values = "", []
    if since is not None and period is not None:
        where, values = " AND dyad.date >= ? AND dyad.date < ?", list(_range(since, period))
    rows = index.all(
        "SELECT happening.* FROM dyad JOIN happening USING (h) WHERE one = ? AND other = ?"
        f"{where} ORDER BY dyad.date DESC, h DESC LIMIT ?",
        [min(one, other), max(one, other), *values, limit],
    )
    return tuple(
        Happening(
            type=row["type"],
            status=row["status"],
            actors=tuple(json.loads(row["actors"])),
            recipients=tuple(json.loads(row["recipients"])),
            date=row["date"],
            quad=row["quad"],
            goldstein=row["goldstein"],
            events=tuple(json.loads(row["events"])),
            articles=row["articles"],
        )
        for row in rows
    )


def mentions_of(index: Database, found: Sequence[Happening], most: int = 4) -> dict[str, Deed]:
    """The first mentions of some occurrences, by event id."""
    ids = [event for happening in found for event in happening.events[:most]]
    holes = ", ".join("?" * len(ids))
    rows = index.all(f"SELECT {EVENT} FROM event JOIN article ON article.n = event.n WHERE event.id IN ({holes})", ids)
    return {row["id"]: deed_of(row) for row in rows}


def _range(since: date, period: Period) -> tuple[str, str]:
    """The dates of a period as text; a month's also takes in what is dated by the month alone."""
    if period is Period.MONTH:
        following = date(since.year + since.month // 12, since.month % 12 + 1, 1)
        return since.isoformat()[:7], following.isoformat()[:7]
    return since.isoformat(), (since + timedelta(days=1 if period is Period.DAY else 7)).isoformat()


def _codes(written: str) -> list[Any]:
    return list(json.loads(written))

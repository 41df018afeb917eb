"""Actors: how often each acts, is acted on and speaks; and what it did and said last."""

import json
from dataclasses import dataclass
from typing import Any

from onrecord.web.database import Database

__all__ = [
    "ActorTotal",
    "Deed",
    "Saying",
    "actor_total",
    "deeds_of",
    "list_actors",
    "neighbours",
    "people_of",
    "sayings_of",
]

EVENT = (
    "event.id, event.trigger, event.type, event.status, event.quad, event.date, event.place, event.country,"
    " event.actors, event.recipients, article.id AS article, article.headline, article.date AS article_date"
)


@dataclass(frozen=True, slots=True)
class ActorTotal:
    """A country or organisation over the whole store."""

    code: str
    acts: int
    receives: int
    statements: int
    articles: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """An event as one article tells it."""

    id: str
    trigger: str
    type: str
    status: str
    quad: int | None
    date: str | None
    place: str | None
    country: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    article: str
    headline: str
    article_date: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement as one article tells it."""

    id: str
    name: str | None
    act: str
    content: str
    article: str
    headline: str
    date: str | None


def list_actors(index: Database, *, words: str = "", skip: int = 0, limit: int = 50) -> tuple[ActorTotal, ...]:
    """The actors heard of most, of those whose code or people's names hold some words."""
    where, values = "TRUE", []
    if words:
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        where = (
            "code LIKE ? ESCAPE '\\' OR code IN (SELECT code FROM person_total WHERE name LIKE ? ESCAPE '\\' LIMIT 200)"
        )
        values = [like, like]
    rows = index.all(
        f"SELECT * FROM actor_total WHERE {where} ORDER BY acts + receives + statements DESC, code LIMIT ? OFFSET ?",
        [*values, limit, skip],
    )
    return tuple(ActorTotal(**dict(row)) for row in rows)


def actor_total(index: Database, code: str) -> ActorTotal | None:
    """One actor's totals; None where the store knows none of that code."""
    row = index.one("SELECT * FROM actor_total WHERE code = ?", (code,))
    return ActorTotal(**dict(row)) if row else None


def people_of(index: Database, code: str, limit: int = 30) -> tuple[tuple[str, int], ...]:
    """Those who spoke for an actor, and how often."""
    sql = "SELECT name, statements FROM person_total WHERE code = ? ORDER BY statements DESC, name LIMIT ?"
    return tuple((row["name"], row["statements"]) for row in index.all(sql, (code, limit)))


def deeds_of(index: Database, code: str, limit: int = 25) -> tuple[Deed, ...]:
    """The last events that an actor had a part in."""
    rows = index.all(
        f"SELECT {EVENT} FROM (SELECT DISTINCT n, e FROM side WHERE code = ? ORDER BY n DESC, e DESC LIMIT ?)"
        " JOIN event USING (e) JOIN article ON article.n = event.n ORDER BY event.n DESC, e DESC",
        (code, limit),
    )
    return tuple(deed_of(row) for row in rows)


def sayings_of(index: Database, code: str, limit: int = 25) -> tuple[Saying, ...]:
    """The last statements of those who speak for an actor."""
    rows = index.all(
        "SELECT statement.id, statement.name, statement.act, statement.content, article.id AS article,"
        " article.headline, article.date"
        " FROM (SELECT n, s FROM spoken WHERE code = ? ORDER BY n DESC, s DESC LIMIT ?)"
        " JOIN statement USING (s) JOIN article ON article.n = statement.n ORDER BY statement.n DESC, s DESC",
        (code, limit),
    )
    return tuple(Saying(**dict(row)) for row in rows)


def neighbours(index: Database, code: str, limit: int = 12) -> tuple[tuple[str, int], ...]:
    """The actors that one has most to do with, and the number of events between them."""
    rows = index.all(
        "SELECT iif(one = ?, other, one) AS code, events FROM pair_total WHERE one = ? OR other = ?"
        " ORDER BY events DESC, code LIMIT ?",
        (code, code, code, limit),
    )
    return tuple((row["code"], row["events"]) for row in rows)


def deed_of(row: Any) -> Deed:
    """A row of events joined with articles."""
    values = dict(row)
    return Deed(
        **values
        | {
            "trigger": values["trigger"] or "",
            "actors": tuple(json.loads(values["actors"])),
            "recipients": tuple(json.loads(values["recipients"])),
        }
    )

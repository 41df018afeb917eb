"""Positions over time, and contradictions: what the index holds of where actors stand."""

from dataclasses import dataclass

from onrecord.analyse.stances import Step
from onrecord.web.database import Database

__all__ = ["Against", "Issue", "list_contradictions", "list_issues", "steps_of"]


@dataclass(frozen=True, slots=True)
class Issue:
    """What positions are about, over the whole store."""

    issue: str
    actors: int
    steps: int
    turns: int  # how often an actor changed its stance
    last: str | None


@dataclass(frozen=True, slots=True)
class Against:
    """Two statements that cannot both be true."""

    id: str
    article: str
    headline: str
    date: str | None
    first: str
    first_name: str | None
    first_says: str
    second: str
    second_name: str | None
    second_says: str
    reason: str
    rule: str | None
    confidence: float | None


def list_issues(
    index: Database, *, actor: str = "", words: str = "", skip: int = 0, limit: int = 30
) -> tuple[Issue, ...]:
    """The issues most is said on: those an actor takes a stand on, those that hold some words, or all."""
    where, values = ["TRUE"], []
    if actor:
        where.append("issue IN (SELECT issue FROM step WHERE actor = ?)")
        values.append(actor)
    if words:
        where.append("issue LIKE ? ESCAPE '\\'")
        values.append("%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
    rows = index.all(
        f"SELECT * FROM issue_total WHERE {' AND '.join(where)}"
        " ORDER BY turns DESC, steps DESC, issue LIMIT ? OFFSET ?",
        [*values, limit, skip],
    )
    return tuple(Issue(**dict(row)) for row in rows)


def steps_of(index: Database, issue: str, *, actor: str = "", limit: int = 60) -> tuple[Step, ...]:
    """The positions on an issue in their order, of one actor or of all."""
    where, values = ("AND actor = ?", [actor]) if actor else ("", [])
    rows = index.all(f"SELECT * FROM step WHERE issue = ? {where} ORDER BY p LIMIT ?", [issue, *values, limit])
    return tuple(Step(**{name: row[name] for name in Step.__slots__}) for row in rows)


def list_contradictions(index: Database, *, actor: str = "", skip: int = 0, limit: int = 20) -> tuple[Against, ...]:
    """The last contradictions; those in which a speaker of one actor takes part, or all."""
    where, values = "TRUE", []
    if actor:
        where = "EXISTS (SELECT 1 FROM spoken WHERE code = ? AND spoken.n = c.n AND spoken.s IN (a.s, b.s))"
        values.append(actor)
    rows = index.all(
        "SELECT c.id, article.id AS article, article.headline, article.date, a.id AS first, a.name AS first_name,"
        " a.content AS first_says, b.id AS second, b.name AS second_name, b.content AS second_says, c.reason, c.rule,"
        " c.confidence FROM contradiction c JOIN article ON article.n = c.n"
        " JOIN statement a ON a.id = c.first AND a.n = c.n JOIN statement b ON b.id = c.second AND b.n = c.n"
        f" WHERE {where} ORDER BY c.n DESC, c.id LIMIT ? OFFSET ?",
        [*values, limit, skip],
    )
    return tuple(Against(**dict(row)) for row in rows)

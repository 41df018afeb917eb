"""Positions over time, and contradictions: what the index holds of where actors stand."""

from dataclasses import dataclass

from onrecord.analyse.stances import Step
from onrecord.web.database import Database

__all__ = ["Against", "Issue", "Told", "list_contradictions", "list_issues", "steps_of"]


@dataclass(frozen=True, slots=True)
class Issue:
    """What positions are about, over the whole store."""

    issue: str
    actors: int
    steps: int
    turns: int  # how often an actor changed its stance
    last: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, and the article that tells it."""

    id: str
    name: str | None
    act: str
    says: str
    article: str
    headline: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Against:
    """Two statements, of one article or of two, that cannot both be true."""

    first: Told
    second: Told
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
        side = "EXISTS (SELECT 1 FROM spoken WHERE code = ? AND spoken.n = {0}.n AND spoken.s = {0}.s)"
        where = f"({side.format('a')} OR {side.format('b')})"
        values += [actor, actor]
    rows = index.all(
        "SELECT c.first, c.second, c.reason, c.rule, c.confidence FROM contradiction c"
        " JOIN statement a ON a.id = c.first JOIN statement b ON b.id = c.second"
        f" WHERE {where} ORDER BY c.n DESC, c.first, c.second LIMIT ? OFFSET ?",
        [*values, limit, skip],
    )
    told = _told(index, [row[side] for row in rows for side in ("first", "second")])
    return tuple(
        Against(told[row["first"]], told[row["second"]], row["reason"], row["rule"], row["confidence"]) for row in rows
    )


def _told(index: Database, statements: list[str]) -> dict[str, Told]:
    holes = ", ".join("?" * len(statements))
    rows = index.all(
        "SELECT statement.id, statement.name, act, statement.content AS says, article.id AS article, article.headline,"
        f" article.date FROM statement JOIN article ON article.n = statement.n WHERE statement.id IN ({holes})",
        statements,
    )
    return {row["id"]: Told(**dict(row)) for row in rows}

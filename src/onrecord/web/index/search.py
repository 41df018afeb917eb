"""Finding articles: by words, and by date, actor, type and status."""

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from onrecord.web.database import Database
from onrecord.web.index.schema import numbers_between

__all__ = ["Hit", "Hits", "Query", "find_articles", "match_of"]

A_PAGE = 25
COUNTED = 10_000  # hits are counted up to here
RANKED = 20_000  # hits that are ranked, the newest
FEW = 3_000  # articles of a facet that are counted, to find the rarest
LONGEST = 300  # characters of a query that are looked at
OPEN, CLOSE = "\x02", "\x03"  # round the words found, until the snippet is escaped
PIECE = re.compile(r'"([^"]*)"?|(\S+)')
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    words: str = ""
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    type: str | None = None
    status: str | None = None
    best: bool = False  # the best match first, else the newest
    before: int | None = None  # the page after this article
    page: int = 0  # of the best matches


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found."""

    n: int
    id: str
    date: str | None
    headline: str
    snippet: Markup
    publisher: str | None
    statements: int
    events: int


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of what was found."""

    hits: tuple[Hit, ...]
    count: int
    more: bool  # there are older or lesser ones
    counted: bool = True  # False: there are more than `count`


def match_of(words: str) -> str:
    """What people type as an FTS5 query that means just that: words, "phrases", -without, begin*.

    >>> match_of('Mali "army chief" -gold NEAR( negot*')
    '("Mali" AND "army chief" AND "NEAR(" AND "negot"*) NOT ("gold")'
    >>> match_of('-gold'), match_of('" AND * %')
    ('', '" AND * %"')
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for phrase, word in PIECE.findall(words.replace("\x00", " ")[:LONGEST]):
        away = word.startswith("-") and len(word) > 1
        text = phrase or word.removeprefix("-" if away else "")
        begin = not phrase and len(text) > 2 and text.endswith("*")
        if not WORD.search(text):
            continue
        quoted = '"' + text.rstrip("*" if begin else "").replace('"', '""') + '"' + ("*" if begin else "")
        (unwanted if away else wanted).append(quoted)
    if not wanted:
        return ""
    match = " AND ".join(wanted)
    return f"({match}) NOT ({' OR '.join(unwanted)})" if unwanted else match


def find_articles(index: Database, query: Query) -> Hits:
    """The articles that a query finds, the newest first or the best first, a page of them."""
    match = match_of(query.words)
    if query.words.strip() and not match:
        return Hits((), 0, more=False)
    best = query.best and bool(match)
    source, number, where, values = _plan(index, query, match)
    paged, paged_values = where, list(values)
    if best:
        paged += f" AND {number} >= ?"
        paged_values.append(_oldest_ranked(index, match))
    elif query.before is not None:
        paged += f" AND {number} < ?"
        paged_values.append(query.before)
    order = "rank" if best else f"{number} DESC"
    numbers = [
        row[0]
        for row in index.all(
            f"SELECT {number} FROM {source} WHERE {paged} ORDER BY {order} LIMIT ? OFFSET ?",
            [*paged_values, A_PAGE + 1, query.page * A_PAGE if best else 0],
        )
    ]
    # the query above picks a page's rows by indexes alone; only those are looked up and cut into snippets
    rows = [_row(index, n, match) for n in numbers[:A_PAGE]]
    counted = index.all(f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT ?)", [*values, COUNTED + 1])
    count: int = counted[0][0]
    return Hits(
        tuple(hit_of(row) for row in rows if row is not None),
        min(count, COUNTED),
        more=len(numbers) > A_PAGE,
        counted=count <= COUNTED,
    )


def _plan(index: Database, query: Query, match: str) -> tuple[str, str, str, list[object]]:
    """Where to look first, and what must hold: the source, its column of article numbers, conditions, their values.

    Every source gives its numbers in order, so that a page is found without looking at all hits. Of several facets the
    rarest is gone through and the others are looked up; beside words they make a list that is made once.
    """
    facets = sorted(_facets(query), key=lambda facet: _size(index, facet))
    where: list[str] = []
    values: list[object] = []
    source, number = ("facet AS first", "first.n") if facets else ("article", "article.n")
    for place, facet in enumerate(facets):
        if place == 0:
            where.append("first.kind = ? AND first.value = ?")
        else:
            where.append("EXISTS (SELECT 1 FROM facet f WHERE f.kind = ? AND f.value = ? AND f.n = first.n)")
        values += facet
    if match and facets:
        # the plus keeps SQLite from asking the full-text index once for each number of the list: ten times as slow
        listed = f"+words.rowid IN (SELECT first.n FROM {source} WHERE {' AND '.join(where)})"
        source, number, where, values = "words", "words.rowid", ["words MATCH ?", listed], [match, *values]
    elif match:
        source, number, where, values = "words", "words.rowid", ["words MATCH ?"], [match]
    if query.since or query.until:
        where.append(f"{number} >= ? AND {number} < ?")
        values += numbers_between(query.since, query.until)
    return source, number, " AND ".join(where) or "TRUE", values


def _size(index: Database, facet: tuple[str, str]) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM facet WHERE kind = ? AND value = ? LIMIT ?)"
    size: int = index.all(sql, [*facet, FEW])[0][0]
    return size


def _oldest_ranked(index: Database, match: str) -> int:
    """Ranking looks at every hit: of words that very many articles hold only the newest articles are ranked."""
    sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
    row = index.one(sql, [match, RANKED])
    return row["rowid"] if row else 0


def _row(index: Database, n: int, match: str) -> Any:
    article = "article.n, article.id, article.date, article.publisher, article.statements, article.events"
    if match:
        return index.one(
            f"SELECT {article}, highlight(words, 0, '{OPEN}', '{CLOSE}') AS head,"
            f" snippet(words, 1, '{OPEN}', '{CLOSE}', ' … ', 28) AS snippet"
            " FROM words JOIN article ON article.n = words.rowid WHERE words MATCH ? AND words.rowid = ?",
            [match, n],
        )
    columns = "headline AS head, substr(body, 1, 240) || ' …' AS snippet"
    return index.one(f"SELECT {article}, {columns} FROM article WHERE n = ?", [n])


def hit_of(row: Any) -> Hit:
    """A row as what a list shows."""
    return Hit(
        n=row["n"],
        id=row["id"],
        date=row["date"],
        headline=row["head"].replace(OPEN, "").replace(CLOSE, ""),
        snippet=_shown(row["snippet"] or ""),
        publisher=row["publisher"],
        statements=row["statements"],
        events=row["events"],
    )


def _facets(query: Query) -> list[tuple[str, str]]:
    if query.type and query.status:
        found = {"type status": f"{query.type} {query.status}", "actor": query.actor}
    else:
        found = {"type": query.type, "status": query.status, "actor": query.actor}
    return [(kind, value) for kind, value in found.items() if value]


def _shown(snippet: str) -> Markup:
    """The snippet as HTML: the text escaped, the words found marked."""
    text = " ".join(snippet.split())
    return Markup(str(escape(text)).replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))

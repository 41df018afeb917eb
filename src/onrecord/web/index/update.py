"""Brings the index up to the store's current generation: a shard's articles come and go in one transaction."""

import sqlite3
from pathlib import Path

from onrecord.store.manifest import Manifest
from onrecord.web.database import Database
from onrecord.web.index.rows import Indexed, as_text, codes, read_shard
from onrecord.web.index.schema import A_DAY, first_number

__all__ = ["update_shards"]

BY_ARTICLE = ("facet", "event", "side", "statement", "spoken", "contradiction")


def update_shards(index: Database, store: Path, manifest: Manifest) -> int:
    """Take out the articles of shards that are no more, put in those of new ones; how many shards changed.

    Raises StoreError where a shard cannot be read.
    """
    known = {row["name"] for row in index.all("SELECT name FROM shard")}
    current = {s.name for s in manifest.shards}
    for name in sorted(known - current):
        _drop_shard(index, store, name, current)
    added = [s.name for s in manifest.shards if s.name not in known]
    for name in added:
        articles = read_shard(store, name)
        with index.writing() as connection:
            for article in articles:
                _add(connection, name, article)
            connection.execute("INSERT INTO shard VALUES (?, ?)", (name, len(articles)))
    return len(known - current) + len(added)


def _drop_shard(index: Database, store: Path, name: str, current: set[str]) -> None:
    """Articles that another shard holds as well come back from there."""
    with index.writing() as connection:
        gone = connection.execute("SELECT n, id FROM article WHERE shard = ?", (name,)).fetchall()
        for row in gone:
            _remove(connection, row["n"])
        connection.execute("DELETE FROM held WHERE shard = ?", (name,))
        orphans: dict[str, set[str]] = {}
        for row in gone:
            for other in connection.execute("SELECT shard FROM held WHERE id = ? ORDER BY shard", (row["id"],)):
                if other["shard"] in current:
                    orphans.setdefault(other["shard"], set()).add(row["id"])
                    break
        for shard, ids in sorted(orphans.items()):
            for article in read_shard(store, shard):
                if article.id in ids:
                    connection.execute("DELETE FROM held WHERE id = ? AND shard = ?", (article.id, shard))
                    _add(connection, shard, article)
        connection.execute("DELETE FROM shard WHERE name = ?", (name,))


def _add(connection: sqlite3.Connection, shard: str, article: Indexed) -> None:
    """An article held by two shards is that of the one with the smaller name, as in the store."""
    held = connection.execute("SELECT n, shard FROM article WHERE id = ?", (article.id,)).fetchone()
    if held is not None:
        connection.execute("INSERT OR IGNORE INTO held VALUES (?, ?)", (article.id, max(shard, held["shard"])))
        if held["shard"] <= shard:
            return
        _remove(connection, held["n"])
    n = _next_number(connection, article.date)
    connection.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(n, article.id, shard, article.date, article.headline, article.publisher, article.language),
            *(len(article.statements), len(article.events), article.body),
        ),
    )
    connection.execute(
        "INSERT INTO words (rowid, headline, body) VALUES (?, ?, ?)", (n, article.headline, article.body)
    )
    connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", [(k, v, n) for k, v in sorted(article.facets())])
    _add_events(connection, n, article)
    _add_statements(connection, n, article)
    connection.executemany(
        "INSERT INTO contradiction VALUES (?, ?, ?, ?, ?, ?, 0)",
        [(n, c["first"], c["second"], c["reason"], c["rule"], c["confidence"]) for c in article.contradictions],
    )


def _add_events(connection: sqlite3.Connection, n: int, article: Indexed) -> None:
    for event in article.events:
        actors, recipients = codes(event["actors"]), codes(event["recipients"])
        added = connection.execute(
            "INSERT OR IGNORE INTO event VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(event["id"], n, event["trigger"], event["type"], event["status"], event["quad"]),
                *(event["date"] or event["article_date"], event["place"], event["place_country"]),
                *(event["latitude"], event["longitude"], as_text(actors), as_text(recipients)),
            ),
        )
        if added.rowcount:
            sides = [(c, n, added.lastrowid, 1) for c in actors] + [(c, n, added.lastrowid, 0) for c in recipients]
            connection.executemany("INSERT INTO side VALUES (?, ?, ?, ?)", sides)


def _add_statements(connection: sqlite3.Connection, n: int, article: Indexed) -> None:
    for row in article.statements:
        speaker = row["speaker"]
        name = (speaker["name"] or speaker["text"]) if speaker else None
        added = connection.execute(
            "INSERT INTO statement VALUES (NULL, ?, ?, ?, ?, ?)",
            (row["id"], n, name, row["act"], " […] ".join(piece for piece in row["content"] or () if piece)),
        )
        connection.executemany(
            "INSERT INTO spoken VALUES (?, ?, ?)", [(c, n, added.lastrowid) for c in codes([speaker])]
        )


def _remove(connection: sqlite3.Connection, n: int) -> None:
    row = connection.execute("SELECT headline, body FROM article WHERE n = ?", (n,)).fetchone()
    connection.execute(
        "INSERT INTO words (words, rowid, headline, body) VALUES ('delete', ?, ?, ?)", (n, row["headline"], row["body"])
    )
    for table in BY_ARTICLE:
        connection.execute(f"DELETE FROM {table} WHERE n = ?", (n,))
    connection.execute("DELETE FROM article WHERE n = ?", (n,))


def _next_number(connection: sqlite3.Connection, date: str | None) -> int:
    first = first_number(date)
    last = connection.execute(
        "SELECT max(n) FROM article WHERE n >= ? AND n < ?", (first, first + A_DAY - 1)
    ).fetchone()
    return first if last[0] is None else last[0] + 1

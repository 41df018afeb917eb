"""The discussion under an article: comments wait for a moderator, replies go one level deep, deleted is deleted."""

import re
import secrets
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import InputError
from onrecord.web.database import Database
from onrecord.web.people import People

__all__ = ["Comment", "Comments", "Draft", "checked_draft", "open_desk"]

STEPS = (
    """
    CREATE TABLE comment (
        id TEXT PRIMARY KEY, article TEXT NOT NULL, parent TEXT, person TEXT, text TEXT NOT NULL, written TEXT NOT NULL,
        edited TEXT, state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'gone'))
    );
    CREATE INDEX comment_article ON comment (article, written);
    CREATE INDEX comment_state ON comment (state, written);
    CREATE TABLE correction (
        n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, article TEXT NOT NULL, kind TEXT NOT NULL,
        action TEXT NOT NULL, finding TEXT, start INTEGER, end INTEGER, quote TEXT, before TEXT, after TEXT,
        fields TEXT NOT NULL, author TEXT NOT NULL, written TEXT NOT NULL, made_by TEXT NOT NULL, subject TEXT NOT NULL
    );
    CREATE INDEX correction_article ON correction (article, n);
    CREATE TRIGGER correction_stays BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'corrections stay'); END
    """,
    """
    CREATE TABLE judgement (
        n INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, right INTEGER NOT NULL, note TEXT NOT NULL,
        author TEXT NOT NULL, written TEXT NOT NULL
    );
    CREATE INDEX judgement_event ON judgement (event, n)
    """,
)
EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]\\]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
# what is not seen: control and format characters, marks that turn the direction of text, fillers
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff]"
)
NAME = 80
ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as sent, found in order. Its e-mail is not shown by `repr`, so that no log holds it."""

    name: str
    email: str = field(repr=False)
    text: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as shown."""

    id: str
    article: str
    parent: str | None
    name: str
    text: str
    written: str
    edited: str | None
    state: str
    replies: tuple["Comment", ...] = ()


def open_desk(data: Path) -> Database:
    """The file of comments and corrections."""
    return Database(data / "desk.sqlite", STEPS)


def checked_draft(*, name: str, email: str, text: str, parent: str | None, limit: int) -> Draft:
    """A comment found in order.

    Raises InputError, which says what to mend and never repeats the e-mail.

    >>> checked_draft(name="Ann", email="ann@mail.example", text="\\u200b ", parent=None, limit=4000)
    Traceback (most recent call last):
        ...
    onrecord.errors.InputError: Write something: the text is empty.
    """
    name = " ".join(UNSEEN.sub("", name).split())
    text = checked_text(text, limit=limit)
    if not name:
        raise InputError("Give a name: it stands above your comment.")
    if len(name) > NAME:
        raise InputError(f"The name is longer than {NAME} characters.")
    if len(email) > ADDRESS or not EMAIL.fullmatch(email):
        raise InputError("Give an e-mail address (name@host). It is never published.")
    return Draft(name, email, text, parent)


def checked_text(text: str, *, limit: int) -> str:
    """A comment's text found in order.

    Raises InputError where it is empty, or longer than allowed: it is refused, never cut.
    """
    if len(text) > limit:
        raise InputError(f"The text has {len(text):,} characters; {limit:,} are allowed. Nothing was kept: shorten it.")
    seen = UNSEEN.sub("", text).strip()
    if not seen:
        raise InputError("Write something: the text is empty.")
    return seen


class Comments:
    """Comments in `desk.sqlite`; who wrote them is in `people.sqlite` alone."""

    def __init__(self, database: Database, people: People) -> None:
        self.database = database
        self.people = people

    def add(self, article: str, draft: Draft) -> str:
        """Keep a comment; it waits for a moderator. Returns the token by which its writer may change it.

        Raises InputError where it answers no comment that is shown.
        """
        if draft.parent is not None and not self._may_answer(article, draft.parent):
            raise InputError("The comment you answer is not there any more.")
        key, now = secrets.token_hex(8), _now()
        person, token = self.people.add(name=draft.name, email=draft.email, comment=key, since=now)
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?, NULL, 'waiting')",
                (key, article, draft.parent, person, draft.text, now),
            )
        return token

    def shown(self, article: str) -> tuple[Comment, ...]:
        """The comments of an article that a moderator let through, the oldest first, replies below what they answer."""
        rows = self.database.all(
            "SELECT * FROM comment WHERE article = ? AND state != 'waiting' ORDER BY written, id", (article,)
        )
        names = self.people.names([r["person"] for r in rows if r["person"]]) if rows else {}
        every = [_comment(row, names) for row in rows]
        tops = [c for c in every if c.parent is None]
        below = {t.id: tuple(c for c in every if c.parent == t.id) for t in tops}
        return tuple(
            Comment(t.id, t.article, None, t.name, t.text, t.written, t.edited, t.state, below[t.id])
            for t in tops
            if t.state == "shown" or below[t.id]
        )

    def waiting(self, limit: int = 100) -> tuple[Comment, ...]:
        """The comments that wait for a moderator, the oldest first."""
        rows = self.database.all("SELECT * FROM comment WHERE state = 'waiting' ORDER BY written, id LIMIT ?", (limit,))
        names = self.people.names([r["person"] for r in rows]) if rows else {}
        return tuple(_comment(row, names) for row in rows)

    def count_waiting(self) -> int:
        """How many comments wait for a moderator."""
        row = self.database.one("SELECT count(*) AS n FROM comment WHERE state = 'waiting'")
        return row["n"] if row else 0

    def counts(self, articles: Sequence[str]) -> dict[str, int]:
        """How many comments are shown under each of some articles."""
        holes = ", ".join("?" * len(articles))
        sql = f"SELECT article, count(*) FROM comment WHERE state = 'shown' AND article IN ({holes}) GROUP BY article"
        return {row[0]: row[1] for row in self.database.all(sql, articles)}

    def approve(self, key: str) -> bool:
        """Show a comment that waited; False where there is none."""
        with self.database.writing() as connection:
            done = connection.execute("UPDATE comment SET state = 'shown' WHERE id = ? AND state = 'waiting'", (key,))
            return done.rowcount > 0

    def delete(self, key: str) -> bool:
        """Delete a comment, its writer's name, e-mail and token. What was answered leaves an empty place."""
        row = self.database.one("SELECT person FROM comment WHERE id = ? AND state != 'gone'", (key,))
        if row is None:
            return False
        with self.database.writing() as connection:
            answered = connection.execute("SELECT 1 FROM comment WHERE parent = ? LIMIT 1", (key,)).fetchone()
            if answered:
                sql = "UPDATE comment SET text = '', person = NULL, edited = NULL, state = 'gone' WHERE id = ?"
            else:
                sql = "DELETE FROM comment WHERE id = ?"
            connection.execute(sql, (key,))
        self.database.forget()
        self.people.remove(person=row["person"], comment=key)
        return True

    def opened(self, token: str) -> Comment | None:
        """The comment that a token opens, for its writer."""
        key = self.people.comment_of(token)
        row = self.database.one("SELECT * FROM comment WHERE id = ? AND state != 'gone'", (key,)) if key else None
        return _comment(row, self.people.names([row["person"]])) if row else None

    def change(self, key: str, text: str) -> str:
        """Put another text in a comment's place; it waits again, and its token is a new one."""
        with self.database.writing() as connection:
            connection.execute(
                "UPDATE comment SET text = ?, edited = ?, state = 'waiting' WHERE id = ?", (text, _now(), key)
            )
        self.database.forget()
        return self.people.new_token(key)

    def _may_answer(self, article: str, parent: str) -> bool:
        sql = "SELECT 1 FROM comment WHERE id = ? AND article = ? AND parent IS NULL AND state = 'shown'"
        return self.database.one(sql, (parent, article)) is not None


def _comment(row: sqlite3.Row, names: dict[str, str]) -> Comment:
    get = row.__getitem__
    return Comment(
        id=get("id"),
        article=get("article"),
        parent=get("parent"),
        name=names.get(get("person") or "", ""),
        text=get("text"),
        written=get("written"),
        edited=get("edited"),
        state=get("state"),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")

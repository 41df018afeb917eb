"""People: names, e-mails and edit tokens of those who comment. In a file of its own; no e-mail ever leaves it.

Nothing here returns an e-mail. It lies in `people.sqlite` (mode 0600, deleted bytes overwritten) for the one who runs
the desk, and in no page, JSON, export, log or error message, nor as a hash.
"""

import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path

from onrecord.web.database import Database

__all__ = ["People", "open_people"]

STEPS = (
    """
    CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, since TEXT NOT NULL);
    CREATE TABLE token (hash TEXT PRIMARY KEY, comment TEXT NOT NULL UNIQUE);
    CREATE TABLE user (name TEXT PRIMARY KEY, role TEXT NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL);
    CREATE TABLE session (
        hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user ON DELETE CASCADE, until REAL NOT NULL
    );
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL)
    """,
)


def open_people(data: Path) -> Database:
    """The file of names, e-mails, tokens and users."""
    return Database(data / "people.sqlite", STEPS)


class People:
    """Those who comment."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def secret(self) -> bytes:
        """What the desk signs its forms with: the same after a restart."""
        with self.database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO secret VALUES ('forms', ?)", (secrets.token_bytes(32),))
            value: bytes = connection.execute("SELECT value FROM secret WHERE name = 'forms'").fetchone()[0]
        return value

    def add(self, *, name: str, email: str, comment: str, since: str) -> tuple[str, str]:
        """Keep who wrote a comment: the person's id, and the token by which the comment may be changed."""
        person, token = secrets.token_hex(8), secrets.token_urlsafe(24)
        with self.database.writing() as connection:
            connection.execute("INSERT INTO person VALUES (?, ?, ?, ?)", (person, name, email, since))
            connection.execute("INSERT INTO token VALUES (?, ?)", (_hash(token), comment))
        return person, token

    def names(self, people: Sequence[str]) -> dict[str, str]:
        """The names of some people by id."""
        holes = ", ".join("?" * len(people))
        return dict(
            self.database.connection().execute(f"SELECT id, name FROM person WHERE id IN ({holes})", people).fetchall()
        )

    def comment_of(self, token: str) -> str | None:
        """The comment that a token opens."""
        row = self.database.one("SELECT comment FROM token WHERE hash = ?", (_hash(token),))
        return row["comment"] if row else None

    def new_token(self, comment: str) -> str:
        """Another token for a comment; the one before opens nothing any more."""
        token = secrets.token_urlsafe(24)
        with self.database.writing() as connection:
            connection.execute("UPDATE token SET hash = ? WHERE comment = ?", (_hash(token), comment))
        return token

    def remove(self, *, person: str | None, comment: str) -> None:
        """Forget who wrote a comment, for good."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM token WHERE comment = ?", (comment,))
            connection.execute("DELETE FROM person WHERE id = ?", (person,))
        self.database.forget()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

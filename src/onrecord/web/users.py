"""Users of a desk that more than its owner can reach: roles, passwords as scrypt hashes, sessions."""

import hashlib
import hmac
import re
import secrets
import sqlite3
import time
from collections.abc import Callable

from onrecord.errors import UsageError
from onrecord.web.database import Database

__all__ = ["ROLES", "Users"]

ROLES = ("reader", "editor", "moderator")  # each may do what those before it may
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
SHORTEST = 10  # characters of a password
LONGEST = 1000
DAYS = 14.0  # that a session lasts
# scrypt: 32 MiB and about .1 s a hash (OWASP's N = 2^15, r = 8, p = 3)
COST, BLOCK, LANES = 1 << 15, 8, 3
NOBODY = bytes(16)


class Users:
    """The users in `people.sqlite`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self.database = database
        self._clock = clock

    def add(self, name: str, password: str, *, role: str) -> None:
        """Make a user, or give one another password and role; sessions of before end.

        Raises UsageError for a name, password or role that will not do.
        """
        if not NAME.fullmatch(name):
            raise UsageError(f"{name!r}: a user's name has up to 40 letters, digits, dots, dashes")
        if role not in ROLES:
            raise UsageError(f"no role {role!r}; there are {', '.join(ROLES)}")
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"give a password of {SHORTEST} to {LONGEST} characters")
        salt = secrets.token_bytes(16)
        with self.database.writing() as connection:
            connection.execute("DELETE FROM session WHERE user = ?", (name,))
            connection.execute(
                "INSERT INTO user VALUES (?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET role = excluded.role, salt = excluded.salt, hash = excluded.hash",
                (name, role, salt, _hash(password, salt)),
            )

    def remove(self, name: str) -> None:
        """Remove a user and end the user's sessions.

        Raises UsageError where there is none of that name.
        """
        with self.database.writing() as connection:
            gone = connection.execute("DELETE FROM user WHERE name = ?", (name,)).rowcount
        if not gone:
            raise UsageError(f"no user {name!r}")
        self.database.forget()

    def all(self) -> tuple[tuple[str, str], ...]:
        """Names and roles."""
        return tuple((row["name"], row["role"]) for row in self.database.all("SELECT * FROM user ORDER BY name"))

    def sign_in(self, name: str, password: str) -> str | None:
        """A new session's token; None where name or password is wrong. A wrong name takes as long as a right one."""
        row: sqlite3.Row | None = self.database.one("SELECT * FROM user WHERE name = ?", (name,))
        right = hmac.compare_digest(
            _hash(password[:LONGEST], row["salt"] if row else NOBODY), row["hash"] if row else b""
        )
        if row is None or not right:
            return None
        token = secrets.token_urlsafe(32)
        with self.database.writing() as connection:
            connection.execute("DELETE FROM session WHERE until < ?", (self._clock(),))
            until = self._clock() + DAYS * 86400
            connection.execute("INSERT INTO session VALUES (?, ?, ?)", (_digest(token), row["name"], until))
        return token

    def sign_out(self, token: str) -> None:
        """End a session."""
        with self.database.writing() as connection:
            connection.execute("DELETE FROM session WHERE hash = ?", (_digest(token),))

    def of_session(self, token: str) -> tuple[str, str] | None:
        """The name and role of the user of a session that has not ended."""
        row = self.database.one(
            "SELECT user.name, user.role FROM session JOIN user ON user.name = session.user WHERE session.hash = ?"
            " AND until > ?",
            (_digest(token), self._clock()),
        )
        return (row["name"], row["role"]) if row else None


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=COST, r=BLOCK, p=LANES, maxmem=64 << 20, dklen=32
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()

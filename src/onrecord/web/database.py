"""SQLite files: made with the right mode, brought up to date by numbered steps, a connection a thread."""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import StoreError

__all__ = ["Database"]

BUSY = 20.0  # seconds to wait for another writer


class Database:
    """A SQLite file in WAL mode. Readers never wait; writers take turns.

    `steps` are scripts that bring an older file up to date; how many have run is the file's `user_version`.
    """

    def __init__(self, path: Path, steps: Sequence[str], *, durable: bool = True) -> None:
        """Open the file, made where there is none, readable by its owner alone.

        Raises StoreError where it cannot be made, or a newer version of the desk wrote it.
        """
        self.path = path
        self._durable = durable
        self._own = threading.local()
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._bring_up_to_date(steps)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: {error}; the desk cannot keep its data there") from error

    def _bring_up_to_date(self, steps: Sequence[str]) -> None:
        connection = self.connection()
        connection.execute("PRAGMA journal_mode = WAL")
        done: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if done > len(steps):
            raise StoreError(f"{self.path}: written by a newer version; upgrade onrecord to read it")
        for number, step in enumerate(steps[done:], done + 1):
            connection.executescript(f"BEGIN IMMEDIATE; {step}; PRAGMA user_version = {number}; COMMIT;")

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        known: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if known is None:
            known = sqlite3.connect(self.path, timeout=BUSY, isolation_level=None, check_same_thread=False)
            known.row_factory = sqlite3.Row
            known.execute(f"PRAGMA synchronous = {'FULL' if self._durable else 'NORMAL'}")
            known.execute("PRAGMA secure_delete = ON" if self._durable else "PRAGMA secure_delete = OFF")
            known.execute("PRAGMA foreign_keys = ON")
            self._own.connection = known
        return known

    def all(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        """The rows of a query."""
        return self.connection().execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first row of a query."""
        row: sqlite3.Row | None = self.connection().execute(sql, values).fetchone()
        return row

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing."""
        connection = self.connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def forget(self) -> None:
        """Make what was deleted leave the disk: the log is folded into the file and emptied."""
        self.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close this thread's connection."""
        known: sqlite3.Connection | None = getattr(self._own, "connection", None)
        if known is not None:
            known.close()
            self._own.connection = None

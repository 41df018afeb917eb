"""`Index`: keeps the desk's index of a store up to date, in a thread of its own while the desk runs."""

import logging
import sqlite3
import threading
import time
from pathlib import Path
from zlib import crc32

from onrecord.errors import OnrecordError, StoreError
from onrecord.store import Store
from onrecord.web.database import Database
from onrecord.web.index.schema import STEPS
from onrecord.web.index.totals import update_analysis, update_totals
from onrecord.web.index.update import update_shards

__all__ = ["Index"]

log = logging.getLogger(__name__)
LOOK_AGAIN = 3.0  # seconds between looks at the manifest
ATTEMPTS = 5
# Pairs and positions are of the whole store: while a batch writes they are worked out when it pauses, or when that
# took less than a twentieth of the time since.
QUIET = 20.0
SELDOM = 20.0


class Index:
    """The index of one store. Readers use `database`; one thread at a time brings it up to date."""

    def __init__(self, path: Path, store: Path) -> None:
        self.path = path
        self.store = store
        self.database = _open(path)
        self._turn = threading.Lock()
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._said: str | None = None

    def update(self, *, analyse: bool = True) -> None:
        """Bring the index up to the store's current generation.

        Raises StoreError where the store cannot be read.
        """
        with self._turn:
            store = Store(self.store)
            for attempt in range(ATTEMPTS):
                try:
                    changed = update_shards(self.database, self.store, store.manifest)
                    break
                except StoreError:
                    # a newer generation took the shard away while it was being read
                    store.reload()
                    if attempt + 1 == ATTEMPTS:
                        raise
            if changed or not self._is("totals", "1"):
                update_totals(self.database)
                self._note("totals", "1")
            digest = store.manifest.digest()
            if analyse and not self._is("analysis", digest):
                update_analysis(self.database, store)
                self._note("analysis", digest)

    def follow(self) -> None:
        """Keep the index up to date from now on, in the background."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._follow, name="onrecord-index", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Stop following."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(10)

    def notice(self) -> str | None:
        """What is not up to date, for people; None where all is."""
        return self._said

    def analysed(self) -> int:
        """How many articles the store held when its pairs and positions were last worked out."""
        row = self.database.one("SELECT value FROM made WHERE what = 'analysed'")
        return int(row["value"]) if row else 0

    def _follow(self) -> None:
        seen: int | None = None
        behind, since, took, changed = True, 0.0, 0.0, 0.0
        while not self._stop.is_set():
            try:
                stamp = (self.store / "manifest.json").stat().st_mtime_ns
                if stamp != seen:
                    self._said = "The index is being brought up to date; pages show what it holds so far."
                    self.update(analyse=False)
                    behind, changed, seen = True, time.monotonic(), stamp
                now = time.monotonic()
                if behind and (now - changed > QUIET or now - since > SELDOM * took):
                    self._said = "Pairs and positions are being worked out again."
                    self.update()
                    since = time.monotonic()
                    behind, took = False, since - now
                self._said = None
            except (OSError, OnrecordError, sqlite3.Error):
                log.exception("the index could not be brought up to date")
                self._said = "The index could not be brought up to date; the terminal that runs the desk says why."
            self._wake.wait(LOOK_AGAIN)
            self._wake.clear()
        self.database.close()

    def _is(self, what: str, value: str) -> bool:
        row = self.database.one("SELECT value FROM made WHERE what = ?", (what,))
        return row is not None and row["value"] == value

    def _note(self, what: str, value: str) -> None:
        with self.database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO made VALUES (?, ?)", (what, value))


def _open(path: Path) -> Database:
    """The index's file; one that is damaged or of another version is made anew."""
    try:
        return _current(Database(path, STEPS, durable=False))
    except StoreError:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _current(Database(path, STEPS, durable=False))


def _current(index: Database) -> Database:
    """The index, if this version made it.

    Raises StoreError where another one did.
    """
    made_by = crc32("".join(STEPS).encode()) & 0x7FFFFFFF
    known = index.connection().execute("PRAGMA application_id").fetchone()[0]
    if known not in {0, made_by}:
        index.close()
        raise StoreError(f"{index.path}: made by another version")
    index.connection().execute(f"PRAGMA application_id = {made_by}")
    return index

"""The coding sheet of `onrecord sample`, filled in the browser: which of the events drawn are right."""

import tempfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord.store import Store
from onrecord.store.sampling import Precision, read_sheet, sample_events, write_sheet
from onrecord.web.database import Database

__all__ = ["Coding", "Judgement", "Sheet"]

REMEMBERED = 4
CONTEXT = 200


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a coder said of an event; the last one counts, none is overwritten."""

    right: bool
    note: str
    author: str
    written: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sample: the same store, size, stratum and seed give the same events."""

    n: int
    by: str
    seed: int
    rows: tuple[dict[str, Any], ...]


class Coding:
    """Draws samples and keeps judgements in `desk.sqlite`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._sheets: OrderedDict[tuple[str, int, str, int], Sheet] = OrderedDict()

    def sheet(self, store: Store, *, n: int, by: str, seed: int) -> Sheet:
        """The events drawn, each with the passage it stands in.

        Raises UsageError for a stratum that is none.
        """
        key = (store.manifest.digest(), n, by, seed)
        if key not in self._sheets:
            self._sheets[key] = Sheet(
                n, by, seed, tuple(_short(r) for r in sample_events(store, n=n, by=by, seed=seed))
            )
            while len(self._sheets) > REMEMBERED:
                self._sheets.popitem(last=False)
        return self._sheets[key]

    def judge(self, event: str, *, right: bool, note: str, author: str) -> None:
        """Keep a judgement."""
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO judgement (event, right, note, author, written) VALUES (?, ?, ?, ?, ?)",
                (event, right, note, author, datetime.now(UTC).isoformat(timespec="seconds")),
            )

    def judgements(self, events: Sequence[str]) -> dict[str, Judgement]:
        """The last judgement of each of some events."""
        holes = ", ".join("?" * len(events))
        rows = self.database.all(f"SELECT * FROM judgement WHERE event IN ({holes}) ORDER BY n", events)
        return {r["event"]: Judgement(bool(r["right"]), r["note"], r["author"], r["written"]) for r in rows}

    def filled(self, sheet: Sheet) -> tuple[bytes, tuple[Precision, ...]]:
        """The sheet as a CSV file with what was judged, and the precision it shows."""
        known = self.judgements([row["id"] for row in sheet.rows])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sheet.csv"
            write_sheet([row | _cells(known, row["id"]) for row in sheet.rows], path)
            return path.read_bytes(), read_sheet(path)


def _cells(known: Mapping[str, Judgement], event: str) -> dict[str, str]:
    judgement = known.get(event)
    return {"right": str(int(judgement.right)), "note": judgement.note} if judgement else {}


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A row that keeps the passage and lets go of the article's text."""
    text, start, end = row["text"], row["start"], row["end"]
    if text is None:
        return row | {"around": (row["trigger"] and "", "")}
    begin, stop = max(0, start - CONTEXT), end + CONTEXT
    around = (text[begin:start], text[end:stop])
    return row | {"text": text[begin:stop], "start": start - begin, "end": end - begin, "around": around}

"""A sheet for coding by hand, and what it says when it comes back: precision with an interval, a stratum a line."""

import csv
import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import InputError, UsageError
from onrecord.store.aside import write_whole
from onrecord.store.store import Store

__all__ = ["Precision", "read_sheet", "sample_events", "write_sheet"]

STRATA = ("type", "status", "quad", "language", "article_date")
SHEET = ("id", "stratum", "date", "actors", "type", "recipients", "status", "trigger", "passage", "right", "note")
CONTEXT = 160  # characters either side of the trigger


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the coded events of a stratum are right, with Wilson's 95 % interval."""

    stratum: str
    coded: int
    right: int
    low: float
    high: float


def sample_events(store: Store, *, n: int, by: str = "type", seed: int = 0) -> list[dict[str, Any]]:
    """`n` events of a store, as even over the strata as they allow; the same for the same store and seed.

    Raises UsageError for a stratum that is none.
    """
    if by not in STRATA:
        raise UsageError(f"--by {by}: unknown; there are {', '.join(STRATA)}")
    column = "language" if by == "language" else f"e.{by}"
    rows = store.query(
        f"SELECT e.id, coalesce({column}::VARCHAR, 'none') AS stratum, coalesce(e.date, e.article_date) AS date,"
        " [coalesce(x.code, x.text) FOR x IN e.actors] AS actors, e.type,"
        " [coalesce(x.code, x.text) FOR x IN e.recipients] AS recipients, e.status, e.trigger,"
        ' a.text, e.start, e."end" FROM events e LEFT JOIN articles a USING (article_id)'
    ).to_pylist()
    strata: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: hashlib.sha256(f"{seed}\0{r['id']}".encode()).digest()):
        strata[row["stratum"]].append(row)
    return list(_in_turn(strata, n))


def write_sheet(rows: list[dict[str, Any]], path: Path) -> None:
    """Write a sample as a sheet; the coder puts 1 or 0 under `right`.

    Raises StoreError where it cannot be written, UsageError where somebody's coded sheet would be lost.
    """
    if _is_coded(path):
        raise UsageError(f"{path}: somebody has coded this sheet; give another name with --out")

    def write(aside: Path) -> None:
        with aside.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, SHEET, lineterminator="\n")
            writer.writeheader()
            writer.writerows({name: _safe(_cell(row, name)) for name in SHEET} for row in rows)

    write_whole(path, write)


def _is_coded(path: Path) -> bool:
    """Whether there is a sheet already with anything under `right`; one that cannot be read may be somebody's work."""
    try:
        return bool(read_sheet(path))
    except InputError as error:
        return path.is_file() and "no columns" not in str(error)


def read_sheet(path: Path) -> tuple[Precision, ...]:
    """The precision that a coded sheet shows, a stratum a row and all of them last; uncoded rows do not count.

    Raises InputError for a sheet that is none, or a cell under `right` that is neither 1 nor 0.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            # where the comma is the decimal point, spreadsheets put semicolons between the cells
            reader = csv.DictReader(file, delimiter=max(",;\t", key=head.count), strict=True)
            if not {"stratum", "right"} <= set(reader.fieldnames or ()):
                raise InputError(f"{path}: no columns 'stratum' and 'right'; give a sheet that onrecord sample wrote")
            for number, row in enumerate(reader, 2):
                answer = (row["right"] or "").strip().lower()
                if not answer:
                    continue
                if answer not in ANSWERS:
                    raise InputError(f"{path}:{number}: {answer!r} under 'right'; write 1 or 0")
                for stratum in (row["stratum"], ALL):
                    counts[stratum][0] += 1
                    counts[stratum][1] += ANSWERS[answer]
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8; save the sheet as CSV UTF-8 ({error})") from error
    except (OSError, csv.Error) as error:
        raise InputError(f"{path}: {error}") from error
    ordered = [*sorted(s for s in counts if s != ALL), *([ALL] if ALL in counts else [])]
    return tuple(Precision(s, counts[s][0], counts[s][1], *wilson(counts[s][1], counts[s][0])) for s in ordered)


ALL = "all"
ANSWERS = {"1": 1, "0": 0, "yes": 1, "no": 0, "y": 1, "n": 0, "true": 1, "false": 0}


def wilson(right: int, coded: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval of a proportion (Wilson 1927).

    >>> [round(x, 3) for x in wilson(9, 10)]
    [0.596, 0.982]
    """
    if coded == 0:
        return 0.0, 1.0
    share = right / coded
    middle = (share + z * z / (2 * coded)) / (1 + z * z / coded)
    half = z / (1 + z * z / coded) * math.sqrt(share * (1 - share) / coded + z * z / (4 * coded * coded))
    return max(0.0, middle - half), min(1.0, middle + half)


def _in_turn(strata: dict[str, list[dict[str, Any]]], n: int) -> Iterator[dict[str, Any]]:
    names = sorted(strata)
    depth = 0
    while n > 0 and any(depth < len(strata[name]) for name in names):
        for name in names:
            if n > 0 and depth < len(strata[name]):
                yield strata[name][depth]
                n -= 1
        depth += 1


def _cell(row: dict[str, Any], name: str) -> str:
    if name == "passage":
        text = row["text"]
        if text is None:
            return ""
        return " ".join(text[max(0, row["start"] - CONTEXT) : row["end"] + CONTEXT].split())
    value = row.get(name)
    return ";".join(str(v) for v in value if v) if isinstance(value, list) else "" if value is None else str(value)


def _safe(cell: str) -> str:
    """A sheet is made to be opened in a spreadsheet: no cell may be a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell[:1] else cell

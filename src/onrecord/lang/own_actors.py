"""Users' own actors from a file, checked as our tables are by their tests: a row that could never match is refused."""

from datetime import date
from pathlib import Path

from onrecord.errors import LexiconError
from onrecord.lang.actors import CODE, ActorRow
from onrecord.lang.petrarch import load_petrarch_actors
from onrecord.lang.tables import load_rows

__all__ = ["load_own_actors"]


def load_own_actors(path: Path) -> tuple[ActorRow, ...]:
    """The actors of a `.tsv` table, or of a dictionary in PETRARCH's format.

    Raises LexiconError where the file cannot be read, holds no actor, or a row is wrong.
    """
    table = path.suffix.lower() == ".tsv"
    rows = load_rows(path, ActorRow) if table else load_petrarch_actors(path)
    if not rows:
        raise LexiconError(f"{path}: no actor with a code; give a .tsv table or a dictionary in PETRARCH's format")
    if table:
        for row in rows:
            _check(row, f"{path}: {row.name}")
    return rows


def _check(row: ActorRow, where: str) -> None:
    if not CODE.fullmatch(row.code):
        raise LexiconError(f"{where}: field 'code': {row.code!r} is none; write capitals, as PER or NATO")
    if row.sector is not None and not CODE.fullmatch(row.sector):  # may be one of their own
        raise LexiconError(f"{where}: field 'sector': {row.sector!r} is none; write capitals, as GOV or REB")
    for field in ("start", "end"):
        day = getattr(row, field)
        try:
            written = day is None or date.fromisoformat(day).isoformat() == day
        except ValueError:
            written = False
        if not written:
            raise LexiconError(f"{where}: field {field!r}: {day!r} is no day; write YYYY-MM-DD")
    if row.start and row.end and row.start >= row.end:
        raise LexiconError(
            f"{where}: it holds from {row.start} until {row.end}, which is never; exchange start and end"
        )

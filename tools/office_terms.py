"""Where two hold one office at once in the office tables, and where nobody holds it between two.

    python -m tools.office_terms [COUNTRY ...] [--office foreign_minister] [--days 45] [--gaps]

Only offices that one person holds at a time; deputies, acting and honorary holders of a like title are left out, as are
rows whose dates are uncertain. A month counts from its first day to its last, so that what is printed is more than a
coarse date can explain.
"""

import argparse
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from onrecord.lang import load_pack
from onrecord.lang.offices import Office, OfficeTerm, Precision, load_offices

__all__ = ["Finding", "gaps", "overlaps"]

_SINGLE = (
    Office.HEAD_OF_STATE,
    Office.HEAD_OF_GOVERNMENT,
    Office.FOREIGN_MINISTER,
    Office.DEFENCE_MINISTER,
    Office.INTERIOR_MINISTER,
    Office.FINANCE_MINISTER,
    Office.JUSTICE_MINISTER,
    Office.CENTRAL_BANK,
)
_SHARED = frozenset({"BIH", "CHE", "SMR", "AND", "YUG", "SUN"})  # whose highest offices several hold
_APART = frozenset({"interim", "king", "queen", "caretaker", "spokesman", "spokeswoman"})  # beside a pack's juniors
_FOLDER = Path(__file__).parent.parent / "src/onrecord/lang/en/offices"


class Finding(NamedTuple):
    """Two terms of one office, and by how many days they overlap or lie apart."""

    one: OfficeTerm
    other: OfficeTerm
    days: int


def overlaps(rows: Iterable[OfficeTerm], *, days: int = 45) -> Iterator[Finding]:
    """Pairs of terms of one office that surely overlap by more than some days.

    >>> rows = [OfficeTerm("MLI", Office.FOREIGN_MINISTER, "Foreign Minister", "A", start="2001", end="2004-03"),
    ...         OfficeTerm("MLI", Office.FOREIGN_MINISTER, "Foreign Minister", "B", start="2003-01-01", end="2006")]
    >>> [f.days for f in overlaps(rows)]
    [425]
    """
    for terms in _by_office(rows):
        for number, one in enumerate(terms):
            for other in terms[number + 1 :]:
                start = max(_last(one.start), _last(other.start))
                held = (min(_first(one.end), _first(other.end)) - start).days
                if one.person != other.person and held > days:
                    yield Finding(one, other, held)


def gaps(rows: Iterable[OfficeTerm], *, days: int = 45) -> Iterator[Finding]:
    """Terms of one office between which nobody surely holds it for more than some days."""
    for terms in _by_office(rows):
        last = terms[0]
        for term in terms[1:]:
            empty = (_first(term.start) - _last(last.end)).days if last.end else 0
            if empty > days:
                yield Finding(last, term, empty)
            if not term.end or (last.end and _last(term.end) > _last(last.end)):
                last = term


def _by_office(rows: Iterable[OfficeTerm]) -> Iterator[list[OfficeTerm]]:
    """The dated terms of each office that one holds at a time, in order."""
    found: dict[tuple[str, str], list[OfficeTerm]] = {}
    junior = load_pack("en").mention_words["title_junior"] | _APART
    for row in rows:
        title = row.title.lower().replace("-", " ").split()
        apart = any(word in junior for word in title) and row.office is not Office.HEAD_OF_STATE
        if row.office in _SINGLE and row.start and not apart and row.country not in _SHARED and len(row.country) == 3:
            found.setdefault((row.country, row.office), []).append(row)
    for terms in found.values():
        dated = [t for t in terms if t.precision is not Precision.UNCERTAIN]
        if dated:
            yield sorted(dated, key=lambda t: t.start or "")


def _first(day: str | None) -> date:
    """The first day that an ISO date may mean; of an open end a far one."""
    year, month, own = (*map(int, (day or "2100").split("-")), 1, 1)[:3]
    return date(year, month, own)


def _last(day: str | None) -> date:
    """The last day that it may mean."""
    if day is None:
        return _first(None)
    parts = list(map(int, day.split("-")))
    if len(parts) == 1:
        return date(parts[0], 12, 31)
    return date(parts[0], parts[1], monthrange(parts[0], parts[1])[1]) if len(parts) == 2 else date(*parts)


def main(arguments: list[str] | None = None) -> int:
    """Prints what is found; the exit status says nothing of it: a table of facts is never complete."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("countries", nargs="*")
    parser.add_argument("--office")
    parser.add_argument("--days", type=int, default=45)
    parser.add_argument("--gaps", action="store_true")
    given = parser.parse_args(arguments)
    rows = [r for r in load_offices(_FOLDER) if not given.countries or r.country in given.countries]
    rows = [r for r in rows if not given.office or r.office == given.office]
    for one, other, held in sorted(
        (gaps if given.gaps else overlaps)(rows, days=given.days), key=lambda f: f.one.country
    ):
        ends = (f"{t.title} {t.person} {t.start}..{t.end or ''} ({t.precision})" for t in (one, other))
        sys.stdout.write(f"{one.country} {one.office} {held}: {' | '.join(ends)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

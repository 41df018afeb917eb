"""Dates as pages print them, in every order and many languages, to ISO days. Never today's date.

A date is the day printed, in the page's own time zone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from onrecord.reading.phrases import load_phrases

__all__ = ["PartialDate", "PrintedDate", "find_dates", "find_partial_dates", "iso_day", "resolve_date"]

# 2019-07-03T09:14, 28.05.2021, 9/11/18, 06-10-94
_NUMERIC = re.compile(r"(?<![\d.,/:-])(\d{1,4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{1,2})(?![\d]|[-/.,:]\d)")
# 2021年12月9日, 2021년 12월 9일
_EASTERN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2})")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’](?=\d))?")
_CLOCK = re.compile(r",? ?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})? ?,? ?")
_DIGIT = re.compile(r"\d")
_MAX_LINE = 400
_GAP = 3  # characters of punctuation and white space between the parts of a date


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A full date: where it stands and which days it can mean, likeliest first."""

    start: int
    end: int
    days: tuple[date, ...]
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day and month without a year."""

    start: int
    end: int
    month: int
    day: int


def find_dates(line: str) -> tuple[PrintedDate, ...]:
    """The full dates in a line's first 400 characters, in order.

    >>> [d.days[0].isoformat() for d in find_dates("Published the 17/10/2014 at 18h52 - Monday, April 5th, 2021")]
    ['2014-10-17', '2021-04-05']
    >>> find_dates("30 Feb 2021, 5/6/21")[0].days
    (datetime.date(2021, 6, 5), datetime.date(2021, 5, 6))
    """
    line = line[:_MAX_LINE]
    if not _DIGIT.search(line):
        return ()
    found = [*_numeric(line), *_worded(line)]
    found.sort(key=lambda d: (d.start, -d.end))
    out: list[PrintedDate] = []
    for item in found:
        if not out or item.start >= out[-1].end:
            out.append(item)
    weekday = _weekday(line) if out else None
    return tuple(PrintedDate(d.start, d.end, d.days, weekday) for d in out)


def find_partial_dates(line: str) -> tuple[PartialDate, ...]:
    """Days and months without a year, as datelines have them.

    >>> find_partial_dates("KABUL, Jan 9")
    (PartialDate(start=7, end=12, month=1, day=9),)
    """
    line = line[:_MAX_LINE]
    tokens = list(_TOKEN.finditer(line))
    out = []
    for i, token, month, last in _months(tokens, line):
        before, after = _previous_number(tokens, i, line), _next_number(tokens, last, line)
        for number in (before, after):
            if number and len(number.group()) <= 2 and 1 <= int(number.group()) <= 31:
                spans = (token.start(), number.start()), (tokens[last].end(), number.end())
                out.append(PartialDate(min(spans[0]), max(spans[1]), month, int(number.group())))
                break
    return tuple(out)


def resolve_date(
    printed: PrintedDate,
    *,
    partials: Iterable[PartialDate] = (),
    others: Iterable[date] = (),
    month_first: bool = False,
) -> date:
    """The day a printed date means: its weekday decides, then days named nearby, then the page's habit.

    >>> resolve_date(find_dates("06-10-94")[0], partials=find_partial_dates("BOGOTA, June 10"))
    datetime.date(1994, 6, 10)
    """
    days = printed.days
    if len(days) == 1:
        return days[0]
    if printed.weekday is not None:
        fitting = [d for d in days if d.weekday() == printed.weekday]
        if len(fitting) == 1:
            return fitting[0]
    for day in days:
        for partial in partials:
            try:
                near = date(day.year, partial.month, partial.day)
            except ValueError:
                continue
            if 0 <= (day - near).days <= 3:
                return day
    for other in others:
        if other in days:
            return other
    return days[-1] if month_first and days[-1].month != days[0].month else days[0]


def iso_day(text: str | None) -> str | None:
    """The day of a machine-written date (ISO 8601, RFC 2822) as YYYY-MM-DD; None where there is none.

    >>> [iso_day(s) for s in ("2022-05-27T23:30:00-05:00", "Tue, 09 Aug 2005 17:14 GMT", "20210405", "2021-02-30")]
    ['2022-05-27', '2005-08-09', '2021-04-05', None]
    """
    if not text:
        return None
    found = find_dates(text)
    if found:
        return found[0].days[0].isoformat()
    compact = _COMPACT.search(text[:_MAX_LINE])
    day = _day(*compact.groups()) if compact else None
    return day.isoformat() if day else None


def _numeric(line: str) -> list[PrintedDate]:
    out = []
    for match in _NUMERIC.finditer(line):
        a, _, b, c = match.groups()
        days = [day for day in (_day(*order) for order in _orders(a, b, c)) if day]
        if days:
            out.append(PrintedDate(match.start(), match.end(), tuple(dict.fromkeys(days))))
    for match in _EASTERN.finditer(line):
        day = _day(*match.groups())
        if day:
            out.append(PrintedDate(match.start(), match.end(), (day,)))
    return out


def _orders(a: str, b: str, c: str) -> tuple[tuple[str, str, str], ...]:
    """The (year, month, day) that three numbers can be, likeliest first."""
    if len(a) == 4 and len(c) <= 2:
        return ((a, b, c),) if int(b) <= 12 else ((a, c, b),)
    if len(a) <= 2 and len(c) == 4:
        return (c, b, a), (c, a, b)
    if len(a) <= 2 and len(c) == 2:
        return (c, b, a), (c, a, b), (a, b, c)
    return ()


def _worded(line: str) -> list[PrintedDate]:
    if _opening_months().isdisjoint(_WORD.findall(line.lower())):
        return []
    tokens = list(_TOKEN.finditer(line))
    out = []
    for i, token, month, last in _months(tokens, line):
        before = _previous_number(tokens, i, line)
        after = _next_number(tokens, last, line)
        later = _next_number(tokens, tokens.index(after, last), line) if after else None
        for year, day in (
            (after, before),
            (later, after),
            (before if before is not None and len(before.group()) == 4 else None, after),
            (before, after),
        ):
            if year is None or day is None or len(day.group()) > 2 or len(year.group()) not in (2, 4):
                continue
            found = _day(year.group(), month, day.group(), two_digits=year is after and day is before)
            if found:
                start = min(token.start(), day.start(), year.start())
                out.append(PrintedDate(start, max(tokens[last].end(), day.end(), year.end()), (found,)))
                break
    return out


@cache
def _opening_months() -> frozenset[str]:
    """The first word of each month's name."""
    return frozenset(name.split(" ", 1)[0] for name in load_phrases().months)


def _months(tokens: list[re.Match[str]], line: str) -> list[tuple[int, re.Match[str], int, int]]:
    """(index of the first token, first token, month, index of the last token) of each month name."""
    months = load_phrases().months
    out = []
    for i, token in enumerate(tokens):
        word = token.group().lower()
        if word[0].isdecimal():
            continue
        if i + 1 < len(tokens) and (pair := f"{word} {tokens[i + 1].group().lower()}") in months:
            out.append((i, token, months[pair], i + 1))
        elif len(word) > 2 and word in months:
            out.append((i, token, months[word], i))
    return out


# "5th of May", "5. Mai", "5 de mayo de 2020", "1er mai", "5-го мая", "20 травня 2020 р."
_BETWEEN = frozenset({"st", "nd", "rd", "th", "er", "de", "of", "del", "го", "e", "ος", "η", "d", "the", "da", "di"})


def _previous_number(tokens: list[re.Match[str]], i: int, line: str) -> re.Match[str] | None:
    for j in range(i - 1, max(-1, i - 3), -1):
        if tokens[j + 1].start() - tokens[j].end() > _GAP:
            return None
        if tokens[j].group()[0].isdecimal():
            return tokens[j]
        if tokens[j].group().lower().rstrip("'’") not in _BETWEEN:
            return None
    return None


def _next_number(tokens: list[re.Match[str]], i: int, line: str) -> re.Match[str] | None:
    clock = _CLOCK.match(line, tokens[i].end())
    end = clock.end() if clock else None
    for j in range(i + 1, min(len(tokens), i + 8)):
        if end is not None:
            if tokens[j].start() < end:
                continue
        elif tokens[j].start() - tokens[j - 1].end() > _GAP:
            return None
        if tokens[j].group()[0].isdecimal():
            return tokens[j]
        if tokens[j].group().lower().rstrip("'’") not in _BETWEEN:
            return None
    return None


def _day(year: str | int, month: str | int, day: str | int, *, two_digits: bool = True) -> date | None:
    y, m, d = int(year), int(month), int(day)
    if isinstance(year, str) and len(year) <= 2:
        if not two_digits or len(year) == 1:
            return None
        y += 2000 if y < 50 else 1900
    if 2480 <= y <= 2620:  # the Buddhist calendar of Thailand
        y -= 543
    if not 1700 <= y <= 2100:
        return None
    try:
        return date(y, m, d)
    except ValueError:
        return None


_WORD = re.compile(r"[^\W\d_]+")


def _weekday(line: str) -> int | None:
    weekdays = load_phrases().weekdays
    for word in _WORD.finditer(line.lower()):
        if len(word.group()) > 2 and word.group() in weekdays:
            return weekdays[word.group()]
    return None

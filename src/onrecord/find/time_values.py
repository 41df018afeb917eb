"""What words of time come to: a day, a month or a year, counted from the day of reporting or from another date."""

from collections.abc import Mapping, Sequence
from datetime import MAXYEAR, date, timedelta

from msgspec import Struct

from onrecord.lang.frames import TimeKind, TimeWord

__all__ = ["Words", "When", "date_of", "is_day", "moved", "value_of"]

_OLD_DAYS = 35
_FRESH_YEAR = 1
_AHEAD = 4  # months; a later month without a year is the last one of its name
_FULL = 10  # characters of a full ISO date
_WEEK, _FORTNIGHT, _MONTH, _YEAR = 7, 14, 30, 365  # days, as the table has them
_MONTHS = 12
_HOURS = 24
_DAYS = 31  # the day of New Year's Eve


class When(Struct, frozen=True):
    """A date (ISO: day, month or year; None: not stated) and whether it lies more than about a month back.

    `own`: the text tells it of the event; else it is the likeliest, as the day that the story has come to.
    """

    date: str | None = None
    old: bool = False
    future: bool = False
    own: bool = False


class Words(Struct):
    """The words of time of a phrase by their kinds, its year and the number of its day (0: none).

    `alone`: the number of a day without a month stands for a day of the month: "on the 20th".
    """

    kinds: Mapping[TimeKind, Sequence[TimeWord]]
    year: int = 0
    day: int = 0
    number: int = 0  # the first number in figures
    alone: bool = False

    def value(self, kind: TimeKind) -> int:
        """The value of the first word of a kind; 0 where there is none."""
        return self.kinds[kind][0].value if self.kinds[kind] else 0

    @property
    def count(self) -> int:
        """How many units a phrase counts; 0 where it says no number that is known."""
        return self.value(TimeKind.NUMBER) or self.number

    @property
    def span(self) -> tuple[int, int]:
        """How many units of how many days a phrase counts: one where it says no number; of hours the full days."""
        count, unit = max(self.count, 1), self.value(TimeKind.UNIT)
        if unit:
            return count, unit
        return count // _HOURS, 1

    @property
    def shift(self) -> int:
        """Where "last", "this" or "next" leads: back, nowhere or ahead; "this past week" leads back."""
        return next((w.value for w in self.kinds[TimeKind.SHIFT] if w.value), 0)


def value_of(words: Words, reported: date | None, *, forward: bool, since: str | None = None) -> When | None:
    """What a phrase says; `forward`: it is still to come; `since`: the date from which "two days later" is counted.

    None too where that lies beyond the calendar.
    """
    try:
        return _value_of(words, reported, forward=forward, since=since)
    except (ValueError, OverflowError):
        return None


def _value_of(words: Words, reported: date | None, *, forward: bool, since: str | None) -> When | None:
    kinds = words.kinds
    if kinds[TimeKind.FEAST]:
        return _feast(words, reported, forward=forward)
    if kinds[TimeKind.MONTH] and (words.day or words.year or not kinds[TimeKind.UNIT]):
        return _calendar(words, reported, forward=forward)
    if words.year:
        year = words.year
        old = reported is None or year < reported.year - (0 if reported.month > _FRESH_YEAR else 1)
        return When(str(year), old=old, future=reported is not None and year > reported.year)
    if kinds[TimeKind.WEEKDAY]:
        return _weekday(words, reported, forward=forward)
    if kinds[TimeKind.DAY]:
        return _day(words.value(TimeKind.DAY), reported)
    if kinds[TimeKind.UNIT]:
        return _unit(words, reported, since)
    if words.alone and words.day:
        return _day_of_month(words.day, reported, forward=forward)
    if kinds[TimeKind.PART] and (kinds[TimeKind.SHIFT] or kinds[TimeKind.BACK]):
        days = words.shift if kinds[TimeKind.SHIFT] else words.value(TimeKind.BACK)
        return _shifted(reported, days, 1, since)  # "last night"
    if kinds[TimeKind.SEASON] and kinds[TimeKind.SHIFT] and reported is not None:
        year = _year_of(words.value(TimeKind.SEASON), words.shift, reported, forward=forward)
        return When(date(year, 1, 1).isoformat()[:4], old=year < reported.year)  # "last autumn"
    return When(old=True) if kinds[TimeKind.OLD] else None


def _feast(words: Words, reported: date | None, *, forward: bool) -> When:
    """The last feast of its name, or the next one; its eve is the day before."""
    month, day = divmod(words.value(TimeKind.FEAST), 100)
    if any(part.value < 0 for part in words.kinds[TimeKind.PART]):
        month, day = (_MONTHS, _DAYS) if (month, day) == (1, 1) else (month, day - 1)
    if words.year:
        moment = date(words.year, month, day)
        if reported is None:
            return When(moment.isoformat(), old=True)
    elif reported is None:
        return When()
    else:
        years = range(max(reported.year - 1, 1), min(reported.year + 1, MAXYEAR) + 1)
        found = [moment for year in years if (moment := date(year, month, day)) != reported or not words.shift]
        ahead = forward or words.shift > 0
        near = [d for d in found if d >= reported] if ahead else [d for d in reversed(found) if d <= reported]
        if not near:
            return When()
        moment = near[0]
    return When(moment.isoformat(), old=(reported - moment).days > _OLD_DAYS, future=moment > reported)


def _day(offset: int, reported: date | None) -> When:
    return When((reported + timedelta(offset)).isoformat(), future=offset > 0) if reported is not None else When()


def _calendar(words: Words, reported: date | None, *, forward: bool) -> When:
    month, year, day = words.value(TimeKind.MONTH), words.year, words.day
    if not year:
        if reported is None:
            return When()
        year = _year_of(month, words.shift, reported, forward=forward)
    try:
        moment = date(year, month, day or 1)
    except ValueError:
        return When(str(year))
    if reported is None:
        return When(moment.isoformat() if day else moment.isoformat()[:7], old=False)
    late = moment if day else date(year + month // _MONTHS, month % _MONTHS + 1, 1) - timedelta(1)
    old = (reported - late).days > _OLD_DAYS
    return When(moment.isoformat() if day else moment.isoformat()[:7], old=old, future=moment > reported)


def _year_of(month: int, shift: int, reported: date, *, forward: bool) -> int:
    """The year of a month without one: "last May" is past, "next May" and what is to come lie ahead."""
    if shift < 0:
        return reported.year - (month >= reported.month)
    if month < reported.month and (forward or shift > 0):
        return reported.year + 1
    return reported.year - (month > reported.month + (_MONTHS if forward or shift > 0 else _AHEAD))


def _day_of_month(day: int, reported: date | None, *, forward: bool) -> When:
    """The last day of its number, or the next one."""
    if reported is None:
        return When()
    ahead = forward and day < reported.day
    back = not forward and day > reported.day
    months = _MONTHS * reported.year + reported.month - 1 + ahead - back
    try:
        moment = date(months // _MONTHS, months % _MONTHS + 1, day)
    except ValueError:
        return When()
    return When(moment.isoformat(), future=moment > reported)


def _weekday(words: Words, reported: date | None, *, forward: bool) -> When:
    if reported is None:
        return When()
    target = words.value(TimeKind.WEEKDAY)
    offset = words.value(TimeKind.DAY)
    if words.kinds[TimeKind.DAY] and (reported.weekday() + offset) % _WEEK == target:
        return _day(offset, reported)  # "tomorrow Thursday"
    back = (reported.weekday() - target) % _WEEK
    shift = words.shift
    if shift > 0 or forward:
        days = (target - reported.weekday()) % _WEEK
        days += _WEEK * (shift > 0 and days <= 1)  # "next Thursday" on a Wednesday
        return When((reported + timedelta(days)).isoformat(), future=days > 0)
    if shift < 0 and back <= 1:
        back += _WEEK  # "last Tuesday" on a Wednesday
    return When((reported - timedelta(back)).isoformat())


def _unit(words: Words, reported: date | None, since: str | None) -> When | None:
    kinds, (count, unit) = words.kinds, words.span
    now = kinds[TimeKind.SHIFT] and not words.shift  # "earlier this month" is of this month
    if kinds[TimeKind.BACK] and not now:
        return _shifted(reported, count * words.value(TimeKind.BACK), unit, since, exact=words.count == 1)
    if kinds[TimeKind.SHIFT]:
        return _shifted(reported, words.shift, unit, since)
    return When(old=True) if kinds[TimeKind.OLD] else None


def _shifted(reported: date | None, count: int, unit: int, since: str | None, *, exact: bool = False) -> When:
    """The time `count` units from a date, else from the day of reporting, as exact as its unit."""
    start = since or (reported.isoformat() if reported is not None else None)
    date_ = moved(start, count, unit, exact=exact) if start is not None else None
    days = count * unit
    if reported is not None and start is not None and is_day(start):
        days += (date.fromisoformat(start) - reported).days
    return When(date_, old=-days > _OLD_DAYS, future=days > 0)


def moved(base: str, count: int, unit: int, *, exact: bool = False) -> str | None:
    """A date (day, month or year) moved by units, as exact as both allow; None beyond the calendar.

    `exact`: weeks are told to the day.

    >>> moved("2001-03-31", -1, 30), moved("2001-01-02", -3, 1), moved("2008", -9, 365)
    ('2001-02', '2000-12-30', '1999')
    >>> moved("2001-01-31", -1, 7), moved("2001-01-31", -1, 7, exact=True)
    ('2001-01', '2001-01-24')
    """
    year, month, day = int(base[:4]), int(base[5:7] or 7), int(base[8:10] or 15)
    try:
        if unit >= _YEAR or len(base) == len("2001"):
            return str(date(year + round(count * unit / _YEAR), 1, 1).year)
        if unit == _MONTH:
            months = _MONTHS * year + month - 1 + count
            return date(months // _MONTHS, months % _MONTHS + 1, 1).isoformat()[:7]
        found = (date(year, month, day) + timedelta(count * unit)).isoformat()
    except (ValueError, OverflowError):
        return None
    return found if (unit < _WEEK or (exact and unit <= _FORTNIGHT)) and is_day(base) else found[:7]


def is_day(text: str) -> bool:
    """Whether an ISO date is as exact as a day.

    >>> is_day("2001-02-03"), is_day("2001-02")
    (True, False)
    """
    return len(text) == _FULL


def date_of(text: str | None) -> date | None:
    """The day that an ISO date names; None where it names none.

    >>> date_of("2001-02-03"), date_of("2001-02")
    (datetime.date(2001, 2, 3), None)
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

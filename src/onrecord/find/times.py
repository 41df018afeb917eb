"""When an event happened, from the words of time near it and the day of reporting."""

from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from onrecord.find.slots import Tree
from onrecord.lang.frames import TimeKind, TimeWord
from onrecord.schema import Article

__all__ = ["Expression", "Times", "When"]

_OLD_DAYS = 35
_FRESH_YEAR = 1
_AHEAD = 4  # months; a later month without a year is the last one of its name
_HOPS = 6
_OPENING = 3  # sentences
_FULL = 10  # characters of a full ISO date
_LONG = 12  # words; a longer phrase is read near its head only
_TEMPORAL = frozenset({"obl", "nmod", "advmod", "compound", "amod", "nummod", "appos", "parataxis", "dep"})
_MARKS = frozenset({"mark", "case", "advmod"})
_CLIMB = 4  # words of time above a word of time
_MONTH, _YEAR = 30, 365  # days, as the table has them
_KINDS = (  # what a phrase of several kinds is called
    TimeKind.MONTH,
    TimeKind.WEEKDAY,
    TimeKind.DAY,
    TimeKind.BACK,
    TimeKind.SHIFT,
    TimeKind.UNIT,
    TimeKind.PART,
)
_ALL_KINDS = tuple(TimeKind)
Words = dict[TimeKind, list[TimeWord]]


class When(Struct, frozen=True):
    """A date (ISO: day, month or year; None: not stated) and whether it lies more than about a month back.

    `own`: the text tells it of the event; else it is the likeliest, as the day that the story has come to.
    """

    date: str | None = None
    old: bool = False
    future: bool = False
    own: bool = False


_UNSAID = When()


class Expression(Struct, frozen=True):
    """A time expression that says a date: its head word, its kind and the date."""

    head: int
    kind: str
    date: str


class Times:
    """The time expressions of one article, and which of them dates which event."""

    def __init__(self, tree: Tree, article: Article) -> None:
        self.tree = tree
        self.parse = tree.parse
        self.reported = _date_of(article.date)
        line = article.dateline
        self.skipped = range(*self.parse.word_range(line)) if line is not None else range(0)
        self.heads: dict[int, list[int]] = {}  # sentence -> heads of its time expressions
        index = tree.pack.time_index
        for word, (lower, lemma) in enumerate(zip(self.parse.lower, self.parse.lemma, strict=True)):
            if (lower in index or lemma in index or lower[0].isdigit()) and word not in self.skipped:
                self.heads.setdefault(self.parse.sentence_of[word], []).append(word)
        self._found: dict[tuple[int, bool], list[Expression]] = {}
        self._times: dict[tuple[int, bool], When] = {}
        self._read: dict[tuple[int, bool], When | None] = {}

    def of(self, word: int, *, forward: bool) -> When:
        """The time of the event at a word: of the nearest time expression below it, below what stands above it, or in
        its sentence. `forward`: the event is still to come, and so is the weekday that dates it."""
        if not self.heads.get(self.parse.sentence_of[word]):
            return _UNSAID
        found = self._times.get((word, forward))
        if found is None:
            found = self._times[word, forward] = self._of(word, forward=forward)
        return found

    def _of(self, word: int, *, forward: bool) -> When:
        parse = self.parse
        current = came_from = word
        for _ in range(_HOPS):
            for c in parse.children[current]:
                if c != came_from and parse.relation[c] in _TEMPORAL:
                    when = self._expression(c, forward=forward)
                    if when is not None:
                        return when
            if parse.heads[current] == current:
                break
            came_from, current = current, parse.heads[current]
        return _UNSAID

    def expressions(self, sentence: int, *, forward: bool = False) -> list[Expression]:
        """The expressions of a sentence that say a date, in its order; `forward` as in `of`."""
        key = (sentence, forward)
        if key not in self._found:
            heads = dict.fromkeys(map(self._top, self.heads.get(sentence, ())))
            found = (self._dated(head, forward=forward) for head in heads)
            self._found[key] = [e for e in found if e is not None]
        return self._found[key]

    def _top(self, word: int) -> int:
        """The head of the phrase that a word of time stands in."""
        parse = self.parse
        words = self.heads[parse.sentence_of[word]]
        for _ in range(_CLIMB):
            head = parse.heads[word]
            if head == word or head not in words or self._order(word) is not None:
                break
            word = head
        return word

    def _dated(self, head: int, *, forward: bool) -> Expression | None:
        relative = self._relative(head)
        if relative is not None:
            return relative
        when = self._expression(head, forward=forward)
        return Expression(head, self._kind(head), when.date) if when is not None and when.date else None

    def _kind(self, head: int) -> str:
        words, year, _ = self._words(*self._range(head))
        return next((k.value for k in _KINDS if words[k]), "year" if year else "other")

    def _order(self, word: int) -> int | None:
        """The mark right after a unit of time that puts it after or before something: "two days after the vote"."""
        parse, mark = self.parse, word + 1
        unit = self.tree.pack.time_index.get(parse.lemma[word])
        if unit is None or unit.kind is not TimeKind.UNIT or mark >= len(parse):
            return None
        classes = self.tree.pack.word_classes
        known = parse.lemma[mark] in classes["time_after"] or parse.lemma[mark] in classes["time_before"]
        return mark if known and parse.deprel[mark] in _MARKS and parse.heads[mark] > mark else None

    def _relative(self, head: int) -> Expression | None:
        """The date of what came a span after or before something, at that thing's word."""
        mark = self._order(head)
        if mark is None:
            return None
        parse = self.parse
        above, unit = parse.heads[mark], self.tree.pack.time_index[parse.lemma[head]]
        words, _, count = self._words(*self._range(head))
        if words[TimeKind.NUMBER]:
            count = words[TimeKind.NUMBER][0].value
        sign = -1 if parse.lemma[mark] in self.tree.pack.word_classes["time_after"] else 1
        base = self._base(above)
        moved = _moved(base, sign * max(count, 1), unit.value) if base else None
        return Expression(above, "relative", moved) if moved else None

    def _base(self, word: int) -> str | None:
        """The date that the rest of a sentence says, outside what hangs on a word; else the day of reporting."""
        start, end = self.parse.subtree(word)
        for head in dict.fromkeys(map(self._top, self.heads[self.parse.sentence_of[word]])):
            when = None if start <= head < end else self._expression(head, forward=False)
            if when is not None and when.date:
                return when.date
        return self.reported.isoformat() if self.reported is not None else None

    @cached_property
    def story(self) -> When:
        """The day that the article reports: the first day or weekday near now in its first sentences."""
        for sentence in range(min(_OPENING, len(self.parse.sentences))):
            for head in self.heads.get(sentence, []):
                when = self._expression(head, forward=False)
                if when is not None and when.date and len(when.date) == _FULL and not when.old and not when.future:
                    return When(when.date)
        return When()

    def _range(self, head: int) -> tuple[int, int]:
        start, end = self.parse.subtree(head)
        return (start, end) if end - start <= _LONG else (max(start, head - 3), min(end, head + 4))

    def _expression(self, head: int, *, forward: bool) -> When | None:
        key = (head, forward)
        if key not in self._read:
            self._read[key] = self._said(head, forward=forward)
        return self._read[key]

    def _said(self, head: int, *, forward: bool) -> When | None:
        start, end = self._range(head)
        if not any(w for w in self.heads.get(self.parse.sentence_of[head], ()) if start <= w < end):
            return None
        words, year, day = self._words(start, end)
        return _read(words, year, day, self.reported, forward=forward)

    def _words(self, start: int, end: int) -> tuple[Words, int, int]:
        """The words of time of a range by their kinds, its year and the number of its day (0: none)."""
        words: Words = {k: [] for k in _ALL_KINDS}
        index = self.tree.pack.time_index
        year = day = 0
        for i in range(start, end):
            if i in self.skipped:
                continue
            text = self.parse.words[i]
            row = index.get(self.parse.lower[i]) or index.get(self.parse.lemma[i])
            if row is not None:
                words[row.kind].append(row)
            elif text.isdecimal():
                value = int(text[:4])
                if len(text) == 4 and 1800 <= value <= 2100:
                    year = value
                elif len(text) <= 2 and 1 <= value <= 31:
                    day = value
        return words, year, day


def _read(words: Words, year: int, day: int, reported: date | None, *, forward: bool) -> When | None:
    if words[TimeKind.MONTH] and (day or year or not words[TimeKind.UNIT]):
        shift = [w.value for w in words[TimeKind.SHIFT]]
        return _calendar(
            words[TimeKind.MONTH][0].value, year, day, reported, forward=forward or max(shift, default=0) > 0
        )
    if year:
        old = reported is None or year < reported.year - (0 if reported.month > _FRESH_YEAR else 1)
        return When(str(year), old=old, future=reported is not None and year > reported.year)
    if words[TimeKind.WEEKDAY]:
        return _weekday(words, reported, forward=forward)
    if words[TimeKind.DAY]:
        return _day(words[TimeKind.DAY][0].value, reported)
    if words[TimeKind.UNIT]:
        return _unit(words, day, reported)
    if words[TimeKind.PART] and (words[TimeKind.SHIFT] or words[TimeKind.BACK]):
        return _day((words[TimeKind.SHIFT] or words[TimeKind.BACK])[0].value, reported)  # "last night"
    if words[TimeKind.OLD]:
        return When(old=True)
    return None


def _day(offset: int, reported: date | None) -> When:
    return When((reported + timedelta(offset)).isoformat(), future=offset > 0) if reported is not None else When()


def _calendar(month: int, year: int, day: int, reported: date | None, *, forward: bool) -> When:
    if not year:
        if reported is None:
            return When()
        year = reported.year
        if month > reported.month + (12 if forward else _AHEAD):
            year -= 1
        if month < reported.month and forward:
            year += 1
    try:
        moment = date(year, month, day or 1)
    except ValueError:
        return When(str(year))
    if reported is None:
        return When(moment.isoformat() if day else moment.isoformat()[:7], old=False)
    late = moment if day else date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    old = (reported - late).days > _OLD_DAYS
    return When(moment.isoformat() if day else moment.isoformat()[:7], old=old, future=moment > reported)


def _weekday(words: Words, reported: date | None, *, forward: bool) -> When:
    if reported is None:
        return When()
    target = words[TimeKind.WEEKDAY][0].value
    back = (reported.weekday() - target) % 7
    shift = words[TimeKind.SHIFT][0].value if words[TimeKind.SHIFT] else 0
    if shift > 0 or forward:
        days = (target - reported.weekday()) % 7
        return When((reported + timedelta(days or 7 * (shift > 0))).isoformat(), future=bool(days or shift > 0))
    if shift < 0 and not back:
        back = 7
    return When((reported - timedelta(back)).isoformat())


def _unit(words: Words, count: int, reported: date | None) -> When | None:
    unit = words[TimeKind.UNIT][0].value
    if words[TimeKind.NUMBER]:
        count = words[TimeKind.NUMBER][0].value
    now = words[TimeKind.SHIFT] and not words[TimeKind.SHIFT][0].value  # "earlier this month" is of this month
    if words[TimeKind.BACK] and not now:
        return _shifted(reported, max(count, 1) * words[TimeKind.BACK][0].value, unit)
    if words[TimeKind.SHIFT]:
        return _shifted(reported, words[TimeKind.SHIFT][0].value, unit)
    if words[TimeKind.OLD]:
        return When(old=True)
    return None


def _shifted(reported: date | None, count: int, unit: int) -> When:
    """The time `count` units from the day of reporting, as exact as its unit."""
    days = count * unit
    old, future = -days > _OLD_DAYS, days > 0
    moved = _moved(reported.isoformat(), count, unit) if reported is not None else None
    return When(moved, old=old, future=future)


def _moved(base: str, count: int, unit: int) -> str | None:
    """A date (day, month or year) moved by units, as exact as both allow; None beyond the calendar.

    >>> _moved("2001-03-31", -1, 30), _moved("2001-01-02", -3, 1), _moved("2008", -9, 365)
    ('2001-02', '2000-12-30', '1999')
    """
    year, month, day = int(base[:4]), int(base[5:7] or 7), int(base[8:10] or 15)
    try:
        if unit >= _YEAR or len(base) == len("2001"):
            return str(date(year + round(count * unit / _YEAR), 1, 1).year)
        if unit == _MONTH:
            months = 12 * year + month - 1 + count
            return date(months // 12, months % 12 + 1, 1).isoformat()[:7]
        moved = (date(year, month, day) + timedelta(count * unit)).isoformat()
    except (ValueError, OverflowError):
        return None
    return moved if unit < 7 and len(base) == _FULL else moved[:7]


def _date_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

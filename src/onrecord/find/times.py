"""When an event happened, from the words of time near it and the day of reporting."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onrecord.find.slots import Tree
from onrecord.lang.frames import TimeKind, TimeWord
from onrecord.schema import Article

__all__ = ["Times", "When"]

_OLD_DAYS = 35
_FRESH_YEAR = 1
_HOPS = 6
_OPENING = 3  # sentences
_FULL = 10  # characters of a full ISO date
_LONG = 12  # words; a longer phrase is read near its head only
_TEMPORAL = frozenset({"obl", "nmod", "advmod", "compound", "amod", "nummod", "appos", "parataxis", "dep"})
_FORWARD = TimeWord("", TimeKind.SHIFT, 1)


@dataclass(frozen=True, slots=True)
class When:
    """A date (ISO: day, month or year; None: not stated) and whether it lies more than about a month back."""

    date: str | None = None
    old: bool = False
    future: bool = False


_UNSAID = When()


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
        for word, text in enumerate(self.parse.words):
            if word in self.skipped or not (
                text[0].isdigit() or text.lower() in index or self.parse.lemma[word] in index
            ):
                continue
            self.heads.setdefault(self.parse.sentence_of[word], []).append(word)

    def of(self, word: int, *, forward: bool) -> When:
        """The time of the event at a word: of the nearest time expression below it, below what stands above it, or in
        its sentence. `forward`: the event is still to come, and so is the weekday that dates it."""
        parse = self.parse
        if not self.heads.get(parse.sentence_of[word]):
            return _UNSAID
        current = came_from = word
        for _ in range(_HOPS):
            for c in parse.children[current]:
                if c != came_from and parse.deprel[c].split(":")[0] in _TEMPORAL:
                    when = self._expression(c, forward=forward)
                    if when is not None:
                        return when
            if parse.heads[current] == current:
                break
            came_from, current = current, parse.heads[current]
        return _UNSAID

    def around(self, word: int) -> When:
        """The last full date or weekday before a word in its paragraph: the time that the story has come to."""
        parse = self.parse
        sentence = parse.sentence_of[word]
        for back in range(sentence, max(sentence - 3, -1), -1):
            if parse.paragraph_of[parse.sentence_range(back)[0]] != parse.paragraph_of[word]:
                break
            for head in self.heads.get(back, []):
                when = self._expression(head, forward=False)
                if when is not None and when.date and not when.old and not when.future:
                    return When(when.date)
        return When()

    @cached_property
    def story(self) -> When:
        """The day that the article reports: the first day or weekday near now in its first sentences."""
        for sentence in range(min(_OPENING, len(self.parse.sentences))):
            for head in self.heads.get(sentence, []):
                when = self._expression(head, forward=False)
                if when is not None and when.date and len(when.date) == _FULL and not when.old and not when.future:
                    return When(when.date)
        return When()

    def _expression(self, head: int, *, forward: bool) -> When | None:
        start, end = self.parse.subtree(head)
        if end - start > _LONG:
            start, end = max(start, head - 3), min(end, head + 4)
        if not any(w for w in self.heads.get(self.parse.sentence_of[head], ()) if start <= w < end):
            return None
        words: dict[TimeKind, list[TimeWord]] = {k: [] for k in TimeKind}
        index = self.tree.pack.time_index
        year = day = 0
        for i in range(start, end):
            if i in self.skipped:
                continue
            text = self.parse.words[i]
            row = index.get(text.lower()) or index.get(self.parse.lemma[i])
            if row is not None:
                words[row.kind].append(row)
            elif text.isdigit():
                value = int(text[:4])
                if len(text) == 4 and 1800 <= value <= 2100:
                    year = value
                elif len(text) <= 2 and 1 <= value <= 31:
                    day = value
        if forward:
            words[TimeKind.SHIFT].append(_FORWARD)
        return _read(words, year, day, self.reported)


def _read(words: dict[TimeKind, list[TimeWord]], year: int, day: int, reported: date | None) -> When | None:
    if words[TimeKind.MONTH] and (day or year or not words[TimeKind.UNIT]):
        return _calendar(words[TimeKind.MONTH][0].value, year, day, reported, words)
    if year:
        old = reported is None or year < reported.year - (0 if reported.month > _FRESH_YEAR else 1)
        return When(str(year), old=old, future=reported is not None and year > reported.year)
    if words[TimeKind.WEEKDAY]:
        return _weekday(words, reported)
    if words[TimeKind.DAY]:
        if reported is None:
            return When()
        offset = words[TimeKind.DAY][0].value
        return When((reported + timedelta(offset)).isoformat(), future=offset > 0)
    if words[TimeKind.UNIT]:
        return _unit(words, day, reported)
    if words[TimeKind.OLD]:
        return When(old=True)
    return None


def _calendar(month: int, year: int, day: int, reported: date | None, words: dict[TimeKind, list[TimeWord]]) -> When:
    if not year:
        if reported is None:
            return When()
        year = reported.year
        forward = any(w.value > 0 for w in words[TimeKind.SHIFT])
        if month > reported.month + (6 if not forward else 12):
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


def _weekday(words: dict[TimeKind, list[TimeWord]], reported: date | None) -> When:
    if reported is None:
        return When()
    target = words[TimeKind.WEEKDAY][0].value
    back = (reported.weekday() - target) % 7
    shift = words[TimeKind.SHIFT][0].value if words[TimeKind.SHIFT] else None
    if shift is not None and shift > 0:
        return When((reported + timedelta((target - reported.weekday()) % 7 or 7)).isoformat(), future=True)
    if shift is not None and shift < 0 and not back:
        back = 7
    return When((reported - timedelta(back)).isoformat())


def _unit(words: dict[TimeKind, list[TimeWord]], count: int, reported: date | None) -> When | None:
    unit = words[TimeKind.UNIT][0].value
    if words[TimeKind.NUMBER]:
        count = words[TimeKind.NUMBER][0].value
    if words[TimeKind.BACK]:
        span = unit * max(count, 1) * words[TimeKind.BACK][0].value
        return _shifted(reported, span, unit)
    if words[TimeKind.SHIFT]:
        return _shifted(reported, unit * words[TimeKind.SHIFT][0].value, unit)
    if words[TimeKind.OLD]:
        return When(old=True)
    return None


def _shifted(reported: date | None, days: int, unit: int) -> When:
    old, future = -days > _OLD_DAYS, days > 0
    if reported is None or abs(days) > 36500:
        return When(old=old, future=future)
    moment = reported + timedelta(days)
    if unit >= 365:
        return When(str(moment.year), old=old, future=future)
    if unit >= 7:
        return When(moment.isoformat()[:7], old=old, future=future)
    return When(moment.isoformat(), old=old, future=future)


def _date_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

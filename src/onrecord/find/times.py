"""When an event happened, from the words of time near it and the day of reporting."""

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.find.slots import Tree
from onrecord.lang.frames import TimeKind, TimeWord

__all__ = ["When", "when_of"]

_OLD_DAYS = 35
_FRESH_YEAR = 1


@dataclass(frozen=True, slots=True)
class When:
    """A date (ISO: day, month or year; None: not stated) and whether it lies more than about a month back."""

    date: str | None = None
    old: bool = False
    future: bool = False


def when_of(tree: Tree, word: int, reported: date | None) -> When:
    """The time of the event at a word: of the nearest time expression below it or below the verb that carries it."""
    parse = tree.parse
    current = word
    for _ in range(3):
        for c in parse.children[current]:
            if c == word:
                continue
            relation = parse.deprel[c].split(":")[0]
            if relation in ("obl", "nmod", "advmod", "compound", "amod", "nummod"):
                when = _expression(tree, c, reported)
                if when is not None:
                    return when
        head = parse.heads[current]
        if head == current or parse.deprel[current] in ("ccomp", "parataxis", "acl:relcl", "advcl"):
            break
        current = head
    return When()


def _expression(tree: Tree, head: int, reported: date | None) -> When | None:
    start, end = tree.parse.subtree(head)
    if end - start > 12:
        start, end = max(start, head - 4), min(end, head + 5)
    words = {k: [] for k in TimeKind}  # type: dict[TimeKind, list[TimeWord]]
    index = tree.pack.time_index
    year = day = 0
    for i in range(start, end):
        text = tree.parse.words[i]
        row = index.get(text.lower()) or index.get(tree.parse.lemma[i])
        if row is not None:
            words[row.kind].append(row)
        elif text.isdigit():
            value = int(text)
            if len(text) == 4 and 1800 <= value <= 2100:
                year = value
            elif 1 <= value <= 31:
                day = value
    if tree.parse.words[head].isdigit() and not year:
        return None
    return _read(words, year, day, reported)


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
    if unit >= 30:
        return When(moment.isoformat()[:7], old=old, future=future)
    return When(moment.isoformat() if unit == 1 else None, old=old, future=future)

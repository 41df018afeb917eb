"""When an event happened, from the words of time near it and the day of reporting."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from msgspec import Struct

from onrecord.find.slots import Tree
from onrecord.find.time_phrases import TEMPORAL, TimePhrases
from onrecord.find.time_values import When, Words, is_day, moved, value_of
from onrecord.lang.frames import TimeKind
from onrecord.schema import Article

__all__ = ["Expression", "Times", "When"]

_HOPS = 6
_OPENING = 3  # sentences
_LONG = 12  # words; a longer phrase is read near its head only
_MARKS = frozenset({"mark", "case", "advmod"})
_CLIMB = 4  # words of time above a word of time
_MOST = 12  # phrases of one clause or sentence that are looked at for it
_BACK = 2  # sentences in which what "the day before" is counted from is looked for
_KINDS = (  # what a phrase of several kinds is called
    TimeKind.FEAST,
    TimeKind.MONTH,
    TimeKind.WEEKDAY,
    TimeKind.DAY,
    TimeKind.BACK,
    TimeKind.SHIFT,
    TimeKind.UNIT,
    TimeKind.PART,
)
_TURNED = frozenset({TimeKind.WEEKDAY.value, TimeKind.MONTH.value})  # what may lie ahead or back
_PRESENT = ("VBZ", "VBP")
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "SYM"})
_COUNTED = frozenset({TimeKind.UNIT, TimeKind.PART})  # what days may be counted in
_UNSAID = When()


class Expression(Struct, frozen=True):
    """A time expression that says a date: its head word, its kind and the date.

    `reading`: how it comes to another date than the likeliest: "turned" to what is to come or has been, counted from
    the "day" of reporting or from what was "told" before; that may also be the vote of "two days after the vote"
    ("from").
    """

    head: int
    kind: str
    date: str
    reading: str = ""


class Times:
    """The time expressions of one article, and which of them dates which event."""

    def __init__(self, tree: Tree, article: Article) -> None:
        self.tree = tree
        self.parse = tree.parse
        self.read = TimePhrases(tree, article)
        self.reported, self.heads = self.read.reported, self.read.heads
        self.index, self.classes = tree.pack.time_index, tree.pack.word_classes
        self._found: dict[tuple[int, bool], list[Expression]] = {}
        self._others: dict[tuple[int, bool], list[Expression]] = {}
        self._times: dict[tuple[int, bool], When] = {}
        self._read: dict[tuple[int, bool], When | None] = {}
        self._days: dict[int, str | None] = {}
        self._kinds: dict[int, str] = {}
        self._ranges: dict[int, tuple[int, int]] = {}

    def of(self, word: int, *, forward: bool) -> When:
        """The time of the event at a word: of the nearest time expression below it, below what stands above it, or in
        its sentence. `forward`: the event is still to come, and so is the weekday that dates it."""
        if not self.heads.get(self.parse.sentence_of[word]):
            return _UNSAID
        found = self._times.get((word, forward))
        if found is None:
            found = self._times[word, forward] = self._nearest(word, word, forward=forward) or _UNSAID
        return found

    def _nearest(self, current: int, came_from: int, *, forward: bool) -> When | None:
        """The time of the nearest expression below a word, or below what stands above it, not below `came_from`."""
        parse = self.parse
        for _ in range(_HOPS):
            for c in parse.children[current]:
                if c != came_from and parse.relation[c] in TEMPORAL:
                    when = self._expression(c, forward=forward)
                    if when is not None and not self.is_aside(self._top(c), came_from):
                        return when
            if parse.heads[current] == current:
                break
            came_from, current = current, parse.heads[current]
        return None

    def is_aside(self, head: int, word: int) -> bool:
        """Whether a year is only that of something else than the event at a word, which no day of reporting would
        date instead: "the 2014 truce", "who has ruled since 2005"."""
        parse = self.parse
        dated = parse.heads[head]
        if self.reported is not None or dated == head or self._kind(head) != "year":
            return False
        if parse.deprel[dated] == "obl" and self.tree.case[dated] in self.classes["time_within"]:
            dated = parse.heads[dated]  # "toppled in a 2003 coup"
        if parse.deprel[dated] == "acl" and parse.heads[dated] == word:
            return False  # "the truce signed in 1995"
        start, end = parse.subtree(dated)
        return not start <= word < end

    def expressions(self, sentence: int, *, forward: bool = False) -> list[Expression]:
        """The expressions of a sentence that say a date, in its order; `forward` as in `of`."""
        key = (sentence, forward)
        if key not in self._found:
            found = (self._dated(head, forward=forward) for head in self._tops(sentence))
            self._found[key] = [e for e in found if e is not None]
        return self._found[key]

    def others(self, sentence: int, *, forward: bool = False) -> list[Expression]:
        """Other dates that the expressions of a sentence may say; `forward` as in `of`."""
        key = (sentence, forward)
        if key not in self._others:
            self._others[key] = [e for head in self._tops(sentence) for e in self._otherwise(head, forward=forward)]
        return self._others[key]

    def _otherwise(self, head: int, *, forward: bool) -> Iterator[Expression]:
        """The dates of an expression that is read in another way."""
        mark = self._order(head)
        if mark is not None:
            above, told = self.parse.heads[mark], self._told_before(head, ahead=False)
            bases = {"told": told, "day": self.reported.isoformat() if self.reported is not None else None}
            for reading, base in bases.items():
                date = self._counted(head, mark, base) if base else None
                if date:
                    yield Expression(above, "relative", date, reading)
            date = self._counted(head, mark, told, back=True) if told else None
            if date:  # what is told is the attack, of which something came two days after
                yield Expression(head, "relative", date, "from")
            return
        behind = self._is_behind(head)
        ahead, kind = (forward and not behind) or self._is_ahead(head), self._kind(head)
        when = self._said(head, forward=True) if kind in _TURNED and not ahead and not behind else None
        if when is not None and when.date:  # what is planned is never turned back
            yield Expression(head, kind, when.date, "turned")
        if self._is_told(*self._range(head)):
            when = self._said(head, forward=ahead, chained=False)
            if when is not None and when.date:
                yield Expression(head, kind, when.date, "day")
        elif forward and self.tree.case[head] in self.classes["time_within"]:
            date = self._in(head)
            if date:
                yield Expression(head, kind, date, "ahead")

    def _in(self, head: int) -> str | None:
        """When what is to come in "three weeks" will come."""
        words = self._phrase(head)
        if self.reported is None or not words.kinds[TimeKind.UNIT] or not words.count:
            return None
        return moved(self.reported.isoformat(), *words.span)

    def _tops(self, sentence: int) -> Iterable[int]:
        """The heads of the phrases of a sentence that words of time stand in, in its order."""
        return dict.fromkeys(map(self._top, self.heads.get(sentence, ())))

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
        if any(self._order(c - 1) == c for c in self.parse.children[head] if c):
            return None  # what "two days after Christmas" is counted from
        when = self._expression(head, forward=forward)
        return Expression(head, self._kind(head), when.date) if when is not None and when.date else None

    def turns(self, head: int) -> bool:
        """Whether a phrase says one date of what is to come and another of what has been: "on Sunday"."""
        return self._kind(head) in _TURNED and self._expression(head, forward=False) != self._expression(
            head, forward=True
        )

    def is_recent(self, sentence: int) -> bool:
        """Whether a sentence tells of days near now: it names a weekday or counts from today."""
        kinds = (self._phrase(head).kinds for head in self.heads.get(sentence, ()))
        return any(k[TimeKind.WEEKDAY] or k[TimeKind.DAY] for k in kinds)

    def _phrase(self, head: int) -> Words:
        """The words of time of the phrase at a word."""
        return self.read.words(*self._range(head))

    def _kind(self, head: int) -> str:
        kind = self._kinds.get(head)
        if kind is None:
            words = self._phrase(head)
            kind = next((k.value for k in _KINDS if words.kinds[k]), "year" if words.year else "other")
            self._kinds[head] = kind
        return kind

    def _order(self, word: int) -> int | None:
        """The mark right after a unit of time that puts it after or before something: "two days after the vote"."""
        parse, mark = self.parse, word + 1
        unit = self.index.get(parse.lemma[word])
        if unit is None or unit.kind is not TimeKind.UNIT or mark >= len(parse):
            return None
        known = parse.lemma[mark] in self.classes["time_after"] or parse.lemma[mark] in self.classes["time_before"]
        if not known or mark + 1 >= len(parse) or parse.upos[mark + 1] == "PUNCT":
            return None  # "two days before, ..."
        before = self.read.row(word - 1)
        if before is not None and before.kind is TimeKind.SHIFT:
            return None  # "last month after ..."
        return mark if parse.deprel[mark] in _MARKS and parse.heads[mark] > mark else None

    def _relative(self, head: int) -> Expression | None:
        """The date of what came a span after or before something, at that thing's word."""
        mark = self._order(head)
        if mark is None:
            return None
        above = self.parse.heads[mark]
        feast = self._said(above, forward=False) if self.read.row(above) is not None else None
        if feast is not None and feast.date:  # "two days after Christmas"
            date = self._counted(head, mark, feast.date, back=True)
            return Expression(head, "relative", date) if date else None
        base = self._base(above, hours=not self._phrase(head).value(TimeKind.UNIT))
        date = self._counted(head, mark, base) if base else None
        return Expression(above, "relative", date) if date else None

    def _counted(self, head: int, mark: int, base: str, *, back: bool = False) -> str | None:
        """The date of the vote where "two days after the vote" is a date; `back`: the other way round."""
        words = self._phrase(head)
        sign = -1 if (self.parse.lemma[mark] in self.classes["time_after"]) != back else 1
        count, unit = words.span
        return moved(base, sign * count, unit, exact=words.count == 1) if words.kinds[TimeKind.UNIT] else None

    def _base(self, word: int, *, hours: bool) -> str | None:
        """The date of what stands above a clause or noun, as the words there or before it in the sentence say it; else
        the day of reporting, of what is counted in hours the story's."""
        parse = self.parse
        when = self._nearest(parse.heads[word], word, forward=False) if parse.heads[word] != word else None
        told = when.date if when is not None and when.date else self._last_day(parse.sentence_of[word], word)
        if told is None and hours:
            told = self.story.date
        return told or (self.reported.isoformat() if self.reported is not None else None)

    @cached_property
    def story(self) -> When:
        """The day that the article reports: the first day or weekday near now in its first sentences."""
        for sentence in range(min(_OPENING, len(self.parse.sentences))):
            for head in self.heads.get(sentence, []):
                when = self._expression(head, forward=False)
                if when is not None and self._is_near(when):
                    return When(when.date)
        return When()

    def _is_near(self, when: When) -> bool:
        """Whether a time is a day near the day of reporting, and not after it."""
        if not when.date or not is_day(when.date) or when.old or when.future:
            return False
        return self.reported is None or when.date <= self.reported.isoformat()

    def _range(self, head: int) -> tuple[int, int]:
        """The words of the phrase at a word."""
        found = self._ranges.get(head)
        if found is None:
            found = self._ranges[head] = self._extent(head)
        return found

    def _extent(self, head: int) -> tuple[int, int]:
        start, end = self.parse.subtree(head)
        if end - start > _LONG:
            start, end = max(start, head - 3), min(end, head + 4)
        row = self.read.row(head)
        if row is not None and row.kind is TimeKind.MONTH:  # "on January 6 men ...": the figure is the day's
            start -= start == head and self.read.is_day_number(head - 1)
            end += end == head + 1 and self.read.is_day_number(end)
        return start - self._is_named_day(start), end + self._is_apart(head, end)

    def _is_named_day(self, word: int) -> bool:
        """Whether the word before a weekday says which one it is: "tomorrow Thursday"."""
        day, weekday = self.read.row(word - 1), self.read.row(word)
        if day is None or weekday is None:
            return False
        return day.kind is TimeKind.DAY and weekday.kind is TimeKind.WEEKDAY

    def _is_apart(self, head: int, word: int) -> bool:
        """Whether the word after a phrase belongs to it, though it hangs on the verb: "flew in the day before"."""
        parse = self.parse
        if word >= len(parse) or parse.heads[word] != parse.heads[head] or parse.deprel[word] != "advmod":
            return False
        unit, row = self.read.row(head), self.read.row(word)
        return unit is not None and row is not None and unit.kind in _COUNTED and row.kind is TimeKind.BACK

    def _expression(self, head: int, *, forward: bool) -> When | None:
        key = (head, forward)
        if key not in self._read:
            ahead = (forward and not self._is_behind(head)) or self._is_ahead(head)
            self._read[key] = self._said(head, forward=ahead)
        return self._read[key]

    def _said(self, head: int, *, forward: bool, chained: bool = True) -> When | None:
        """What a phrase says; `chained`: "two days later" is counted from what has been told before it."""
        start, end = self._range(head)
        if not any(w for w in self.heads.get(self.parse.sentence_of[head], ()) if start <= w < end):
            return None
        words = self.read.words(start, end, head)
        since = self._told_before(head, ahead=forward) if chained and self._is_told(start, end) else None
        return value_of(words, self.reported, forward=forward, since=since)

    def _is_told(self, start: int, end: int) -> bool:
        """Whether a phrase counts from what is told, not from the day of reporting: "the next day", "a week later"."""
        lower, told = self.parse.lower, self.classes["time_told"]
        return any(lower[i] in told for i in range(start, end)) and any(
            row is not None and row.kind in _COUNTED and (row.value == 1 or lower[i] not in told)
            for i in range(start, end)
            for row in [self.read.row(i)]
        )

    def _told_before(self, head: int, *, ahead: bool) -> str | None:
        """The last day told before a phrase: in the clauses above its own, else before it in its sentence, else in the
        sentences before, else the day of the story; none that lies ahead of what is told as past."""
        parse = self.parse
        verb, sentence = parse.heads[head], parse.sentence_of[head]
        if parse.heads[verb] != verb:
            when = self._plain(parse.heads[verb], verb)
            if when is not None:
                return when
        start = self._range(head)[0]
        for back in range(min(_BACK, sentence) + 1):
            when = self._last_day(sentence - back, start, ahead=ahead)
            if when is not None:
                return when
        return self.story.date if sentence >= _OPENING else None

    def _last_day(self, sentence: int, end: int, *, ahead: bool = False) -> str | None:
        """The last day that a sentence tells before a word, of a sentence before its that of its main clause; none that
        lies ahead of what is told as past."""
        tops = [self._top(word) for word in self.heads.get(sentence, ())[-_MOST:] if word < end]
        days = [(self.parse.heads[top], day) for top in tops if (day := self._day(top)) is not None]
        days = [(verb, day) for verb, day in days if ahead or not self._is_to_come(day)]
        if not days:
            return None
        before = end >= self.parse.sentence_range(sentence)[1]
        root = self.parse.root_of(sentence) if before else -1
        return next((day for verb, day in reversed(days) if verb == root), days[-1][1])

    def _is_to_come(self, day: str) -> bool:
        return self.reported is not None and day > self.reported.isoformat()

    def _plain(self, current: int, came_from: int) -> str | None:
        """The day said above a clause, as by `_nearest`."""
        parse = self.parse
        for _ in range(_HOPS):
            below = (c for c in parse.children[current] if c != came_from and parse.relation[c] in TEMPORAL)
            day = next(filter(None, map(self._day, islice(below, _MOST))), None)
            if day is not None:
                return day
            if parse.heads[current] == current:
                break
            came_from, current = current, parse.heads[current]
        return None

    def _day(self, head: int) -> str | None:
        """The day that a phrase says; None where it says none or less than a day, or is what counts from it."""
        if head not in self._days:
            self._days[head] = None
            when = self._expression(head, forward=False)
            self._days[head] = when.date if when is not None and when.date and is_day(when.date) else None
        return self._days[head]

    def _is_behind(self, head: int) -> bool:
        """Whether a phrase hangs on what is told as past: "fled in September" dates no release to come."""
        parse, verb = self.parse, self.parse.heads[head]
        for _ in range(_CLIMB):  # "the vote, which he won with half of the votes in March"
            if parse.upos[verb] not in _NOMINAL or parse.heads[verb] == verb:
                break
            verb = parse.heads[verb]
        aside = verb == parse.heads[head] or parse.deprel[verb] == "acl:relcl"
        past = parse.xpos[verb] == "VBD" and verb != head and aside
        return past and parse.lemma[verb] not in self.classes["time_ahead"]

    def _is_will(self, auxiliary: int) -> bool:
        """Whether an auxiliary says that what a verb tells is to come: "will", and the "are" of "are to arrive"."""
        return self.parse.lemma[auxiliary] in self.classes["time_will"] or self._is_to(auxiliary)

    def _is_to(self, word: int) -> bool:
        return self.parse.lemma[word] in self.classes["time_is_to"] and self.parse.xpos[word] in _PRESENT

    def _is_ahead(self, head: int) -> bool:
        """Whether the words around a phrase say that it lies ahead: "called a strike for Friday", "due on Monday",
        "would meet on Monday"."""
        parse = self.parse
        if self.tree.case[head] in self.classes["time_ahead_case"]:
            return True
        verb = parse.heads[head]
        if verb == head:
            return False
        auxiliaries = [c for c in parse.children[verb] if parse.upos[c] == "AUX"]
        if parse.xpos[verb] == "VB":
            if auxiliaries:
                return len(auxiliaries) == 1 and self._is_will(auxiliaries[0])  # not "would have met"
            verb = parse.heads[verb]  # "due to sign on Monday"
            if self._is_to(verb):
                return True  # "is to sign on Monday"
        elif parse.xpos[verb] not in ("VBN", "JJ"):
            return False
        elif len(auxiliaries) == 2 and self._is_will(auxiliaries[0]):
            return parse.lemma[auxiliaries[1]] in self.classes["time_is_to"]  # "will be signed on Monday"
        return parse.lemma[verb] in self.classes["time_ahead"]

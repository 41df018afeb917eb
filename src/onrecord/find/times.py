"""When an event happened, from the words of time near it and the day of reporting."""

from functools import cached_property

from msgspec import Struct

from onrecord.find.slots import Tree
from onrecord.find.time_values import When, Words, date_of, moved, value_of
from onrecord.lang.frames import TimeKind, TimeWord
from onrecord.schema import Article

__all__ = ["Expression", "Times", "When"]

_HOPS = 6
_OPENING = 3  # sentences
_FULL = 10  # characters of a full ISO date
_LONG = 12  # words; a longer phrase is read near its head only
_TEMPORAL = frozenset({"obl", "nmod", "advmod", "compound", "amod", "nummod", "appos", "parataxis", "dep"})
_MARKS = frozenset({"mark", "case", "advmod"})
_CLIMB = 4  # words of time above a word of time
_BESIDE = 2  # words between the name of a month and the number of its day, that day's included
_BACK = 2  # sentences in which what "the day before" is counted from is looked for
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
        self.reported = date_of(article.date)
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
        moved = moved(base, sign * max(count, 1), unit.value) if base else None
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

"""The words of time of an article: which they are, what each means, and what those of a phrase say together."""

from functools import cached_property

from onrecord.find.slots import Tree
from onrecord.find.time_values import Words, date_of
from onrecord.lang.frames import TimeKind, TimeWord
from onrecord.schema import Article

__all__ = ["TEMPORAL", "TimePhrases"]

TEMPORAL = frozenset({"obl", "nmod", "advmod", "compound", "amod", "nummod", "appos", "parataxis", "dep"})
_COUNTING = frozenset({"amod", "compound", "nummod"})
_LINKS = frozenset({"case", "mark"})
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_BESIDE = 2  # words between the name of a month and the number of its day, that day's included
_APART = 3  # words between the name of a month and its year, that year included: "July 17, 2022"
_FEAST = 4  # words of a feast's name, at most: "New Year 's Day"
_DAYS = 31  # of a month, at most
_FIGURES = 4  # of a number that counts days or years
_NO_WORDS: dict[TimeKind, tuple[TimeWord, ...]] = dict.fromkeys(TimeKind, ())


class TimePhrases:
    """The words of time of one article, and what those of a phrase say together."""

    def __init__(self, tree: Tree, article: Article) -> None:
        self.parse = tree.parse
        self.reported = date_of(article.date)
        line = article.dateline
        self.skipped = range(*self.parse.word_range(line)) if line is not None else range(0)
        self.index, self.classes = tree.pack.time_index, tree.pack.word_classes
        self._same_words = self.classes["time_same"]
        self._rows: dict[int, TimeWord] = {}
        self.heads: dict[int, list[int]] = {}  # sentence -> heads of its time expressions
        for word, lower in enumerate(self.parse.lower):
            row = self._meant(word)
            if row is not None:
                self._rows[word] = row
            if (row is not None or lower[0].isdigit()) and word not in self.skipped:
                self.heads.setdefault(self.parse.sentence_of[word], []).append(word)

    def row(self, word: int) -> TimeWord | None:
        """What a word of time means; of "mid-August" the month."""
        return self._rows.get(word)

    def _meant(self, word: int) -> TimeWord | None:
        lower = self.parse.lower[word]
        row = self.index.get(lower) or self.index.get(self.parse.lemma[word])
        if row is None:
            if lower in self._same_words:
                return self._same(word)
            row = self.index.get(lower.rpartition("-")[2]) if "-" in lower else None
            return row if row is not None and row.kind is TimeKind.MONTH else None
        another = (
            (row.kind is TimeKind.BACK and self.parse.deprel[word] in _LINKS)  # "before dawn" is no dawn before
            or (row.kind is TimeKind.DAY and word > 0 and self.parse.lower[word - 1] in self.classes["time_ago"])
            or (row.kind is TimeKind.FEAST and not self._is_feast(word))
            or (row.kind is TimeKind.MONTH and self._is_no_month(word))
        )
        return None if another else row  # "a week ago today" is no today

    def _same(self, word: int) -> TimeWord | None:
        """ "That" and "same" before a day or a part of it: "the same evening"."""
        if word + 1 >= len(self.parse) or self.parse.upos[word] not in ("DET", "ADJ"):
            return None
        row = self.index.get(self.parse.lower[word + 1])
        day = row is not None and (row.kind is TimeKind.PART or (row.kind is TimeKind.UNIT and row.value == 1))
        return TimeWord(self.parse.lower[word], TimeKind.SHIFT, 0) if day else None

    def _is_feast(self, word: int) -> bool:
        """Whether the words from one on are a feast's name: "New Year's Day", not "new"."""
        here = " ".join(self.parse.lower[word : word + _FEAST]).replace("’", "'") + " "
        return any(here.startswith(f"{name} ") for name in self.classes["time_feast"])

    def _is_no_month(self, word: int) -> bool:
        """Whether a month's name is another word: "marched", "may", "a march on the palace"."""
        parse = self.parse
        if parse.upos[word] in ("VERB", "AUX"):
            return True
        if parse.upos[word] != "NOUN" or parse.words[word] not in self.classes["time_no_month"]:
            return False
        near = range(max(word - 1, 0), min(word + 2, len(parse)))
        return parse.deprel[word] not in TEMPORAL or not any(parse.words[i][0].isdigit() for i in near)

    @cached_property
    def years(self) -> dict[int, int]:
        """The year of each month that the article names with one year alone; for one that has no date."""
        found: dict[int, set[int]] = {}
        for word in (w for heads in self.heads.values() for w in heads):
            row = self.row(word)
            if row is not None and row.kind is TimeKind.MONTH:
                years = [y for text in self.parse.words[word + 1 : word + 1 + _APART] if (y := _year(text))]
                found.setdefault(row.value, set()).update(years[:1])
        return {month: min(years) for month, years in found.items() if len(years) == 1}

    def is_day_number(self, word: int) -> bool:
        """Whether a word may be the number of a day."""
        text = self.parse.words[word] if 0 <= word < len(self.parse) else ""
        return text.isdecimal() and len(text) <= len("31") and 1 <= int(text) <= _DAYS

    def _shifts(self, word: int) -> bool:
        """Whether "last", "past" or "next" stands before a word of time: not in "a minute past one on Friday"."""
        near = range(word + 1, min(word + _BESIDE + 1, len(self.parse)))
        return self.parse.upos[word] != "ADP" and any(
            self.parse.lower[i][0].isdigit() or self.row(i) is not None for i in near
        )

    def words(self, start: int, end: int, head: int = -1) -> Words:
        """The words of time of a range."""
        kinds = _NO_WORDS.copy()
        year = day = number = month_at = 0
        ordinals: list[tuple[int, int]] = []
        for i in range(start, end):
            if i in self.skipped:
                continue
            text, row = self.parse.words[i], self.row(i)
            if row is not None:
                if row.kind is not TimeKind.SHIFT or self._shifts(i):
                    kinds[row.kind] += (row,)
                if row.kind is TimeKind.MONTH:
                    month_at = i
                elif row.kind is TimeKind.ORDINAL:
                    ordinals.append((i, row.value))
            elif text.isdecimal():
                year = _year(text) or year
                number = number or (int(text) if len(text) <= _FIGURES and not _year(text) else 0)
                if self.is_day_number(i):
                    day = int(text)
        if kinds[TimeKind.MONTH] and not year and self.reported is None:
            year = self.years.get(kinds[TimeKind.MONTH][0].value, 0)
        if day or kinds[TimeKind.UNIT]:
            return Words(kinds, year, day, number)
        if kinds[TimeKind.MONTH]:
            day = next((value for i, value in ordinals if abs(i - month_at) <= _BESIDE), 0)
            return Words(kinds, year, day)
        day = next((value for i, value in ordinals if i == head and self._is_day_alone(i)), 0)
        return Words(kinds, year, day, alone=day > 0)

    def _is_day_alone(self, word: int) -> bool:
        """Whether an ordinal in figures counts days, nothing that is named behind it: not "the 18th package"."""
        counts = self.parse.relation[word] in _COUNTING and self.parse.heads[word] > word
        return self.parse.words[word][0].isdecimal() and not counts


def _year(text: str) -> int:
    """The year that four figures name; 0 where they name none."""
    return int(text) if text.isdecimal() and len(text) == len("2001") and _FIRST_YEAR <= int(text) <= _LAST_YEAR else 0

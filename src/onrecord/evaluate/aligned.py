"""Spans of a predicted text as characters of the gold's text, so that a slightly different text is no obstacle."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from typing import Any

__all__ = ["Aligned", "spans_of"]

_WORD = re.compile(r"\w+")


class Aligned:
    """A predicted text beside the gold's."""

    def __init__(self, predicted: str, gold: str) -> None:
        self.predicted = predicted
        self.gold = gold

    @cached_property
    def _word_pairs(self) -> list[tuple[int, int, int]]:
        """(start in the predicted text, start in the gold, length) of the words both share, in order."""
        ours = list(_WORD.finditer(self.predicted))
        theirs = list(_WORD.finditer(self.gold))
        same = SequenceMatcher(None, [m[0] for m in ours], [m[0] for m in theirs], autojunk=False)
        return [
            (ours[a + k].start(), theirs[b + k].start(), len(ours[a + k][0]))
            for a, b, length in same.get_matching_blocks()
            for k in range(length)
        ]

    def characters(self, start: int, end: int) -> set[int]:
        """The letters and digits of the gold's text that a span of the predicted text covers.

        >>> sorted(Aligned("He said yes.", "He  said yes.").characters(3, 7))
        [4, 5, 6, 7]
        """
        if self.predicted == self.gold:
            covered: Iterable[int] = range(max(0, start), min(end, len(self.gold)))
        else:
            covered = chain.from_iterable(
                range(there + max(0, start - here), there + min(length, end - here))
                for here, there, length in self._word_pairs
                if here < end and here + length > start
            )
        return {i for i in covered if self.gold[i].isalnum()}

    def find(self, text: str) -> set[int]:
        """The same of a text without a span, where it first stands; white space and punctuation do not count."""
        wanted = _WORD.findall(text)
        found = re.search(r"\W+".join(map(re.escape, wanted)), self.gold) if wanted else None
        return {i for i in range(*found.span()) if self.gold[i].isalnum()} if found else set()

    def of(self, item: dict[str, Any], spans: str, text: str) -> set[int]:
        """The characters of an item: by its spans, or, where it has none, by its text."""
        ranges = spans_of(item.get(spans))
        if ranges:
            return set().union(*(self.characters(start, end) for start, end in ranges))
        return set().union(*(self.find(t) for t in _texts(item.get(text))))

    def text_of(self, item: dict[str, Any], spans: str, text: str) -> str:
        """The words of an item."""
        ranges = spans_of(item.get(spans))
        return " ".join([self.predicted[s:e] for s, e in ranges] if ranges else _texts(item.get(text)))


def spans_of(value: Any) -> list[tuple[int, int]]:
    """`[start, end]`, or a list of such, as a list of pairs; what is neither is left out.

    >>> spans_of([3, 9]), spans_of([[3, 9], [12, 14], "x"]), spans_of(None)
    ([(3, 9)], [(3, 9), (12, 14)], [])
    """
    if not isinstance(value, list | tuple) or not value:
        return []
    pairs = [value] if isinstance(value[0], int) else value
    return [
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list | tuple) and len(pair) > 1 and isinstance(pair[0], int) and isinstance(pair[1], int)
    ]


def _texts(value: Any) -> list[str]:
    return [str(t) for t in value if t] if isinstance(value, list | tuple) else [str(value)] if value else []

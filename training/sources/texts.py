"""From character spans over a text to labels over its words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Splitter = Callable[[str], Sequence[tuple[int, int]]]
_LINE = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their offsets, and the first word of every paragraph."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    paragraphs: tuple[int, ...]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The words that a character span touches, half-open."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def bounds(self) -> list[tuple[int, int]]:
        """The word ranges of the paragraphs."""
        edges = [*self.paragraphs, len(self.starts)]
        return list(zip(edges, edges[1:], strict=False))

    def words(self, start: int, end: int) -> tuple[str, ...]:
        """The words start to end."""
        return tuple(self.text[self.starts[i] : self.ends[i]] for i in range(start, end))


def split_words(text: str, spans: Sequence[tuple[int, int]], splitter: Splitter) -> Words:
    """The words of some spans (paragraphs) of a text.

    >>> w = split_words("No. Never.", [(0, 3), (4, 10)], lambda t: [(0, len(t) - 1), (len(t) - 1, len(t))])
    >>> w.words(0, 4), w.paragraphs, w.range(4, 9)
    (('No', '.', 'Never', '.'), (0, 2), (2, 3))
    """
    starts: list[int] = []
    ends: list[int] = []
    paragraphs: list[int] = []
    for begin, end in spans:
        found = splitter(text[begin:end])
        if found:
            paragraphs.append(len(starts))
            starts += [begin + a for a, _ in found]
            ends += [begin + b for _, b in found]
    return Words(text, tuple(starts), tuple(ends), tuple(paragraphs))


def lines_of(text: str) -> list[tuple[int, int]]:
    """The spans of the lines that are not empty."""
    return [m.span() for m in _LINE.finditer(text)]

"""What tags may stand on: a closed word class only on its words, a verb form only on words with its ending.

An encoder that many heads share now and then gives a rare verb the tag of a particle; no reader would.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.lang.words import ClosedTagRow

__all__ = ["ClosedTags"]

# the classes that anything written in digits or Roman numerals may have
NUMBERS = frozenset({"NUM", "CD"})
ROMAN = frozenset("ivxlcdm")
_CACHE_SIZE = 20_000


class ClosedTags:
    """The best tag of each word among those that it may have.

    >>> rows = [ClosedTagRow(layer="upos", tag="PART", words=("to", "not"), source="")]
    >>> tags = ClosedTags(rows, "upos", ["PART", "VERB", "NOUN"])
    >>> tags.best(np.array([[2.0, 1.0, 0.0], [2.0, 1.0, 0.0]]), ["to", "refused"]).tolist()
    [0, 1]
    """

    def __init__(self, rows: Iterable[ClosedTagRow], layer: str, labels: Sequence[str]) -> None:
        known = [r for r in rows if r.layer == layer and r.tag in labels]
        self._words = {r.tag: frozenset(r.words) for r in known}
        self._endings = {r.tag: r.endings for r in known}
        self._labels = labels
        self._known: dict[tuple[str, int], bool] = {}  # whether a word may have a label, as asked before
        self._closed = np.array([label in self._words for label in labels])

    def best(self, scores: NDArray[np.float32], words: Sequence[str]) -> NDArray[np.intp]:
        """The column of the best tag of each word, a row of `scores` a word."""
        best = scores.argmax(1)
        closed = np.flatnonzero(self._closed[best])
        known, labels = self._known.get, best[closed].tolist()
        for i, label in [(i, n) for i, n in zip(closed.tolist(), labels, strict=True) if not known((words[i], n))]:
            if not self._may_have(words[i], label):
                word = _normal(words[i])
                allowed = [k for k, tag in enumerate(self._labels) if tag not in self._words or self._may(tag, word)]
                best[i] = allowed[int(scores[i, allowed].argmax())]
        return np.asarray(best, np.intp)

    def _may_have(self, word: str, label: int) -> bool:
        """Whether a word may have a label, kept for the next time."""
        may = self._known.get((word, label))
        if may is None:
            if len(self._known) >= _CACHE_SIZE:
                self._known = {}
            may = self._known[word, label] = self._may(self._labels[label], _normal(word))
        return may

    def _may(self, tag: str, word: str) -> bool:
        if word in self._words[tag] or (self._endings[tag] and word.endswith(self._endings[tag])):
            return True
        if not any(c.isalpha() for c in word):
            return True
        return tag in NUMBERS and (any(c.isdigit() for c in word) or ROMAN.issuperset(word) or "-" in word)


def _normal(word: str) -> str:
    return word.lower().replace("’", "'")

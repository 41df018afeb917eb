"""One-to-one matching, the best pairs first."""

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Pair", "best_pairs"]


class Pair(NamedTuple):
    """A gold item and a predicted one that may be the same, and how well they fit."""

    score: float
    gold: int
    found: int


def best_pairs(pairs: Iterable[Pair]) -> dict[int, int]:
    """Gold number -> predicted number, each at most once; of equal scores the earlier items win.

    >>> best_pairs([Pair(0.5, 0, 0), Pair(0.9, 0, 1), Pair(0.8, 1, 1)])
    {0: 1}
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for pair in sorted(pairs, key=lambda p: (-p.score, p.gold, p.found)):
        if pair.gold not in matched and pair.found not in taken:
            matched[pair.gold] = pair.found
            taken.add(pair.found)
    return matched

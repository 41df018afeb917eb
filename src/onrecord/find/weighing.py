"""Which of several options is the likeliest: the features that speak for each, weighed by a fitted table."""

import math
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import TypeVar

from onrecord.lang.flags import ONE, FlagWeights

__all__ = ["ladder", "likeliest", "marked", "ranked"]

T = TypeVar("T")
_SCORE = itemgetter(0)
_NONE = (0, None)


def likeliest(options: Iterable[tuple[T, Sequence[str]]], context: Sequence[str], weights: FlagWeights) -> T | None:
    """The option whose flags weigh most, alone and in the event's context; the first of equals; None of none.

    >>> from onrecord.lang.flags import plain_flags
    >>> weights = FlagWeights(plain_flags([("near", "", 1.0), ("near", "verb", -2.0)]))
    >>> likeliest([("x", ["near"]), ("y", ["far"])], ["verb"], weights)
    'y'
    """
    weigh = weights.sums(context).__getitem__
    scored = [(sum(map(weigh, flags)), option) for option, flags in options]
    return max(scored, key=_SCORE, default=_NONE)[1]


def ranked(
    options: Iterable[tuple[T, Sequence[str]]], context: Sequence[str], weights: FlagWeights, *, heat: float = 1.0
) -> list[tuple[float, T]]:
    """The options with the logarithms of their chances, the likeliest first; `heat` above 1 makes them less sure.

    >>> from onrecord.lang.flags import plain_flags
    >>> weights = FlagWeights(plain_flags([("near", "", 1.0)]))
    >>> [(round(chance, 2), option) for chance, option in ranked([("y", ["far"]), ("x", ["near"])], [], weights)]
    [(-0.31, 'x'), (-1.31, 'y')]
    """
    weigh = weights.sums(context).__getitem__
    scored = [(sum(map(weigh, flags)) / (ONE * heat), option) for option, flags in options]
    if not scored:
        return []
    scored.sort(key=lambda s: -s[0])
    top = scored[0][0]
    total = top + math.log(sum([math.exp(score - top) for score, _ in scored]))
    return [(score - total, option) for score, option in scored]


def marked(role: str, flags: Iterable[str], context: Sequence[str]) -> list[str]:
    """The names of the weights that `likeliest` adds up, as the table has them.

    >>> marked("d", ["near"], ["verb"])
    ['d.near', 'd.near:verb']
    """
    return [name for flag in flags for name in (f"{role}.{flag}", *(f"{role}.{flag}:{kind}" for kind in context))]


def ladder(name: str, steps: Sequence[float]) -> tuple[tuple[str, ...], ...]:
    """For each number of steps that a value may reach, none first, the flags of those steps: see `bisect_right`.

    >>> ladder("seen", (0.1, 0.5))
    ((), ('seen>0.1',), ('seen>0.1', 'seen>0.5'))
    """
    names = tuple(f"{name}>{step}" for step in steps)
    return tuple(names[:reached] for reached in range(len(names) + 1))

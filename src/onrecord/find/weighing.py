"""Which of several options is the likeliest: the features that speak for each, weighed by a fitted table."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from onrecord.lang.frames import FlagWeights

__all__ = ["likeliest", "marked"]

T = TypeVar("T")
_NOTHING: tuple[float, dict[str, float]] = (0.0, {})


def likeliest(options: Iterable[tuple[T, Sequence[str]]], context: Sequence[str], weights: FlagWeights) -> T | None:
    """The option whose flags weigh most, alone and in the event's context; the first of equals; None of none.

    >>> likeliest([("x", ["near"]), ("y", ["far"])], ["verb"], {"near": (1.0, {"verb": -2.0}), "far": (0.0, {})})
    'y'
    """
    best, top = None, float("-inf")
    for option, flags in options:
        score = 0.0
        for flag in flags:
            base, by_context = weights.get(flag, _NOTHING)
            score += base
            if by_context:
                for kind in context:
                    score += by_context.get(kind, 0.0)
        if score > top:
            best, top = option, score
    return best


def marked(role: str, flags: Iterable[str], context: Sequence[str]) -> list[str]:
    """The names of the weights that `likeliest` adds up, as the table has them.

    >>> marked("d", ["near"], ["verb"])
    ['d.near', 'd.near:verb']
    """
    return [name for flag in flags for name in (f"{role}.{flag}", *(f"{role}.{flag}:{kind}" for kind in context))]

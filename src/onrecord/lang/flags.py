"""Weights of what speaks for an option (its flags), alone and in the contexts that the table knows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["FlagWeights"]

_ONE = 1_000
_KEPT = 1_000  # contexts whose sums are kept


class FlagWeights:
    """The weights of one role's flags: (flag, context or nothing, weight).

    They are held in whole thousandths, as exact as the tables have them: a sum is the same in any order, and equal sums
    are equal.

    >>> weights = FlagWeights([("near", "", 1.0), ("near", "verb", -2.5)])
    >>> weights.sums(["verb"])["near"], weights.sums(["noun"])["near"], weights.sums([])["far"]
    (-1500, 1000, 0)
    """

    def __init__(self, rows: Iterable[tuple[str, str, float]] = ()) -> None:
        self._within: dict[str, dict[str, int]] = {"": {}}  # by context (nothing: in all) and flag
        for flag, context, weight in rows:
            self._within.setdefault(context, {})[flag] = round(_ONE * weight)
        self._flags = tuple(dict.fromkeys(flag for own in self._within.values() for flag in own))
        self._sums: dict[tuple[str, ...], _Sums] = {}

    def sums(self, context: Sequence[str]) -> "_Sums":
        """What each flag weighs in a context, worked out as it is asked for and kept: the same context comes again."""
        known = tuple(c for c in context if c and c in self._within)
        found = self._sums.get(known)
        if found is None:
            if len(self._sums) >= _KEPT:
                self._sums.clear()
            found = self._sums[known] = _Sums([self._within[c] for c in ("", *known)])
        return found

    def all_sums(self, context: Sequence[str]) -> "_Sums":
        """The same for a context that hardly comes again, of many kinds, and a table of few flags: all at once.

        >>> FlagWeights([("near", "", 1.0), ("near", "verb", -2.5)]).all_sums(["verb"])["near"]
        -1500
        """
        total = self._rows[""].copy()
        for c in context:
            row = self._rows.get(c)
            if row is not None and c:
                total += row
        found = _Sums(())
        found.update(zip(self._flags, total.tolist(), strict=True))
        return found

    @cached_property
    def _rows(self) -> dict[str, NDArray[np.int64]]:
        """By context the weights of all flags."""
        return {c: np.array([own.get(f, 0) for f in self._flags], np.int64) for c, own in self._within.items()}


class _Sums(dict[str, int]):
    """By flag its weight in one context, each added up when it is first asked for."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Sequence[Mapping[str, int]]) -> None:
        super().__init__()
        self._parts = parts

    def __missing__(self, flag: str) -> int:
        total = 0
        for part in self._parts:
            total += part.get(flag, 0)
        self[flag] = total
        return total

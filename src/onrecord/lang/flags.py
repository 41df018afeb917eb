"""Weights of what speaks for an option (its flags), alone and in the contexts that the table knows."""

from collections.abc import Iterable, Mapping, Sequence

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
        self._rows: dict[tuple[str, ...], dict[str, NDArray[np.int64]]] = {}

    def sums(self, context: Sequence[str], *, keep: bool = True) -> "_Sums":
        """What each flag weighs in a context, worked out as it is asked for; `keep`: the same context comes again."""
        known = tuple(c for c in context if c and c in self._within)
        found = self._sums.get(known)
        if found is None:
            found = _Sums([self._within[c] for c in ("", *known)])
            if keep:
                if len(self._sums) >= _KEPT:
                    self._sums.clear()
                self._sums[known] = found
        return found

    def all_sums(self, context: Sequence[str]) -> "_Sums":
        """The same for a context of many kinds that hardly comes again and a table of few flags: all at once.

        >>> FlagWeights([("near", "", 1.0), ("near", "verb", -2.5)]).all_sums(["verb"])["near"]
        -1500
        """
        found = _Sums(())
        found.update(zip(self._flags, self.together(self._flags, context), strict=True))
        return found

    def together(self, flags: tuple[str, ...], context: Sequence[str]) -> list[int]:
        """What flags that are always weighed side by side weigh in a context, in their order.

        >>> FlagWeights([("is=GOV", "", 1.0), ("is=MIL", "t=raid", 0.5)]).together(("is=GOV", "is=MIL"), ["t=raid"])
        [1000, 500]
        """
        rows = self._rows.get(flags)
        if rows is None:
            kept = {c: [own.get(f, 0) for f in flags] for c, own in self._within.items()}
            rows = self._rows[flags] = {c: np.array(row) for c, row in kept.items() if any(row) or not c}
        total = rows[""].copy()
        for c in context:
            row = rows.get(c) if c else None
            if row is not None:
                total += row
        found: list[int] = total.tolist()
        return found


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

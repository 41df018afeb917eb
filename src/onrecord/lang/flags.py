"""Weights of what speaks for an option (its flags), alone and in the contexts that the table knows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["ONE", "FlagWeights", "PlainFlags", "plain_flags"]

ONE = 1_000  # of a weight
_KEPT = 400  # contexts whose sums are kept: some kilobytes each


PlainFlags = dict[str, dict[str, int]]  # by context (nothing: in all) and flag, in thousandths


def plain_flags(rows: Iterable[tuple[str, str, float]]) -> PlainFlags:
    """What `FlagWeights` is made of: (flag, context or nothing, weight) as the cache keeps them.

    >>> plain_flags([("near", "", 1.0), ("near", "verb", -2.5)])
    {'': {'near': 1000}, 'verb': {'near': -2500}}
    """
    within: PlainFlags = {"": {}}
    for flag, context, weight in rows:
        within.setdefault(context, {})[flag] = round(ONE * weight)
    return within


class FlagWeights:
    """The weights of one role's flags.

    They are held in whole thousandths, as exact as the tables have them: a sum is the same in any order, and equal sums
    are equal.

    >>> weights = FlagWeights(plain_flags([("near", "", 1.0), ("near", "verb", -2.5)]))
    >>> weights.sums(["verb"])["near"], weights.sums(["noun"])["near"], weights.sums([])["far"]
    (-1500, 1000, 0)
    """

    def __init__(self, within: PlainFlags | None = None) -> None:
        self._within = within or {"": {}}
        self._sums: dict[tuple[str, ...], _Sums] = {}

    def sums(self, context: Sequence[str]) -> "_Sums":
        """What each flag weighs in a context, worked out as it is asked for and kept: the same context comes again."""
        known = tuple(filter(self._numbers.__contains__, context))
        found = self._sums.get(known)
        if found is None:
            if len(self._sums) >= _KEPT:
                self._sums.clear()
            found = self._sums[known] = _Sums([self._within[c] for c in ("", *known)])
        return found

    def all_sums(self, context: Sequence[str]) -> "_Totals":
        """The same for a context that hardly comes again, of many kinds, and a table of few flags: all at once.

        >>> FlagWeights(plain_flags([("near", "", 1.0), ("near", "verb", -2.5)])).all_sums(["verb"]).of(["near"])
        -1500
        """
        rows = [0, *filter(None, map(self._numbers.get, context))]
        return _Totals(self._columns, np.add.reduce(self._matrix.take(rows, 0)).tolist())

    @cached_property
    def _columns(self) -> dict[str, int]:
        """By flag the number of its column; the last column is of flags without a weight."""
        flags = dict.fromkeys(flag for own in self._within.values() for flag in own)
        return {flag: number for number, flag in enumerate(flags)}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """By context the number of its row; nothing, which counts in all, is row 0."""
        return {c: number for number, c in enumerate(self._within) if c}

    @cached_property
    def _matrix(self) -> NDArray[np.int64]:
        """A row a context, a column a flag."""
        columns = self._columns
        matrix = np.zeros((len(self._within), len(columns) + 1), np.int64)
        for row, own in zip(matrix, self._within.values(), strict=True):
            row[[columns[flag] for flag in own]] = list(own.values())
        return matrix


class _Sums(dict[str, int]):
    """By flag its weight in one context, each added up when it is first asked for."""

    __slots__ = ("_gets",)

    def __init__(self, parts: Sequence[Mapping[str, int]]) -> None:
        super().__init__()
        self._gets = [part.get for part in parts]

    def __missing__(self, flag: str) -> int:
        total = 0
        for get in self._gets:
            total += get(flag, 0)
        self[flag] = total
        return total


class _Totals:
    """By flag its weight in one context, all added up at once."""

    __slots__ = ("_columns", "_totals")

    def __init__(self, columns: Mapping[str, int], totals: list[int]) -> None:
        self._columns = columns
        self._totals = totals

    def each(self, flags: Sequence[str]) -> list[int]:
        """What each of some flags weighs."""
        totals, column = self._totals, self._columns.get
        return [totals[column(flag, -1)] for flag in flags]

    def of(self, flags: Sequence[str]) -> int:
        """What flags weigh together."""
        return sum(self.each(flags))

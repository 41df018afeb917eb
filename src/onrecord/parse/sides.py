"""Who acts and on whom, as the model sees it: for a trigger word, the chance of each candidate word of its window."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.parse.algebra import product
from onrecord.parse.model import Floats

__all__ = ["ROLES", "SideScores"]

Ints = NDArray[np.int64]
ROLES = ("actor", "recipient")


@dataclass(slots=True, eq=False)
class SideScores:
    """The windows' outputs `side` of one article, and the arrays that finish them (see MODEL_FORMAT.md)."""

    arrays: Mapping[str, Floats]
    windows: list[tuple[int, Floats]] = field(default_factory=list)  # a window's first word, its rows

    def add(self, first: int, rows: Floats) -> None:
        """Take in the next window, whose first word of the article is `first`."""
        self.windows.append((first, rows))

    def chances(
        self, role: str, triggers: Sequence[int], candidates: Sequence[int]
    ) -> Iterator[tuple[Ints, Ints, Floats]]:
        """For each window that has any: its triggers and its candidate words (numbers in the two lists), and a row a
        trigger and a column a candidate: how likely it names who has the role.

        The rest of a row, up to 1, is the chance that nobody does whom the window names.
        """
        words, places = np.asarray(triggers, np.int64), np.asarray(candidates, np.int64)
        at = 2 * ROLES.index(role)
        for first, rows in self.windows:
            here = np.flatnonzero((words >= first) & (words < first + len(rows)))
            there = np.flatnonzero((places >= first) & (places < first + len(rows)))
            if not len(here) or not len(there):
                continue
            width = rows.shape[1] // 4
            seeking = rows[words[here] - first, at * width : (at + 1) * width]
            party = rows[places[there] - first, (at + 1) * width : (at + 2) * width]
            none = seeking @ self.arrays[f"{role}_none"] + self.arrays[f"{role}_none_bias"]
            scores = product(product(seeking, self.arrays[f"{role}_weight"]), party.T)
            top = np.maximum(scores.max(1), none)[:, None]
            powers = np.exp(scores - top)
            yield here, there, powers / (powers.sum(1, keepdims=True) + np.exp(none[:, None] - top))

"""Of which countries the names of an article's people sound."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.lang.name_kinds import NameKinds
from onrecord.parse.mention_entities import Entity

__all__ = ["NameVotes"]

_PEOPLE = 40  # people of an article whose names are weighed
_CALM = 2.0  # by which the odds are divided: the parts of one name say much the same


class NameVotes:
    """What the people of one article say of its country."""

    def __init__(self, kinds: NameKinds, entities: Sequence[Entity]) -> None:
        self.kinds = kinds
        self._names = [max(e.names, key=len) for e in entities if e.kind == "person" and e.names][:_PEOPLE]

    @cached_property
    def shares(self) -> dict[str, float]:
        """The chance of each country by the names alone, the likeliest first; empty where nobody is named."""
        return self._shares(self._names) if self._names else {}

    def shares_of(self, name: tuple[str, ...]) -> dict[str, float]:
        """The chance of each country by one name."""
        return self._shares([name])

    def _shares(self, names: Sequence[tuple[str, ...]]) -> dict[str, float]:
        scores = self.kinds.scores(names) / _CALM
        chances: NDArray[np.float32] = np.exp(scores - scores.max())
        chances /= chances.sum()
        codes = list(self.kinds.codes)
        return {codes[i]: float(chances[i]) for i in np.argsort(-chances, kind="stable")}

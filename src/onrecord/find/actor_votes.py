"""Of which countries the names of an article's people sound."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.lang.name_kinds import NameKinds
from onrecord.parse.mention_entities import Entity

__all__ = ["NameVotes"]

Floats = NDArray[np.float32]
_PEOPLE = 40  # people of an article whose names are weighed
_CALM = 2.0  # by which the odds are divided: the parts of one name say much the same


class NameVotes:
    """What the people of one article say of its country: chances in the order of the codes of `kinds`."""

    def __init__(self, kinds: NameKinds, entities: Sequence[Entity]) -> None:
        self.kinds = kinds
        self._names = [max(e.names, key=len) for e in entities if e.kind == "person" and e.names][:_PEOPLE]
        self._own: dict[tuple[str, ...], Floats] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    @cached_property
    def joint(self) -> Floats:
        """The chances of the countries if all people are of one; nothing where nobody is named."""
        return self._chances(self._names) if self._names else np.zeros(len(self.kinds.codes), np.float32)

    @cached_property
    def each(self) -> Floats:
        """The countries' shares among the people, each counted by the chances of the own name."""
        total = np.zeros(len(self.kinds.codes), np.float32)
        for name in self._names:
            total += self.of(name) / np.float32(len(self._names))
        return total

    def of(self, name: tuple[str, ...]) -> Floats:
        """The chances of the countries by one name."""
        if name not in self._own:
            self._own[name] = self._chances([name])
        return self._own[name]

    def chance(self, code: str, chances: Floats) -> float:
        """The chance of one country."""
        place = self.kinds.codes.get(code)
        return float(chances[place]) if place is not None else 0.0

    def likeliest(self, number: int) -> list[str]:
        """The countries of the highest chances."""
        if not self._names:
            return []
        codes = list(self.kinds.codes)
        return [codes[i] for i in np.argsort(-self.joint, kind="stable")[:number]]

    def _chances(self, names: Sequence[tuple[str, ...]]) -> Floats:
        scores = self.kinds.scores(names) / np.float32(_CALM)
        chances: Floats = np.exp(scores - scores.max())
        chances /= chances.sum()
        return chances

"""Row types of the tables that decide an actor's stance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from struct import Struct

from onrecord.lang.flags import ONE
from onrecord.lang.frames import PartSums
from onrecord.schema import Stance

__all__ = ["StanceMark", "StanceMarkKind", "StanceSums", "StanceWeights", "packed"]

_SUMS = 20_000  # sums that are kept
_BITS, _LANES = 32, Struct(f"<{len(Stance)}I")
_HALF = 1 << _BITS - 1  # what is added to a lane that it is never below zero
_NOTHING = sum(_HALF << _BITS * i for i in range(len(Stance)))


class StanceMarkKind(StrEnum):
    """What a word does to a stance."""

    CONDITION = "condition"  # opens the clause that states a condition
    PRINCIPLE = "principle"  # marks a refusal as one of principle
    BARRIER = "barrier"  # a word too general to name an issue
    CLAIM = "claim"  # a noun that refers back to what somebody else has said


@dataclass(frozen=True, slots=True)
class StanceMark:
    """A lemma, or a phrase of lower-case words, that marks a condition or a matter of principle."""

    kind: StanceMarkKind
    words: str
    example: str
    not_example: str | None = None


@dataclass(frozen=True, slots=True)
class StanceWeights:
    """A row of `stance_weights.tsv`: how much a piece of evidence counts for each stance, in the order of `Stance`,
    against none (log odds)."""

    feature: str
    demands: float = 0.0
    rejects: float = 0.0
    not_negotiable: float = 0.0
    open_to: float = 0.0
    conditional: float = 0.0
    commits: float = 0.0


def packed(weights: Mapping[str, Sequence[float]]) -> dict[str, int]:
    """Rows of weights as `StanceSums` adds them."""
    return {f: sum(round(ONE * weight) << _BITS * i for i, weight in enumerate(row)) for f, row in weights.items()}


class StanceSums(PartSums[int]):
    """The sums of the rows of features that come together again and again, each added up once.

    A row is one whole number, in which each stance has some bits for its weight in whole thousandths: rows, and sums of
    them, are added as numbers are, all stances at once; `scores` takes them apart.

    >>> sums = StanceSums(packed({"a": (1.0, 0.5), "b": (0.0, -2.0)}))
    >>> sums.scores(sums[sorted, "abc"] + sums[tuple, "b"], 2)
    [1.0, -3.5]
    """

    def __init__(self, weights: Mapping[str, int]) -> None:
        super().__init__(weights, _SUMS)

    @staticmethod
    def scores(total: int, width: int = len(Stance)) -> list[float]:
        """The weights of each stance that a sum of rows holds."""
        lanes = (total + _NOTHING).to_bytes(_BITS // 8 * len(Stance), "little")
        return [(lane - _HALF) / ONE for lane in _LANES.unpack(lanes)[:width]]

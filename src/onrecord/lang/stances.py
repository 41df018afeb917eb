"""Row types of the tables that decide an actor's stance."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from onrecord.schema import Stance

__all__ = ["StanceMark", "StanceMarkKind", "StanceSums", "StanceWeights"]

_SUMS = 10_000  # sums that are kept


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


class StanceSums(dict[tuple[str, ...], tuple[float, ...]]):
    """The sums of the rows of features that come together again and again, each added up once.

    >>> StanceSums({"a": (1.0, 0.5), "b": (0.0, 2.0)}, 2)[("a", "b", "c")]
    (1.0, 2.5)
    """

    def __init__(self, weights: Mapping[str, tuple[float, ...]], width: int = len(Stance)) -> None:
        super().__init__()
        self._weights = weights
        self._nothing = (0.0,) * width

    def __missing__(self, features: tuple[str, ...]) -> tuple[float, ...]:
        if len(self) >= _SUMS:
            self.clear()
        rows = [row for f in features if (row := self._weights.get(f)) is not None]
        found = self[features] = tuple(map(sum, zip(*rows, strict=True))) if rows else self._nothing
        return found

"""Row types of the tables that decide an actor's stance."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.schema import Stance

__all__ = ["StanceMark", "StanceMarkKind", "StanceOfAct", "StanceOfEvent"]


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
class StanceOfAct:
    """The stance that a statement's act takes; `conditional` where a condition is stated with it."""

    act: str
    stance: Stance
    conditional: Stance | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class StanceOfEvent:
    """The stance that an event's actor takes, by the event's PLOVER type."""

    type: str
    stance: Stance
    example: str = ""

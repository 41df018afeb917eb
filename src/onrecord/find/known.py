"""The known actors of a side, and actors gathered by their code with what is true of each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from onrecord.schema import Actor, Party

__all__ = [
    "FILLED",
    "JOINT",
    "PAIR",
    "Flags",
    "Found",
    "actors_of",
    "codes_of",
    "each_of",
    "gathered",
    "is_state",
    "most_and",
    "parts_of",
    "rule_of",
]

FILLED = "context"  # the rule of an actor whom the surroundings tell
PAIR = "pair"  # that of two whom a noun means without naming them: "both sides"
JOINT = ";"  # between the codes, and the names, of several whom one mention names
_STATE = "GOV"  # the sector of who acts for a state

Flags = tuple[str, ...]
Found = dict[str, tuple[Actor, Flags]]  # by code


def codes_of(side: Sequence[Party]) -> list[str]:
    """The codes of the known actors of a side."""
    return [p.actor.code for p in side if p.actor is not None and p.actor.code]


def parts_of(side: Sequence[Party]) -> list[str]:
    """The same, each of several whom one mention means by itself: "both countries"."""
    return [part for code in codes_of(side) for part in code.split(JOINT)]


def actors_of(side: Sequence[Party]) -> list[Actor]:
    """The known actors of a side."""
    return [p.actor for p in side if p.actor is not None and p.actor.code]


def each_of(actor: Actor) -> list[Actor]:
    """Each of several whom one mention names: "the presidents of Mali and Niger"; one alone as he is."""
    if actor.code is None or JOINT not in actor.code:
        return [actor]
    codes, names = actor.code.split(JOINT), (actor.name or "").split(f"{JOINT} ")
    own = names if len(names) == len(codes) else [actor.name] * len(codes)
    return [replace(actor, code=code, name=name or None) for code, name in zip(codes, own, strict=True) if code]


def singly(side: tuple[Party, ...], *, unnamed: bool = False) -> tuple[Party, ...]:
    """A side with a party of its own for each of several whom one mention names; those whom it means without naming
    them stay together unless asked for: what surrounds them may tell of others."""
    found = [replace(party, actor=actor) for party in side for actor in _each_acting(party, unnamed=unnamed)]
    return side if len(found) == len(side) else tuple(found)


def _each_acting(party: Party, *, unnamed: bool) -> list[Actor | None]:
    if party.actor is None or (party.actor.rule == PAIR and not unnamed):
        return [party.actor]
    return [*each_of(party.actor)]


def rule_of(actor: Actor) -> str:
    """The kind of rule that resolved an actor, without the row."""
    return actor.rule.split(":")[0]


def is_state(actor: Actor) -> bool:
    """Whether an actor acts for a state."""
    return actor.sector == _STATE


def gathered(pairs: Iterable[tuple[Actor, str]]) -> Found:
    """By code the first actor and what is true of any, each once."""
    found: dict[str, tuple[Actor, list[str]]] = {}
    for actor, flag in pairs:
        code = actor.code or ""
        own = found.get(code)
        if own is None:
            found[code] = (actor, [flag])
        elif flag not in own[1]:
            own[1].append(flag)
    return {code: (actor, tuple(flags)) for code, (actor, flags) in found.items()}


@cache
def most_and(flag: str) -> str:
    """The name of what is true of the one candidate that the encoder finds likeliest."""
    return f"seen-most&{flag}"

"""The known actors of a side, and actors gathered by their code with what is true of each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from onrecord.schema import Actor, Party

__all__ = [
    "ANOTHERS",
    "FILLED",
    "JOINT",
    "PAIR",
    "TOWN",
    "TREATY",
    "Flags",
    "Found",
    "actors_of",
    "codes_of",
    "each_of",
    "gathered",
    "is_another",
    "is_open",
    "is_press",
    "is_state",
    "most_and",
    "parts_of",
    "rule_of",
]

ANOTHERS = "another"  # the rule of a body of none of the article's countries
FILLED = "context"  # the rule of an actor whom the surroundings tell
PAIR = "pair"  # that of two whom a noun means without naming them: "both sides"
TOWN = "town"  # that of a town's name, which means its country
JOINT = ";"  # between the codes, and the names, of several whom one mention names
TREATY = "treaty"  # that of what was agreed, which is nobody: "the Lisbon treaty"
_INFERRED = frozenset(  # rules of the resolver that take a country from elsewhere in the article
    {"role-at-home", "person-at-home", "name-at-home", "modifier", "owner", "person-roles", PAIR, "name-with-country"}
)
_ADJECTIVE = "modifier"
_STATE = "GOV"  # the sector of who acts for a state
_PRESS = "JRN"

Flags = tuple[str, ...]
Found = dict[str, tuple[Actor, Flags]]  # by code


def codes_of(side: Sequence[Party]) -> list[str]:
    """The codes of the known actors of a side."""
    return [p.actor.code for p in side if p.actor is not None and p.actor.code]


def is_another(side: Sequence[Party]) -> bool:
    """Whether a side is somebody who is of none of the article's countries."""
    return any(p.actor is not None and p.actor.rule == ANOTHERS for p in side)


def is_open(side: Sequence[Party]) -> bool:
    """Whether the surroundings decide a side: it has no known actor, or one whose country was itself inferred.

    An adjective alone says its country: "the Russian attack".
    """
    if not codes_of(side):
        return not is_another(side)
    if len(side) > 1 or side[0].actor is None:
        return False
    rule = rule_of(side[0].actor)
    if JOINT in (side[0].actor.code or ""):
        return False  # "both armies": the candidates are one country each
    return rule in _INFERRED and not (rule == _ADJECTIVE and len((side[0].text or "").split()) == 1)


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


def is_press(actor: Actor) -> bool:
    """Whether an actor is a journalist, a paper or a broadcaster."""
    return actor.sector == _PRESS


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

"""Entities of an article and when two names are the same one's."""

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice

from msgspec import Struct

from onrecord.lang.actor_index import Entry
from onrecord.parse.mention_spans import RoleSpan

__all__ = [
    "Entity",
    "Piece",
    "Recent",
    "identity",
    "is_acronym",
    "is_slip",
    "is_spelling",
    "looks_like",
    "same_person",
    "surname_fit",
]

_ALIKE = 0.8
_RECENT = 60  # entities that a pronoun or "the minister" may go back to
_SLIPPED = 6  # letters of a surname that may be misspelt
_BONES = str.maketrans({**dict.fromkeys("aeiouyh'-"), **dict.fromkeys("cqgj", "k"), "z": "s"})
_TWICE = re.compile(r"(.)\1+")
_GIVEN, _REST = 0.6, 0.72  # the least of given names, and of the rest, where the other is the same


class Piece(Struct, frozen=True):
    """One mention: its words, head word, form and the rule that linked it."""

    start: int
    end: int
    head: int
    form: str  # name, nominal, pronoun
    rule: str


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something the article speaks of."""

    kind: str  # person, thing (a name that is no person's), nominal, group (several that are named together)
    label: str = ""
    names: list[tuple[str, ...]] = field(default_factory=list)
    text: str = ""  # its fullest name as written
    entries: tuple[Entry, ...] = ()
    roles: list[RoleSpan] = field(default_factory=list)
    gender: str | None = None
    title_gender: str | None = None  # as a title says; `gender` may be learned from a pronoun
    title_sector: str | None = None  # "Sen." and "Gen." say whose
    plural: bool = False
    mentions: list[Piece] = field(default_factory=list)
    titled: list[tuple[str, ...]] = field(default_factory=list)  # names with the title before them ("Lord Owen")
    members: tuple["Entity", ...] = ()  # of a group

    def whole_names(self, key: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The names that a name is compared with: a full one with the full ones, if it has any, as a wife shares the
        surname alone."""
        whole = self.full_names() if len(key) > 1 else []
        return whole or self.names

    def full_names(self) -> list[tuple[str, ...]]:
        """The names of several words."""
        return [n for n in self.names if len(n) > 1]

    def is_titled(self, start: int, end: int) -> bool:
        """Whether the words [start, end) stand right before its name."""
        return any(m.form == "name" and m.start in (start, end) for m in self.mentions)

    def is_animate(self) -> bool:
        """Whether he or she can be meant."""
        if self.kind == "person":
            return True
        return self.kind == "nominal" and any(r.role.kind in ("person", "people") and not r.plural for r in self.roles)

    def is_body(self) -> bool:
        """Whether it can be meant: an organisation, a country, a collective."""
        if self.kind == "thing":
            return not self.plural and not self._is_spot()
        return self.kind == "nominal" and any(
            r.role.kind in ("body", "state", "document") and not r.plural for r in self.roles
        )

    def _is_spot(self) -> bool:
        """Whether it is a place that no table has: a town, a bridge; it says and does nothing."""
        return self.label in ("LOC", "FAC") and not self.entries

    def is_many(self) -> bool:
        """Whether they can be meant."""
        return self.plural or (self.kind == "thing" and not self._is_land()) or self.is_body()

    def _is_land(self) -> bool:
        """Whether it is a place, known or not: "Crimea" is no "they"."""
        return self.label == "LOC" or (not self.label and any(e.kind == "region" for e in self.entries))


class Recent:
    """The entities of an article by where they were mentioned last."""

    def __init__(self) -> None:
        self._entities: OrderedDict[int, Entity] = OrderedDict()

    def mention(self, entity: Entity) -> None:
        """Count a mention, the last so far."""
        self._entities[id(entity)] = entity
        self._entities.move_to_end(id(entity))

    def __iter__(self) -> Iterator[Entity]:
        """Those mentioned last, latest first."""
        return islice(reversed(self._entities.values()), _RECENT)


def identity(entry: Entry) -> tuple[str, str]:
    """What makes two table matches the same thing: the actor's name, the country."""
    if entry.actor:
        return ("actor", entry.actor.name)
    if entry.kind == "region":
        return ("region", entry.form)
    if entry.country:
        return ("country", entry.country.code)
    return ("reading", entry.form)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be one person's: one is part of the other.

    >>> same_person(("lavrov",), ("sergei", "lavrov")), same_person(("ali", "lavrov"), ("sergei", "lavrov"))
    (True, False)
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if len(short) == 1:
        return len(short[0]) > 1 and short[0] in long
    if set(short) <= set(long):
        return True
    return short[-1] == long[-1] and len(short[0]) == 1 and short[0][0] == long[0][0]


def surname_fit(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How well the shorter of two names fits the longer: 3 its end, 2 its beginning, 1 its middle."""
    short, long = sorted((one, other), key=len)
    if short == long[-len(short) :]:
        return 3
    return 2 if short == long[: len(short)] else 1


def looks_like(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name is the other one damaged or spelt otherwise: for machine translations.

    >>> looks_like(("antony", "blink"), ("antony", "blinken")), looks_like(("ali", "khan"), ("imran", "khan"))
    (True, False)
    """
    if len(one) < 2 or len(other) < 2:
        return False
    given = _likeness(one[0], other[0], _GIVEN)
    if not given:
        return False
    first, second = "".join(dict.fromkeys(one[1:])), "".join(other[1:])
    if min(len(first), len(second)) < 4:
        return False
    rest = _likeness(first, second, _REST)
    return (rest >= _ALIKE and given >= _ALIKE) or (rest == 1.0 and given >= _GIVEN) or (given == 1.0 and rest >= _REST)


def is_slip(one: str, other: str) -> bool:
    """Whether a surname is another with one letter wrong, missing or too much, but for an ending's.

    >>> is_slip("naando", "naanda"), is_slip("sommerville", "somerville"), is_slip("petrova", "petrov")
    (True, True, False)
    """
    if one == other or one[:1] != other[:1] or min(len(one), len(other)) < _SLIPPED or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return at < len(short) and short[at + (len(short) == len(long)) :] == long[at + 1 :]


def is_spelling(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a name that looks like another may be the same one, spelt otherwise, shortened or cut off.

    >>> is_spelling(("matt", "magarief"), ("matthew", "magariaf")), is_spelling(("anton", "bink"), ("anton", "binken"))
    (True, True)
    >>> is_spelling(("li", "chengdong"), ("li", "chenggang")), is_spelling(("david", "nevins"), ("david", "nevin"))
    (False, False)
    """
    given = sorted((one[0], other[0]), key=len)
    bones = sorted((_bones(one[0]), _bones(other[0])), key=len)
    short = given[1].startswith(given[0]) or (bones[1].startswith(bones[0]) and len(bones[1]) <= len(bones[0]) + 1)
    rest = sorted(("".join(dict.fromkeys(one[1:])), "".join(other[1:])), key=len)
    cut = rest[1].startswith(rest[0]) and len(rest[1]) - len(rest[0]) > 1
    return (short or is_slip(*given)) and (cut or is_slip(*rest) or _bones(rest[0]) == _bones(rest[1]))


def _bones(word: str) -> str:
    """The consonants of a word, those alike that transcriptions take for each other.

    >>> _bones("kriuchkov") == _bones("kryuchkov"), _bones("tarik") == _bones("tariq"), _bones("arn") == _bones("an")
    (True, True, False)
    """
    return _TWICE.sub(r"\1", word.translate(_BONES))


def _likeness(a: str, b: str, least: float) -> float:
    """How alike two words are; 0 where that is less than `least`, which their letters tell sooner than their order."""
    if a == b:
        return 1.0
    if a[:1] != b[:1] or abs(len(a) - len(b)) > 3:
        return 0.0
    if min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a)):
        return 0.9
    shared = sum([min(a.count(c), b.count(c)) for c in set(a)])
    if 2.0 * shared / (len(a) + len(b)) < least:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def is_acronym(key: tuple[str, ...], names: list[tuple[str, ...]]) -> bool:
    """Whether a short name consists of the initials of a longer one, in order.

    >>> is_acronym(("nlc",), [("nigeria", "labour", "congress")]), is_acronym(("un",), [("nigeria",)])
    (True, False)
    """
    if len(key) != 1 or not 2 <= len(key[0]) <= 7:
        return False
    for name in names:
        if len(name) > 1 and name[0][0] == key[0][0]:
            initials = iter(c[0] for c in name if c != "'s")
            if all(letter in initials for letter in key[0]):
                return True
    return False

"""Claims: what a statement asserts or denies, as far as contradiction is concerned, and what it is made of.

Made from a statement's text, act, speaker and events alone, so that the statements of one article
(`onrecord.find.contradictions`) and those of a store (`onrecord.analyse.contradictions`) are compared by the same rules
(`onrecord.find.clashes`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.lang import LanguagePack
from onrecord.lang.cues import WordRole
from onrecord.lang.stances import StanceMarkKind
from onrecord.schema import Act, EventType, Status

__all__ = [
    "Claim",
    "ClaimText",
    "ClaimWords",
    "ClaimedEvent",
    "ancestors_of",
    "codes_of",
    "stem_of",
    "trigger_stem",
]

WORD = re.compile(r"[^\W\d_]+(?:['’]t)?")
FIGURE = re.compile(r"(?<![\w.,])\d[\d,]*(?![\w.,]*\d)")
NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]{3,}")
YEARS = range(1800, 2101)
STEM = 4  # characters: fire / fired, take / taken, accuse / accusation
LONGER = 6  # characters of a word that counts as itself: a name's, an opening's, a cue's
OPENING = 3  # words
SHORTEST = 3  # characters of a word of content
# how many different words of content a passage that names no matter of its own has beside each of "allegation", "lie"
OTHER_WORDS = 2


class ClaimText(NamedTuple):
    """What the words of a content say of a claim."""

    stems: frozenset[str]
    negated: bool
    points_back: bool  # names no matter of its own, only somebody's claim: "the allegation", "a lie"
    counts: frozenset[str] = frozenset()  # the numbers that stand in a passage about dead or hurt people
    personal: bool = False  # holds a personal pronoun: "we had nothing to do with it"
    opening: tuple[str, ...] = ()  # its first words, cut short
    names: frozenset[str] = frozenset()  # the stems of its capitalised words
    numbers: frozenset[str] = frozenset()  # figures and number words


@dataclass(frozen=True, slots=True)
class ClaimedEvent:
    """An event within a claim."""

    type: EventType
    status: Status
    stem: str  # of the trigger
    actors: frozenset[str]  # codes
    sides: frozenset[str]  # codes of actors and recipients


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as far as it can contradict another."""

    id: str
    article: str
    number: int  # its place among the article's statements
    speaker: tuple[str | None, str | None] | None  # code and name; None: unknown
    act: Act
    said: ClaimText
    cue: str = ""  # its last word, cut short
    admits: bool = False  # what it says is said as an admission
    hearer: str | None = None  # the addressee's code
    sure: float = 1.0  # how sure it is that the statement is one
    events: tuple[ClaimedEvent, ...] = ()
    ancestors: tuple[str, ...] = ()  # the statements that it is reported in, innermost first
    place: tuple[int, int] = (0, 0)  # where its content begins and ends in the article's text
    day: int | None = None  # of the article's publication; None: unknown

    @property
    def code(self) -> str | None:
        """The code of the speaker's actor."""
        return self.speaker[0] if self.speaker else None

    @property
    def names(self) -> frozenset[str]:
        """The stems of the names in the speaker's."""
        return frozenset(stem_of(w) for w in NAME.findall(self.speaker[1] or "")) if self.speaker else frozenset()


class ClaimWords:
    """What the words of a content say of a claim, by the tables of one or more languages."""

    def __init__(self, *packs: LanguagePack) -> None:
        self.closed = frozenset(w for p in packs for row in p.closed_tags for w in row.words)
        self.closed |= frozenset(w for p in packs for w in p.general_words)
        self.negations = frozenset(w for p in packs for w in p.statement_roles[WordRole.NEGATION])
        demands = [sign for p in packs for sign in p.act_signs if sign.act is Act.DEMAND]
        self.pronouns = frozenset(w.lower() for p in packs for w, row in p.pronouns.items() if row.kind == "personal")
        self.duties = frozenset(modal for sign in demands for modal in sign.modals)
        self.claims = frozenset(m.words for p in packs for m in p.stance_marks if m.kind is StanceMarkKind.CLAIM)
        self.losses, self.numbers, self.admissions = (
            frozenset(w for p in packs for w in p.word_classes[name]) for name in ("loss", "number", "admission")
        )

    def cue(self, cue: str | None) -> str:
        """A cue's last word, cut short: "has flatly denied" is "denied"."""
        return stem_of(cue.split()[-1]) if cue and cue.split() else ""

    def admits(self, cue: str | None) -> bool:
        """Whether a cue marks what is said as an admission."""
        return cue is not None and not self.admissions.isdisjoint(cue.lower().split())

    def read(self, text: str) -> ClaimText:
        """What a content's words say. What should not have been done was done: a duty negates nothing."""
        words = [word.lower() for word in WORD.findall(text)]
        closed, claims = self.closed, self.claims
        content = [w for w in words if len(w) >= SHORTEST and w not in closed]
        named = [w for w in content if w in claims or (w[-1] == "s" and w[:-1] in claims)]
        negated = not self.negations.isdisjoint(words) or any(w.endswith(("n't", "n’t")) for w in words if w[-1] == "t")
        negated = negated and self.duties.isdisjoint(words)
        others = sum([len(w) > SHORTEST for w in content]) - len(named)
        kinds = len({w.removesuffix("s") for w in named})
        if kinds > 1:
            others = sum(1 for w in set(content) if len(w) > SHORTEST) - kinds
        counts = self._counts(text, words) if not self.losses.isdisjoint(words) else frozenset[str]()
        stems = frozenset(w[:STEM] for w in content)
        return ClaimText(
            stems=stems,
            negated=negated,
            points_back=bool(named) and others <= OTHER_WORDS * kinds,
            counts=counts,
            personal=not self.pronouns.isdisjoint(words),
            opening=tuple(w[:LONGER] for w in words[:OPENING]),
            names=frozenset(stem_of(name) for name in NAME.findall(text) if name.lower() not in self.closed),
            numbers=frozenset({f.replace(",", "") for f in FIGURE.findall(text)} | (self.numbers & set(words))),
        )

    def _counts(self, text: str, words: Iterable[str]) -> frozenset[str]:
        """The numbers of a text, without years."""
        figures = {found.replace(",", "") for found in FIGURE.findall(text)}
        return frozenset({w for w in words if w in self.numbers} | {f for f in figures if int(f[:9]) not in YEARS})


def stem_of(word: str) -> str:
    """The part of a name or a cue that its forms have in common.

    >>> stem_of("Georgians"), stem_of("denied")
    ('georgi', 'denied')
    """
    return word.lower()[:LONGER]


def trigger_stem(text: str) -> str:
    """The stem of an event's trigger.

    >>> trigger_stem("Fired at")
    'fire'
    """
    return text.lower()[:STEM]


def ancestors_of(statement: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """The statements that a statement is reported in, innermost first.

    >>> ancestors_of("a", {"a": "b", "b": "c", "c": None})
    ('b', 'c')
    """
    found: list[str] = []
    parent = parents.get(statement)
    while parent is not None and parent not in found and parent in parents:
        found.append(parent)
        parent = parents[parent]
    return tuple(found)


def codes_of(codes: Iterable[str | None]) -> frozenset[str]:
    """The known codes."""
    return frozenset(code for code in codes if code)

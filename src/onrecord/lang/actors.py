"""Rows of the actor tables: countries, organisations, groups, roles, pronouns; facts with dates where they change."""

import re
from dataclasses import dataclass

__all__ = [
    "CODE",
    "ActorRow",
    "BearerRow",
    "CountryRow",
    "GivenNames",
    "HeadRow",
    "MentionWords",
    "NameForm",
    "OfficeSector",
    "PronounRow",
    "ReadingRow",
    "RegionRow",
    "RoleRow",
    "TellRow",
    "TitleRow",
]

CODE = re.compile("[A-Z][A-Z0-9]{1,11}")  # of a country, an organisation or a sector


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country's words in one language: names, adjectives, people, capitals and what stands for its government."""

    code: str  # ISO 3166 alpha-3; XKX Kosovo, SMX Somaliland, DDR East Germany
    name: str
    article: str | None = None  # "the" where the name takes it
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Its name with the article that it takes.

        >>> CountryRow("GMB", "Gambia", article="the").full_name
        'the Gambia'
        """
        return f"{self.article} {self.name}" if self.article else self.name


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An organisation, armed group, party, body, firm or other named actor, between two dates where its side changed.

    >>> ActorRow("AFG", "Taliban", sector="GOV", start="2021-08-15").covers("2022")
    True
    """

    code: str
    name: str
    sector: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str = "group"  # igo, court, group, party, body, union, ngo, company, media, institute
    start: str | None = None
    end: str | None = None
    basis: str = "recalled"

    def covers(self, date: str | None) -> bool:
        """Whether the row holds on an ISO date (day, month or year); an unknown date never excludes."""
        if date is None:
            return True
        if self.start and date < self.start[: len(date)]:
            return False
        return not (self.end and date[: len(self.end)] >= self.end)


@dataclass(frozen=True, slots=True)
class BearerRow:
    """Which country's body a name of the tables means in the news where nothing else tells, and which countries have
    others of that name. No code: where none of them is named it is nobody's.
    """

    name: str
    code: str | None = None
    others: tuple[str, ...] = ()
    basis: str = "recalled"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """Nouns for what someone is: an office, a trade, a body, a crowd; their sector and, for offices, which."""

    words: tuple[str, ...]
    sector: str | None = None
    kind: str = "people"  # person (an office), people, body, state, document
    office: str | None = None
    gender: str | None = None
    home: str = "yes"  # without a country of its own it is the article's; alone: only if no other is named; no: never
    country: str | None = None  # of titles that one country has ("Assistant Secretary of State")


@dataclass(frozen=True, slots=True)
class PronounRow:
    """A pronoun or a determiner that stands for an entity of the article."""

    word: str
    kind: str  # personal, possessive, reflexive, relative, demonstrative
    person: int = 3
    number: str | None = None  # s or p
    gender: str | None = None  # m, f, n


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A name that is several things: which code it stands for when one of the cues is in the article.

    A row without cues is the reading where no other row's cue is found; no such row: left open.
    """

    name: str
    code: str | None = None  # None: no actor (a person's name, a place that acts for nobody)
    cues: tuple[str, ...] = ()
    actor: str | None = None  # the name of a row of the actor tables, where it is no country
    start: str | None = None
    end: str | None = None

    def covers(self, date: str | None) -> bool:
        """Whether the reading holds on an ISO date; one with dates never does on an unknown date."""
        if self.start is None and self.end is None:
            return True
        if date is None:
            return False
        return (self.start or "") <= date < (self.end or "9999")


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A form of address before a name."""

    word: str
    gender: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class MentionWords:
    """Function words that linking mentions turns on, by role."""

    role: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameForm:
    """How an actor is named that has no name of its own: `{}` is a country, or what is said and a country."""

    form: str  # government, people, ethnic, office
    text: str
    example: str


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Given names of one gender (m or f); names that both bear are in no row."""

    gender: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeSector:
    """The sector of an office's holders, and which of someone's offices counts: the one of the lowest rank."""

    office: str
    sector: str
    rank: int = 99


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region or place that the news names often, with its country."""

    name: str
    country: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Which office the head of a body holds: "the head of US diplomacy" is its foreign minister."""

    of: str
    office: str
    sector: str
    example: str


@dataclass(frozen=True, slots=True)
class TellRow:
    """Words that tell where an article plays though they name no country: a currency, a parliament, a people."""

    words: tuple[str, ...]  # as written, with their capital letters
    countries: tuple[str, ...]
    kind: str  # currency, body, people, title
    basis: str = "recalled"

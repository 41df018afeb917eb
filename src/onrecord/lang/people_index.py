"""The holders of offices prepared for looking up: by name, and by country, office and date.

Many thousand rows are looked up a few at a time, so they stay lines of text until someone asks for them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np

from onrecord.errors import LexiconError
from onrecord.lang.actor_index import all_chunks, chunks
from onrecord.lang.offices import Office, OfficeTerm, Precision
from onrecord.lang.packed_lists import PackedLists, PlainLists

__all__ = ["PeopleIndex", "Person", "Plain", "plain_index", "read_office_lines", "title_words"]

K = TypeVar("K")

_COLUMNS = tuple(f.name for f in fields(OfficeTerm))
_FIRST = _COLUMNS[:5]  # what the index is made of: country, office, title, person, aliases
_FILLER = "\t" * len(_COLUMNS)  # a row may leave out its last cells
_CODE = 3  # letters of a country's code
_CACHED = 4096  # names whose candidates are remembered
_LITTLE = frozenset({"of", "the", "for", "to", "and", "in"})
_SPELT = {"defense": "defence", "labor": "labour", "center": "centre"}


def read_office_lines(folder: Path) -> list[str]:
    """The rows of all office tables of a folder, in `OfficeTerm`'s order of columns, files by name.

    Raises LexiconError for a file with other columns.
    """
    rows: list[str] = []
    for path in sorted(folder.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if not lines or tuple(lines[0].split("\t")) != _COLUMNS:
            raise LexiconError(f"{path}:1: the columns must be {', '.join(_COLUMNS)}")
        rows += [line for line in lines[1:] if line and line[0] != "#"]
    return rows


class Plain(NamedTuple):
    """An index in plain values, as the cache keeps it; people and rows by their numbers."""

    rows: bytes
    row_ends: bytes
    held: PlainLists  # the rows of each person
    country_of: bytes  # of each person, by its place among `countries`
    parts: dict[str, int]  # the places of parts of names
    with_part: PlainLists  # the people with each
    offices: dict[tuple[str, str], int]  # the places of offices of a country
    of_office: PlainLists  # the rows of each
    countries: list[str]
    of_country: PlainLists  # the people of each


class Person:
    """A person of the office tables with all terms in one country, in the order of the tables."""

    __slots__ = ("_terms", "country", "forms", "initials", "name", "rows")

    def __init__(self, name: str, country: str, rows: tuple[str, ...], forms: tuple[tuple[str, ...], ...]) -> None:
        self.name = name
        self.country = country
        self.rows = rows
        self.forms = forms  # chunks of the name and its aliases
        self.initials = {form[0][0] + form[1][0]: None for form in forms if len(form) > 1}  # of their first two
        self._terms: tuple[OfficeTerm, ...] | None = None

    @property
    def terms(self) -> tuple[OfficeTerm, ...]:
        """The terms."""
        if self._terms is None:
            self._terms = tuple(_term(row) for row in self.rows)
        return self._terms

    @property
    def gender(self) -> str | None:
        """m or f, where a row says."""
        return next((term.gender for term in self.terms if term.gender), None)


def plain_index(rows: Sequence[str]) -> Plain:
    """The index of rows of the office tables, in `OfficeTerm`'s order of columns."""
    offices: dict[tuple[str, str], list[int]] = {}
    countries: dict[str, list[int]] = {}
    parts: dict[str, list[int]] = {}
    known: dict[tuple[str, str], int] = {}
    names: list[list[str]] = []  # with all aliases, as often as rows have them
    held: list[list[int]] = []
    for number, row in enumerate(rows):
        country, office, _, name, aliases = _first(row)
        person = known.get((name, country))
        if person is None:
            person = known[name, country] = len(names)
            names.append([name])
            held.append([])
            countries.setdefault(country, []).append(person)
        held[person].append(number)
        if aliases:
            names[person] += aliases.split("|")
        offices.setdefault((country, office), []).append(number)
    forms = iter(all_chunks([name for own in names for name in own]))
    for person, own in enumerate(names):
        for chunk in dict.fromkeys(chain.from_iterable(islice(forms, len(own)))):
            parts.setdefault(chunk, []).append(person)
    lines = [row.encode() for row in rows]
    place = {country: number for number, country in enumerate(countries)}
    return Plain(
        rows=b"".join(lines),
        row_ends=np.cumsum([0, *map(len, lines)]).astype(np.int32).tobytes(),
        held=PackedLists.pack(held),
        country_of=np.array([place[country] for _, country in known], np.int16).tobytes(),
        parts=_places(parts),
        with_part=PackedLists.pack(parts.values()),
        offices=_places(offices),
        of_office=PackedLists.pack(offices.values()),
        countries=list(countries),
        of_country=PackedLists.pack(countries.values()),
    )


def _first(row: str) -> list[str]:
    """The first cells of a row: country, office, title, person, aliases."""
    return (row + _FILLER).split("\t", len(_FIRST))[: len(_FIRST)]


def _places(keys: Iterable[K]) -> dict[K, int]:
    return {key: place for place, key in enumerate(keys)}


class PeopleIndex:
    """People by the chunks of their names, terms by country and office."""

    def __init__(self, plain: Plain) -> None:
        self._rows = plain.rows
        self._row_ends = np.frombuffer(plain.row_ends, np.int32)
        self._held = PackedLists(plain.held)
        self._country_of = np.frombuffer(plain.country_of, np.int16)
        self._parts, self._with_part = plain.parts, PackedLists(plain.with_part)
        self._offices, self._of_office = plain.offices, PackedLists(plain.of_office)
        self.countries = tuple(plain.countries)  # whose office holders are known, organisations among them
        self._places, self._of_country = _places(plain.countries), PackedLists(plain.of_country)
        self._people: dict[int, Person] = {}
        self._holders: dict[tuple[str, str], tuple[OfficeTerm, ...]] = {}
        self._by_initials: dict[str, dict[str, list[Person]]] = {}
        self._found: dict[tuple[str, ...], tuple[Person, ...]] = {}
        self._shares: dict[str, dict[str, float]] = {}
        self._titles: dict[str, list[tuple[frozenset[str], str]]] = {}

    def _row(self, number: int) -> str:
        return self._rows[self._row_ends[number] : self._row_ends[number + 1]].decode()

    def _numbers(self, country: str) -> list[int]:
        """The people of a country."""
        place = self._places.get(country)
        return [] if place is None else self._of_country[place]

    def _numbers_with(self, chunk: str) -> list[int]:
        """The people with a part of their names."""
        place = self._parts.get(chunk)
        return [] if place is None else self._with_part[place]

    def _person(self, number: int) -> Person:
        person = self._people.get(number)
        if person is None:
            rows = tuple(map(self._row, self._held[number]))
            cells = [_first(row) for row in rows]
            country, _, _, name, _ = cells[0]
            names = [name, *(alias for *_, aliases in cells if aliases for alias in aliases.split("|"))]
            forms = tuple(dict.fromkeys(map(chunks, names)))
            person = self._people[number] = Person(name, country, rows, forms)
        return person

    def holders(self, country: str, office: str, date: str | None) -> list[OfficeTerm]:
        """The terms of an office on a date; all of them where the date is unknown."""
        terms = self._holders.get((country, office))
        if terms is None:
            place = self._offices.get((country, office))
            rows = () if place is None else map(self._row, self._of_office[place])
            terms = tuple(map(_term, rows))
            self._holders[country, office] = terms
        return [t for t in terms if t.covers(date)] if date else list(terms)

    def titled(self, country: str, words: frozenset[str], date: str) -> list[tuple[frozenset[str], OfficeTerm]]:
        """The terms of a country on a date whose titles hold all of some words (`title_words`), each with its words."""
        titles = self._titles.get(country)
        if titles is None:
            rows = [self._row(row) for number in self._numbers(country) for row in self._held[number]]
            titles = self._titles[country] = [(title_words(row.split("\t", 3)[2]), row) for row in rows]
        found = ((own, _term(row)) for own, row in titles if words <= own)
        return [(own, term) for own, term in found if term.covers(date)]

    def size_of(self, code: str) -> int:
        """How many people have a term in a country."""
        place = self._places.get(code)
        return 0 if place is None else self._of_country.size(place)

    def names_of(self, code: str) -> list[tuple[str, ...]]:
        """The chunks of the name of everyone with a term in a country."""
        return all_chunks([_first(self._row(self._held[number][0]))[3] for number in self._numbers(code)])

    def countries_with(self, chunk: str) -> list[str]:
        """The countries of the people with a part of their names, one for each of them."""
        return [self.countries[self._country_of[number]] for number in self._numbers_with(chunk)]

    def with_part(self, chunk: str) -> Sequence[Person]:
        """The people with a part of their names."""
        known = self._people  # most of a common part's are
        return [known.get(number) or self._person(number) for number in self._numbers_with(chunk)]

    def shares(self, chunk: str) -> Mapping[str, float]:
        """The countries of the people with a part of their names, each with its share of them."""
        shares = self._shares.get(chunk)
        if shares is None:
            among = self.countries_with(chunk)
            shares = {c: n / len(among) for c, n in Counter(among).items() if len(c) == _CODE}
            if len(self._shares) > _CACHED:
                self._shares.clear()
            self._shares[chunk] = shares
        return shares

    def candidates(self, name: tuple[str, ...]) -> Sequence[Person]:
        """The people one of whose forms holds all chunks of `name`, or is held by it with at least two chunks."""
        if name in self._found:
            return self._found[name]
        wanted = set(name)
        parts = sorted(wanted, key=lambda c: (self._spread(c), c))
        found: dict[int, Person] = {}
        for chunk in parts[: max(1, len(parts) - 1)]:  # whoever fits has two of the parts: the commonest adds none
            for person in self.with_part(chunk):
                if id(person) not in found and any(_holds(wanted, name, form) for form in person.forms):
                    found[id(person)] = person
        if len(self._found) > _CACHED:
            self._found.clear()
        self._found[name] = tuple(found.values())
        return self._found[name]

    def _spread(self, chunk: str) -> int:
        place = self._parts.get(chunk)
        return 0 if place is None else self._with_part.size(place)

    def of_country(self, code: str, initials: str) -> Sequence[Person]:
        """Everyone with a term in a country and a form whose first two parts begin with two letters."""
        groups = self._by_initials.get(code)
        if groups is None:
            groups = {}
            for person in map(self._person, self._numbers(code)):
                for letters in person.initials:
                    groups.setdefault(letters, []).append(person)
            self._by_initials[code] = groups
        return groups.get(initials, ())


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others, in one spelling.

    >>> sorted(title_words("Minister of Defense"))
    ['defence', 'minister']
    """
    return frozenset(_SPELT.get(c, c) for c in chunks(title) if c not in _LITTLE)


def _holds(wanted: set[str], name: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether all parts of a name are a form's, or a form's several are its: of an unequal number in the same order, as
    "Ibrahim Abdullah" is no "Abdullah bin Ibrahim"."""
    own = set(form)
    if own == wanted:
        return True
    if wanted <= own:
        return len(name) < 2 or _in_order(name, form)
    return len(own) > 1 and own <= wanted and _in_order(form, name)


def _in_order(short: Iterable[str], long: Iterable[str]) -> bool:
    rest = iter(long)
    return all(part in rest for part in short)


def _term(line: str) -> OfficeTerm:
    row = dict(zip(_COLUMNS, (cell or None for cell in (line + _FILLER).split("\t")), strict=False))
    return OfficeTerm(
        country=row["country"] or "",
        office=Office(row["office"] or ""),
        title=row["title"] or "",
        person=row["person"] or "",
        aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
        gender=row["gender"],
        start=row["start"],
        end=row["end"],
        precision=Precision(row["precision"] or "day"),
        basis=row["basis"] or "recalled",
        note=row["note"],
    )

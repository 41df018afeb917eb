"""The holders of offices prepared for looking up: by name, and by country, office and date.

Many thousand rows are looked up a few at a time, so they stay lines of text until someone asks for them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import chain, islice
from pathlib import Path
from sys import intern
from typing import NamedTuple

from onrecord.errors import LexiconError
from onrecord.lang.actor_index import all_chunks, chunks
from onrecord.lang.offices import Office, OfficeTerm, Precision

__all__ = ["PeopleIndex", "Person", "Plain", "plain_index", "read_office_lines", "title_words"]

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

    rows: list[str]
    people: list[tuple[str, str, tuple[int, ...], tuple[tuple[str, ...], ...]]]  # name, country, rows, forms
    parts: dict[str, list[int]]  # the people with a part of their names
    offices: dict[tuple[str, str], list[int]]  # the rows of an office of a country
    countries: dict[str, list[int]]  # the people of a country


class Person:
    """A person of the office tables with all terms in one country, in the order of the tables."""

    __slots__ = ("_terms", "country", "forms", "name", "rows")

    def __init__(self, name: str, country: str, rows: tuple[str, ...], forms: tuple[tuple[str, ...], ...]) -> None:
        self.name = name
        self.country = country
        self.rows = rows
        self.forms = forms  # chunks of the name and its aliases
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
        country, office, _, name, aliases = (row + _FILLER).split("\t", len(_FIRST))[: len(_FIRST)]
        country = intern(country)
        person = known.get((name, country))
        if person is None:
            person = known[name, country] = len(names)
            names.append([name])
            held.append([])
            countries.setdefault(country, []).append(person)
        held[person].append(number)
        if aliases:
            names[person] += aliases.split("|")
        offices.setdefault((country, intern(office)), []).append(number)
    forms = iter(all_chunks([name for own in names for name in own]))
    people = []
    for person, (name, country) in enumerate(known):
        own = tuple(dict.fromkeys(islice(forms, len(names[person]))))
        people.append((name, country, tuple(held[person]), own))
        for chunk in dict.fromkeys(chain.from_iterable(own)):
            parts.setdefault(chunk, []).append(person)
    return Plain(list(rows), people, parts, offices, countries)


class PeopleIndex:
    """People by the chunks of their names, terms by country and office."""

    def __init__(self, plain: Plain) -> None:
        self._plain = plain
        self._people: dict[int, Person] = {}
        self._holders: dict[tuple[str, str], tuple[OfficeTerm, ...]] = {}
        self._by_initial: dict[str, dict[str, list[Person]]] = {}
        self._found: dict[tuple[str, ...], tuple[Person, ...]] = {}
        self._shares: dict[str, dict[str, float]] = {}
        self._titles: dict[str, list[tuple[frozenset[str], str]]] = {}

    def _person(self, number: int) -> Person:
        person = self._people.get(number)
        if person is None:
            name, country, rows, forms = self._plain.people[number]
            person = self._people[number] = Person(name, country, tuple(self._plain.rows[row] for row in rows), forms)
        return person

    def holders(self, country: str, office: str, date: str | None) -> list[OfficeTerm]:
        """The terms of an office on a date; all of them where the date is unknown."""
        terms = self._holders.get((country, office))
        if terms is None:
            terms = tuple(_term(self._plain.rows[row]) for row in self._plain.offices.get((country, office), ()))
            self._holders[country, office] = terms
        return [t for t in terms if t.covers(date)] if date else list(terms)

    def titled(self, country: str, words: frozenset[str], date: str) -> list[tuple[frozenset[str], OfficeTerm]]:
        """The terms of a country on a date whose titles hold all of some words (`title_words`), each with its words."""
        titles = self._titles.get(country)
        if titles is None:
            people = (self._plain.people[number] for number in self._plain.countries.get(country, ()))
            rows = [self._plain.rows[row] for _, _, held, _ in people for row in held]
            titles = self._titles[country] = [(title_words(row.split("\t", 3)[2]), row) for row in rows]
        found = ((own, _term(row)) for own, row in titles if words <= own)
        return [(own, term) for own, term in found if term.covers(date)]

    @property
    def countries(self) -> Iterable[str]:
        """The countries and organisations whose office holders are known."""
        return self._plain.countries.keys()

    def names_of(self, code: str) -> list[tuple[str, ...]]:
        """The chunks of the name of everyone with a term in a country."""
        return [self._plain.people[number][3][0] for number in self._plain.countries.get(code, ())]

    def countries_with(self, chunk: str) -> list[str]:
        """The countries of the people with a part of their names, one for each of them."""
        return [self._plain.people[number][1] for number in self._plain.parts.get(chunk, ())]

    def with_part(self, chunk: str) -> Sequence[Person]:
        """The people with a part of their names."""
        return [self._person(number) for number in self._plain.parts.get(chunk, ())]

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
        parts = sorted(wanted, key=lambda c: (len(self._plain.parts.get(c, ())), c))
        found: dict[int, Person] = {}
        for chunk in parts[: max(1, len(parts) - 1)]:  # whoever fits has two of the parts: the commonest adds none
            for person in self.with_part(chunk):
                if id(person) not in found and any(_holds(wanted, form) for form in person.forms):
                    found[id(person)] = person
        if len(self._found) > _CACHED:
            self._found.clear()
        self._found[name] = tuple(found.values())
        return self._found[name]

    def of_country(self, code: str, initial: str) -> Sequence[Person]:
        """Everyone with a term in a country and a form of several parts whose first begins with a letter."""
        groups = self._by_initial.get(code)
        if groups is None:
            groups = {}
            for person in map(self._person, self._plain.countries.get(code, ())):
                for letter in {form[0][0]: None for form in person.forms if len(form) > 1}:
                    groups.setdefault(letter, []).append(person)
            self._by_initial[code] = groups
        return groups.get(initial, ())


def title_words(title: str) -> frozenset[str]:
    """The words of a title that tell it from others, in one spelling.

    >>> sorted(title_words("Minister of Defense"))
    ['defence', 'minister']
    """
    return frozenset(_SPELT.get(c, c) for c in chunks(title) if c not in _LITTLE)


def _holds(wanted: set[str], form: Iterable[str]) -> bool:
    own = set(form)
    return wanted <= own or (len(own) > 1 and own <= wanted)


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

"""The holders of offices prepared for looking up: by name, and by country, office and date."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.lang.actor_index import chunks
from onrecord.lang.offices import OfficeTerm

__all__ = ["PeopleIndex", "Person"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the office tables with all terms, in the order of the tables."""

    name: str
    forms: tuple[tuple[str, ...], ...]  # chunks of the name and its aliases
    terms: tuple[OfficeTerm, ...]
    gender: str | None = None


class PeopleIndex:
    """People by the chunks of their names, terms by country and office."""

    def __init__(self, offices: Sequence[OfficeTerm]) -> None:
        self.people: dict[str, list[Person]] = {}
        self.terms: dict[tuple[str, str], list[OfficeTerm]] = {}
        self._person_of: dict[tuple[str, str], Person] = {}
        self._by_country: dict[str, list[Person]] = {}
        grouped: dict[tuple[str, str], list[OfficeTerm]] = {}
        for term in offices:
            grouped.setdefault((term.person, term.country), []).append(term)
            self.terms.setdefault((term.country, term.office), []).append(term)
        for (name, country), terms in grouped.items():
            aliases = dict.fromkeys(a for t in terms for a in t.aliases)
            forms = tuple(dict.fromkeys(chunks(f) for f in (name, *aliases)))
            gender = next((t.gender for t in terms if t.gender), None)
            person = Person(name, forms, tuple(terms), gender)
            self._person_of[name, country] = person
            self._by_country.setdefault(country, []).append(person)
            for chunk in dict.fromkeys(c for f in forms for c in f):
                self.people.setdefault(chunk, []).append(person)

    def person_of(self, term: OfficeTerm) -> Person:
        """The person whose term it is."""
        return self._person_of[term.person, term.country]

    def holders(self, country: str, office: str, date: str | None) -> list[OfficeTerm]:
        """The terms of an office on a date; all of them where the date is unknown."""
        terms = self.terms.get((country, office), [])
        return [t for t in terms if t.covers(date)] if date else list(terms)

    def candidates(self, name: tuple[str, ...]) -> list[Person]:
        """The people one of whose forms holds all chunks of `name`, or is held by it with at least two chunks."""
        wanted = set(name)
        found: list[Person] = []
        seen: set[int] = set()
        for chunk in name:
            for person in self.people.get(chunk, ()):
                if id(person) in seen:
                    continue
                seen.add(id(person))
                if any(wanted <= set(f) or (len(f) > 1 and set(f) <= wanted) for f in person.forms):
                    found.append(person)
        return found

    def of_country(self, code: str) -> list[Person]:
        """Everyone with a term in a country."""
        return self._by_country.get(code, [])

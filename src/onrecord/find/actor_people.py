"""People of the office tables: by name with corroboration, by office and date."""

from collections.abc import Mapping

from onrecord.lang.offices import OfficeTerm
from onrecord.lang.people_index import PeopleIndex, Person
from onrecord.parse.mention_links import Entity
from onrecord.schema import Actor

__all__ = ["PersonFinder"]


class PersonFinder:
    """Finds known people for one article: its date and the countries it speaks of."""

    def __init__(
        self, people: PeopleIndex, date: str | None, countries: frozenset[str], sectors: Mapping[str, str]
    ) -> None:
        self.people = people
        self.date = date
        self.countries = countries
        self.sectors = sectors

    def find(self, entity: Entity, codes: list[str]) -> Actor | None:
        """The known person that a named entity is; None where none fits or several do.

        A full name needs no more than its date or a country; a surname needs a role or a country of the article.
        """
        name = max(entity.names, key=len)
        offices = {r.role.office for r in entity.roles if r.role.office}
        scored = [(self._score(p, name, offices, codes, entity.gender), p) for p in self.people.candidates(name)]
        scored = [(s, p) for s, p in scored if s > 0]
        if not scored:
            return None
        top = max(s for s, _ in scored)
        best = [p for s, p in scored if s == top]
        if len({p.name for p in best}) > 1:
            return None
        return self._actor(best[0], offices)

    def _score(
        self, person: Person, name: tuple[str, ...], offices: set[str], codes: list[str], gender: str | None
    ) -> float:
        if gender and person.gender and gender != person.gender:
            return 0
        current = [t for t in person.terms if self.date and t.covers(self.date)]
        country = any(t.country in codes for t in person.terms)
        if codes and not country:
            return 0
        near = any(t.country in self.countries for t in person.terms)
        office = any(t.office in offices for t in (current if self.date else person.terms))
        if len(name) == 1:
            surname = any(f[-1] == name[0] or f == name for f in person.forms) or any(
                f[0] == name[0] and len(f) > 1 for f in person.forms
            )
            if not surname or not (country or near):
                return 0
            if self.date and not current and not office:
                return 0
            if not self.date and not (office or country):
                return 0.5 if near else 0
        elif not (current or country or near):
            return 0
        return 1 + 2 * country + near + 2 * office + 2 * bool(current) + (name in person.forms)

    def holder(self, code: str, office: str) -> Actor | None:
        """The one holder of an office at the article's date; undated: only where there never was another."""
        terms = self.people.holders(code, office, self.date)
        names = {t.person for t in terms}
        if len(names) != 1:
            return None
        return self._of_term(terms[0], current=True)

    def _actor(self, person: Person, offices: set[str]) -> Actor:
        terms = person.terms
        if self.date:
            current = [t for t in terms if t.covers(self.date)]
            if current:
                term = next((t for t in current if t.office in offices), current[0])
                return self._of_term(term, current=True)
            past = [t for t in terms if t.end and t.end[: len(self.date)] < self.date]
            if past:
                return self._of_term(past[-1], current=False)
        return self._of_term(terms[-1], current=True)

    def _of_term(self, term: OfficeTerm, *, current: bool) -> Actor:
        sector = self.sectors.get(term.office, "GOV" if len(term.country) == 3 else "")
        if term.country in ("UNO", "EUR"):
            sector = ""
        if not current and sector == "GOV":
            sector = "ELI"
        return Actor(term.country, sector or None, term.person, f"offices:{term.country}:{term.office}")

"""People of the office tables: by name with corroboration, by office and date."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks
from onrecord.lang.offices import OfficeTerm, Precision
from onrecord.lang.people_index import Person, title_words
from onrecord.parse.mention_entities import Entity, is_spelling, looks_like
from onrecord.schema import Actor

__all__ = ["PersonFinder", "plain_name"]

_COUNTRY = 3  # letters of a country's code
_LEADERS = ("head_of_state", "head_of_government", "rebel_leader", "party_leader")  # whom "the leader" may mean
_CIVIL = frozenset({"JUD", "EDU", "MED", "CVL", "BUS", "JRN", "SOC", "LAB", "AGR"})  # what no politician is called
_COMMON = 25  # people of the tables with a part of a name, which then is no sign of one
_SEARCHES = 60  # damaged names that are looked for in one article
_SEVERAL = 1  # full names from which a country may be guessed
_MOST = 0.6  # the share of name parts that makes a country plain where none is named
_SUCCESSORS = {"SUN": "RUS", "YUG": "SRB", "SCG": "SRB"}  # as the countries' names have it
_BEFORE = "before"  # what the rule of a person says who has not yet held any office of the tables
_NOTABLE = "notable"  # the office of who is known for one held before the tables begin
_NO_RANK = 99
_LEADING = 2  # the rank of heads of state and government
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d"})
_SPOKESPERSON = "government_spokesperson"
_LONGER = 1  # words that a title may have more than what the text calls it
_ONE_AT_A_TIME = frozenset(
    {f"{of}_minister" for of in ("foreign", "defence", "interior", "finance", "trade", "justice")}
    | {"head_of_government", "central_bank"}
)
_SERBO_CROATIAN = frozenset({"BIH", "HRV", "MKD", "MNE", "SRB", "XKX"})  # where English writes đ as dj


class PersonFinder:
    """Finds known people for one article: its date and the countries it speaks of."""

    def __init__(self, pack: LanguagePack, date: str | None, countries: Mapping[str, float]) -> None:
        self.people = pack.people_index
        self.index = pack.actor_index
        self.date = date
        self.countries = countries
        self.sectors = pack.office_sectors
        self._junior = pack.mention_words["title_junior"]
        self._for_heads = pack.mention_words["title_head"]
        self._searches = 0
        self._alike: dict[tuple[tuple[str, ...], ...], list[Person]] = {}
        self.window: tuple[str, str] | None = None  # the dates that an undated article may have

    def is_current(self, term: OfficeTerm) -> bool:
        """Whether a term covers the article's date or, undated, overlaps the dates it may have."""
        if self.date:
            return term.covers(self.date)
        if self.window is None:
            return False
        start, end = self.window
        return (term.start or "") <= end and (term.end or "9999") >= start

    def narrow(self, entity: Entity) -> None:
        """Undated: whom the article calls by name and office was in office; so its date is within that term."""
        offices = {r.role.office for r in entity.roles if r.role.office}
        names = [n for n in entity.names if len(n) > 1]
        if self.date or not offices or not names:
            return
        people = self.people.candidates(max(names, key=lambda n: len(n)))
        terms = [t for p in people for t in p.terms if t.office in offices and t.start]
        if len({p.name for p in people}) != 1 or len(terms) != 1:
            return
        start, end = terms[0].start or "", terms[0].end or "9999"
        low, high = self.window or ("", "9999")
        if max(low, start) <= min(high, end):
            self.window = (max(low, start), min(high, end))

    def held_elsewhen(self, entity: Entity) -> bool:
        """Whether someone of the name holds the office said, but not at the article's date: then no guess is due."""
        offices = {r.role.office for r in entity.roles if r.role.office}
        people = self.people.candidates(max(entity.names, key=lambda n: len(n))) if offices and self.date else ()
        return any(t.office in offices for p in people for t in p.terms)

    def alias(self, entity: Entity) -> Actor | None:
        """The person whom an acronym names ("AMLO")."""
        for name in entity.names:
            if len(name) == 1 and len(name[0]) > 2 and entity.text.isupper():
                people = [p for p in self.people.with_part(name[0]) if name in p.forms]
                if len(people) == 1 and people[0].country in self.countries:
                    return self._actor(people[0], set())
        return None

    def common_country(self, entities: Iterable[Entity]) -> str | None:
        """The country whose office holders share most parts of all these names; for an article that names none."""
        votes: dict[str, float] = {}
        names = [max(e.names, key=lambda n: len(n)) for e in entities]
        names = [n for n in names if len(n) > 1]
        if len(names) < _SEVERAL:
            return None
        for name in names:
            for chunk in name:
                people = self.people.with_part(chunk) if len(chunk) > 2 else ()
                for country in {p.country: None for p in people if len(p.country) == _COUNTRY}:
                    same = sum(p.country == country for p in people)
                    votes[country] = votes.get(country, 0.0) + same / len(people)
        total = sum(votes.values())
        top = max(votes.items(), key=lambda v: (v[1], v[0]), default=("", 0.0))
        return top[0] if total >= 1 and top[1] >= _MOST * total else None

    def find(self, entity: Entity, codes: list[str], heads: Iterable[str] = ()) -> Actor | None:
        """The known person that a named entity is; None where none fits or several do.

        A full name needs no more than its date or a country; a surname needs a role or a country of the article.
        `heads` are the offices that its role nouns say together with the bodies they lead.
        """
        longest = max(entity.names, key=lambda n: len(n))
        name: tuple[str, ...] = tuple(dict.fromkeys(longest))
        offices = {*heads, *(r.role.office for r in entity.roles if r.role.office)}
        candidates = self.people.candidates(name)
        civil = {r.role.sector for r in entity.roles} & _CIVIL
        if len(name) == 1 and civil:  # "Judge Levy" is not the minister of that name
            candidates = [p for p in candidates if any(self._sector(t) in civil for t in p.terms)]
        if len(name) > 1 and entity.title_sector:  # "Sen. Ron Lee" is the senator of the two
            own = [p for p in candidates if any(self._sector(t) == entity.title_sector for t in p.terms)]
            candidates = own or candidates
        if len(name) > 1 and not codes and any(r.role.words for r in entity.roles):  # "Ana Diaz, a manager", is another
            candidates = [p for p in candidates if self._is_plausible(p, offices)]
        titled = [t for t in entity.titled if any(t in p.forms for p in self.people.candidates(t))]
        called = self.people.candidates(titled[0]) if titled else ()
        known = [p for p in called if titled[0] in p.forms] if len(name) == 1 else []
        best = self._best(known, name, offices, codes, entity.title_gender)  # "King Abdullah" is no president Abdullah
        best = best or self._best(candidates, name, offices, codes, entity.title_gender)
        if best is None and len(name) == 1 and not codes and not civil:
            best = self._sole([p for p in candidates if any(f[-1] == name[0] for f in p.forms)])
        if best is None and offices:
            several = self._several(candidates, name, offices, codes)
            if several is not None:
                return replace(several, name=entity.text)
        if best is None and titled:
            best = self._best(called, titled[0], offices, codes, entity.title_gender)
        if best is None and len(name) > 1 and (offices or codes) and self._searches < _SEARCHES:
            self._searches += 1
            alike = [p for p in self._similar(name, codes) if self._is_near(p, codes)]
            best = self._best(alike, name, offices, codes, entity.title_gender or entity.gender)
        return self._actor(best, offices) if best else None

    def _is_near(self, person: Person, codes: list[str]) -> bool:
        """Whether someone held office in a country that the article speaks of, if it speaks of any."""
        countries = {self._code(t.country) for t in person.terms}
        return not (codes or self.countries) or any(c in codes or c in self.countries for c in countries)

    def _is_plausible(self, person: Person, offices: set[str]) -> bool:
        """Whether more than a common name says that someone who is described is a person of the tables."""
        spread = min(len(self.people.with_part(c)) for form in person.forms[:1] for c in form)
        if spread < _COMMON or not self.countries or self._is_near(person, []):
            return True
        return any(_is_called(t, offices) or self.is_current(t) for t in person.terms)

    def _several(
        self, people: Sequence[Person], name: tuple[str, ...], offices: set[str], codes: list[str]
    ) -> Actor | None:
        """The country of people of one name who all held the office ("President Bush"), undated."""
        scored = [(self._score(p, name, offices, codes), p) for p in people]
        top = max((s for s, _ in scored), default=0)
        best = [p for s, p in scored if s == top and s > 0 and any(t.office in offices for t in p.terms)]
        if len(best) < 2 or len({p.country for p in best}) > 1:
            return None
        actor = self._actor(best[0], offices)
        return replace(actor, rule=f"{actor.rule}:several")

    def _similar(self, name: tuple[str, ...], codes: list[str]) -> list[Person]:
        """People with a part of the name, or of the countries it is said to be of, whose names look like it."""
        among = tuple(codes or list(self.countries)[:2])
        alike = self._alike.get((name, among))
        if alike is None:
            initials = name[0][0] + name[1][0]
            found = {id(p): p for chunk in name for p in self.people.with_part(chunk) if initials in p.initials}
            for code in among:
                found.update((id(p), p) for p in self.people.of_country(code, initials))
            alike = [p for p in found.values() if any(looks_like(name, f) and is_spelling(name, f) for f in p.forms)]
            self._alike[name, among] = alike
        return alike

    def _best(
        self, people: Sequence[Person], name: tuple[str, ...], offices: set[str], codes: list[str], gender: str | None
    ) -> Person | None:
        scored = [(self._score(p, name, offices, codes), p) for p in people]
        scored = [(s, p) for s, p in scored if s > 0 and (not gender or p.gender in (None, gender))]
        top = max((s for s, _ in scored), default=0)
        best = [p for s, p in scored if s == top]
        return best[0] if best and len({p.name for p in best}) == 1 else self._first(best)

    def _first(self, people: Sequence[Person]) -> Person | None:
        """Of people of one country and name the one in the highest office at the date: a president, not his kin."""
        ranked = sorted(((self._rank_now(p), n) for n, p in enumerate(people)), key=lambda r: r[0])
        if len(ranked) < 2 or ranked[0][0] >= ranked[1][0] or len({p.country for p in people}) > 1:
            return None
        return people[ranked[0][1]]

    def _rank_now(self, person: Person) -> int:
        """The rank of the highest office that someone holds at the article's date."""
        return min((self._rank(t) for t in person.terms if self.date and t.covers(self.date)), default=_NO_RANK)

    def _sole(self, people: Sequence[Person]) -> Person | None:
        """The leader of the day whose surname only one country's people bear: "Putin" needs no Russia beside it."""
        if not self.date or len({p.country for p in people}) != 1:
            return None
        first = people[0] if len({p.name for p in people}) == 1 else self._first(people)
        return first if first is not None and self._rank_now(first) <= _LEADING else None

    def _score(self, person: Person, name: tuple[str, ...], offices: set[str], codes: list[str]) -> float:
        current = [t for t in person.terms if self.is_current(t)]
        countries = {self._code(t.country) for t in person.terms}
        country = any(c in codes for c in countries)
        if codes and not country and len(name) == 1:
            return 0
        near = any(c in self.countries for c in countries)
        office = any(_is_called(t, offices) for t in (current if self.date else person.terms))
        full = name in person.forms
        if len(name) == 1:
            fits = any(f == name or f[-1] == name[0] or (f[0] == name[0] and len(f) > 1) for f in person.forms)
            if not fits or not (country or near or office):
                return 0
            if self.date and not current and not office:
                return 0
        elif (
            codes
            and not country
            and not ((office or current) and full)
            or not (current or country or near or office or full)
        ):
            return 0
        return 1 + 2 * country + near + 2 * office + 2 * bool(current) + full

    def holder(self, code: str, office: str) -> Actor | None:
        """The one holder of an office at the article's date; undated: where no other fits the dates it may have."""
        terms = self.people.holders(code, office, self.date)
        if self.window is not None and not self.date:
            terms = [t for t in terms if self.is_current(t)]
        if len({t.person for t in terms}) > 1:
            terms = [t for t in terms if not title_words(t.title) & self._junior] or terms
        if self.date and len({t.person for t in terms}) > 1 and office in _ONE_AT_A_TIME:  # of two that meet the later
            terms = sorted((t for t in terms if t.precision != Precision.UNCERTAIN), key=lambda t: t.start or "")[-1:]
        return self._of_one(terms)

    def spokesman(self, code: str) -> Actor | None:
        """The one who speaks for a country's government or its head at the article's date."""
        terms = self.people.holders(code, _SPOKESPERSON, self.date) if self.date else []
        terms = [t for t in terms if (own := title_words(t.title)) & self._for_heads and not own & self._junior]
        return self._of_one(terms)

    def office_of(self, actor: Actor) -> str | None:
        """The office that someone was found in, by the tables and at the article's date."""
        match actor.rule.split(":"):
            case ["offices", _, office]:
                return office
        return None

    def titled(self, code: str, words: frozenset[str]) -> Actor | None:
        """The one person whose title of the day is made of some words, else holds them and little more."""
        if not self.date:
            return None
        found = [(own, t) for own, t in self.people.titled(code, words, self.date) if not own & self._junior - words]
        exact = [t for own, t in found if own == words]
        return self._of_one(exact or [t for own, t in found if len(own) <= len(words) + _LONGER])

    def held(self, actor: Actor, office: str, noun: str) -> bool:
        """Whether someone of the tables held an office, or one called by a noun, before the article's date and holds
        it no more."""
        offices = {office, *(_LEADERS if office == "leader" else ())}
        if not self.date:  # whoever once held it may be who is meant
            return any(term.office in offices and term.end for term in self._terms(actor))
        if self.holds(actor, office):
            return False
        for term in self._terms(actor):
            if term.office in offices and term.end and term.end[: len(self.date)] <= self.date:
                return True
            if term.office == _NOTABLE and noun in term.title.lower().split() and (term.start or "") <= self.date:
                return True  # "former president" is all that the tables say of him
        return False

    def holds(self, actor: Actor, office: str) -> bool:
        """Whether an actor was found as a holder of an office, or of one that the office noun includes."""
        own = self.office_of(actor) or ""
        return (
            own == office
            or (own.endswith(f"_{office}") and office == "minister")
            or (office == "leader" and own in _LEADERS)
        )

    def is_titled(self, actor: Actor, words: frozenset[str]) -> bool:
        """Whether a title of someone of the tables holds any of some words."""
        return any(not words.isdisjoint(title_words(t.title)) for t in self._terms(actor))

    def is_before(self, actor: Actor) -> bool:
        """Whether an actor is a person of the tables at a date before all offices that they give him."""
        return actor.rule.startswith("offices:") and actor.rule.endswith(f":{_BEFORE}")

    def later_offices(self, actor: Actor) -> set[str]:
        """The offices that someone found before them will hold; not those whose start is uncertain."""
        offices = {str(t.office) for t in self._terms(actor) if t.precision != Precision.UNCERTAIN}
        return offices | ({"leader"} if offices.intersection(_LEADERS) else set())

    def _terms(self, actor: Actor) -> list[OfficeTerm]:
        """All terms of someone of the tables."""
        people = self.people.candidates(chunks(actor.name or ""))
        terms = (t for p in people if plain_name(p.name, p.country) == actor.name for t in p.terms)
        return [t for t in terms if self._code(t.country) == actor.code]

    def _actor(self, person: Person, offices: set[str]) -> Actor:
        """The person in the office held at the article's date, else formerly held; before any: without an office."""
        terms = person.terms
        if self.date:
            current = [t for t in terms if t.covers(self.date)]
            if current:
                term = next((t for t in current if t.office in offices), min(current, key=self._rank))
                return self._of_term(term, current=True)
            past = [t for t in terms if t.end and t.end[: len(self.date)] < self.date]
            if past:
                said = [t for t in past if t.office in offices] or past
                last = max(said, key=lambda t: (t.end or "", -self._rank(t)))
                return self._of_term(last, current=False)
            code = self._code(terms[0].country)
            return Actor(code, None, plain_name(person.name, person.country), f"offices:{terms[0].country}:{_BEFORE}")
        term = next((t for t in terms if t.office in offices), min(reversed(terms), key=self._rank))
        return self._of_term(term, current=True)

    def _code(self, code: str) -> str:
        """An agency's code as actors have it: that of its organisation; of a state that ended, its successor's."""
        code = _SUCCESSORS.get(code, code)
        if code in self.index.countries or code in ("UNO", "EUR"):
            return code
        return next((e.actor.code for e in self.index.names.get(chunks(code)) if e.actor), code)

    def _of_one(self, terms: Sequence[OfficeTerm]) -> Actor | None:
        """The person whose terms all of some are; None where they are nobody's or several people's."""
        return self._of_term(terms[0], current=True) if len({t.person for t in terms}) == 1 else None

    def _of_term(self, term: OfficeTerm, *, current: bool) -> Actor:
        code = self._code(term.country)
        sector = self._sector(term) if code in self.index.countries else None
        if not current and sector == "GOV":
            sector = "ELI"
        rule = f"offices:{term.country}:{term.office}" + ("" if current else ":former")
        return Actor(code, sector, plain_name(term.person, term.country), rule)

    def _sector(self, term: OfficeTerm) -> str:
        """The sector of the body that the title names, of its role noun, else of the office."""
        words = chunks(term.title)
        fallback: str | None = None
        for i in range(len(words)):
            for entry in self.index.names.longest(words, i)[1]:
                if entry.actor and entry.actor.code == term.country and entry.actor.sector:
                    return entry.actor.sector
            if fallback is None and term.office == "other":
                roles = self.index.roles.longest(words, i)[1]
                fallback = roles[0][1].sector if roles else None
        row = self.sectors.get(term.office)
        return fallback or (row.sector if row else "GOV")

    def _rank(self, term: OfficeTerm) -> int:
        row = self.sectors.get(term.office)
        return row.rank if row else _NO_RANK


def _is_called(term: OfficeTerm, offices: Container[str]) -> bool:
    """Whether an office is among some, or a minister's where a minister's is: "Minister Lavrov" is the foreign one."""
    return term.office in offices or ("minister" in offices and str(term.office).endswith("_minister"))


def plain_name(name: str, country: str) -> str:
    """A name as English papers write it.

    >>> plain_name("Franjo Tuđman", "HRV"), plain_name("Trần Đức Lương", "VNM")
    ('Franjo Tudjman', 'Trần Đức Lương')
    """
    if country in _SERBO_CROATIAN:
        name = name.replace("đ", "dj").replace("Đ", "Dj")
    return name.translate(_PLAIN)

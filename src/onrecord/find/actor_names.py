"""Actors of names by the tables: countries, organisations, groups; readings of what is ambiguous."""

from collections.abc import Mapping

from onrecord.find.actor_context import Context
from onrecord.find.known import JOINT
from onrecord.lang.actor_index import ActorIndex, Entry
from onrecord.lang.actors import ActorRow, CountryRow
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_spans import RoleSpan
from onrecord.parse.parse import Parse
from onrecord.schema import Actor

__all__ = ["NameReader", "described_as", "joined"]

_OWN = frozenset({"amod", "compound", "nummod", "nmod:poss", "flat", "nmod:desc", "advmod"})
_ENDS = frozenset(",;:()")  # after the noun, what follows these is no part of its description
_GENERIC = frozenset({"body", "party", "ngo", "union"})  # of such a name there may be one in each country
_LONGEST = 12  # words of a description


class NameReader:
    """Reads table matches in one article."""

    def __init__(self, context: Context, index: ActorIndex, forms: Mapping[str, str]) -> None:
        self.context = context
        self.index = index
        self._forms = forms  # how actors are named that have no name of their own

    def believed(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The rows that may be meant in this article (see `actor_doubts`)."""
        believed = tuple(e for e in entries if e.actor is None or self.context.is_believed(e))
        return self.context.meant(believed) if len(believed) > 1 else believed

    def of_entries(self, entries: tuple[Entry, ...], word: int) -> Actor | None:
        """The actor of all rows that a name at a word matches: the one of a country of the article."""
        for entry in entries:
            if entry.actor is not None and entry.actor.basis.startswith("user"):
                own = self.of_row(entry.actor)
                if own is not None:
                    return own
        reading = next((e for e in entries if e.readings), None)
        if reading is not None:
            return self._read(reading, entries, word)
        actors: list[Actor] = []
        for entry in entries:
            actor = self.of_entry(entry, word)
            if actor is not None and actor not in actors:
                actors.append(actor)
        codes = {a.code for a in actors}
        if len(codes) > 1:
            weights = self.context.weights
            near = sorted((a for a in actors if a.code in weights), key=lambda a: -weights[a.code or ""])
            if not near:
                wide = [a for a in actors if a.code not in self.index.countries]
                return wide[0] if len(wide) == 1 else None
            if len(near) > 1 and weights[near[0].code or ""] == weights[near[1].code or ""]:
                return near[0] if near[0].code == near[1].code else None
            return near[0]
        return actors[0] if actors else None

    def _read(self, entry: Entry, others: tuple[Entry, ...], word: int) -> Actor | None:
        """What the readings leave of an ambiguous name; of a people's name, the people of that country."""
        actor = self.of_entry(entry, word)
        kinds = {e.kind for e in others} - {"reading"}
        if actor is None or actor.code not in self.index.countries or not kinds or not kinds <= {"people", "adjective"}:
            return actor
        return self._people(self.index.countries[actor.code], entry)

    def _people(self, country: CountryRow, entry: Entry) -> Actor:
        return Actor(country.code, "CVL", self._forms["people"].format(country.name), f"people:{entry.form}")

    def of_entry(self, entry: Entry, word: int) -> Actor | None:
        """The actor of one row that a name at a word matches."""
        if entry.actor is not None:
            return self.of_row(entry.actor)
        if entry.readings:
            reading = self.context.reading(entry, word)
            if reading is None or reading.code is None:
                return None
            row = self.index.by_name.get(reading.actor) if reading.actor else None
            return self.of_row(row) if row else self.of_code(reading.code, f"readings:{entry.form}")
        assert entry.country is not None
        country = entry.country
        if entry.kind == "region":
            return Actor(country.code, None, entry.form, f"regions:{entry.form}")
        if entry.kind in ("people", "adjective"):
            return self._people(country, entry)
        return Actor(country.code, "GOV", self.government(country), f"countries:{entry.form}")

    def government(self, country: CountryRow) -> str:
        """What a country's name means where the country acts."""
        return self._forms["government"].format(country.full_name)

    def of_its_own(self, actor: Actor | None, entries: tuple[Entry, ...], code: str | None, text: str) -> Actor | None:
        """The actor of a name, of the country that it is said to be of: "Canada's House of Commons", "the Kuwaiti Red
        Crescent"."""
        if actor is None or code is None or code == actor.code or code not in self.index.countries:
            return actor
        if not all(e.actor is not None and e.actor.kind in _GENERIC for e in entries):
            return actor
        return Actor(code, actor.sector or actor.code, text, "name-with-country")

    def sector_of(self, entries: tuple[Entry, ...]) -> str | None:
        """The sector that the rows behind an ambiguous name share ("Senate")."""
        rows = [self.index.by_name.get(r.actor) for e in entries for r in e.readings if r.actor]
        rows += [e.actor for e in entries]
        sectors = {row.sector for row in rows if row}
        return sectors.pop() if len(sectors) == 1 else None

    def place_code(self, entity: Entity) -> str | None:
        """The country of a place that the tables do not know, or in a body's name."""
        context = self.context
        if entity.label in ("LOC", "FAC"):
            seat = context.places.seat(entity.text, context.weights)
            if seat is None or context.strong.get(seat.country):
                return seat.country if seat else None
            return seat.country if seat.sure and not context.strong else None
        text = entity.text.split()
        if len(text) > 1 and entity.label == "ORG":
            first = entity.mentions[0]
            inside = next((code for _, code in context.inside(first.start, first.end)), None)
            if inside is not None:
                return inside
            seat = context.places.seat(text[0], context.weights)
            return seat.country if seat and seat.country in context.strong else None
        return None

    def of_code(self, code: str, rule: str) -> Actor:
        """The government of a country or the organisation of a code."""
        row = self.index.countries.get(code)
        if row is not None:
            return Actor(code, "GOV", self.government(row), rule)
        actor = self.index.by_code.get(code)
        return Actor(code, None, actor.name if actor else code, rule)

    def of_row(self, row: ActorRow) -> Actor | None:
        """The actor of a row that holds at the article's date."""
        if not row.covers(self.context.date):
            return None
        return Actor(row.code, row.sector, row.name, f"actors:{row.name}")


def described_as(parse: Parse, role: RoleSpan) -> str:
    """A role noun with what stands around it, without article: "Kenyan official", "spokesman for the rebels"."""
    start, end = role.start, role.end
    for word in range(role.start, role.end):
        for child in parse.children[word]:
            left, right = parse.subtree(child)
            if child < start and parse.deprel[child] in _OWN and parse.upos[child] != "PRON":
                start = left
            elif child >= end and parse.deprel[child] == "nmod" and left == end and right - start <= _LONGEST:
                end = right
    while start < role.start and (parse.upos[start] in ("DET", "PUNCT", "PRON") or parse.words[start] == "'s"):
        start += 1
    if any(parse.words[i] in _ENDS for i in range(role.end, end)):
        end = next(i for i in range(role.end, end) if parse.words[i] in _ENDS)
    return parse.line(start, end)


def joined(actors: list[Actor]) -> Actor:
    """Several actors as one: "Government of X; Government of Y"."""
    codes = list(dict.fromkeys(c for a in actors if a.code for c in a.code.split(JOINT)))
    sectors = {a.sector for a in actors}
    names = list(dict.fromkeys(a.name for a in actors if a.name))
    sector = sectors.pop() if len(sectors) == 1 else None
    return Actor(JOINT.join(codes) or None, sector, f"{JOINT} ".join(names) or None, "coordination")

"""Actors of names that are no person's: rows of the tables, bodies without one, whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.find.known import ANOTHERS, TREATY
from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import Entry
from onrecord.parse.mention_entities import Entity, Piece
from onrecord.parse.mention_phrases import PhraseWords, describe
from onrecord.parse.mention_spans import NameSpan
from onrecord.schema import Actor

if TYPE_CHECKING:
    from onrecord.find.actor_phrases import PhraseReader

__all__ = ["ThingReader"]

_OF = ("nmod", "nmod:poss", "amod", "compound", "nmod:desc")
_ABOUT = 3.0  # the weight from which an article is about a country: its bodies need no other sign


class ThingReader:
    """Reads such names in one article."""

    def __init__(self, reader: PhraseReader, pack: LanguagePack, words: PhraseWords) -> None:
        self.reader = reader
        self._of_words = words
        self._forms = pack.name_forms
        self._treaties = pack.mention_words["treaty"]

    def actor(self, entity: Entity) -> Actor | None:
        """The actor of a name; None where it is not plain."""
        reader, parse, names = self.reader, self.reader.parse, self.reader.names
        first = entity.mentions[0]
        if all(map(self._is_of_treaty, entity.mentions)):
            return Actor(None, None, entity.text, TREATY)
        entries = names.believed(entity.entries)
        if entries:
            actor = names.of_entries(entries, first.head)
            if all(e.readings for e in entity.entries) and (code := self.modifier_code(first.head)):
                return Actor(code, names.sector_of(entity.entries), entity.text, "name-with-country")
            if entity.plural and first.start and parse.words[first.start - 1].lower() in self._of_words.ethnic:
                home = reader.home_of(first.head, "people")
                return Actor(home, "CVL", self._forms["ethnic"].format(entity.text), "ethnic") if home else None
            own = names.of_its_own(actor, entries, self.modifier_code(first.head), entity.text)
            return own or self._described(entity, entries)
        return reader.people.alias(entity) or self._unlisted(entity)

    def _described(self, entity: Entity, entries: tuple[Entry, ...]) -> Actor | None:
        """Whom a name means that is only a description, at a date when the tables know another by it: "Libyan
        [rebels]" are Libya's whenever there are some."""
        first = entity.mentions[0]
        if first.end - first.start == 1 or not self.reader.parse.words[first.end - 1].islower():
            return None
        rows = [entry.actor for entry in entries if entry.actor is not None]
        if len({(row.code, row.sector) for row in rows}) != 1:
            return None
        return Actor(rows[0].code, rows[0].sector, entity.text, "name-with-country")

    def _is_of_treaty(self, piece: Piece) -> bool:
        """Whether a name is of what was agreed, or of the town that gave it its name: "the [Jeddah] Declaration"."""
        span, lower = self.reader.layout.name_at.get(piece.head), self.reader.parse.lower
        if span is None:
            return False
        whole = not span.entries and span.end - span.start > 1 and lower[span.end - 1] in self._treaties
        return whole or self.reader.context.is_of_treaty(span)

    def _unlisted(self, entity: Entity) -> Actor | None:
        """The actor of a name that no believed row has: a body of the country at its words, else of the article's."""
        reader, parse = self.reader, self.reader.parse
        first = entity.mentions[0]
        inside = range(first.start, first.end)
        roles = [r for i in inside if (r := reader.layout.role_at.get(i))]
        last = next((r for r in roles if r.end == first.end and r.role.kind == "body"), None)
        role = last or next(iter(roles), None)  # a State Nurses [Union] is a union
        sector = role.role.sector if role else reader.names.sector_of(entity.entries)
        texts = (parse.anchor(m.start, m.end).slice for m in entity.mentions if m.form == "name")
        text = max((parse.text[s] for s in texts), key=len, default=entity.text)
        code = next((c for i in inside if (s := reader.layout.adjectives.get(i)) and (c := reader.code(s))), None)
        code, rule = code or reader.names.place_code(entity) or self.modifier_code(first.head), "name-with-country"
        acronym = first.end - first.start == 1 and not roles and len(text) > 1 and text.isupper()
        if code is None and (acronym or any(map(reader.context.is_borne, entity.entries))):
            return self._of_another(entity, sector, text)
        if code is None and (entity.label == "ORG" or role is not None or entity.entries):
            code, rule = reader.home_of(first.head, "thing"), "name-at-home"
            if code is None and reader.facing.countries(first.head):
                return Actor(None, sector, text, ANOTHERS)
        if code in reader.index.countries and role is not None and (role.start, role.end) == (first.start, first.end):
            text = self._forms["office"].format(text, reader.index.countries[code].name)
        return Actor(code, sector, text, rule) if code else None

    def _of_another(self, entity: Entity, sector: str | None, text: str) -> Actor | None:
        """Whose body an acronym means, or a name that the tables know as another country's: of a country here that has
        such a body, else of the one that the article is about; of a country that is only named it is not."""
        context, word = self.reader.context, entity.mentions[0].head
        faced = self.reader.facing.countries(word)
        among = [code for code in context.bearers(entity.entries) if code not in faced]
        if among:
            return Actor(max(among, key=lambda c: context.weights[c]), sector, text, "bearer")
        home = self.reader.home_of(word, "thing")
        if home is not None and (context.weights.get(home, 0.0) >= _ABOUT or home in context.dateline):
            return Actor(home, sector, text, "name-at-home")
        return Actor(None, sector, text, ANOTHERS) if home or faced or entity.entries else None

    def modifier_code(self, head: int) -> str | None:
        """The country or organisation that modifies a name or noun."""
        reader = self.reader
        for child in reader.parse.children[head]:
            role = reader.layout.role_at.get(child)
            if role is not None and reader.parse.deprel[child] == "nmod:poss":
                code = reader.phrase_code(describe(reader.layout, role, self._of_words))
                if code:
                    return code
        span = self.modifier(head)
        return reader.code(span) if span is not None else None

    def modifier(self, head: int) -> NameSpan | None:
        """The name or adjective that modifies a name or noun."""
        layout = self.reader.layout
        for child in layout.parse.children[head]:
            if layout.parse.deprel[child] not in _OF:
                continue
            span = layout.adjectives.get(child) or layout.name_at.get(child)
            if span is not None and span.head != head and (span.entries or span.label in ("LOC", "ORG")):
                return span
        return None

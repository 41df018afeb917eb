"""Office nouns and the people of the article who hold the offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks_of
from onrecord.lang.actors import HeadRow
from onrecord.lang.people_index import title_words
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import Phrase, complements, is_apart, is_definite, modifiers
from onrecord.parse.mention_spans import RoleSpan
from onrecord.schema import Actor

if TYPE_CHECKING:
    from onrecord.find.actor_phrases import PhraseReader

__all__ = ["DEPENDENT", "OfficeReader"]

DEPENDENT = ("aide", "spokesperson")  # offices whose holders are someone's, not a country's
_RULED = frozenset({"group", "igo", "body"})  # actors that have leaders and ministers
_COUNTERPART, _SPEAKS = "counterpart", "spokesperson"
_MINISTER = "minister"
_PRESIDES = "speaker_of_parliament"
_SPOKEN_FOR = ("head_of_state", "head_of_government")
_FORMER = "former"  # the office of nouns that say that it is past
_COUNTRIES = frozenset({"country", "adjective", "people", "capital"})  # names that say of which country someone is
_PRIVATE = frozenset({"PTY", "SOC", "BUS", "LAB", "REL", "EDU", "JRN", "OPP"})  # whose heads hold no state's office
_NEAR = 40  # words back to a person whom a bare office noun may mean though he is not of the article's country


class OfficeReader:
    """Finds holders of offices among the people that one article names."""

    def __init__(self, reader: PhraseReader, pack: LanguagePack) -> None:
        self.reader = reader
        self._heads = pack.heads
        self._of = pack.mention_words["of"]
        self._definite = pack.mention_words["definite"]
        self._apart = pack.mention_words["apart"]
        self._toppled, self._for = pack.mention_words["toppled"], pack.mention_words["speaks-for"]
        self._holders: list[tuple[Entity, Actor]] | None = None

    def _named(self) -> list[tuple[Entity, Actor]]:
        """The people of the article whom the office tables know."""
        if self._holders is None:
            self._holders = []
            found = [(e, self.reader.actor(e)) for e in self.reader.found.entities if e.kind == "person"]
            self._holders = [(e, a) for e, a in found if a is not None and a.rule.startswith("offices:")]
        return self._holders

    def head(self, role: RoleSpan, phrase: Phrase) -> HeadRow | None:
        """The office of who heads a body: "the head of US diplomacy" is the foreign minister."""
        if role.role.kind != "person" or role.role.office in DEPENDENT:
            return None
        words = self.reader.parse.words
        inner = (" ".join(words[r.start : r.end]).lower() for r in phrase.roles)
        return next((row for text in inner if (row := self._heads.get(text))), None)

    def before(self, actor: Actor, entity: Entity, phrases: Sequence[Phrase]) -> Actor:
        """Someone before all his offices, with the sector of what else the article calls him."""
        later = self.reader.people.later_offices(actor)
        for role, phrase in zip(entity.roles, phrases, strict=True):
            head = self.head(role, phrase)
            if role.role.office in later or (head and head.office in later):
                continue
            sector = self.reader.sector(role, phrase)
            if sector:
                return replace(actor, sector=sector)
        return actor

    def named_holder(self, role: RoleSpan, phrase: Phrase, codes: list[str]) -> Actor | None:
        """The person of the article who holds the office by the tables: named before, else the only one.

        Of "the former president", who held it; of "the ousted" one also who still does by the tables.
        """
        head = self.head(role, phrase)
        office = head.office if head else self._office(role)
        if office is None or not is_definite(self.reader.layout, role, self._definite) or self.is_apart(role):
            return None
        if head is None and not self.is_of_state(role):
            return None
        named = [(e, a) for e, a in self._named() if not codes or a.code in codes]
        if office == _MINISTER and (portfolio := self._portfolio(role)):
            named = [(e, a) for e, a in named if self.reader.people.is_titled(a, portfolio)]
        if not self.reader.is_former(role):
            return self._nearest(role, [n for n in named if self.reader.people.holds(n[1], office)], codes)
        noun = self.reader.parse.words[role.head].lower()
        found = [n for n in named if self.reader.people.held(n[1], office, noun)]
        if not found and self._is_toppled(role):
            found = [n for n in named if self.reader.people.holds(n[1], office)]
        return self._nearest(role, found, codes)

    def of_other(self, role: RoleSpan, code: str) -> Actor | None:
        """Who holds in another country the office of whose counterpart he is, or speaks for a head of state or
        government: "his Lebanese counterpart", "Vladimir Putin's press secretary"."""
        found = self.reader.found
        for word in complements(self.reader.layout, role, self._of):
            entity = found.entity_at.get(word)
            other = self.reader.actor(entity) if entity is not None and entity.kind == "person" else None
            office = self.reader.people.office_of(other) if other is not None else None
            if office is None or other is None:
                continue
            if role.role.office == _COUNTERPART:
                return self.reader.people.holder(code, office) if code != other.code else None
            if role.role.office == _SPEAKS and office in _SPOKEN_FOR:
                return self.reader.people.spokesman(code)
        return None

    def titled(self, role: RoleSpan, code: str) -> Actor | None:
        """Whose title of the day is what a definite noun says: "the environment minister", "the governor of Utah"."""
        layout, words = self.reader.layout, self.reader.parse.words
        if role.role.kind != "person" or self.is_apart(role) or self.reader.is_former(role):
            return None
        if not is_definite(layout, role, self._definite):
            return None
        upos, parse = self.reader.parse.upos, self.reader.parse
        said = [*range(role.start, role.end), *modifiers(layout, role)]
        for word in complements(layout, role, self._of):
            if upos[word] != "PRON":
                said += range(*parse.subtree(word))
        said = [i for i in sorted(set(said)) if upos[i] in ("NOUN", "PROPN") and not self._says_country(i)]
        titles = title_words(" ".join(words[i] for i in said))
        return self.reader.people.titled(code, titles) if len(titles) > 1 else None

    def _portfolio(self, role: RoleSpan) -> frozenset[str]:
        """Of what a minister is: "the [commodities] minister"."""
        parse = self.reader.parse
        said = [i for i in modifiers(self.reader.layout, role) if parse.upos[i] == "NOUN" and not self._says_country(i)]
        return title_words(" ".join(parse.words[i] for i in said))

    def _says_country(self, word: int) -> bool:
        """Whether a word names a country, or a person: not what makes a title."""
        layout = self.reader.layout
        span = layout.adjectives.get(word) or layout.name_at.get(word)
        if span is None:
            return False
        return span.label == "PERSON" or any(e.kind in _COUNTRIES for e in span.entries)

    def _nearest(self, role: RoleSpan, named: Sequence[tuple[Entity, Actor]], codes: list[str]) -> Actor | None:
        """Who was named last before a noun, if he is of the article's country or near; else the only one."""
        before: tuple[int, Actor] | None = None
        others: list[Actor] = []
        for entity, actor in named:
            last = next((m.start for m in reversed(entity.mentions) if m.start < role.start), -1)
            if last < 0:
                others.append(actor)
            elif before is None or last > before[0]:
                before = (last, actor)
        if before is not None:
            far = role.start - before[0] > _NEAR
            home = self.reader.context.home if far and not codes else None
            return before[1] if home in (None, before[1].code) else None
        return others[0] if len({a.name for a in others}) == 1 else None

    def _is_toppled(self, role: RoleSpan) -> bool:
        """Whether someone is said to have lost the office just now."""
        words = self.reader.parse.words
        around = (*modifiers(self.reader.layout, role), *range(role.start, role.end))
        return any(words[i].lower() in self._toppled for i in around)

    def _office(self, role: RoleSpan) -> str | None:
        """The office of a noun; of "the ousted president", where that is a noun of its own, the president's."""
        if role.role.office != _FORMER:
            return role.role.office
        parts = chunks_of(self.reader.parse.words[role.start : role.end])
        rows = self.reader.index.roles.get(parts[1:])
        return next((row.office for _, row in rows), None)

    def is_apart(self, role: RoleSpan) -> bool:
        """Whether an office is said to be no state's ("the breakaway president"): its holder is not of the tables."""
        return is_apart(self.reader.layout, role, self._apart)

    def is_of_state(self, role: RoleSpan) -> bool:
        """Whether an office noun may be a state's: "the gang's chief", "the head of the agency" are not."""
        layout, found = self.reader.layout, self.reader.found
        for word in complements(layout, role, self._of):
            entity = found.entity_at.get(word)
            if role.role.office == _PRESIDES and self._speaks_for(word):
                return False  # "the speaker for Chile" of a debate
            if layout.parse.upos[word] == "PRON":  # "its director": the foundation's
                roles = entity.roles if entity is not None and entity.kind == "nominal" else ()
                if role.role.office == "leader" and (entity is None or any(r.role.kind == "body" for r in roles)):
                    return False
                continue
            other = layout.role_at.get(word)
            known = entity.entries if entity is not None and entity.kind == "thing" else ()
            is_ruled = any(e.actor is None or e.actor.kind in _RULED for e in known)
            if not is_ruled and (other is None or other.role.kind != "state"):
                return False
        return not any(map(self._is_private, modifiers(layout, role)))

    def _speaks_for(self, word: int) -> bool:
        parse = self.reader.parse
        return any(parse.deprel[c] == "case" and parse.lower[c] in self._for for c in parse.children[word])

    def _is_private(self, word: int) -> bool:
        """Whether a name before an office noun is of a body that no state's office is of: "the [BJP] president"."""
        layout, found = self.reader.layout, self.reader.found
        name, entity = layout.name_at.get(word), found.entity_at.get(word)
        if name is None or name.label == "PERSON" or entity is None or entity.kind != "thing":
            return False
        if not entity.entries:
            return entity.label == "ORG" and layout.parse.words[word].isupper()  # an acronym of its own: "the LSK boss"
        actor = self.reader.actor(entity)
        return actor is not None and actor.rule.startswith("actors:") and actor.sector in _PRIVATE

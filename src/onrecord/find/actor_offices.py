"""Office nouns and the people of the article who hold the offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.lang import LanguagePack
from onrecord.lang.actors import HeadRow
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import Phrase, complements, is_definite
from onrecord.parse.mention_spans import RoleSpan
from onrecord.schema import Actor

if TYPE_CHECKING:
    from onrecord.find.actor_phrases import PhraseReader

__all__ = ["DEPENDENT", "OfficeReader"]

DEPENDENT = ("aide", "spokesperson")  # offices whose holders are someone's, not a country's
_RULED = frozenset({"group", "igo", "body"})  # actors that have leaders and ministers
_NEAR = 40  # words back to a person whom a bare office noun may mean though he is not of the article's country


class OfficeReader:
    """Finds holders of offices among the people that one article names."""

    def __init__(self, reader: PhraseReader, pack: LanguagePack) -> None:
        self.reader = reader
        self._heads = pack.heads
        self._of = pack.mention_words["of"]
        self._definite = pack.mention_words["definite"]
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
        """The person of the article who holds the office by the tables: named before, else the only one."""
        head = self.head(role, phrase)
        office = head.office if head else role.role.office
        if office is None or not is_definite(self.reader.layout, role, self._definite):
            return None
        if head is None and not self.is_of_state(role):
            return None
        before: tuple[int, Actor] | None = None
        others: list[Actor] = []
        for entity, actor in self._named():
            if not self.reader.people.holds(actor, office) or (codes and actor.code not in codes):
                continue
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

    def is_of_state(self, role: RoleSpan) -> bool:
        """Whether an office noun may be a state's: "the gang's chief", "the head of the agency" are not."""
        layout, found = self.reader.layout, self.reader.found
        for word in complements(layout, role, self._of):
            entity = found.entity_at.get(word)
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
        return True

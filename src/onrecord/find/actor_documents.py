"""Who speaks through a statement, a report, a letter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING

from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import Phrase, complements, is_definite
from onrecord.parse.mention_spans import RoleSpan
from onrecord.schema import Actor

if TYPE_CHECKING:
    from onrecord.find.actor_phrases import PhraseReader

__all__ = ["DocumentReader"]

_AGENTS = ("obl:agent",)
_SUBJECTS = ("nsubj", "obl:agent")
_BACK = 60  # earlier role nouns among which the document may have been named


class DocumentReader:
    """Finds the authors of documents in one article."""

    def __init__(self, reader: PhraseReader, words: Mapping[str, frozenset[str]]) -> None:
        self.reader = reader
        self._definite = words["definite"]
        self._whose = words["whose"]
        self._by = words["author"]

    def author(self, phrase: Phrase) -> Actor | None:
        """Whose document it is: "a JSC statement", "the ministry's letter"."""
        for span in phrase.names:
            entity = self.reader.found.entity_at.get(span.head)
            actor = self.reader.actor(entity) if entity else self.reader.names.of_entries(span.entries, span.head)
            if actor is not None:
                if actor.rule.startswith("people:") and actor.code:
                    return self.reader.names.of_code(actor.code, "author")
                return actor
        for role in phrase.roles:
            entity = self.reader.found.entity_at.get(role.head)
            if entity is not None:
                return self.reader.actor(entity)
        for word in phrase.possessors:
            entity = self.reader.found.entity_at.get(word)
            if entity is not None:
                return self.reader.actor(entity)
        return None

    def written_by(self, role: RoleSpan) -> Actor | None:
        """Who wrote a document by its own words: "a statement by X", "a letter from the ministry"; a place did not."""
        found = self.reader.found
        for word in complements(self.reader.layout, role, self._whose):
            entity = found.entity_at.get(word)
            if entity is None or not (self._is_by(word) or self._is_writer(entity)):
                continue
            actor = self.reader.actor(entity)
            if actor is not None:
                return actor
        return None

    def _is_by(self, word: int) -> bool:
        parse = self.reader.parse
        return any(parse.deprel[c] == "case" and parse.words[c].lower() in self._by for c in parse.children[word])

    def _is_writer(self, entity: Entity) -> bool:
        """Whether a name is somebody's, not a place's: a report from a city is not by the city."""
        if entity.kind != "thing":
            return True
        if entity.entries:
            return all(e.actor is not None for e in entity.entries)
        return entity.label == "ORG"

    def issuer(self, role: RoleSpan) -> Actor | None:
        """Who issued a document: "a report prepared by X"; of "the statement" who did so when it was first named."""
        head = self.reader.parse.words[role.head].lower()
        places = [role.head]
        if is_definite(self.reader.layout, role, self._definite):
            roles = self.reader.layout.roles
            index = bisect_left(roles, role.start, key=lambda r: r.start)
            places += [r.head for r in reversed(roles[max(0, index - _BACK) : index])]
        for place in places:
            if self.reader.parse.words[place].lower() != head:
                continue
            for child in self.reader.parse.children[place]:
                if self.reader.parse.deprel[child].startswith("acl"):
                    actor = self._argument(child, _AGENTS)
                    if actor is not None:
                        return actor
            if place != role.head:
                actor = self._argument(self.reader.parse.heads[place], _SUBJECTS)
                if actor is not None:
                    return actor
        return None

    def _argument(self, verb: int, relations: tuple[str, ...]) -> Actor | None:
        for child in self.reader.parse.children[verb]:
            if self.reader.parse.deprel[child] in relations:
                entity = self.reader.found.entity_at.get(child)
                actor = self.reader.actor(entity) if entity else None
                if actor is not None:
                    return actor
        return None

"""Who speaks through a statement, a report, a letter."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TYPE_CHECKING

from onrecord.find.known import TREATY
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
_NEAR, _NAME = 6, 10  # words from a participle to its "by", and from there to the end of whom it names
_WITHIN = frozenset({"compound", "flat", "nmod:desc", "appos"})  # where a name may stand in the phrase of its noun


class DocumentReader:
    """Finds the authors of documents in one article."""

    def __init__(self, reader: PhraseReader, words: Mapping[str, frozenset[str]]) -> None:
        self.reader = reader
        self._definite = words["definite"]
        self._whose = words["whose"]
        self._by = words["author"]
        self._any = words["any-document"]
        self._issuing = words["issuing"]
        self._seeing = words["seeing"]

    def author(self, phrase: Phrase) -> Actor | None:
        """Whose document it is: "a JSC statement", "the ministry's letter"."""
        for span in phrase.names:
            if self.reader.context.is_of_treaty(span):
                return Actor(rule=TREATY)
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
        """Who issued a document: "a report prepared by X", "X sent a letter"; of "the statement" who did so when it was
        first named; of "the document" who speaks through the one named last."""
        parse = self.reader.parse
        head = parse.words[role.head].lower()
        issued = self._issued(role.head)
        if issued is not None or not is_definite(self.reader.layout, role, self._definite):
            return issued
        earlier = self._earlier(role)
        for other in earlier:
            if parse.words[other.head].lower() == head:
                actor = self._issued(other.head) or self._argument(parse.heads[other.head], _SUBJECTS)
                if actor is not None:
                    return actor
        return self._meant(earlier) if head in self._any else None

    def _earlier(self, role: RoleSpan) -> list[RoleSpan]:
        """The role nouns before one, the nearest first."""
        roles = self.reader.layout.roles
        index = bisect_left(roles, role.start, key=lambda r: r.start)
        return roles[max(0, index - _BACK) : index][::-1]

    def _meant(self, earlier: list[RoleSpan]) -> Actor | None:
        """Who speaks through the document named last, whatever its noun."""
        for other in earlier:
            entity = self.reader.found.entity_at.get(other.head)
            if other.role.kind == "document" and entity is not None:
                return self.reader.actor(entity)
        return None

    def _issued(self, word: int) -> Actor | None:
        """Who issued what a noun names, by the words around it: "prepared by X", "X has sent a letter"."""
        parse = self.reader.parse
        for child in parse.children[word]:
            if parse.deprel[child].startswith("acl") and parse.lemma[child] not in self._seeing:
                actor = self._argument(child, _AGENTS) or self._named_by(child)
                if actor is not None:
                    return actor
        verb = parse.heads[word]
        if parse.deprel[word] == "obj" and parse.lemma[verb] in self._issuing:
            return self._argument(verb, _SUBJECTS)
        return None

    def _named_by(self, participle: int) -> Actor | None:
        """Whom the words behind a participle's "by" name, where the tree hangs them elsewhere."""
        parse, found = self.reader.parse, self.reader.found
        end = parse.sentence_range(parse.sentence_of[participle])[1]
        near = range(participle + 1, min(end, participle + _NEAR))
        start = next((i + 1 for i in near if parse.words[i].lower() in self._by), end)
        last = None
        for word in range(start, min(end, start + _NAME)):
            if parse.upos[word] in ("PUNCT", "VERB", "AUX", "ADP"):
                break
            last = found.entity_at.get(word, last)
        return self.reader.actor(last) if last is not None else None

    def _argument(self, verb: int, relations: tuple[str, ...]) -> Actor | None:
        for child in self.reader.parse.children[verb]:
            if self.reader.parse.deprel[child] in relations:
                entity = self._entity(child)
                actor = self.reader.actor(entity) if entity else None
                if actor is not None:
                    return actor
        return None

    def _entity(self, word: int) -> Entity | None:
        """Who a noun is: itself, else the name in its phrase ("The Daily Echo Co.")."""
        entity_at, parse = self.reader.found.entity_at, self.reader.parse
        inside = (c for c in parse.children[word] if parse.deprel[c] in _WITHIN)
        return entity_at.get(word) or next((e for c in inside if (e := entity_at.get(c))), None)

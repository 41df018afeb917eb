"""Whose aide or spokesman someone is who is only called so: "an aide said", "a spokeswoman denied"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import Phrase
from onrecord.parse.mention_pronouns import SUBJECTS, function_head
from onrecord.parse.mention_spans import RoleSpan

if TYPE_CHECKING:
    from onrecord.find.actor_phrases import PhraseReader

__all__ = ["PrincipalReader"]

_BACK = 60  # words in which the principal is looked for
_AIDE = "aide"  # the office of who is a person's, not a body's
_SENTENCES = 1  # before the own one, in which who speaks may have a spokesman


class PrincipalReader:
    """Finds the principals in one article."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader

    def country(self, role: RoleSpan, phrase: Phrase) -> str | None:
        """The country of the person or body whose aide or spokesman it is: as said, else of whom the text then tells.

        An aide is rather a person's of the same sentence, a spokesman that of the body that spoke last.
        """
        for inner in phrase.roles:
            entity = self.reader.found.entity_at.get(inner.head)
            code = self._code(entity) if entity is not None else None
            if code:
                return code
        near = self._of_aide(role) if role.role.office == _AIDE else self._of_spokesman(role)
        return near or next((c for e in self._named_before(role) if (c := self._code(e))), None)

    def _of_aide(self, role: RoleSpan) -> str | None:
        """The last person of the sentence, the subject first; else the body that is its subject."""
        parse = self.reader.parse
        here = [(w, e) for w, e in self._before(role) if parse.sentence_of[w] == parse.sentence_of[role.start]]
        people = [(w, e) for w, e in here if e.kind == "person"]
        subjects = [(w, e) for w, e in people if self._is_subject(w)]
        bodies = [(w, e) for w, e in here if e.kind == "thing" and not e.plural and self._is_subject(w)]
        found = (e for _, e in (*subjects, *people, *bodies, *self._people_before(role)))
        return next((c for e in found if (c := self._code(e))), None)

    def _people_before(self, role: RoleSpan) -> Iterator[tuple[int, Entity]]:
        """The people who are subjects further back."""
        return ((w, e) for w, e in self._before(role) if e.kind == "person" and self._is_subject(w))

    def _of_spokesman(self, role: RoleSpan) -> str | None:
        """Who speaks in the sentence or the one before: "The embassy shot back. [...], a spokesman fumed"."""
        parse, antecedents = self.reader.parse, self.reader.found.antecedents
        for word, entity in self._before(role):
            if parse.sentence_of[role.start] - parse.sentence_of[word] > _SENTENCES:
                break
            if antecedents.reports(function_head(parse, word)) and not entity.plural:
                code = self._code(entity)
                if code:
                    return code
        return None

    def _before(self, role: RoleSpan) -> Iterator[tuple[int, Entity]]:
        """The heads of the mentions before a noun, the last first, with whom they mean."""
        found = self.reader.found
        own = found.entity_at.get(role.head)
        for word in range(role.start - 1, max(-1, role.start - _BACK), -1):
            entity = found.entity_at.get(word)
            if entity is not None and entity is not own:
                yield word, entity

    def _named_before(self, role: RoleSpan) -> Iterator[Entity]:
        """Whom the words before a noun name, the last first."""
        named = self.reader.layout.name_at
        return (e for w, e in self._before(role) if w in named and e.kind in ("person", "thing"))

    def _is_subject(self, word: int) -> bool:
        parse = self.reader.parse
        return parse.deprel[function_head(parse, word)] in SUBJECTS

    def _code(self, entity: Entity) -> str | None:
        actor = self.reader.actor(entity)
        return actor.code if actor is not None else None

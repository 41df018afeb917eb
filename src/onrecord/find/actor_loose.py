"""Actors of words that are no mention of their own: "the American", "the latter", "Paris officials"."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.find.known import JOINT, PAIR, TREATY
from onrecord.parse.mention_entities import Entity
from onrecord.parse.mention_phrases import Phrase, is_backer
from onrecord.parse.mention_spans import RoleSpan
from onrecord.schema import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.find.actor_phrases import PhraseReader

__all__ = ["LooseReader"]

_OF = ("nmod", "nmod:poss", "amod", "compound", "nmod:desc")
_BACK = 60  # words back to the two of whom one is "the latter"
_NEAR = 40  # words back to the place that "there" is
_SCENE = 16  # words from the place that opens a sentence to who acts there
_DWELLING = frozenset({"COP", "CVL", "EDU", "JUD", "LAB", "MED", "SOC"})  # who acts at home; an army may be abroad
_ENDS = frozenset(';:"“”')
_COURT, _ORGANISATION = "JUD", "IGO"
_COUNT = frozenset({"nummod", "det", "det:predet", "cc:preconj"})
_NUMBERS = frozenset({"NUM", "DET", "PRON"})
_COUNTS = {2: "both", 3: "three", 4: "four", 5: "five"}  # how many, and the words for it
_MOST = 40  # mentions that are looked at


class LooseReader:
    """Reads such words in one article."""

    def __init__(self, reader: PhraseReader, words: Mapping[str, frozenset[str]]) -> None:
        self.reader = reader
        self._words = words

    def actor(self, head: int, start: int, end: int) -> Actor | None:
        """The actor of words whose head is no mention: by the people, roles, countries in them."""
        reader, parse = self.reader, self.reader.parse
        if self._is_treaty(head, start):
            return Actor(rule=TREATY)
        meant = self._one_of_two(start, end) or self._person_of_country(start, end) or self._several(head)
        if meant is not None:
            return meant
        modifiers = [c for c in parse.children[head] if start <= c < end and parse.deprel[c] in _OF]
        for word in (*modifiers, *range(start, end)):
            if is_backer(reader.layout, word, self._words["backing"]):
                continue
            span = reader.layout.adjectives.get(word)
            if span is not None and not (word and parse.words[word - 1].lower() in self._words["ethnic"]):
                code = reader.code(span)
                if code:
                    role = next((r for i in range(start, end) if (r := reader.layout.role_at.get(i))), None)
                    rule = "adjective" if word in modifiers else "modifier"
                    sector = role.role.sector if role else self._whose(modifiers, code)
                    return Actor(code, sector, self._owner(code), rule)
            entity = reader.found.entity_at.get(word)
            actor = reader.actor(entity) if entity is not None else None
            if actor is not None and actor.code:
                plain = entity is not None and (entity.kind == "nominal" or actor.rule.startswith("countries:"))
                sector = actor.sector if plain else self._whose(modifiers, actor.code)
                return Actor(actor.code, sector, actor.name, "modifier")
        return None

    def _is_treaty(self, head: int, start: int) -> bool:
        """Whether a noun is of what was agreed in a town that gave it its name."""
        name = self.reader.layout.name_at.get(head - 1) if head > start else None
        return name is not None and self.reader.context.is_of_treaty(name)

    def _owner(self, code: str) -> str | None:
        """The government of whose country a thing is: who acts is named, not the thing."""
        row = self.reader.index.countries.get(code)
        return self.reader.names.government(row) if row is not None else None

    def _whose(self, modifiers: list[int], code: str) -> str | None:
        """The sector of the body of the tables whose thing a noun is: "Tamil Tiger [boats]", "an Iraqi Army [base]"."""
        for word in modifiers:
            entity = self.reader.found.entity_at.get(word)
            actor = self.reader.actor(entity) if entity is not None and entity.kind == "thing" else None
            if actor is not None and actor.code == code and actor.rule.startswith("actors:"):
                return actor.sector
        return None

    def there(self, role: RoleSpan) -> str | None:
        """The country that "there" behind a noun means ("the foreign ministry there"): the one named last before."""
        parse = self.reader.parse
        ends = [role.end, *(parse.subtree(c)[1] for c in parse.children[role.head] if parse.deprel[c] == "nmod")]
        if not any(i < len(parse) and parse.words[i].lower() in self._words["there"] for i in ends):
            return None
        namings = self.reader.context.namings()
        last = bisect_left(namings, (role.start, "", 0.0)) - 1
        return namings[last][1] if last >= 0 and role.start - namings[last][0] <= _NEAR else None

    def scene(self, role: RoleSpan) -> str | None:
        """The country to whose town a page turns for the first time, with those who live there: "[In Athens] police".

        Where the country was named before, what else is said of it weighs more.
        """
        parse = self.reader.parse
        if role.role.sector not in _DWELLING and parse.lower[role.head] not in self._words["seated"]:
            return None
        start = parse.sentence_range(parse.sentence_of[role.head])[0]
        place = self.reader.layout.name_at.get(start + 1)
        if place is None or place.start != start + 1 or parse.lower[start] not in self._words["scene"]:
            return None
        if not place.end <= role.start <= place.end + _SCENE or parse.lower[place.head] in self._words["court-seat"]:
            return None
        between = range(place.end, role.start)
        if any(i in self.reader.layout.name_at or parse.words[i] in _ENDS for i in between) or self._is_said(role.head):
            return None
        code = self.reader.code(place)
        namings = [word for word, other, _ in self.reader.context.namings() if other == code]
        return code if code in self.reader.index.countries and namings and namings[0] >= place.start else None

    def _is_said(self, word: int) -> bool:
        """Whether a word is in what somebody says, who may speak of elsewhere."""
        contents = (span for a in self.reader.parse.attributions for span in a.content)
        return any(span.start <= word < span.end for span in contents)

    def of_all_states(self, role: RoleSpan, phrase: Phrase) -> str | None:
        """The organisation of a court that sits for many states, known by its town alone: "judges in The Hague"."""
        spans = (*phrase.names, *phrase.places)
        towns = {self.reader.parse.line(span.start, span.end).lower().removeprefix("the ") for span in spans}
        return _ORGANISATION if role.role.sector == _COURT and towns and towns <= self._words["court-seat"] else None

    def how_many(self, role: RoleSpan) -> int:
        """How many that were named a noun means: two by "the two sides", "both governments", three by "all three
        capitals"; none by others."""
        parse = self.reader.parse
        if parse.lower[role.head] not in self._words["pair"]:
            return 0
        return next(filter(None, map(self._count, parse.children[role.head])), 0)

    def _several(self, word: int) -> Actor | None:
        """Those whom a number means by itself: "spoke to both", "the two signed", "ambassadors from all three"."""
        parse = self.reader.parse
        count = self._counts.get(parse.lower[word], 0) if parse.upos[word] in _NUMBERS else 0
        if word + 1 < len(parse) and parse.lower[word + 1] in self._words["another-one"]:
            return None  # "each other"
        if not count or (parse.upos[word] == "NUM" and not self._is_definite(word)):
            return None
        codes = self.reader.context.several.of(word, count)
        names = [self.reader.index.countries[code].name for code in codes]
        return Actor(JOINT.join(codes), None, f"{JOINT} ".join(names), PAIR) if codes else None

    def _count(self, word: int) -> int:
        """How many a number or "both" at a noun says, where they are known ones: "the two", not "two"."""
        parse = self.reader.parse
        count = self._counts.get(parse.lower[word], 0) if parse.deprel[word] in _COUNT else 0
        return count if parse.upos[word] != "NUM" or self._is_definite(parse.heads[word]) else 0

    def _is_definite(self, word: int) -> bool:
        """Whether a number or its noun is told to be known: "the two", "all three", "its two neighbours"; it is of more
        than were named in "the other two"."""
        parse = self.reader.parse
        told = (parse.upos[c] == "DET" or parse.deprel[c] == "nmod:poss" for c in parse.children[word])
        return any(told) and all(parse.lower[c] not in self._words["another-one"] for c in parse.children[word])

    @cached_property
    def _counts(self) -> dict[str, int]:
        """How many words such as "both" and "three" mean."""
        return {word: count for count in _COUNTS for word in self._words[_COUNTS[count]]}

    @cached_property
    def _mentions(self) -> list[tuple[int, int]]:
        """The mentions of people and named things: head word and the number of the entity."""
        entities = self.reader.found.entities
        return sorted((m.head, n) for n, e in enumerate(entities) if e.kind in ("person", "thing") for m in e.mentions)

    def _before(self, word: int) -> list[tuple[int, Entity]]:
        """Who was mentioned before a word, the last first."""
        index = bisect_left(self._mentions, (word, -1))
        found = self._mentions[max(0, index - _MOST) : index]
        return [(head, self.reader.found.entities[number]) for head, number in reversed(found)]

    def _person_of_country(self, start: int, end: int) -> Actor | None:
        """Whom "the American" varies: the last mentioned person of that country."""
        reader, parse = self.reader, self.reader.parse
        span = reader.layout.adjectives.get(end - 1) or reader.layout.name_at.get(end - 1)
        if end - start != 2 or span is None or parse.words[start].lower() not in self._words["article"]:
            return None
        if not any(e.kind in ("adjective", "people") for e in span.entries) or parse.xpos[end - 1] in ("NNS", "NNPS"):
            return None
        code = reader.code(span)
        for _, entity in self._before(start):
            actor = reader.actor(entity) if entity.kind == "person" else None
            if actor is not None and actor.code == code:
                return actor
        return None

    def _one_of_two(self, start: int, end: int) -> Actor | None:
        """Which of the two named last is meant by "the former" and "the latter"."""
        reader, parse = self.reader, self.reader.parse
        word = parse.words[end - 1].lower()
        if end - start != 2 or not (word in self._words["first-of-two"] or word in self._words["last-of-two"]):
            return None
        before = self._before(start)
        for head, entity in before:
            first = reader.found.entity_at.get(parse.heads[head])
            if start - head > _BACK:
                break
            if parse.deprel[head] == "conj" and first is not None and first is not entity:
                return reader.actor(first if word in self._words["first-of-two"] else entity)
        last = next((e for _, e in before if e.kind == "person"), None)
        return reader.actor(last) if last is not None and word in self._words["last-of-two"] else None

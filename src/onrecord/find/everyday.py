"""Which pages are about everyday life (sport, weather, science, markets, culture, recipes), and which of their
sentences tell of public affairs all the same.

Their verbs are those of conflict and diplomacy ("attacked down the left", "Germany meet Sweden", "the sauce demands
patience"), and what the event head says of a word alone does not tell them apart: what the whole page says does.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

from onrecord.find.context import Draft
from onrecord.find.slots import Tree
from onrecord.schema import EventType, Mention, Party

__all__ = ["Everyday"]

_NEVER, _SUREST = 1.0, 0.985
_SURE = 0.9
_MARCHED = 0.75  # protests are seldom those of games, weather or markets
_DOUBTED, _PLAIN = -0.7, -2.6  # how little of public affairs a page has: then sure events count, then the surest
_NOTHING = -2.0  # what a page without any sign has
_HEAD, _CIVIC, _KNOWN, _LIFE = 0.6, 0.7, 0.45, -1.2  # what a sign in a hundred words adds
_MANY = 5.0  # more signs of everyday life add nothing
_LIKELY = 0.5  # from this score on the event head takes a word for an event
_TABLES = ("offices:", "actors:", "people:")  # rules by which somebody is known by name
_GAME = 2  # words of sport from which a country may be a team
_COUNTRIES = "countries:"
_SHORT = 0.5  # hundreds of words that a shorter text counts as
_BRIEF, _FEW = 60, 2  # so short a text, in words, is about everyday life only where so many words are of it


class Everyday:
    """How likely the events of an article's sentences must be for what it is about, where that is asked."""

    def __init__(self, tree: Tree, mentions: Sequence[Mention]) -> None:
        self._tree = tree
        self._mentions = mentions

    def least(self, draft: Draft) -> float:
        """How likely an event must at least be: 0 on a page about public affairs, in a sentence with a word of them,
        and where a country acts under its own name, which in sport is a team."""
        if not self._bar or self._tree.parse.sentence_of[draft.hit.word] in self._civic:
            return 0.0
        if draft.hit.frame.type is EventType.PROTEST:
            return min(self._bar, _MARCHED)
        if any(map(_is_country, draft.sides[0])):
            return 0.0 if self._contests < _GAME else _NEVER
        return self._bar

    @cached_property
    def _bar(self) -> float:
        """How likely the events of the page must be in a sentence without a word of public affairs."""
        parse, words = self._tree.parse, self._tree.pack.word_classes
        if not parse.event_head:
            return 0.0
        hundred = max(len(parse) / 100, _SHORT)
        life = _count(parse.lemma, words["everyday"]) + self._contests
        if life < _FEW and len(parse) < _BRIEF:
            return 0.0
        head = sum(t.score for t in parse.triggers if t.score > _LIKELY) / hundred
        civic = _count(parse.lemma, words["public"]) / hundred
        known = sum(_is_known(m) for m in self._mentions) / hundred
        public = _NOTHING + _HEAD * head + _CIVIC * civic + _KNOWN * known + _LIFE * min(life / hundred, _MANY)
        return _SUREST if public < _PLAIN else _SURE if public < _DOUBTED else 0.0

    @cached_property
    def _contests(self) -> int:
        """How many words of sport the page has."""
        return _count(self._tree.parse.lemma, self._tree.pack.word_classes["contest"])

    @cached_property
    def _civic(self) -> frozenset[int]:
        """The sentences with a word of public affairs."""
        parse, words = self._tree.parse, self._tree.pack.word_classes["public"]
        return frozenset(parse.sentence_of[i] for i, lemma in enumerate(parse.lemma) if lemma in words)


def _count(lemmas: Iterable[str], words: frozenset[str]) -> int:
    return sum(map(words.__contains__, lemmas))


def _is_known(mention: Mention) -> bool:
    """Whether a mention is of somebody or a body that the tables know by name, which is no country."""
    actor = mention.actor
    return actor is not None and actor.code is not None and actor.rule.startswith(_TABLES)


def _is_country(party: Party) -> bool:
    return party.actor is not None and party.actor.rule.startswith(_COUNTRIES)

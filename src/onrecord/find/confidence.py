"""How sure an event is: a logistic model over what found it and what stands around it."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.find import event_features as features
from onrecord.find.context import Draft
from onrecord.find.event_features import ODDS as _ODDS
from onrecord.find.everyday import Everyday
from onrecord.find.slots import Tree
from onrecord.find.triggers import Hit
from onrecord.lang.frames import Part
from onrecord.parse.parse import Parse
from onrecord.schema import EventType, Mention, Party, Status

__all__ = ["Evidence", "Head", "probability"]

_LEAST = 0.48  # less sure events are not reported
_SURE = 0.75  # on a page about sport, weather, science or markets
_CLOSE = 1e-9  # what sums in another order may differ by
_SIDES = tuple(a + b for a in "kw-" for b in "kw-")
_UNPOLITICAL = 1.5  # words of sport, weather, science and markets in a hundred: then only sure events count
_FEW = 2  # so few of them tell nothing, in however short a text
_TYPE_NAMES = frozenset(EventType)
_DENSE = (1, 2, 4, 6, 9)  # events a hundred words
_ACTORS = (1, 3, 6, 10)  # known actors a hundred words
_TOGETHER = 4  # events of one sentence, counted alike from here on


class Evidence:
    """The features of an article's drafts; `first` are the hits of its words that come first, `least` is how likely
    the events are that are reported, where the usual bar is not wanted."""

    def __init__(
        self, tree: Tree, first: Sequence[Hit], mentions: Sequence[Mention], head: "Head", *, least: float | None = None
    ) -> None:
        named = sum(m.actor is not None for m in mentions)
        self.head = head
        self.tree = tree
        parse = tree.parse
        hundred = max(len(parse) / 100, 0.3)
        sure = [parse.sentence_of[hit.word] for hit in first if not hit.loose]
        self.density = _step(len(sure) / hundred, _DENSE)
        self.actors = _step(named / hundred, _ACTORS)
        self._together = {sentence: min(count, _TOGETHER) for sentence, count in Counter(sure).items()}
        self._same = Counter([(parse.sentence_of[hit.word], hit.frame.type) for hit in first])
        self.in_name = frozenset(i for n in parse.names for i in range(n.start, n.end))
        unpolitical = sum(map(tree.pack.word_classes["unpolitical"].__contains__, parse.lemma))
        self.unpolitical = _step(unpolitical / hundred, _ACTORS)
        self._least = least or (_SURE if unpolitical > _FEW and unpolitical / hundred >= _UNPOLITICAL else _LEAST)
        self._enough = math.log(self._least / (1 - self._least)) - _CLOSE
        self._everyday = None if least else Everyday(tree, mentions)
        self._weight = tree.pack.event_sums
        self._own: dict[tuple[int, EventType], float] = {}  # by word and type, which have one hit

    def least(self, draft: Draft) -> float:
        """How likely an event must at least be to be reported."""
        return max(self._least, self._everyday.least(draft)) if self._everyday is not None else self._least

    def of(self, draft: Draft, rank: int, rivals: int) -> list[str]:
        """The features of one draft, the frame of its word's `rank`-th type of `rivals`."""
        hit, chain = draft.hit, len(draft.chain)
        open_ = (self._status(hit, chain, draft.status), *self._sides(hit, chain, _sides_of(draft)))
        return [feature for name, *of in (*self._plain(hit, rank, rivals), *open_) for feature in name(*of)]

    def chance(self, draft: Draft, rank: int, rivals: int) -> float:
        """How likely one draft is an event by the pack's weights."""
        hit, chain, weight = draft.hit, len(draft.chain), self._weight
        score = self._alone(hit, rank, rivals) + weight[self._status(hit, chain, draft.status)]
        return _logistic(score + sum([weight[part] for part in self._sides(hit, chain, _sides_of(draft))]))

    def room(self, hit: Hit, chain: int, rank: int, rivals: int) -> float:
        """How far a hit with the best sides lies above what is likely enough, its status left out."""
        key = (*self._sides(hit, chain, None),)
        sides = self._weight.most(key, (self._sides(hit, chain, s) for s in _SIDES))
        return self._alone(hit, rank, rivals) + sides - self._enough

    def may_be(self, room: float, hit: Hit, chain: int, status: Status | None = None) -> bool:
        """Whether a hit with this room is likely enough with its status, or the best one where that is not given."""
        key, weight = self._status(hit, chain, status), self._weight
        if status is not None:
            return room + weight[key] >= 0
        return room + weight.most(key, ([self._status(hit, chain, s)] for s in Status)) >= 0

    def _alone(self, hit: Hit, rank: int, rivals: int) -> float:
        """What all weighs that neither sides nor status are part of."""
        key = hit.word, hit.frame.type
        score = self._own.get(key)
        if score is None:
            score = self._own[key] = sum([self._weight[part] for part in self._plain(hit, rank, rivals)])
        return score

    def _plain(self, hit: Hit, rank: int, rivals: int) -> list[Part]:
        """Features in parts that come again and again: how each part is named, and of what."""
        parse, word, frame, type_ = self.tree.parse, hit.word, hit.frame, hit.frame.type
        lemma, tag, sentence, head = parse.lemma[word], parse.xpos[word], parse.sentence_of[word], parse.heads[word]
        parts: list[Part] = [
            (features.of_frame, frame.name, type_, lemma),
            (features.of_article, self.density, self.actors, self.unpolitical, self._together.get(sentence, 0)),
            (features.of_match, hit.parties, min(len(hit.phrase), 2)),
            self.head.part(word, type_, fixed=hit.fixed),
            (features.of_rank, rank, rivals, hit.loose),
            (
                features.of_place,
                self._same.get((sentence, type_), 0) > 1,
                word in self.in_name,
                parse.words[word][0].isupper(),
            ),
        ]
        if hit.plain:
            parts.append((features.of_plain, type_, tag))
        if hit.loose:
            parts.append((features.of_loose_word, tag, parse.deprel[word], self.actors, self.density))
        if head != word:
            parts.append((features.of_head, parse.lemma[head], type_))
        return parts

    def _status(self, hit: Hit, chain: int, status: Status | None) -> Part:
        parse, word = self.tree.parse, hit.word
        return features.of_word, parse.xpos[word], parse.deprel[word], status, min(chain, 2)

    def _sides(self, hit: Hit, chain: int, sides: str | None) -> list[Part]:
        parse, word, frame = self.tree.parse, hit.word, hit.frame
        parts: list[Part] = [(features.of_sides, sides, frame.type, self.tree.is_verb(word))]
        if frame.how is not None:
            above = parse.deprel[parse.heads[word]]
            parts.append((features.of_manner, frame.how, frame.name, min(chain, 1), sides, above))
        if hit.loose:
            parts.append((features.of_loose, frame.name, frame.type, parse.lemma[word], sides))
        return parts


def probability(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """The probability that the features' weights give.

    >>> probability(["a", "b"], {"a": 1.0, "b": -1.0})
    0.5
    """
    return _logistic(sum(weights.get(f, 0.0) for f in features))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def _sides_of(draft: Draft) -> str:
    """Of both sides, whether they have a known actor, words, or nothing."""
    return _known(draft.sides[0]) + _known(draft.sides[1])


def _known(side: Sequence[Party]) -> str:
    for party in side:
        if party.actor is not None and party.actor.code:
            return "k"
    return "w" if side else "-"


class Head:
    """What the encoder's event head says of an article's words: it proposes, the table codes."""

    def __init__(self, parse: Parse, weights: Mapping[str, float]) -> None:
        self._at = {t.word: t for t in parse.triggers}
        self._known = parse.event_head or bool(self._at)
        self._weights = weights
        self._odds: dict[int, list[tuple[str, float]]] = {}

    def proposals(self) -> Iterator[tuple[int, list[EventType]]]:
        """The words that the head proposes, with the types that it finds likely enough."""
        for word, trigger in self._at.items():
            least = self._weights["propose"]
            types = [EventType(name) for name, score in trigger.types if score >= least and name in _TYPE_NAMES]
            if types:
                yield word, types

    def part(self, word: int, type_: EventType, *, fixed: bool = False) -> Part:
        """How likely the head finds a type at a word, and any other type: the features as a part of `Evidence`.

        Of a set phrase (`fixed`) the head tells that it is an event, the table of what type.
        """
        if not self._known:
            return (features.of_headless,)
        trigger = self._at.get(word)
        if trigger is None:
            return features.of_event_head, _NO_STEP, _NO_STEP, type_, False
        odds = self._odds.get(word)
        if odds is None:
            odds = self._odds[word] = [(name, _log_odds(score)) for name, score in trigger.types]
        own = other = _NO_ODDS
        for name, odd in odds:
            if fixed or name == type_:
                own = max(own, odd)
            elif odd > other:
                other = odd
        return features.of_event_head, bisect_right(_ODDS, own), bisect_right(_ODDS, other), type_, own > other


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def _step(value: float, steps: Sequence[float]) -> int:
    return bisect_right(steps, value)


_NO_ODDS = _log_odds(0.0)
_NO_STEP = bisect_right(_ODDS, _NO_ODDS)

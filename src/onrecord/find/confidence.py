"""How sure an event is: a logistic model over what found it and what stands around it."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.find import event_features as features
from onrecord.find.context import Draft
from onrecord.find.event_features import ODDS as _ODDS
from onrecord.find.event_features import Features
from onrecord.find.slots import Tree
from onrecord.parse.parse import Parse
from onrecord.schema import EventType, Party

__all__ = ["Evidence", "Head", "probability"]

_UNPOLITICAL = 1.5  # words of sport, weather, science and markets in a hundred: then only sure events count
_TYPE_NAMES = frozenset(EventType)
_DENSE = (1, 2, 4, 6, 9)  # events a hundred words
_ACTORS = (1, 3, 6, 10)  # known actors a hundred words


class Evidence:
    """The features of an article's drafts, grouped by word."""

    def __init__(self, tree: Tree, groups: Sequence[Sequence[Draft]], named: int, head: "Head") -> None:
        self.head = head
        self.tree = tree
        parse = tree.parse
        hundred = max(len(parse) / 100, 0.3)
        self.density = _step(sum(not g[0].hit.loose for g in groups) / hundred, _DENSE)
        self.actors = _step(named / hundred, _ACTORS)
        self.in_sentence = Counter(parse.sentence_of[g[0].hit.word] for g in groups if not g[0].hit.loose)
        self.same = Counter((parse.sentence_of[g[0].hit.word], g[0].hit.frame.type) for g in groups)
        self.in_name = frozenset(i for n in parse.names for i in range(n.start, n.end))
        quiet = tree.pack.word_classes["unpolitical"]
        unpolitical = sum(lemma in quiet for lemma in parse.lemma) / hundred
        self.unpolitical = _step(unpolitical, _ACTORS)
        self.is_unpolitical = unpolitical >= _UNPOLITICAL

    def of(self, draft: Draft, rank: int, rivals: int) -> list[str]:
        """The features of one draft, the frame of its word's `rank`-th type of `rivals`."""
        return [feature for part in self.parts(draft, rank, rivals) for feature in part]

    def parts(self, draft: Draft, rank: int, rivals: int) -> list[Features]:
        """The same in parts, each made once and kept, so that its weights need adding up once only."""
        parse, hit, word = self.tree.parse, draft.hit, draft.hit.word
        frame, type_, lemma = hit.frame, hit.frame.type, parse.lemma[word]
        tag, relation = parse.xpos[word], parse.deprel[word]
        sides = _known(draft.sides[0]) + _known(draft.sides[1])
        sentence, chain, head = parse.sentence_of[word], len(draft.chain), parse.heads[word]
        parts = [
            features.of_frame(frame.name, type_, lemma),
            features.of_sides(sides, type_, self.tree.is_verb(word)),
            features.of_word(tag, relation, draft.status, min(chain, 2)),
            features.of_article(self.density, self.actors, self.unpolitical, min(self.in_sentence[sentence], 4)),
            features.of_match(hit.parties, min(len(hit.phrase), 2)),
            self.head.features(word, type_),
            features.of_rank(rank, rivals, hit.loose),
            features.of_place(
                self.same[sentence, type_] > 1,
                word in self.in_name,
                parse.words[word][0].isupper(),
            ),
        ]
        if hit.plain:
            parts.append(features.of_plain(type_, tag))
        if frame.how is not None:
            parts.append(features.of_manner(frame.how, frame.name, min(chain, 1), sides, parse.deprel[head]))
        if hit.loose:
            parts.append(features.of_loose(frame.name, type_, lemma, sides))
            parts.append(features.of_loose_word(tag, relation, self.actors, self.density))
        if head != word:
            parts.append(features.of_head(parse.lemma[head], type_))
        return parts

    def chance(self, draft: Draft, rank: int, rivals: int) -> float:
        """How likely one draft is an event by the pack's weights."""
        weight = self.tree.pack.event_sums
        return _logistic(sum(map(weight.__getitem__, self.parts(draft, rank, rivals))))


def probability(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """The probability that the features' weights give.

    >>> probability(["a", "b"], {"a": 1.0, "b": -1.0})
    0.5
    """
    return _logistic(sum(weights.get(f, 0.0) for f in features))


def _logistic(score: float) -> float:
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def _known(side: Sequence[Party]) -> str:
    """Whether a side has a known actor, words, or nothing."""
    if not side:
        return "-"
    return "k" if any(p.actor is not None and p.actor.code for p in side) else "w"


class Head:
    """What the encoder's event head says of an article's words: it proposes, the table codes."""

    def __init__(self, parse: Parse, weights: Mapping[str, float]) -> None:
        self._at = {t.word: t for t in parse.triggers}
        self._known = parse.event_head or bool(self._at)
        self._weights = weights

    def proposals(self) -> Iterator[tuple[int, list[EventType]]]:
        """The words that the head proposes, with the types that it finds likely enough."""
        for word, trigger in self._at.items():
            least = self._weights["propose"]
            types = [EventType(name) for name, score in trigger.types if score >= least and name in _TYPE_NAMES]
            if types:
                yield word, types

    def features(self, word: int, type_: EventType) -> Features:
        """How likely the head finds a type at a word, and any other type."""
        if not self._known:
            return features.HEADLESS
        trigger = self._at.get(word)
        own = other = 0.0
        for name, score in trigger.types if trigger is not None else ():
            if name == type_:
                own = score
            else:
                other = max(other, score)
        own, other = _log_odds(own), _log_odds(other)
        return features.of_event_head(bisect_right(_ODDS, own), bisect_right(_ODDS, other), type_, own > other)


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def _step(value: float, steps: Sequence[float]) -> int:
    return bisect_right(steps, value)

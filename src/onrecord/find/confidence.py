"""How sure an event is: a logistic model over what found it and what stands around it."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.find.context import Draft, codes_of
from onrecord.find.slots import Tree
from onrecord.parse.parse import Parse
from onrecord.schema import EventType, Status

__all__ = ["Evidence", "Head", "probability"]

_ODDS = (-4, -3.5, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3)  # log odds of the head
_UNPOLITICAL = 1.5  # words of sport, weather, science and markets in a hundred: then only sure events count
_TYPE_NAMES = frozenset(EventType)
_STATUS_NAMES = frozenset(Status)
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
        parse, word = self.tree.parse, draft.hit.word
        frame, lemma = draft.hit.frame, parse.lemma[word]
        verb = self.tree.is_verb(word)
        sides = "".join("k" if codes_of(s) else "w" if s else "-" for s in draft.sides[:2])
        sentence = parse.sentence_of[word]
        features = [
            "bias",
            f"frame={frame.name}",
            f"lemma={lemma}",
            f"lemma={lemma}:{frame.type}",
            f"type={frame.type}",
            f"sides={sides}",
            f"sides={sides}:{frame.type}",
            f"pos={parse.xpos[word]}",
            f"rel={parse.deprel[word]}",
            f"status={draft.status}",
            f"chain={min(len(draft.chain), 2)}",
            f"density={self.density}",
            f"actors={self.actors}",
            f"unpolitical={self.unpolitical}",
            f"together={min(self.in_sentence[sentence], 4)}",
            f"asked={'+'.join(draft.hit.parties) or 'none'}",
            f"phrase={min(len(draft.hit.phrase), 2)}",
            f"verb={verb}:{sides}",
        ]
        features += self.head.features(word, frame.type)
        if draft.hit.plain:
            features += ["plain", f"plain:{frame.type}", f"plain:{parse.xpos[word]}"]
        features += [f"rank={rank}", f"rivals={rivals}", f"rank={rank}:{draft.hit.loose}:{rivals}"]
        if frame.how is not None:
            features += [
                f"{frame.how}:chain={min(len(draft.chain), 1)}:{sides}",
                f"{frame.name}:chain={min(len(draft.chain), 1)}",
            ]
            features += [f"{frame.name}:rel={parse.deprel[parse.heads[word]]}"]
        if draft.hit.loose:
            features += ["loose", f"loose:{frame.type}", f"loose:{sides}", f"loose:frame={frame.name}"]
            features += [f"loose:lemma={lemma}", f"loose:pos={parse.xpos[word]}", f"loose:rel={parse.deprel[word]}"]
            features += [f"loose:actors={self.actors}", f"loose:density={self.density}"]
        if self.same[sentence, frame.type] > 1:
            features.append("repeated")
        if word in self.in_name:
            features.append("in-name")
        if parse.words[word][0].isupper():
            features.append("capital")
        head = parse.heads[word]
        if head != word:
            features.append(f"head={parse.lemma[head]}:{frame.type}")
        return features


def probability(features: Sequence[str], weights: Mapping[str, float]) -> float:
    """The probability that the features' weights give.

    >>> probability(["a", "b"], {"a": 1.0, "b": -1.0})
    0.5
    """
    score = sum(weights.get(f, 0.0) for f in features)
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


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

    def features(self, word: int, type_: EventType) -> list[str]:
        """How likely the head finds a type at a word, and any other type."""
        if not self._known:
            return ["headless"]
        trigger = self._at.get(word)
        scores = dict(trigger.types) if trigger is not None else {}
        own = _log_odds(scores.get(type_, 0.0))
        other = _log_odds(max((s for name, s in scores.items() if name != type_), default=0.0))
        found = [f"head>={step}" for step in _ODDS if own >= step]
        found += [f"head-other>={step}" for step in _ODDS if other >= step]
        return [*found, f"head:{type_}" if own > other else f"head-not:{type_}"]

    def status(self, word: int, read: Status) -> Status:
        """The status at a word: the head's best, unless what the tree says is as likely."""
        trigger = self._at.get(word)
        if trigger is None or not trigger.statuses or read is Status.HISTORICAL:
            return read
        scores = {name: score for name, score in trigger.statuses if name in _STATUS_NAMES}
        scores[read] = scores.get(read, 0.0) + self._weights["status"]
        return Status(max(scores, key=lambda name: (scores[name], name == read)))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value >= s for s in steps)

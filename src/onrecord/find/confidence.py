"""How sure an event is: a logistic model over what found it and what stands around it, trained on annotated articles."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from onrecord.find.context import Draft, codes_of
from onrecord.find.slots import Tree
from onrecord.parse.parse import Trigger
from onrecord.schema import EventType, Status

__all__ = ["Evidence", "Head", "probability"]

_TYPE_NAMES = frozenset(EventType)
_STATUS_NAMES = frozenset(Status)
_DENSE = (1, 2, 4, 6, 9)  # events a hundred words
_ACTORS = (1, 3, 6, 10)  # known actors a hundred words


class Evidence:
    """The features of an article's drafts, grouped by word."""

    def __init__(self, tree: Tree, groups: Sequence[Sequence[Draft]], named: int) -> None:
        self.tree = tree
        parse = tree.parse
        hundred = max(len(parse) / 100, 0.3)
        self.density = _step(sum(not g[0].hit.loose for g in groups) / hundred, _DENSE)
        self.actors = _step(named / hundred, _ACTORS)
        self.in_sentence = Counter(parse.sentence_of[g[0].hit.word] for g in groups if not g[0].hit.loose)
        self.same = Counter((parse.sentence_of[g[0].hit.word], g[0].hit.frame.type) for g in groups)
        self.in_name = frozenset(i for n in parse.names for i in range(n.start, n.end))
        quiet = tree.pack.word_classes["unpolitical"]
        self.unpolitical = _step(sum(lemma in quiet for lemma in parse.lemma) / hundred, _ACTORS)

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
    """What the encoder's event head says of an article's words: it proposes, the table codes.

    A word's probability for a type is a weighted sum of the log odds of both; where the head is silent a floor stands
    for it, where the table has no frame a constant for the table. Without a head the table decides alone.
    """

    def __init__(self, triggers: Sequence[Trigger], weights: Mapping[str, float]) -> None:
        self._at = {t.word: t for t in triggers}
        self._weights = weights

    def proposes(self, word: int, known: Sequence[EventType]) -> list[EventType]:
        """The types that the head sees at a word and the table does not."""
        trigger = self._at.get(word)
        if trigger is None:
            return []
        return [
            EventType(name)
            for name, score in trigger.types
            if score >= self._weights["propose"] and name in _TYPE_NAMES and EventType(name) not in known
        ]

    @property
    def words(self) -> list[int]:
        """The words that the head proposes."""
        return list(self._at)

    def judge(self, word: int, type_: EventType, table: float) -> float:
        """The probability of an event of a type at a word, given the table's."""
        if not self._at:
            return table
        weights, trigger = self._weights, self._at.get(word)
        seen = dict(trigger.types).get(type_, 0.0) if trigger is not None else 0.0
        score = weights["bias"] + weights["table"] * _log_odds(table)
        score += weights["head"] * _log_odds(max(seen, weights["floor"]))
        return 1 / (1 + math.exp(-score))

    @property
    def unknown(self) -> float:
        """What stands for the table's probability where it has no frame."""
        return self._weights["unknown"]

    def status(self, word: int, read: Status) -> Status:
        """The status at a word: the head's best, unless what the tree says is as likely."""
        trigger = self._at.get(word)
        if trigger is None or not trigger.statuses or read is Status.HISTORICAL:
            return read
        scores = {name: score for name, score in trigger.statuses if name in _STATUS_NAMES}
        scores[read] = scores.get(read, 0.0) + self._weights["status"]
        return Status(max(scores, key=lambda name: (scores[name], name == read)))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.002), 0.998)
    return math.log(bounded / (1 - bounded))


def _step(value: float, steps: Sequence[float]) -> int:
    return sum(value >= s for s in steps)

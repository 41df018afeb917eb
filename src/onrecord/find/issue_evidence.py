"""What speaks for two positions of an article being about one issue."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from onrecord.find.issue_sides import SPOKEN, Put, between, meeting, order_names, put
from onrecord.lang import LanguagePack
from onrecord.parse.parse import Parse
from onrecord.schema import Event

__all__ = ["STEM", "Passages", "Stand", "shared_weight"]

CONTENT = frozenset({"NOUN", "VERB", "ADJ"})
STEM = 5  # characters: withdraw / withdrawal, negotiate / negotiation, recognise / recognition
SHORTEST = 3  # characters of a content word
SHARED = (0.01, 0.15, 0.3, 0.5, 0.7)  # of the weight of the passage that says less
SENTENCE = (0.01, 0.2, 0.4)
CROSSED = (0.01, 0.2, 0.4, 0.7)
FAR = (1, 2, 3, 5, 8)  # sentences
NEAR = 1  # sentences back to what a pronoun takes up
TAKEN_UP = frozenset({"obj", "obl", "nmod", "nsubj:pass"})  # where a pronoun stands for the matter, not for a person
NEW = (0.34, 0.67, 1.0)  # share of the later passage's nouns that the article has not had before


@dataclass(frozen=True, slots=True)
class Stand:
    """A position as far as its issue is concerned: its passage, its actor's code and which way it pulls."""

    words: tuple[int, int]
    code: str
    pull: str


@dataclass(frozen=True, slots=True)
class _Passage:
    """What a position's passage and its sentence name."""

    own: frozenset[str]
    nouns: frozenset[str]
    names: frozenset[str]
    around: frozenset[str]  # the whole sentence
    sentence: int
    paragraph: int
    pronoun: bool
    refers: bool  # to the matter by a pronoun
    new: int  # how many of its nouns the article has not had before, as a step of `NEW`
    deeds: frozenset[str]  # the types of the events that it names, but of speech
    frames: frozenset[str]  # the frames of the same: one for "leave", "pull out" and "withdrawal"
    doers: frozenset[str]  # each type with the code of who does it
    put: Put


class Passages:
    """The passages of an article's positions, and the evidence of each pair."""

    def __init__(self, parse: Parse, pack: LanguagePack, stands: Sequence[Stand], events: Sequence[Event] = ()) -> None:
        self.parse = parse
        self.events = sorted(((parse.word_range(e.anchor)[0], e) for e in events), key=itemgetter(0))
        self.general = pack.general_words
        self.stands = stands
        self.count: Counter[str] = Counter()
        self.since: dict[str, int] = {}  # the sentence that has a stem first
        self._around: list[frozenset[str]] = []
        self._scores: dict[_Facts, float] = {}
        self._weights: dict[frozenset[str], float] = {}
        if len(stands) > 1:
            for number in range(len(parse.sentences)):
                stems = self._stems(parse.sentence_range(number), CONTENT)
                self._around.append(stems)
                self.count.update(stems)
                for stem in sorted(stems):
                    self.since.setdefault(stem, number)
            self.passages = [self._passage(s) for s in stands]

    def score(self, first: int, second: int, weights: Mapping[str, float]) -> float:
        """How much speaks for two positions having one issue (log odds)."""
        facts = self._facts(first, second)
        found = self._scores.get(facts)
        if found is None:
            found = self._scores[facts] = sum(weights.get(name, 0.0) for name in _names(facts))
        return found

    def evidence(self, first: int, second: int) -> Iterator[str]:
        """The names of what is true of a pair of positions, in a fixed order."""
        return _names(self._facts(first, second))

    def _facts(self, first: int, second: int) -> "_Facts":
        a, b = self.passages[first], self.passages[second]
        one, other = self.stands[first], self.stands[second]
        far = abs(a.sentence - b.sentence)
        before, after = (one, other) if one.words <= other.words else (other, one)
        earlier, later = (a, b) if before is one else (b, a)
        names = a.names & b.names
        stems = len(a.own & b.own)
        return (
            _deeds(a, b),
            bisect_right(SHARED, self._share(a.own, b.own)),
            bisect_right(FAR, far),
            bisect_right(SENTENCE, self._share(a.around, b.around)) if far else 0,
            bisect_right(CROSSED, max(self._share(a.own, b.around), self._share(b.own, a.around))) if far else 0,
            min(stems, 4),
            min(len(a.nouns & b.nouns), 3),
            not stems and min(len(a.own), len(b.own)) < SHORTEST,
            min(len(names), 2),
            "-" if far > NEAR else f"{later.refers},{not later.nouns}",
            later.new,
            a.pronoun and b.pronoun,
            a.paragraph == b.paragraph,
            min(one.words[1], other.words[1]) > max(one.words[0], other.words[0]),
            one.code == other.code,
            "+".join(sorted((one.pull, other.pull))),
            (
                between(first, second),
                f"{before.pull}>{after.pull}",
                meeting(earlier.put, later.put),
                earlier.put.acts,
                later.put.acts,
            ),
        )

    def _passage(self, stand: Stand) -> _Passage:
        parse, words = self.parse, stand.words
        sentence = parse.sentence_of[words[0]]
        nouns = self._stems(words, frozenset({"NOUN"}))
        first, last = (bisect_left(self.events, word, key=itemgetter(0)) for word in words)
        events = [e for _, e in self.events[first:last]]
        deeds = [e for e in events if e.type not in SPOKEN]
        fresh = sum(self.since.get(stem, sentence) == sentence for stem in nouns) / (len(nouns) or 1)
        return _Passage(
            own=self._stems(words, CONTENT),
            nouns=nouns,
            names=self._stems(words, frozenset({"PROPN"})),
            around=self._around[sentence],
            sentence=sentence,
            paragraph=parse.paragraph_of[words[0]],
            pronoun=any(parse.upos[w] == "PRON" for w in range(*words)),
            refers=any(parse.upos[w] == "PRON" and parse.deprel[w] in TAKEN_UP for w in range(*words)),
            new=bisect_right(NEW, fresh),
            deeds=frozenset(str(e.type) for e in deeds),
            frames=frozenset(e.rule.partition("+")[0] for e in deeds),
            doers=frozenset(
                f"{e.type} {party.actor.code}" for e in deeds for party in e.actors if party.actor and party.actor.code
            ),
            put=put(stand.code, events),
        )

    def _stems(self, words: tuple[int, int], tags: frozenset[str]) -> frozenset[str]:
        parse = self.parse
        return frozenset(
            parse.lemma[w][:STEM]
            for w in range(*words)
            if parse.upos[w] in tags and len(parse.lemma[w]) >= SHORTEST and parse.lemma[w] not in self.general
        )

    def _share(self, a: frozenset[str], b: frozenset[str]) -> float:
        if a.isdisjoint(b):
            return 0.0
        return self._weight(a & b) / min(self._weight(a), self._weight(b))

    def _weight(self, stems: frozenset[str]) -> float:
        found = self._weights.get(stems)
        if found is None:
            found = self._weights[stems] = sum(1 / math.sqrt(self.count[stem] or 1) for stem in sorted(stems))
        return found


def _deeds(a: _Passage, b: _Passage) -> str:
    """How far what two passages would have done is one: of one frame, of one type, by one doer."""
    if not a.deeds or not b.deeds:
        return "some" if a.deeds or b.deeds else "none"
    alike = "frame" if a.frames & b.frames else "type" if a.deeds & b.deeds else "other"
    return f"{alike},doer={not a.doers.isdisjoint(b.doers)}"


_Order = tuple[int, str, str, tuple[str, ...], tuple[str, ...]]
_Facts = tuple[str, int, int, int, int, int, int, bool, int, str, int, bool, bool, bool, bool, str, _Order]


def _names(facts: _Facts) -> Iterator[str]:
    """The names of the facts of a pair, in a fixed order."""
    (
        deeds, own, far, sentence, crossed, stems, nouns, short, names, taken, new, pronouns, paragraph, overlap, same,
        pulls, order,
    ) = facts  # fmt: skip
    yield "bias"
    yield f"deeds={deeds}"
    yield f"deeds={deeds},stems={stems > 0}"
    yield from (f"own>={least}" for least in SHARED[:own])
    yield from (f"sentence>={least}" for least in SENTENCE[:sentence])
    yield from (f"crossed>={least}" for least in CROSSED[:crossed])
    yield from (f"far>={least}" for least in FAR[:far])
    yield from (f"stems>={n}" for n in range(1, stems + 1))
    yield from (f"nouns>={n}" for n in range(1, nouns + 1))
    if not stems:
        yield f"nothing,short={short}"
    yield from ("name", "names>=2")[:names]
    if not stems:
        yield f"taken={taken}"
        yield f"taken={taken},pulls={pulls}"
        yield f"taken={taken},actor={same}"
    yield f"new={new},far={far > 0}"
    if pronouns:
        yield "pronouns"
    yield f"paragraph={paragraph}"
    if overlap:
        yield "overlap"
    yield from (f"actor={same}", f"pulls={pulls}", f"actor={same},pulls={pulls}", f"actor={same},far={far > 0}")
    yield from order_names(*order)


def shared_weight(a: frozenset[str], b: frozenset[str], count: Counter[str]) -> float:
    """The share of the smaller set's weight that both have; a stem weighs less the more passages hold it.

    >>> shared_weight(frozenset({"talk", "gas"}), frozenset({"talk", "oil"}), Counter(talk=2, gas=1, oil=1))
    0.3333333333333333
    """
    if not a or not b:
        return 0.0
    return _weight(a & b, count) / min(_weight(a, count), _weight(b, count))


def _weight(stems: frozenset[str], count: Counter[str]) -> float:
    return sum(1 / count[stem] for stem in sorted(stems))

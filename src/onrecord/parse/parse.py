"""`Parse`: what the encoder and the resolvers know of an article's words, as plain arrays.

Tests build one from CoNLL-U text (`Parse.from_conllu`) and need no model.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.parse.act_scores import ActScores
from onrecord.parse.sides import SideScores
from onrecord.schema import Anchor, Mention

__all__ = ["Attribution", "Parse", "Span", "Trigger", "Turn"]

Ints = NDArray[np.int32]


class Span(Struct, frozen=True):
    """A half-open range of words with a label and the model's score."""

    start: int
    end: int
    label: str
    score: float = 1.0


class Attribution(Struct, frozen=True):
    """One attribution as the encoder links it: spans of source, cue and content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 1.0


class Turn(Struct, frozen=True):
    """What one says in a transcript: who speaks, the label that says so, what is said, and whether it only asks."""

    speaker: Span | None
    label: Span | None
    content: tuple[Span, ...]
    asks: bool = False


class Trigger(Struct, frozen=True):
    """A word that the event head proposes, with its best types and statuses, best first.

    `sectors` are those of the event's actor; `reach` says whom it was done to: `nobody`, the actor's `own` country or
    one `abroad`. Both are empty where the model has no such head.
    """

    word: int
    types: tuple[tuple[str, float], ...]
    statuses: tuple[tuple[str, float], ...]
    score: float = 1.0
    sectors: tuple[tuple[str, float], ...] = ()
    reach: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Parse:
    """Words, sentences, tags, trees, names and attributions of one article.

    `starts` and `ends` are character offsets into `text` (the article's), one a word. `sentences` and `paragraphs` hold
    the index of each one's first word. `head[i]` is the index of word i's head, i itself for a root: every sentence is
    one tree. `lemma` is lower-cased.

    >>> parse = Parse.from_conllu('''
    ... # text = Mali denied it.
    ... 1 Mali   Mali PROPN NNP _ 2 nsubj _ _
    ... 2 denied deny VERB  VBD _ 0 root  _ _
    ... 3 it     it   PRON  PRP _ 2 obj   _ SpaceAfter=No
    ... 4 .      .    PUNCT .   _ 2 punct _ _
    ... ''')
    >>> parse.words[parse.head[0]], parse.children[1], parse.subtree(1)
    ('denied', (0, 2, 3), (0, 4))
    """

    text: str
    starts: Ints
    ends: Ints
    sentences: Ints
    paragraphs: Ints
    upos: Sequence[str]
    xpos: Sequence[str]
    feats: Sequence[str]
    lemma: Sequence[str]
    head: Ints
    deprel: Sequence[str]
    names: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Attribution, ...] = ()  # by a head trained on annotated cases: innermost ones, where it is there
    triggers: tuple[Trigger, ...] = ()
    mentions: tuple[Mention, ...] = field(default=())  # none yet: `onrecord.find.actors` links them
    sides: SideScores | None = None  # by a head for the sides of events, where it is there
    acts: ActScores | None = None  # by a head for the acts of statements, where it is there
    turns: tuple[Turn, ...] = ()  # of a transcript or an interview
    event_head: bool = False  # whether the model has an event head: then no trigger means no event

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words as they stand in the text."""
        text = self.text
        return tuple([text[s:e] for s, e in zip(*self._bounds, strict=True)])

    @cached_property
    def relation(self) -> list[str]:
        """`deprel` without subtypes."""
        plain = {label: label.split(":")[0] for label in set(self.deprel)}
        return [plain[label] for label in self.deprel]

    @cached_property
    def lower(self) -> list[str]:
        """The words in small letters."""
        return [w.lower() for w in self.words]

    @cached_property
    def _bounds(self) -> tuple[list[int], list[int]]:
        """`starts` and `ends` as plain ints."""
        return self.starts.tolist(), self.ends.tolist()

    @cached_property
    def _ranges(self) -> list[tuple[int, int]]:
        """The words of each sentence."""
        firsts: list[int] = self.sentences.tolist()
        return list(zip(firsts, [*firsts[1:], len(self)], strict=True)) if firsts else []

    @cached_property
    def heads(self) -> list[int]:
        """`head` as plain ints."""
        heads: list[int] = self.head.tolist()
        return heads

    @cached_property
    def children(self) -> list[tuple[int, ...]]:
        """For each word its dependents, left to right."""
        children: list[list[int]] = [[] for _ in range(len(self))]
        for i, h in enumerate(self.heads):
            if h != i:
                children[h].append(i)
        return [tuple(c) for c in children]

    @cached_property
    def sentence_of(self) -> list[int]:
        """For each word the number of its sentence."""
        return _numbers(self.sentences, len(self))

    @cached_property
    def paragraph_of(self) -> list[int]:
        """For each word the number of its paragraph."""
        return _numbers(self.paragraphs, len(self))

    @cached_property
    def _reach(self) -> tuple[list[int], list[int]]:
        children = self.children
        order = [i for i, h in enumerate(self.heads) if h == i]
        for i in order:  # grows: every word after its head
            order += children[i]
        left, right = list(range(len(self))), list(range(1, len(self) + 1))
        for i in reversed(order):
            for c in children[i]:
                if left[c] < left[i]:
                    left[i] = left[c]
                if right[c] > right[i]:
                    right[i] = right[c]
        return left, right

    def subtree(self, word: int) -> tuple[int, int]:
        """The smallest half-open range of words that holds `word` and all its descendants."""
        left, right = self._reach
        return left[word], right[word]

    def sentence_range(self, sentence: int) -> tuple[int, int]:
        """The half-open range of words of a sentence."""
        return self._ranges[sentence]

    def line(self, start: int, end: int) -> str:
        """Words as the text has them, on one line."""
        return " ".join(self.text[self.anchor(start, end).slice].split())

    def anchor(self, start: int, end: int) -> Anchor:
        """The anchor of the words [start, end)."""
        found = self._anchors.get((start, end))
        if found is None:
            starts, ends = self._bounds
            found = self._anchors[start, end] = Anchor(starts[start], ends[end - 1])
        return found

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], Anchor]:
        """The anchors that were asked for: each comes again."""
        return {}

    def word_range(self, anchor: Anchor) -> tuple[int, int]:
        """The half-open range of words that touch `anchor`."""
        key = anchor.start, anchor.end
        found = self._touched.get(key)
        if found is None:
            starts, ends = self._bounds
            first = bisect_right(ends, anchor.start)
            found = self._touched[key] = first, max(first, bisect_left(starts, anchor.end))
        return found

    def root_of(self, sentence: int) -> int:
        """The word of a sentence that hangs on none, or its first."""
        start, end = self.sentence_range(sentence)
        return next((i for i in range(start, end) if self.heads[i] == i), start)

    @cached_property
    def people_words(self) -> frozenset[int]:
        """The numbers of the words of people's names."""
        people = (name for name in self.names if name.label == "PERSON")
        return frozenset(word for name in people for word in range(name.start, name.end))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of people's names of several words, in small letters."""
        long = (name for name in self.names if name.label == "PERSON" and name.end - name.start > 1)
        return frozenset(self.lower[name.end - 1] for name in long)

    @cached_property
    def _touched(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The ranges of words that were asked for, by the characters: each comes again."""
        return {}

    @classmethod
    def from_conllu(cls, conllu: str) -> "Parse":
        """A parse from CoNLL-U text: columns may be separated by any white space; a blank line ends a sentence,
        `# newpar` begins a paragraph, `NER=B-PERSON` in MISC gives names."""
        rows: list[list[str]] = []
        sentences: list[int] = []
        paragraphs: list[int] = [0]
        base: list[int] = []
        fresh = True
        for line in conllu.splitlines():
            line = line.strip()
            if line.startswith("# newpar") and rows:
                paragraphs.append(len(rows))
            if not line:
                fresh = True
            if not line or line.startswith("#"):
                continue
            if fresh:
                sentences.append(len(rows))
                fresh = False
            rows.append(line.split())
            base.append(sentences[-1])
        text, starts, ends = "", [], []
        for row in rows:
            starts.append(len(text))
            text += row[1]
            ends.append(len(text))
            if "SpaceAfter=No" not in row[9]:
                text += " "
        heads = [base[i] + int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)]
        return cls(
            text=text.rstrip(),
            starts=_ints(starts),
            ends=_ints(ends),
            sentences=_ints(sentences),
            paragraphs=_ints(sorted(set(paragraphs))),
            upos=tuple(r[3] for r in rows),
            xpos=tuple(r[4] for r in rows),
            feats=tuple("" if r[5] == "_" else r[5] for r in rows),
            lemma=tuple(r[2].lower() for r in rows),
            head=_ints(heads),
            deprel=tuple(r[7] for r in rows),
            names=_names_of([next((m[4:] for m in r[9].split("|") if m.startswith("NER=")), "O") for r in rows]),
        )


def _numbers(firsts: Ints, size: int) -> list[int]:
    """For each word the number of the part that it is in, by the parts' first words."""
    bounds: list[int] = [*firsts.tolist(), size]
    numbers = [-1] * bounds[0]  # before the first part
    for number, (start, end) in enumerate(pairwise(bounds)):
        numbers += [number] * (end - start)
    return numbers


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int32)


def _names_of(tags: Sequence[str]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append(Span(i, i + 1, tag[2:]))
        elif tag.startswith("I-") and spans and spans[-1].end == i:
            spans[-1] = Span(spans[-1].start, i + 1, spans[-1].label)
    return tuple(spans)

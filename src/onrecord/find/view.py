"""What the statement finders look at: a parse, its quotations and the tables, with the lists they share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from onrecord.find.quotes import Quotation
from onrecord.lang import LanguagePack
from onrecord.lang.actor_index import chunks
from onrecord.lang.cues import CuePos, CueRow, WordRole
from onrecord.parse.parse import Parse, Span
from onrecord.schema import Anchor

__all__ = ["QUOTE_WORDS", "View", "Words", "clip", "overlap"]

QUOTE_WORDS = frozenset(
    ["“", "”", "„", "«", "»", "‹", "›", "「", "」", "『", "』", '"', "＂", "‘", "’", "'", "``", "''"]
)
Words = tuple[int, int]  # a half-open range of words


@dataclass(frozen=True)
class View:
    """A parse with its quotations; word ranges throughout."""

    parse: Parse
    quotations: tuple[Quotation, ...]
    pack: LanguagePack
    found_cues: dict[int, Any] = field(default_factory=dict)  # what `match_cue` found, by word
    phrases: dict[int, Words | None] = field(default_factory=dict)  # what `reporting_phrase` found, by cue
    sources_taken: dict[Words, int] = field(default_factory=dict)  # how many trained statements have a source
    reports: dict[int, int] = field(default_factory=dict)  # reporting phrases set off by marks: first word -> end

    @cached_property
    def lower(self) -> list[str]:
        """The words in small letters."""
        return self.parse.lower

    @cached_property
    def quoted_ranges(self) -> list[tuple[Words, Quotation]]:
        """Each quotation with the words inside its marks, in order; empty ones left out."""
        ranges = []
        for quotation in self.quotations:
            words = self.parse.word_range(quotation.inner)
            if words[0] < words[1]:
                ranges.append((words, quotation))
        return ranges

    @cached_property
    def quote_of(self) -> list[int]:
        """For each word the number of its outermost quotation in `quoted_ranges`, or -1."""
        of = [-1] * len(self.parse)
        reach = 0
        for number, ((start, end), _) in enumerate(self.quoted_ranges):
            for i in range(max(start, reach), end):
                of[i] = number
            reach = max(reach, end)
        return of

    @cached_property
    def quoted_paragraphs(self) -> frozenset[int]:
        """The paragraphs that hold words of a quotation."""
        paragraph = self.parse.paragraph_of
        return frozenset(paragraph[word] for words, _ in self.quoted_ranges for word in range(*words))

    @cached_property
    def is_mark(self) -> list[bool]:
        """For each word whether it is punctuation only."""
        return [not (w.isalnum() or any(map(str.isalnum, w))) for w in self.parse.words]

    @cached_property
    def joints(self) -> frozenset[int]:
        """The words at which something else may begin: conjunctions, commas, semicolons and colons."""
        words, upos = self.parse.words, self.parse.upos
        return frozenset(i for i, w in enumerate(words) if w in (",", ";", ":") or upos[i] == "CCONJ")

    @cached_property
    def roles(self) -> dict[WordRole, frozenset[str]]:
        """The function words by role."""
        return self.pack.statement_roles

    @cached_property
    def may_cue(self) -> list[bool]:
        """For each word whether a row of the cue table begins with it."""
        known, lower = self.pack.cue_words, self.lower
        return [m in known or lower[i] in known for i, m in enumerate(self.parse.lemma)]

    @cached_property
    def cues(self) -> dict[tuple[CuePos, str], tuple[CueRow, ...]]:
        """The rows of the cue table by part of speech and first word, longest phrase first."""
        return self.pack.cue_index

    def has_role(self, word: int, role: WordRole) -> bool:
        """Whether the word has a role of `statement_words.tsv`."""
        return self.lower[word] in self.roles[role]

    def may_speak(self, word: int) -> bool:
        """Whether a noun is somebody's, a body's or a document's: a name, a pronoun or a role noun."""
        if self.label_of[word] or self.parse.upos[word] in ("PRON", "PROPN"):
            return True
        rows = self.pack.actor_index.roles.get(chunks(self.parse.words[word]))
        return any(row.sector is not None or row.home != "no" or row.kind != "body" for _, row in rows)

    def is_document(self, word: int) -> bool:
        """Whether a noun is a writing's: a letter, a statement."""
        rows = self.pack.actor_index.roles.get(chunks(self.parse.words[word]))
        return any(row.kind == "document" for _, row in rows)

    @cached_property
    def label_of(self) -> list[str]:
        """For each word the label of the name it is in, or nothing."""
        of = [""] * len(self.parse)
        for name in self.parse.names:
            of[name.start : name.end] = [name.label] * (name.end - name.start)
        return of

    @cached_property
    def name_at(self) -> dict[int, Span]:
        """The names by their first word."""
        return {n.start: n for n in self.parse.names}

    @cached_property
    def trained_cues(self) -> list[bool]:
        """For each word whether a cue that the head for annotated statements found begins with it."""
        begins = [False] * len(self.parse)
        for found in self.parse.statements:
            if found.cue:
                begins[found.cue[0].start] = True
        return begins

    @cached_property
    def said_by(self) -> list[int]:
        """For each word the cue's first word of the encoder's attribution whose content holds it, or -1."""
        of = [-1] * len(self.parse)
        for found in self.parse.attributions:
            cue = found.cue[0].start if found.cue else len(of)
            for span in found.content:
                of[span.start : span.end] = [cue] * (span.end - span.start)
        return of

    def children(self, word: int, *relations: str) -> list[int]:
        """The dependents of a word whose relation (with or without its subtype) is among `relations`."""
        children = self.parse.children[word]
        if not children:
            return []
        full, plain = self.parse.deprel, self.parse.relation
        return [c for c in children if plain[c] in relations or full[c] in relations]

    def anchor(self, words: Words) -> Anchor:
        """The anchor of a range of words."""
        return self.parse.anchor(*words)

    def strip(self, words: Words) -> Words:
        """The range without punctuation at its ends."""
        start, end = words
        while start < end and self.is_mark[start]:
            start += 1
        while end > start and self.is_mark[end - 1]:
            end -= 1
        return start, end

    def sentence(self, word: int) -> Words:
        """The sentence of a word."""
        return self.parse.sentence_range(self.parse.sentence_of[word])


def overlap(a: Sequence[Words], b: Sequence[Words]) -> int:
    """How many words two lists of ranges share.

    >>> overlap([(0, 4)], [(2, 6), (8, 9)])
    2
    """
    shared = 0
    for start, end in a:
        for first, last in b:
            common = (end if end < last else last) - (start if start > first else first)
            if common > 0:
                shared += common
    return shared


def clip(words: Words, hole: Words) -> list[Words]:
    """A range without a hole in it.

    >>> clip((0, 9), (3, 5))
    [(0, 3), (5, 9)]
    """
    pieces = [(words[0], min(words[1], hole[0])), (max(words[0], hole[1]), words[1])]
    return [p for p in pieces if p[0] < p[1]]

"""The reading tables of every language at once: a page's furniture must be known before its language is.

Tables: `onrecord/lang/reading/*.tsv`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.lang.tables import load_rows

__all__ = ["CUE_KINDS", "READING", "Phrases", "load_phrases", "normal_form"]

CUE_KINDS = ("byline", "byline_role", "date", "update", "caption", "zone")

READING = Path(__file__).parent.parent / "lang" / "reading"
# "Comments (0)" -> "comments", "» Read more..." -> "read more"
_OPENING = re.compile(r"[\w(\[©]")


@dataclass(frozen=True, slots=True)
class _CueRow:
    kind: str
    language: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _FurnitureRow:
    match: str
    language: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _NamesRow:
    language: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _NumberedRow:
    language: str
    names: tuple[str, ...]
    source: str
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Phrases:
    """Look-ups by lower-case phrase."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    languages: frozenset[str]  # that have furniture phrases
    given_names: frozenset[str]
    furniture: frozenset[str]
    furniture_starts: Mapping[str, tuple[str, ...]]  # by first word, or first character where that is no letter
    cues: Mapping[str, Mapping[str, tuple[str, ...]]]  # kind -> first word -> phrases, longest first
    cues_by_word: Mapping[str, tuple[tuple[int, str], ...]]  # first word -> (number of the kind, phrase)

    def starts_furniture(self, lowered: str) -> bool:
        """Whether a lower-case line starts with a furniture phrase that ends at a word's end."""
        return _starts(self.furniture_starts, lowered) > 0

    def cue_lengths(self, lowered: str) -> tuple[int, ...]:
        """The length of the longest cue of each of `CUE_KINDS` that a lower-case line starts with."""
        lengths = [0] * len(CUE_KINDS)
        first = _FIRST.match(lowered)
        for kind, phrase in self.cues_by_word.get(first.group(), ()) if first else ():
            if len(phrase) > lengths[kind] and _starts_with(lowered, phrase):
                lengths[kind] = len(phrase)
        return tuple(lengths)

    def cue_length(self, kind: str, lowered: str) -> int:
        """The length of the longest cue of `kind` that a lower-case line starts with; 0 for none."""
        return _starts(self.cues[kind], lowered)


@cache
def load_phrases() -> Phrases:
    """The tables, read once."""
    cues: dict[str, list[str]] = {}
    for row in load_rows(READING / "cues.tsv", _CueRow):
        cues.setdefault(row.kind, []).extend(row.phrases)
    rows = load_rows(READING / "furniture.tsv", _FurnitureRow)
    by_word: dict[str, list[tuple[int, str]]] = {}
    for number, kind in enumerate(CUE_KINDS):
        for word, group in _by_first_word(cues[kind]).items():
            by_word.setdefault(word, []).extend((number, phrase) for phrase in group)
    return Phrases(
        months=_numbers("months.tsv", "month"),
        weekdays=_numbers("weekdays.tsv", "day"),
        languages=frozenset(row.language for row in rows),
        given_names=frozenset(n for row in load_rows(READING / "given_names.tsv", _NamesRow) for n in row.names),
        furniture=frozenset(p for row in rows if row.match == "whole" for p in row.phrases),
        furniture_starts=_by_first_word(p for row in rows if row.match == "start" for p in row.phrases),
        cues={kind: _by_first_word(phrases) for kind, phrases in cues.items()},
        cues_by_word={word: tuple(group) for word, group in by_word.items()},
    )


def normal_form(line: str) -> str:
    """A line as furniture phrases are compared: lower case, without outer punctuation and counters.

    >>> normal_form("» Comments (12)")
    'comments'
    """
    lowered = line.lower()
    first = _OPENING.search(lowered)
    if first is None:
        return ""
    start, end = first.start(), len(lowered)
    while end > start and (not lowered[end - 1].isalnum() or lowered[end - 1].isdecimal()):
        end -= 1
    return lowered[start:end].strip()


def _numbers(file: str, column: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for row in load_rows(READING / file, _NumberedRow):
        for name in row.names:
            numbers.setdefault(name, getattr(row, column))
    return numbers


_FIRST = re.compile(r"\w+|\S")


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for phrase in phrases:
        first = _FIRST.match(phrase)
        if first:
            index.setdefault(first.group(), []).append(phrase)
    return {word: tuple(sorted(set(group), key=lambda p: (-len(p), p))) for word, group in index.items()}


def _starts(index: Mapping[str, tuple[str, ...]], lowered: str) -> int:
    first = _FIRST.match(lowered)
    if not first:
        return 0
    for phrase in index.get(first.group(), ()):
        if _starts_with(lowered, phrase):
            return len(phrase)
    return 0


def _starts_with(lowered: str, phrase: str) -> bool:
    """Whether a line starts with a phrase that ends at a word's end."""
    if not lowered.startswith(phrase):
        return False
    after = lowered[len(phrase) : len(phrase) + 1]
    return not (after.isalnum() and phrase[-1].isalnum())

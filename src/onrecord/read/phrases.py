"""The reading tables of every language at once: a page's furniture must be known before its language is.

Tables: `onrecord/lang/reading/*.tsv`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from onrecord.lang.tables import load_rows

__all__ = ["Phrases", "load_phrases", "normal_form"]

_FOLDER = Path(__file__).parent.parent / "lang" / "reading"
# "Comments (0)" -> "comments", "» Read more..." -> "read more"
_EDGE = re.compile(r"^[^\w(\[©]+|[\W\d_]+$")


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
    furniture: frozenset[str]
    furniture_starts: Mapping[str, tuple[str, ...]]  # by first word, or first character where that is no letter
    cues: Mapping[str, Mapping[str, tuple[str, ...]]]  # kind -> first word -> phrases, longest first

    def starts_furniture(self, lowered: str) -> bool:
        """Whether a lower-case line starts with a furniture phrase that ends at a word's end."""
        return _starts(self.furniture_starts, lowered) > 0

    def cue_length(self, kind: str, lowered: str) -> int:
        """The length of the longest cue of `kind` that a lower-case line starts with; 0 for none."""
        return _starts(self.cues[kind], lowered)


@cache
def load_phrases() -> Phrases:
    """The tables, read once."""
    cues: dict[str, list[str]] = {}
    for row in load_rows(_FOLDER / "cues.tsv", _CueRow):
        cues.setdefault(row.kind, []).extend(row.phrases)
    rows = load_rows(_FOLDER / "furniture.tsv", _FurnitureRow)
    return Phrases(
        months=_numbers("months.tsv", "month"),
        weekdays=_numbers("weekdays.tsv", "day"),
        furniture=frozenset(p for row in rows if row.match == "whole" for p in row.phrases),
        furniture_starts=_by_first_word(p for row in rows if row.match == "start" for p in row.phrases),
        cues={kind: _by_first_word(phrases) for kind, phrases in cues.items()},
    )


def normal_form(line: str) -> str:
    """A line as furniture phrases are compared: lower case, without outer punctuation and counters.

    >>> normal_form("» Comments (12)")
    'comments'
    """
    return _EDGE.sub("", line.lower()).strip()


def _numbers(file: str, column: str) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for row in load_rows(_FOLDER / file, _NumberedRow):
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
        if lowered.startswith(phrase):
            after = lowered[len(phrase) : len(phrase) + 1]
            if not (after.isalnum() and phrase[-1].isalnum()):
                return len(phrase)
    return 0

"""The roles of a page's lines: body, headline, dates, byline; the rest is furniture.

The line model proposes, the tables of furniture phrases and dates have a say where they are certain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.read.dates import find_dates
from onrecord.read.linemodel import BODY, PICK_BYLINE, PICK_DATE, PICK_HEADLINE, line_scores
from onrecord.read.lines import PageLine
from onrecord.read.phrases import load_phrases, normal_form

__all__ = ["LineRoles", "find_roles"]

Floats = npt.NDArray[np.float32]

# Tuned on pages/pasted_dev and the open cases (see docs/reading.md for the figures and the command).
_BODY_FROM = 0.4
_HEADLINE_FROM = 0.1
_BYLINE_FROM = 0.1
_DATE_FROM = 0.02
_SENTENCE = re.compile(r"[.!?…。！？؟।]['\"”’»)\]]*$")
_MAX_HEADLINE = 300
_MAX_PHRASE = 120


@dataclass(frozen=True, slots=True)
class LineRoles:
    """Line numbers by role: the body's in the page's order, dates and bylines likeliest first."""

    body: tuple[int, ...]
    headline: int | None
    dates: tuple[int, ...]
    byline: tuple[int, ...]


def find_roles(lines: Sequence[PageLine]) -> LineRoles:
    """Which line is what.

    >>> from onrecord.read.lines import split_lines
    >>> text = "Mali denies raid\\n\\nMali denied on Friday that its army had raided a village.\\n\\nShare this"
    >>> page = split_lines(text)
    >>> find_roles(page).headline, find_roles(page).body
    (0, (1,))
    """
    if not lines:
        return LineRoles((), None, (), ())
    scores = line_scores(lines)
    story, picks = scores.roles[:, BODY], scores.picks
    certain = np.fromiter((is_furniture(line.text) for line in lines), bool, len(lines))
    dates = _dates(lines, story, picks[:, PICK_DATE])
    byline = _ranked(picks[:, PICK_BYLINE], _BYLINE_FROM, certain)
    headline = _headline(lines, story, picks[:, PICK_HEADLINE], certain)
    body = np.flatnonzero((story > _BODY_FROM) & ~certain).tolist()
    if not body:
        body = _weak_body(lines, story, certain)
    special = {headline, *byline[:1], *dates[:1]}
    return LineRoles(tuple(i for i in body if i not in special), headline, dates, byline)


def is_furniture(text: str) -> bool:
    """Whether a line is a furniture phrase of any language, whatever stands around it.

    >>> is_furniture("Comments (3)"), is_furniture("The minister shared it.")
    (True, False)
    """
    return len(text) <= _MAX_PHRASE and normal_form(text) in load_phrases().furniture


def _ranked(probability: Floats, least: float, barred: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    found = np.flatnonzero((probability > least) & ~barred)
    return tuple(sorted(found.tolist(), key=lambda i: (-probability[i], i)))


def _dates(lines: Sequence[PageLine], story: Floats, pick: Floats) -> tuple[int, ...]:
    """Lines that print a full date and are likely the article's own."""
    likely = [i for i in np.flatnonzero(pick > _DATE_FROM).tolist() if find_dates(lines[i].text)]
    if not likely:
        short = (i for i, line in enumerate(lines) if len(line.text) <= _MAX_PHRASE and story[i] < _BODY_FROM)
        likely = [i for i in short if find_dates(lines[i].text)][:1]
    return tuple(sorted(likely, key=lambda i: (-pick[i], i)))


def _headline(lines: Sequence[PageLine], story: Floats, pick: Floats, certain: npt.NDArray[np.bool_]) -> int | None:
    """The likeliest headline; a sentence that reads as the story's is none."""
    for i in _ranked(pick, _HEADLINE_FROM, certain):
        prose = story[i] > pick[i] and _SENTENCE.search(lines[i].text)
        if len(lines[i].text) <= _MAX_HEADLINE and not prose:
            return i
    return None


def _weak_body(lines: Sequence[PageLine], story: Floats, certain: npt.NDArray[np.bool_]) -> list[int]:
    """Where no line is likely the story: those that at least read as sentences, likeliest together."""
    sentences = [i for i, line in enumerate(lines) if not certain[i] and _reads_as_sentence(line.text)]
    most = max((float(story[i]) for i in sentences), default=0.0)
    return [i for i in sentences if story[i] >= most / 2]


def _reads_as_sentence(text: str) -> bool:
    return len(text) >= 40 and bool(_SENTENCE.search(text)) or len(text) >= 200

"""The roles of a page's lines: body, headline, dates, byline; the rest is furniture.

The line model proposes, the tables of furniture phrases and dates have a say where they are certain.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.reading.bylines import (
    can_be_byline,
    has_byline_cue,
    is_date_alone,
    is_signature,
    speaks_against_byline,
)
from onrecord.reading.dates import find_dates
from onrecord.reading.linemodel import BODY, DATE, PICK_BYLINE, PICK_DATE, PICK_HEADLINE, line_scores
from onrecord.reading.lines import SENTENCE_END, PageLine
from onrecord.reading.phrases import load_phrases
from onrecord.reading.tellings import tells_something

__all__ = ["LineRoles", "find_roles"]

Floats = npt.NDArray[np.float32]

# Tuned on pages/pasted_dev and the open cases (see docs/reading.md for the figures and the command).
_BODY_FROM = 0.35
_HEADLINE_FROM = 0.1
_HEADLINE_FROM_CREDIT = 0.001  # where what scores higher is a byline
_BODY_FROM_PLAIN = 0.01  # where a page is nothing but sentences: an opening, a text without its page
_BYLINE_FROM = 0.03
_DATE_FROM = 0.02
_BYLINE_FROM_SHORT = 0.3
_SHORT_PAGE = 40
_NAME_FROM = 0.02
_BYLINE_SURE = 0.5
_MAX_BYLINE = 80
_MAX_CUE = 20
# Two to four words with a capital, and a place after a comma or a small word: Ann Bell, Ann B. Cole in Bamako
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_NAME = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{1,3}}(?:(?:, | [a-z]{{2,4}} ){_CAPITAL}(?: {_CAPITAL}){{0,2}})?")
_WORD = re.compile(r"[^\W\d_]+")
_MAX_HEADLINE = 300
_HEADLINE_WORDS = 6  # with a full stop behind more, it is a sentence
_FEW_LINES, _FEW_WORDS = 3, 3
_MAX_PHRASE = 120
_WIRE = ("(", "/", "[")


@dataclass(frozen=True, slots=True)
class LineRoles:
    """Line numbers by role: the body's in the page's order, dates and bylines likeliest first.

    The story's first sentence is among the dates where it opens as a wire's: "(Reuters) - On Jan 28, 2022 ...".
    """

    body: tuple[int, ...]
    headline: int | None
    dates: tuple[int, ...]
    byline: tuple[int, ...]


def find_roles(lines: Sequence[PageLine]) -> LineRoles:
    """Which line is what.

    >>> from onrecord.reading.lines import split_lines
    >>> text = "Mali denies raid\\n\\nMali denied on Friday that its army had raided a village.\\n\\nShare this"
    >>> page = split_lines(text)
    >>> find_roles(page).headline, find_roles(page).body
    (0, (1,))
    """
    if not lines:
        return LineRoles((), None, (), ())
    scores = line_scores(lines)
    story, picks, certain = scores.roles[:, BODY], scores.picks, scores.furniture
    likely = _dated(lines, story, picks[:, PICK_DATE])
    telling = [i for i in likely if tells_something(lines[i].text)]
    dates = tuple(i for i in likely if i not in telling)
    headline = _headline(lines, story, picks, certain)
    body = np.flatnonzero((story > _BODY_FROM) & ~certain).tolist()
    if not body:
        body = _weak_body(lines, story, certain)
    told = story + scores.roles[:, DATE]  # what tells something is the story's, dated or not
    body = sorted({*body, *(i for i in telling if told[i] > _BODY_FROM and not certain[i])})
    above = range(0 if headline is None else headline + 1, body[0] if body else len(lines))
    barred = certain.copy()
    if headline is not None:
        barred[headline] = True
    byline = _byline(lines, picks[:, PICK_BYLINE], barred, above)
    if headline is not None and not byline and not dates and _opens_plain_text(lines, headline, certain):
        headline = None
    special = {i for i in (headline, *byline[:1], *dates[:1]) if i is not None}
    if body and _is_plain(lines, special, certain):
        body = np.flatnonzero(story > _BODY_FROM_PLAIN).tolist()
    kept = [i for i in body if i not in special]
    if not kept:  # a lone sentence is a story without a headline, not the other way round
        kept = [i for i in body or sorted(special) if _reads_as_sentence(lines[i].text)]
        kept = kept or _few_words(lines, certain)
        headline = None if headline in kept else headline
        byline = tuple(i for i in byline if i not in kept)
    wired = [i for i in kept[:1] if i in telling and lines[i].text.startswith(_WIRE)]
    return LineRoles(tuple(kept), headline, (*dates, *wired), byline)


def _ranked(probability: Floats, least: float, barred: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    found = np.flatnonzero((probability > least) & ~barred)
    return tuple(sorted(found.tolist(), key=lambda i: (-probability[i], i)))


def _dated(lines: Sequence[PageLine], story: Floats, pick: Floats) -> tuple[int, ...]:
    """Lines that print a full date that is likely the article's own, likeliest first."""
    likely = [i for i in np.flatnonzero(pick > _DATE_FROM).tolist() if find_dates(lines[i].text)]
    if not likely:
        short = (i for i, line in enumerate(lines) if len(line.text) <= _MAX_PHRASE and story[i] < _BODY_FROM)
        likely = [i for i in short if find_dates(lines[i].text)][:1]
    return tuple(sorted(likely, key=lambda i: (-pick[i], i)))


def _headline(lines: Sequence[PageLine], story: Floats, picks: Floats, certain: npt.NDArray[np.bool_]) -> int | None:
    """The likeliest headline; a sentence that reads as the story's is none, and a byline only where no line is."""
    pick, byline = picks[:, PICK_HEADLINE], picks[:, PICK_BYLINE]
    short, credit = len(lines) <= _SHORT_PAGE, None
    for i in _ranked(pick, _HEADLINE_FROM_CREDIT, certain):
        if pick[i] <= _HEADLINE_FROM and credit is None:
            break
        prose = story[i] > pick[i] and SENTENCE_END.search(lines[i].text)
        if len(lines[i].text) > _MAX_HEADLINE or prose:
            continue
        if credit is None and i and short and (byline[i] > pick[i] or has_byline_cue(lines[i].text)):
            credit = i
        elif credit is None or i < credit:
            return i
    return credit


def _byline(lines: Sequence[PageLine], pick: Floats, certain: npt.NDArray[np.bool_], top: range) -> tuple[int, ...]:
    """The likeliest bylines; where the model sees none, a line above the story with a cue, or one like a name."""
    if len(lines) > _SHORT_PAGE:
        ranked = tuple(i for i in _ranked(pick, _BYLINE_FROM, certain) if not is_date_alone(lines[i].text))
    else:  # a site's or a column's name is the likelier mistake
        ranked = tuple(
            i
            for i in _ranked(pick, _BYLINE_FROM_SHORT, certain)
            if can_be_byline(lines[i].text) or not speaks_against_byline(lines[i].text)
        )
    above = [i for i in top if not certain[i] and can_be_byline(lines[i].text)]
    cued = [i for i in above if has_byline_cue(lines[i].text)]
    if ranked and (pick[ranked[0]] >= _BYLINE_SURE or ranked[0] in cued or not cued):
        first = ranked[0]
        follows = first + 1 < len(lines) and not certain[first + 1] and len(lines[first + 1].text) <= _MAX_BYLINE
        if follows and _is_cue_alone(lines[first].text) and not has_byline_cue(lines[first].text):
            return first + 1, first  # "By" on a line of its own: the names are on the next
        return ranked
    if not cued and len(lines) <= _SHORT_PAGE:
        cued = _signed(lines, certain, top)
    named = [i for i in above if pick[i] > _NAME_FROM and _NAME.fullmatch(lines[i].text)]
    return tuple(cued or named)


def _signed(lines: Sequence[PageLine], certain: npt.NDArray[np.bool_], top: range) -> list[int]:
    """Names beside the headline or a date above the story: there they are the author's."""
    near = {top.start} | {i + step for i in top if is_date_alone(lines[i].text) for step in (-1, 1)}
    return [i for i in top if i in near and i > 0 and not certain[i] and is_signature(lines[i].text)]


def _is_cue_alone(text: str) -> bool:
    return len(text) <= _MAX_CUE and load_phrases().cue_length("byline", text.lower()) == len(text.rstrip(" :."))


def _is_plain(lines: Sequence[PageLine], special: Set[int], certain: npt.NDArray[np.bool_]) -> bool:
    """Whether all lines of a short page but its headline, date and byline read as sentences, none as furniture."""
    if len(lines) > _SHORT_PAGE or certain.any():
        return False
    texts = [line.text for i, line in enumerate(lines) if i not in special]
    phrases = load_phrases()
    return all(
        (SENTENCE_END.search(text) or len(text) > _MAX_PHRASE) and not phrases.starts_furniture(text.lower())
        for text in texts
    )


def _opens_plain_text(lines: Sequence[PageLine], headline: int, certain: npt.NDArray[np.bool_]) -> bool:
    """Whether what looks like a headline is the first sentence of a text without one: it ends with a full stop."""
    text = lines[headline].text
    sentence = headline == 0 and text.endswith(".") and len(_WORD.findall(text)) > _HEADLINE_WORDS
    return sentence and len(lines) > 1 and _is_plain(lines, frozenset(), certain)


def _weak_body(lines: Sequence[PageLine], story: Floats, certain: npt.NDArray[np.bool_]) -> list[int]:
    """Where no line is likely the story: those that at least read as sentences, likeliest together."""
    sentences = [i for i, line in enumerate(lines) if not certain[i] and _reads_as_sentence(line.text)]
    most = max((float(story[i]) for i in sentences), default=0.0)
    return [i for i in sentences if story[i] >= most / 2]


def _few_words(lines: Sequence[PageLine], certain: npt.NDArray[np.bool_]) -> list[int]:
    """The sentences of a page of a line or three, however short; a line all alone need not end as one."""
    if len(lines) > _FEW_LINES:
        return []
    words = [len(_WORD.findall(line.text)) >= _FEW_WORDS and not certain[i] for i, line in enumerate(lines)]
    alone = len(lines) == 1
    return [i for i, line in enumerate(lines) if words[i] and (alone or SENTENCE_END.search(line.text))]


def _reads_as_sentence(text: str) -> bool:
    return len(text) >= 40 and bool(SENTENCE_END.search(text)) or len(text) >= 200

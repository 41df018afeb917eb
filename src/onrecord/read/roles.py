"""The roles of a page's lines: body, headline, date, byline; the rest is furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.read.dates import find_dates
from onrecord.read.lines import PageLine
from onrecord.read.phrases import load_phrases, normal_form

__all__ = ["LineRoles", "find_roles"]

_END = re.compile(r"[.!?…。！？؟።]['\"”’»)\]]*$|[\"”»]$")
_WORD = re.compile(r"[^\w'’-]+")
_SEPARATED = re.compile(r" (?:\||·|»|>|•) ")


@dataclass(frozen=True, slots=True)
class LineRoles:
    """Line numbers by role, each in order of likelihood but the body's, which is in the page's."""

    body: tuple[int, ...]
    headline: int | None
    dates: tuple[int, ...]
    byline: tuple[int, ...]


def find_roles(lines: Sequence[PageLine]) -> LineRoles:
    """Which line is what."""
    furniture = [_is_furniture(line.text) for line in lines]
    dates = [i for i, line in enumerate(lines) if _is_date_line(line.text)]
    body = [i for i, line in enumerate(lines) if not furniture[i] and i not in dates and _reads_as_story(line.text)]
    strong = [i for i in body if len(lines[i].text) > 120 or _END.search(lines[i].text)]
    first = strong[0] if strong else body[0] if body else len(lines)
    body = [i for i in body if i >= first]
    above = [i for i in range(first) if not furniture[i] and i not in dates]
    bylines = [i for i in above if _is_byline(lines[i].text)]
    titles = [i for i in above if i not in bylines and not _SEPARATED.search(lines[i].text)]
    headline = max(titles, key=lambda i: (min(len(lines[i].text), 40), i)) if titles else None
    return LineRoles(tuple(body), headline, tuple(dates), tuple(bylines))


def _is_furniture(text: str) -> bool:
    phrases = load_phrases()
    if len(text) > 300:
        return False
    return normal_form(text) in phrases.furniture or phrases.starts_furniture(text.lower())


def _is_date_line(text: str) -> bool:
    found = find_dates(text) if len(text) < 120 else ()
    return bool(found) and len(text) - (found[0].end - found[0].start) < 60


def _reads_as_story(text: str) -> bool:
    words = text.count(" ") + 1
    return bool(words >= 8 and (_END.search(text) or words >= 12)) or len(text) > 120


def _is_byline(text: str) -> bool:
    phrases = load_phrases()
    lowered = text.lower()
    if len(text) > 80 or _END.search(text):
        return False
    if phrases.cue_length("byline", lowered):
        return True
    words = _WORD.split(lowered)
    return any(phrases.cue_length("byline_role", " ".join(words[i:])) for i in range(min(len(words), 8)))

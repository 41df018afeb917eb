"""Whether a line that prints a date tells something: then it is a sentence of the story, and no date line."""

import re

from onrecord.reading.bylines import has_byline_cue
from onrecord.reading.dates import find_dates
from onrecord.reading.lines import SENTENCE_END
from onrecord.reading.phrases import load_phrases

__all__ = ["tells_something"]

_WORD = re.compile(r"[^\W\d_]{2,}")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?|\b[ap]\.m\.|\([^()]*\)")
_LEAST = 3  # words beyond the date: "3 May 2021: Rebels seize Bato."
_LEAST_CUED = 8  # behind "Published", which may go on with a place, a paper and a name
_BRIEF_CUE = 2  # "On 3 May 2021 rebels seized Bato." opens like a date line too
_LEAST_LETTERS = 3


def tells_something(text: str) -> bool:
    """Whether a line ends as a sentence and has words beyond its dates, times and cues, one of them in small letters.

    >>> lines = ("The two met in Faro on 11 May 2021.", "SUVA, 3 May 2021 - Rebels seized the port.")
    >>> [tells_something(line) for line in lines]
    [True, True]
    >>> lines = ("Published on 3 May 2021 at 10:15 a.m.", "Faro, 3 May 2021.", "By Ana Lopes in Faro, 3 May 2021.")
    >>> [tells_something(line) for line in lines]
    [False, False, False]
    """
    if not SENTENCE_END.search(text) or has_byline_cue(text):
        return False
    phrases, lowered = load_phrases(), text.lower()
    cue = max(phrases.cue_length("date", lowered), phrases.cue_length("update", lowered))
    words = [word for word in _WORD.findall(_without_dates(text)[cue:]) if word.lower() not in phrases.weekdays]
    small = any(word.islower() and len(word) >= _LEAST_LETTERS for word in words)
    return small and len(words) >= (_LEAST_CUED if cue > _BRIEF_CUE else _LEAST)


def _without_dates(text: str) -> str:
    """The text with blanks for its dates and times."""
    for found in find_dates(text):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return _CLOCK.sub(" ", text)

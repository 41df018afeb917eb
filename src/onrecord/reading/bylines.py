"""Whether a line can be a byline at all: what the line model takes for one is often a paper's name or a section's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.lang.tables import load_rows
from onrecord.reading.dates import find_dates
from onrecord.reading.lines import SENTENCE_END
from onrecord.reading.phrases import READING, Phrases, load_phrases

__all__ = ["can_be_byline", "has_byline_cue", "is_date_alone", "speaks_against_byline"]

_MAX_BYLINE = 80
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏͰ-ӿ]")  # scripts with capitals: Latin, Greek, Cyrillic
# Two to four words with a capital, small ones between: Ann Bell, Jan van der Berg
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*+"
_SMALL = r"(?:de|del|della|dos|da|do|di|van|von|der|den|zu|al|el|ul|ben|bin|bint|ibn|y|e|la|le)"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_SMALL} ){{0,2}}{_CAPITAL}){{1,3}}")
_SMALL_WORD = re.compile(rf"{_SMALL}(?![^\W\d_])")
_AGENCIES = re.compile(r"\s*(?:[,/&|+;–—]|-(?= )|\b(?:and|et|und|y|e)\b)\s*")
_PLACED = re.compile(r"\s*(?:[,/|(–—-]|in |from )")  # behind an agency: "Reuters, Faro"
_INITIALS = re.compile(r"\W*(?:[^\W\d_]\.\s?){2,3}\W*")
_NEXT = re.compile(r"\s*([^\W\d_]+|\S|$)")


@dataclass(frozen=True, slots=True)
class _Row:
    kind: str
    language: str
    phrases: tuple[str, ...]
    example: str
    not_example: str


@cache
def _tables() -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in load_rows(READING / "bylines.tsv", _Row):
        kinds.setdefault(row.kind, set()).update(row.phrases)
    return {kind: frozenset(phrases) for kind, phrases in kinds.items()}


def has_byline_cue(text: str) -> bool:
    """Whether a short line opens with a byline's cue, names an agency, or a journalist or desk for himself.

    >>> [has_byline_cue(text) for text in ("By Awa Diallo", "Our Correspondent in Bamako", "Mali denied it.")]
    [True, True, False]
    >>> [has_byline_cue(text) for text in ("Reuters, AP", "AP photo", "Interview: Awa Diallo", "Interview with Diallo")]
    [True, False, True, False]
    """
    if len(text) > _MAX_BYLINE or SENTENCE_END.search(text) and not text.endswith("."):
        return False
    phrases, lowered = load_phrases(), text.lower()
    length = phrases.cue_length("byline", lowered)
    if 1 < length < len(text) and text[length:].strip(" :")[:1].isupper():
        return True
    if _opens_with_rare_cue(text, lowered) or _is_agencies(lowered):
        return True
    return not SENTENCE_END.search(text) and _holds_role(phrases, lowered)


def can_be_byline(text: str) -> bool:
    """Whether a line has a byline's cue, is a kind of piece, or is shaped like a person's name without a word of sites.

    A line in a script without capitals may always be one.

    >>> [can_be_byline(text) for text in ("Awa Diallo, Bamako", "M. Keita", "Analysis", "Jan van der Berg")]
    [True, True, True, True]
    >>> [can_be_byline(text) for text in ("The Coast Herald", "News Sport", "Key points", "June 9, 2020", "Mode: on")]
    [False, False, False, False, False]
    """
    if not _LATIN.search(text):
        return any(char.isalpha() for char in text)
    start = _first_letter(text)
    lowered = text[start:].lower()
    if _longest("never", lowered):
        return False
    if has_byline_cue(text) or load_phrases().cue_length("byline", lowered):
        return True
    if _PLACED.match(text[_longest("agency", lowered) :]) and _longest("agency", lowered) or _INITIALS.fullmatch(text):
        return True
    if len(text) <= _MAX_BYLINE and not _tables()["who"].isdisjoint(_WORD.findall(lowered)):
        return True
    genre = _longest("genre", lowered)
    return _is_named(text, start) or bool(genre) and not lowered[genre:].strip(" .:|/-")


def speaks_against_byline(text: str) -> bool:
    """Whether a line is a site's own for certain: it holds a word of sites, opens like a button, or states a setting.

    >>> [speaks_against_byline(text) for text in ("The Coast Herald", "Auto-refresh: on", "Lima 24°C", "Panorama")]
    [True, True, True, False]
    """
    lowered = text.lower()
    if _longest("never", lowered[_first_letter(text) :]) or ":" in text or any(char.isdigit() for char in text):
        return True
    return not _tables()["signs"].isdisjoint(_WORD.findall(lowered))


def is_date_alone(text: str) -> bool:
    """Whether a line prints a date and no name: "June 9, 2020, 4 min read".

    >>> [is_date_alone(text) for text in ("June 9, 2020 - 6 Comments", "June 9, 2020 Awa Diallo", "Awa Diallo")]
    [True, False, False]
    """
    found = find_dates(text)
    if not found:
        return False
    words = _WORD.findall(text[: found[0].start] + " " + text[found[0].end :])
    return all(word.islower() or word.lower() in _tables()["signs"] for word in words)


def _first_letter(text: str) -> int:
    return next((i for i, char in enumerate(text) if char.isalnum()), len(text))


def _is_named(text: str, start: int) -> bool:
    """Whether a line starts like a name, maybe after the kind of piece, and goes on as lines of names do."""
    genre = _longest("genre", text[start:].lower())
    if genre:
        start += genre + _first_letter(text[start + genre :])
    name = _NAME.match(text, start)
    if name is None or not _tables()["signs"].isdisjoint(_WORD.findall(name.group().lower())):
        return False
    after = _NEXT.match(text, name.end())
    following = after.group(1) if after else ""
    return not following[:1].isalpha() or following in _tables()["joins"] or bool(_SMALL_WORD.fullmatch(following))


def _longest(kind: str, lowered: str) -> int:
    """The length of the longest phrase of a kind that a lower-case line starts with; 0 for none."""
    found = (len(phrase) for phrase in _tables()[kind] if lowered.startswith(phrase))
    length = max(found, default=0)
    return 0 if lowered[length : length + 1].isalnum() else length


def _opens_with_rare_cue(text: str, lowered: str) -> bool:
    length = _longest("cue", lowered)
    rest = text[length:]
    marked = rest[:1] == ":" or rest[:1] == " " and " " in lowered[:length]
    if length and marked and _NAME.match(rest.lstrip(" :")):
        return True
    rest = text[_longest("genre", lowered) :].lstrip()
    return len(rest) < len(text) and rest[:1] in tuple(":|/–—-") and _is_named(rest, _first_letter(rest))


def _is_agencies(lowered: str) -> bool:
    return all(part in _tables()["agency"] for part in _AGENCIES.split(lowered.strip(" .()")))


def _holds_role(phrases: Phrases, lowered: str) -> bool:
    if lowered.strip(" .") in _tables()["role"]:
        return True
    return any(phrases.cue_length("byline_role", lowered[word.start() :]) for word in _WORD.finditer(lowered))

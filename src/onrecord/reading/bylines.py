"""Whether a line can be a byline at all: what the line model takes for one is often a paper's name or a section's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.lang.tables import load_rows
from onrecord.reading.dates import find_dates
from onrecord.reading.lines import SENTENCE_END
from onrecord.reading.phrases import READING, Phrases, load_phrases

__all__ = [
    "can_be_byline",
    "has_byline_cue",
    "is_date_alone",
    "is_signature",
    "joins_names",
    "labels_speaker",
    "speaks_against_byline",
]

_MAX_BYLINE = 80
_MAX_INITIALS = 2  # letters that label a speaker: Q, A, DW
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏͰ-ӿ]")  # scripts with capitals: Latin, Greek, Cyrillic
# Two to four words with a capital, small ones between: Ann Bell, Jan van der Berg
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*+"
_SMALL = r"(?:de|del|della|dos|da|do|di|van|von|der|den|zu|al|el|ul|ben|bin|bint|ibn|y|e|la|le)"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:{_SMALL}[ -]){{0,2}}{_CAPITAL}){{1,3}}")
# Behind a name: a place or a paper ("| Faro", "(AFP)", "of The Courier"), that he reports, an address, a time
_TAIL = re.compile(
    rf"(?: ?[,|/(–—-]|(?i: in| from| of| for| at)) ?(?i:for |of |in )?(?i:the )?{_CAPITAL}(?:[ /]{_CAPITAL}){{0,3}}\)?"
    r"|,? (?:in .{2,30} )?(?:reports|writes)(?: from .{2,40})?\.?|[ ,(|–—-]{1,3}\S*@\S+|,? ?[|–—-]? ?\d.{0,28}"
)
_SMALL_WORD = re.compile(rf"{_SMALL}(?![^\W\d_])")
_AGENCIES = re.compile(r"\s*(?:[,/&|+;–—]|-(?= )|\b(?:and|et|und|y|e)\b)\s*")
_PLACED = re.compile(r"\s*(?:[,/|(–—-]|in |from )")  # behind an agency: "Reuters, Faro"
_INITIALS = re.compile(r"\W*(?:[^\W\d_]\.\s?){2,3}\W*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_JOINED = re.compile(r" ?(?:,|&|/|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bwith\b) ?(?:and )?")
_SHARERS = re.compile(r" ?[/|+–—] ?| \(| - |, | (?:and|with|&|et|avec|con|com|y) ")
_OF_PAPER = re.compile(rf"the (?:{_CAPITAL} ){{0,2}}{_CAPITAL}(?<=['’]s) {_CAPITAL}")  # "the Post's Ana Lopes"
_PARTNER = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}")
_DESK_TAIL = re.compile(rf"(?: (?:of(?: the)?|with|in|and) | ?[/|,–—-] ?| ){_CAPITAL}(?: {_CAPITAL}){{0,2}}$")
_TITLED = re.compile(r" ?[,|–—-]? ?[^.:!?]{3,60}$")
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
    if 1 < length < len(text) and (_names_author(text, length) or _names_somebody(phrases, lowered[length:])):
        return True
    if _opens_with_rare_cue(text, lowered) or _is_shared(text) or _names_own(lowered):
        return True
    return not SENTENCE_END.search(text) and _holds_role(phrases, text, lowered)


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
    if has_byline_cue(text):
        return True
    cue = load_phrases().cue_length("byline", lowered)
    if cue:
        return not _fails_cue(text[start:], cue)
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
    lowered, start = text.lower(), _first_letter(text)
    if _longest("never", lowered[start:]) or ":" in text or any(char.isdigit() for char in text):
        return True
    cue = load_phrases().cue_length("byline", lowered[start:])
    if cue and _fails_cue(text[start:], cue):
        return True
    words = _WORD.findall(text)
    if any(word.islower() and not _SMALL_WORD.fullmatch(word) and word not in _tables()["joins"] for word in words):
        return _LATIN.search(text) is not None  # "Union defiant" tells something
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
    signs, weekdays = _tables()["signs"], load_phrases().weekdays
    return all(word.islower() or word.lower() in signs or word.lower() in weekdays for word in words)


def is_signature(text: str) -> bool:
    """Whether a line is a name by its first word, alone or with a place, a paper or a role, or just a kind of piece.

    >>> [is_signature(text) for text in ("Ana Lopes", "Ana Lopes / AFP", "A. LOPES, Faro", "Ana Lopes, gulf editor")]
    [True, True, True, True]
    >>> [is_signature(text) for text in ("Ana Lopes says no", "Ana Lopes: 'No'", "Ana Lopes, minister", "Port Louis")]
    [False, False, False, False]
    """
    lowered = text.lower()
    genre = _longest("genre", lowered)
    if genre and not lowered[genre:].strip(" .:"):
        return True
    if len(text) > _MAX_BYLINE or is_date_alone(text) or _longest("never", lowered):
        return False
    kind = lowered.rsplit(" ", 1)[-1]
    if kind in _tables()["genre"]:  # "Ana Lopes Analysis"
        text = text[: -len(kind)].rstrip(" ,:|/–—-")
    known = _longest("honour", lowered)
    at = known + len(text[known:]) - len(text[known:].lstrip(" ."))
    while (name := _NAME.match(text, at)) is not None:
        opening = name.group().split(" ", 1)[0].lower()
        if not known and opening not in load_phrases().given_names and not _INITIAL.fullmatch(opening):
            return False
        known = 1
        if not _tables()["signs"].isdisjoint(_WORD.findall(name.group().lower())):
            return False
        rest = text[name.end() :]
        if not rest.strip() or _TAIL.fullmatch(rest):
            return True
        joined = _JOINED.match(text, name.end())
        if joined is None:
            return bool(_TITLED.match(rest)) and _holds_role(load_phrases(), rest, rest.lower())
        if _NAME.match(text, joined.end()) is None:
            return _holds_role(load_phrases(), rest, rest.lower()) or _is_agencies(text[joined.end() :].lower())
        at = joined.end()
    return False


def labels_speaker(text: str) -> bool:
    """Whether a word or two before a colon stand for who speaks, or for a kind of piece, and for no place.

    >>> [labels_speaker(text) for text in ("Q", "MODERATOR", "MS. LOPES", "ANA LOPES", "ANALYSIS", "SARABAY")]
    [True, True, True, True, True, False]
    """
    lowered = text.lower()
    words = _WORD.findall(lowered)
    if len("".join(words)) <= _MAX_INITIALS or _longest("honour", lowered) or _longest("speaker", lowered):
        return True
    named = len(words) > 1 and words[0] in load_phrases().given_names
    return named or bool(_longest("genre", lowered)) or not _tables()["signs"].isdisjoint(words)


def joins_names(word: str) -> bool:
    """Whether a word in small letters may follow a name and is none: "in", "and", "for".

    >>> joins_names("in"), joins_names("lopes")
    (True, False)
    """
    return word in _tables()["joins"] or bool(_SMALL_WORD.fullmatch(word))


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
    rest = text[name.end() :].lstrip(" ,/|–—-")
    if following in tuple(",/|–—-") and rest[:1].islower() and _LATIN.match(rest) and not _tells_author(rest):
        return False  # "Ana Lopes, minister of ports"
    return not following[:1].isalpha() or following in _tables()["joins"] or bool(_SMALL_WORD.fullmatch(following))


def _tells_author(rest: str) -> bool:
    words = _WORD.findall(rest)
    known = _tables()["joins"] | _tables()["own"]
    named = bool(words) and words[0].lower() in known and any(word[0].isupper() for word in words[1:])
    return named or _holds_role(load_phrases(), rest, rest.lower()) or not _tables()["who"].isdisjoint(words)


def _longest(kind: str, lowered: str) -> int:
    """The length of the longest phrase of a kind that a lower-case line starts with; 0 for none."""
    if not lowered.startswith(_openings(kind)):
        return 0
    length = max(len(phrase) for phrase in _openings(kind) if lowered.startswith(phrase))
    return 0 if lowered[length : length + 1].isalnum() else length


@cache
def _openings(kind: str) -> tuple[str, ...]:
    """The phrases of a kind, all to be looked for in one go."""
    return tuple(_tables()[kind])


def _opens_with_rare_cue(text: str, lowered: str) -> bool:
    length = _longest("cue", lowered)
    rest = text[length:]
    marked = rest[:1] == ":" or rest[:1] == " " and " " in lowered[:length]
    rest = rest.lstrip(" :")
    if length and marked and (_NAME.match(rest) or _is_agencies(rest.lower())):
        return True
    rest = text[_longest("genre", lowered) :].lstrip()
    return len(rest) < len(text) and rest[:1] in tuple(":|/–—-") and _is_named(rest, _first_letter(rest))


def _is_shared(text: str) -> bool:
    """Whether a line is an agency, some of them, or one with a place or a paper: "Courier / AFP", "Faro, Reuters"."""
    lowered = text.lower().strip(" .()")
    if _is_agencies(lowered):
        return True
    parts = _SHARERS.split(text.strip(" .()"))
    if len(parts) != 2 or not all(_PARTNER.fullmatch(part) for part in parts):
        return False
    named = [part.lower() for part in parts]
    return any(part in _tables()["agency"] for part in named) and not any(_longest("never", part) for part in named)


def _names_own(lowered: str) -> bool:
    """Whether a line opens with the paper's own envoy, desk or man: "Of our special envoy"."""
    words = _WORD.findall(lowered)
    opening = words[1:3] if words[:1] and words[0] in ("of", "from", "by", "with") else words[:1]
    return "our" in opening and not (_tables()["who"] - _tables()["own"]).isdisjoint(words)


def _is_agencies(lowered: str) -> bool:
    return all(part in _tables()["agency"] for part in _AGENCIES.split(lowered.strip(" .()")))


def _names_author(text: str, cue: int) -> bool:
    """Whether a cue is followed by a name, and not by the first of two places: "From Faro to Lagos"."""
    rest = text[cue:].strip(" :,")
    if _OF_PAPER.match(rest):
        return True
    return rest[:1].isupper() and not _tables()["spans"] & set(_WORD.findall(rest[1:]))


def _names_somebody(phrases: Phrases, lowered: str) -> bool:
    """Whether behind a cue stands somebody of a role, wherever: " our reporter at the port"."""
    words = _WORD.findall(lowered)
    return words[:1] != [] and words[0] in _tables()["own"] and any(phrases.cue_length("byline_role", w) for w in words)


def _fails_cue(text: str, cue: int) -> bool:
    """Whether a line opens like a byline and goes on otherwise: "By the numbers", "From the archive"."""
    rest = text[cue:].strip(" :,")
    if not rest or not _LATIN.search(rest) or _names_author(text, cue):
        return False
    words = set(_WORD.findall(rest.lower()))
    return not _holds_role(load_phrases(), rest, rest.lower()) and not words & (_tables()["who"] - _tables()["own"])


def _holds_role(phrases: Phrases, text: str, lowered: str) -> bool:
    """Whether a line names those who write, and not what they do or have: "Report a problem", "Reporters' prize"."""
    bare = lowered.strip(" .").removeprefix("the ")
    if bare in _tables()["role"]:
        return True
    desk = _longest("role", bare)
    if desk and _DESK_TAIL.match(text[len(lowered.rstrip(" .")) - len(bare) + desk :]):
        return True
    before = ""
    for word in _WORD.finditer(lowered):
        length = phrases.cue_length("byline_role", lowered[word.start() :])
        if length and before not in _tables()["objects"] and _ends_credit(text, lowered, word.start() + length):
            return True
        before = before if word.group() in _tables()["own"] else word.group()
    return False


def _ends_credit(text: str, lowered: str, end: int) -> bool:
    """Whether behind a role stands nothing, a mark, a name, or what joins it to a place, a paper or others."""
    following = _NEXT.match(text, end)
    word = following.group(1) if following else ""
    if not word[:1].isalpha():
        return word[:1] not in tuple("'’?!")
    if word[0].isupper() or not _LATIN.match(word) or load_phrases().cue_length("byline_role", word):
        return True
    if word in _tables()["after"]:
        return True
    if word not in _tables()["joins"] or following is None:
        return False
    rest = text[following.end() :].strip().removeprefix("the ")
    low = rest.lower()
    joined = _longest("agency", low) or load_phrases().cue_length("byline_role", low)
    return rest[:1].isupper() or bool(joined) or not _tables()["who"].isdisjoint(_WORD.findall(low))

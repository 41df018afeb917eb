"""Datelines: the place (+ date, agency) that opens a story's first paragraph, before a dash, colon or full stop."""

import re
from collections import Counter
from collections.abc import Sequence, Set

from onrecord.lang.gazetteer import load_gazetteer
from onrecord.reading.bylines import labels_speaker
from onrecord.reading.dates import find_dates, find_partial_dates
from onrecord.reading.phrases import load_phrases

__all__ = ["find_dateline", "find_labels"]

_LIMIT = 90
_SHORTEST = 3  # letters of a place
_QUOTES = "“\"'‘"
_CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*)"
# "PHNOM PENH", "São Tomé", "BRAZZAVILLE/KINSHASA", "MERANO, Italy", "Banda Aceh"
_PLACE = rf"{_CAPITAL}(?: (?:{_CAPITAL}|de|del|da|do|dos|das|la|el|al|am|an der|upon|of|sur|les|le))*"
_PLACES = rf"{_PLACE}(?: ?/ ?{_PLACE})*(?:, {_PLACE}){{0,2}}"
# An agency in brackets or between slashes: (AFP), (Huabei News Service), /MONTSAME/
_AGENCY = r"(?: ?\([^()\n]{2,40}\)| /[^/\n]{2,30}/)"
_DASH = r"(?:\s*(?:\.-|--+|[–—―])\s*|\s+[-|/]\s+|\s-(?=\S))"
# KHARTOUM, March 5 (AFN) - ...
_DASHED = re.compile(rf"({_PLACES}(?:,? [^-–—―():\n]{{2,30}})?{_AGENCY}?){_DASH}(?=\S)")
# LAGOS (Reuters) The ...; Taipei, May 5 (CNA) Taiwan stands ...
_BRACKETED = re.compile(rf"({_PLACES}(?:,? [^-–—―():\n]{{2,30}})?{_AGENCY})\s*[:.]?\s+(?=\S)")
# Tripoli - Agencies: ...; CAIRO - 25 July 2022: ...
_DASH_COLON = re.compile(rf"({_PLACE}{_DASH}[^:\n]{{2,40}}):\s+(?=\S)")
# BUJUMBURA: ...; SRINAGAR, Mar 03: ...
_COLON = re.compile(rf"({_PLACES}(?:, [^:()\n]{{2,20}})?{_AGENCY}?) ?:\s+(?=\S)")
# afrol News, 6 May - ...
_AGENCY_FIRST = re.compile(rf"([^\W\d_]{{3,12}} {_PLACE}, [^-–—:()\n]{{4,20}}){_DASH}(?=\S)")
# Osaka, Japan – Feb. 9 – The ...
_DASH_DATED = re.compile(rf"({_PLACES}{_DASH}([^-–—―:()\n]{{3,24}}){_AGENCY}?){_DASH}(?=\S)")
# BRUSSELS (Huabei), 16 December 2024 - The ...
_AGENCY_DATED = re.compile(rf"({_PLACES}{_AGENCY},? ([^-–—―:()\n]{{3,24}})){_DASH}(?=\S)")
# 12 May 2021, Tabriz. The ...; May 12, 2021, Tabriz - The ...
_DATE_FIRST = re.compile(
    rf"((?:\d{{1,2}} [^\W\d_]{{3,12}}|[^\W\d_]{{3,12}}\.? \d{{1,2}},) \d{{4}},? ({_PLACE}))(?:\.\s+|{_DASH})"
    r"(?=[^\W\d_a-z])"
)
# Rabat-Madrid. The ...; MINSK, November 19. Recognition ...; Ulaanbaatar /MONTSAME/. Deputy ...; KAZAN. 3 May 2021. The
# A "-" is within a word: were it between places too, a row of them could be read in 2^n ways.
_STOPPED = re.compile(
    rf"({_PLACE}(?:/{_PLACE})*(?:, [^.:()\n]{{2,30}}|\. (?=\d|[^\W\d_]{{3,10}} \d)[^.:()\n]{{2,20}})?{_AGENCY}?)"
    r"\.\s+(?=[“\"‘«]?[^\W\d_a-z])"
)
_PLACE_END = re.compile(r"[,(/]|\s[-–—]|(?<=[^\W\d_]{3})\.\s")
# What a transcript has before what is said: "Q: ...", "MS. LOPES: ...", "Ana Lopes (laughs): ..."
_LABEL = re.compile(rf"\W*({_CAPITAL}(?: {_CAPITAL}){{0,3}}(?: ?\([^()\n]{{1,30}}\))?):\s+(?=\S)")
_LOWER = re.compile(r"(?<![\w'’.])[a-zà-ÿ][\w'’-]*")
_SMALL = frozenset(
    [
        "de",
        "del",
        "da",
        "do",
        "dos",
        "das",
        "la",
        "el",
        "al",
        "am",
        "an",
        "der",
        "upon",
        "of",
        "sur",
        "les",
        "le",
        "own",
        "correspondent",
        "from",
        "and",
    ]
)


def find_labels(paragraphs: Sequence[str]) -> frozenset[str]:
    """What speakers' names and the like stand before a colon in a story: one that comes again, two in a row.

    >>> sorted(find_labels(["DRAKE: You said no.", "MOSS: I did.", "He laughed.", "DRAKE: Why?"]))
    ['DRAKE', 'MOSS']
    >>> find_labels(["KASSALA: The army said so.", "It denied the rest."])
    frozenset()
    """
    labels = [match.group(1) if (match := _LABEL.match(text[:_LIMIT])) else None for text in paragraphs]
    often = {label for label, count in Counter(labels).items() if label and count > 1}
    pairs = zip(labels, labels[1:], strict=False)
    return frozenset(often.union(*({a, b} for a, b in pairs if a and b)))


def find_dateline(paragraph: str, labels: Set[str] = frozenset()) -> tuple[int, int] | None:
    """The range of the dateline that opens a paragraph; None where none does. `labels` are none: `find_labels`.

    >>> text = "LUSAKA, Aug 24 (AFP) - Rival wings of the movement told mediators so."
    >>> text[slice(*find_dateline(text))]
    'LUSAKA, Aug 24 (AFP)'
    >>> find_dateline("Mali - a country of 22 million - denied it.")
    """
    found = _find(paragraph[:_LIMIT])
    if found is None or paragraph[slice(*found)] in labels:
        return None
    return found[0], found[0] + len(paragraph[slice(*found)].rstrip())


def _find(head: str) -> tuple[int, int] | None:
    match = _DASH_COLON.match(head)
    if match and (_is_dated(match.group(1)) or _has_capitals_only(match.group(1))):
        return match.start(1), match.end(1)
    match = _DASH_DATED.match(head) or _AGENCY_DATED.match(head)
    if match and _is_date(match.group(2)):
        return match.start(1), match.end(1)
    match = _DATE_FIRST.match(head)
    if match and _is_dated(match.group(1)) and not _names_weekday(match.group(2)):
        return match.start(1), match.end(1)
    for pattern in (_DASHED, _BRACKETED, _COLON, _AGENCY_FIRST):
        match = pattern.match(head)
        if match and _is_dateline(match.group(1), pattern, goes_on=head[match.end() : match.end() + 2]):
            return match.start(1), match.end(1)
    match = _STOPPED.match(head)
    if match and _is_stopped_dateline(match.group(1)):
        return match.start(1), match.end(1)
    return None


def _is_dateline(candidate: str, pattern: re.Pattern[str], *, goes_on: str) -> bool:
    dated = _is_dated(candidate)
    place = _PLACE_END.split(candidate)[0].strip()
    if len(place.split()) > 4 or (pattern is _AGENCY_FIRST and not dated):
        return False
    if dated:
        return True
    known = bool(load_gazetteer().find(place.split("/")[0]))
    initials = len(place) < _SHORTEST and place.isascii()  # "Q - ..."; of other scripts a place: "서울"
    if not known and (initials or (pattern is _COLON and (labels_speaker(place) or not place.isupper()))):
        return False  # "MODERATOR: ...", "Ana Lopes: ..."
    if place.isupper():
        return True
    if not _has_capitals_only(candidate):
        return False
    if pattern is _BRACKETED and "/" not in candidate:
        # "Quito (Prensa Sur) The ...", but not "Democratic Party (DP) president ..."
        return known and candidate.endswith(")") and " " in candidate.partition("(")[2] and goes_on[:1].isupper()
    if pattern is _COLON and goes_on[:1] in _QUOTES:
        return False  # "Ana Diaz: “We will go on.”"
    # "Lagos — Unions ..." but not "Mali - a country - denied": the story goes on with a capital after the dash
    return goes_on.lstrip(_QUOTES)[:1].isupper() and (")" in candidate or len(candidate.split()) <= 3)


def _is_dated(candidate: str) -> bool:
    return bool(find_dates(candidate) or find_partial_dates(candidate)) or _names_weekday(candidate)


def _is_date(candidate: str) -> bool:
    """Whether there is a date and no word beside it."""
    spans = [(d.start, d.end) for d in find_dates(candidate)]
    spans += [(d.start, d.end) for d in find_partial_dates(candidate)]
    rest = [candidate[:start] + candidate[end:] for start, end in spans]
    return any(not re.search(r"\w", text) or _names_weekday(text) for text in rest)


def _has_capitals_only(candidate: str) -> bool:
    return all(word in _SMALL for word in _LOWER.findall(re.sub(r"\([^)]*\)", "", candidate)))


def _is_stopped_dateline(candidate: str) -> bool:
    place = re.split(r"[,/-]", candidate)[0]
    if find_partial_dates(candidate):
        return place[:1].isupper() and not _names_weekday(place.partition(".")[0])
    if "," in candidate and place.isupper() and len(place) > _SHORTEST:  # "KYIV, Ukraine", "BAGHDAD, Monday"
        return _has_capitals_only(candidate) and not labels_speaker(place)
    if load_gazetteer().find(candidate):
        return True  # "Rabat. The ..."
    if "," in candidate or len(candidate.split()) > 4 or any(w in "Mr Mrs Ms Dr St Gen Col" for w in candidate.split()):
        return False
    return "-" in candidate or "/" in candidate or (place.isupper() and len(place) > 3)


def _names_weekday(candidate: str) -> bool:
    weekdays = load_phrases().weekdays
    return any(len(word) > 3 and word in weekdays for word in re.findall(r"[^\W\d_]+", candidate.lower()))

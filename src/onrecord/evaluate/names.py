"""Whether two statements have one speaker: names with and without titles, collective actors by their mention."""

import re
from typing import Any

from onrecord.evaluate.codes import codes_of, organisation
from onrecord.evaluate.words import letters, overlap, words

__all__ = ["same_speaker"]

# words that many speakers share: alone they show nothing
_COMMON = frozenset(
    {
        "the",
        "of",
        "a",
        "an",
        "to",
        "for",
        "in",
        "at",
        "from",
        "s",
        "government",
        "governments",
        "ministry",
        "minister",
        "president",
        "prime",
        "foreign",
        "affairs",
        "official",
        "officials",
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
    }
)
_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "we", "who", "whom", "him", "her"})
_PERSON = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)+")
_BODY = re.compile("Government|Ministry|State|House|Office|Nations|Army|Forces|Front|Command|Guard")
_GOVERNMENT = re.compile(r"Governments? of")


def same_speaker(gold: dict[str, Any], found: dict[str, Any]) -> bool | None:
    """Whether the predicted speaker is the gold's; None where the gold has none.

    >>> same_speaker({"speaker": "Antony Blinken"}, {"speaker": "Blinken"}), same_speaker({"speaker": None}, {})
    (True, None)
    """
    name, other = gold.get("speaker"), found.get("speaker") or found.get("speaker_text")
    if not name:
        return None
    if not other:
        return False
    if letters(name) == letters(other):
        return True
    country, said = codes_of(gold.get("speaker_country")), codes_of(found.get("speaker_country"))
    clash = bool(country and said and not country & organisation(said, country))
    if not clash and _same_words(_telling(name), _telling(other)):
        return True
    mention, mentioned = letters(gold.get("speaker_text")), letters(found.get("speaker_text"))
    is_person = bool(_PERSON.fullmatch(name)) and not _BODY.search(name)
    if not is_person and mention and mention == mentioned and mention not in _PRONOUNS:
        return True
    return bool(_GOVERNMENT.match(name) and country & said) and (
        letters(other) == mentioned
        or re.search("government|authorit", str(other), re.IGNORECASE) is not None
        or len(_telling(other)) <= 1
    )


def _telling(name: object) -> list[str]:
    return [word for word in words(name) if word not in _COMMON]


def _same_words(gold: list[str], found: list[str]) -> bool:
    if not gold or not found:
        return False
    ours, theirs = set(gold), set(found)
    contained = ours <= theirs or theirs <= ours
    last = gold[-1] in theirs or found[-1] in ours
    return (contained and last and len(found) <= 2 * len(gold) + 4) or overlap(ours, theirs) >= 0.5

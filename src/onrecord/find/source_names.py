"""The name and the bracket that a speaker's mention was cut from: "a commander [known as Ana Diaz]", "the Ministry of
Transport (MOT[)]", "Mine Board (MB) chief [Ana Diaz]"."""

from onrecord.find.view import View, Words
from onrecord.lang.actor_index import chunks
from onrecord.lang.cues import WordRole

__all__ = ["bracketed", "is_named", "is_others_name", "name_behind", "titled_behind"]

_FAR = 8  # words from a noun to the name that a clause gives it
_ABBREVIATION = 4  # words in a bracket
_TITLE = frozenset({"ADJ", "NOUN", "PROPN", "ADP"})
_TITLE_LENGTH = 6  # words of a title between a bracket and the name
_CLAUSE = frozenset({"ADP", "SCONJ", "DET", "PRON", "NOUN", "VERB", "ADV", "AUX"})


def bracketed(view: View, words: Words) -> Words:
    """The words with the bracket that they were cut in: it is closed right behind, or taken off."""
    parse = view.parse
    opened = [i for i in range(*words) if parse.words[i] == "("]
    if not opened or ")" in parse.words[opened[-1] : words[1]]:
        return words
    stop = min(words[1] + _ABBREVIATION, view.sentence(words[0])[1])
    end = next((i + 1 for i in range(words[1], stop) if parse.words[i] == ")"), None)
    return (words[0], end) if end is not None else (words[0], max(words[0] + 1, opened[-1]))


def titled_behind(view: View, words: Words) -> Words | None:
    """The title and the person's name behind a body and its abbreviation, who is the one that speaks."""
    parse = view.parse
    start = next((i + 1 for i in range(*words) if parse.words[i] == ")"), None)
    if start is None or "PERSON" in view.label_of[words[0] : start]:
        return None
    for word in range(start, min(start + _TITLE_LENGTH, view.sentence(words[0])[1])):
        name = view.name_at.get(word)
        if name is not None and name.label == "PERSON":
            titled = word > start and parse.upos[word - 1] != "ADP"  # not "the board (MB) for Ana Diaz"
            return (start, name.end) if titled else None
        if parse.upos[word] not in _TITLE and parse.xpos[word] != "HYPH":
            return None
    return None


def name_behind(view: View, end: int, cue: Words) -> Words | None:
    """The name of someone only described before it, behind where the mention was cut."""
    parse = view.parse
    for word in range(end, min(end + _FAR, view.sentence(end - 1)[1])):
        name = view.name_at.get(word)
        if name is not None and name.label == "PERSON":
            return (name.start, name.end) if is_named(view, end, word) else None
        if parse.upos[word] not in _CLAUSE or cue[0] <= word < cue[1]:
            return None
    return None


def is_named(view: View, start: int, name: int) -> bool:
    """Whether the words before a name give it: "called", "known as", "by the name of"; not "known to", "named by"."""
    before = [i for i in (name - 1, name - 2) if i >= start]
    if not before:
        return False
    if view.has_role(before[0], WordRole.NAMING):
        return True
    if len(before) < 2 or not view.has_role(before[1], WordRole.NAMING):
        return False
    given = view.parse.upos[before[1]] == "NOUN" and view.has_role(before[0], WordRole.SPEAKER)
    return given or view.has_role(before[0], WordRole.PREDICATE)


def is_others_name(view: View, words: Words) -> bool:
    """Whether the name that closes the words is of whom someone is: "the family of journalist [Ana Diaz]", not "chief
    of the army General [Ana Diaz]"."""
    parse, end = view.parse, words[1]
    start = end
    while start > words[0] and view.label_of[start - 1] == "PERSON":
        start -= 1
    at = start - 1
    if start == end or at <= words[0]:
        return False
    rows = view.pack.actor_index.roles.get(chunks(parse.words[at]))
    several = "NNS" in parse.xpos[words[0] : at]  # not "chief of staff Ana Diaz"
    if any(row.kind == "person" or (several and row.kind == "people") for _, row in rows):
        at -= 1
    while at > words[0] and parse.upos[at] in ("DET", "ADJ"):
        at -= 1
    before = parse.upos[words[0] : at]
    return parse.upos[at] == "ADP" and "PROPN" not in before and before[-1] in ("NOUN", "ADJ")

"""Pages in capitals or all small, for their lines to be told apart: each is given a sentence's case, a byline that of
names and a dateline that of a place. What is kept is the page's own text; the parser has the words' usual case."""

import re
from itertools import pairwise

from onrecord.lang.gazetteer import load_gazetteer
from onrecord.lang.letters import capital, capitals, odd_paragraphs, small, without_capitals
from onrecord.reading.bylines import joins_names
from onrecord.reading.datelines import find_dateline
from onrecord.reading.lines import SENTENCE_END
from onrecord.reading.phrases import load_phrases

__all__ = ["in_sentence_case"]

_LONG = 60  # characters: a line that is likely a sentence
_MAX_NAMES = 6  # words of a byline without a cue
_MAX_BYLINE = 80
_LEAST = 3  # letters of a word of a name
_MAX_PLACE = 3  # words
_TOLD = 30  # characters of a line that a dateline may open
_HEAD = 120  # characters in which a dateline ends
_FIRST = re.compile(r"[^\W\d_]")
_STOPPED = re.compile(r"[.!?][\"'”’)\]]*\s+[\"'“‘(\[]*[^\W\d_]")
_WORD = re.compile(r"[^\W\d_][\w.'’]*")
# "paris, may 3 (afp) - ", "gaza/jerusalem: ": what may be a place, what else stands in a dateline, what ends it
_PLACE = r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[ -][^\W\d_]+){0,2}"
_DATELINE = re.compile(
    rf"({_PLACE}(?:/{_PLACE})*)(,[^–—:\n(]{{2,30}}?)?( ?\([^()\n]{{2,30}}\))?"
    r"(\s+-{1,2}\s+|\s*[–—]\s*|\s\|\s|\.? ?-\s+|:\s+|\.\s+)(?=\S)"
)


def in_sentence_case(text: str) -> str:
    """The text of a page with its lines in sentence case where its own says nothing; itself where it does.

    >>> page = "MALI DENIES RAID\\n\\nBY AWA KEITA\\n\\nGAO, MAY 3 - MALI DENIED ON FRIDAY THAT ITS ARMY HAD RAIDED."
    >>> in_sentence_case(page)
    'Mali denies raid\\n\\nBy Awa Keita\\n\\nGAO, MAY 3 - Mali denied on friday that its army had raided.'
    >>> in_sentence_case("Mali denied on Friday that its army had raided a village in the north of the country.")
    'Mali denied on Friday that its army had raided a village in the north of the country.'
    """
    lines = text.split("\n")
    long = [line for line in lines if len(line.strip()) >= _LONG] or lines
    odd = odd_paragraphs([line.strip() for line in long])
    if 2 * sum(len(line) for line, is_odd in zip(long, odd, strict=True) if is_odd) <= sum(map(len, long)):
        return text
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    cased = [_line(line, before) for before, line in pairwise(["", *lines])]
    return "\n".join(_named(line) if i > first and line != lines[i] else line for i, line in enumerate(cased))


def _line(line: str, before: str) -> str:
    """A line in sentence case; `before`: the one above, which it may go on."""
    plain = without_capitals(line)
    if not plain.islower():
        return line
    plain = _STOPPED.sub(_raised, plain)
    if len(before) >= _LONG and not SENTENCE_END.search(before.rstrip()):
        return plain
    plain = _FIRST.sub(_raised, plain, count=1)
    start = len(plain) - len(plain.lstrip())
    if len(plain) < _TOLD:
        return plain
    found = find_dateline(line[start:]) if line.isupper() else None
    if found is not None and _ends_dateline(line[start:], found[1]):
        end = start + found[1]
        return plain[:start] + line[start:end] + _FIRST.sub(_raised, plain[end:], count=1)
    head = _DATELINE.match(plain.lower(), start, start + _HEAD)
    if head is not None and (_is_placed(head) or any(map(load_gazetteer().find, head[1].split("/")))):
        end = head.end()
        rest = _WORD.sub(lambda match: capital(match[0]), plain[head.end(1) : end])
        return plain[:start] + capitals(head[1]) + rest + capital(plain[end:])
    return plain


def _raised(match: re.Match[str]) -> str:
    return capitals(match[0])


def _ends_dateline(line: str, end: int) -> bool:
    """Whether what is taken for a dateline in capitals, where any sentence may open like one, has few words and a dash
    behind it."""
    return len(_WORD.findall(line[:end].partition(",")[0])) <= _MAX_PLACE and line[end:].lstrip()[:1] in tuple("-–—")


def _is_placed(head: re.Match[str]) -> bool:
    """Whether a place in a dateline is told by more than its name: by a country or date behind it, or an agency."""
    return bool(head[2] or head[3]) and head[4].strip() not in (":", ".")


def _named(line: str) -> str:
    """A line with the case of names where it may be a byline: few words, and no sentence, or a cue before them."""
    text = line.strip()
    if len(text) > _MAX_BYLINE or SENTENCE_END.search(text):
        return line
    lowered = small(text)
    cue = load_phrases().cue_length("byline", lowered)
    if not cue and len(_WORD.findall(text)) > _MAX_NAMES:
        return line
    start = line.index(text) + cue
    return line[:start] + _WORD.sub(_name_word, line[start:])


def _name_word(match: re.Match[str]) -> str:
    word = match[0]
    named = (len(word) >= _LEAST and not joins_names(word)) or word[-1] == "."
    return capital(word) if named else word

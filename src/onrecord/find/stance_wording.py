"""How a passage is worded: its words one after another, those beside it and those above it.

"Ready to", "no need of", "must first" tell more together than each word does alone. The names are of every kind of
draft, so that rare kinds learn from the others; who is named and how many there are tell no stance.
"""

from collections.abc import Iterator
from itertools import pairwise

from onrecord.find.stance_drafts import Draft
from onrecord.parse.parse import Parse

__all__ = ["wording"]

UNTOLD = frozenset({"PROPN", "NUM"})  # told by their tags
OF_MATTER = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PUNCT"})  # alone they count elsewhere, or not at all
TOLD = 14  # words of a passage from its first on: what comes later tells the matter, not the stance
ABOVE = 3  # words from its highest one upwards


def wording(parse: Parse, draft: Draft) -> list[str]:
    """The names of how a passage is worded, each once."""
    first, last = draft.words
    names = (*_within(parse, first, last), *_beside(parse, draft), *_above(parse, draft.top))
    return list(dict.fromkeys(names))


def _within(parse: Parse, first: int, last: int) -> Iterator[str]:
    told = [_word(parse, word) for word in range(first, min(last, first + TOLD))]
    yield from (f"one={one}" for one, upos in zip(told, parse.upos[first:last], strict=False) if upos not in OF_MATTER)
    yield from (f"two={one} {other}" for one, other in pairwise(told))
    yield f"opens={' '.join(told[:2])}"
    yield f"tags={' '.join(parse.xpos[first : min(last, first + 3)])}"


def _beside(parse: Parse, draft: Draft) -> Iterator[str]:
    first, last = draft.words
    kind = "e:" if draft.event is not None else "s:" if draft.statement is not None else "c:"
    for name, word in (("before", first - 1), ("second-before", first - 2), ("after", last)):
        if 0 <= word < len(parse):
            told = _word(parse, word)
            yield from (f"{name}={told}", f"{kind}{name}={told}")
    if first > 1:
        yield f"two-before={_word(parse, first - 2)} {_word(parse, first - 1)}"


def _above(parse: Parse, word: int) -> Iterator[str]:
    name = "above"
    for _ in range(ABOVE):
        if parse.heads[word] == word:
            return
        word = parse.heads[word]
        yield f"{name}={_word(parse, word)}"
        name = "further-above"


def _word(parse: Parse, word: int) -> str:
    return parse.upos[word] if parse.upos[word] in UNTOLD else parse.lemma[word]

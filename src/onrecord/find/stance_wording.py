"""How a passage is worded: its words one after another, those beside it and those above it.

"Ready to", "no need of", "must first" tell more together than each word does alone. The names are of every kind of
draft, so that rare kinds learn from the others; who is named and how many there are tell no stance.
"""

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
    (first, last), lemma, upos = draft.words, parse.lemma, parse.upos
    left, right = max(0, first - 2), min(last, first + TOLD)
    tags = upos[left:right]
    words = [tag if tag in UNTOLD else word for word, tag in zip(lemma[left:right], tags, strict=True)]
    before, told = words[: first - left], words[first - left :]
    kind = "e:" if draft.event is not None else "s:" if draft.statement is not None else "c:"
    names = [f"one={one}" for one, tag in zip(told, tags[first - left :], strict=True) if tag not in OF_MATTER]
    names += [f"two={one} {other}" for one, other in pairwise(told)]
    names += (f"opens={' '.join(told[:2])}", f"tags={' '.join(parse.xpos[first : min(last, first + 3)])}")
    for name, word in zip(("before", "second-before"), reversed(before), strict=False):
        names += (f"{name}={word}", f"{kind}{name}={word}")
    if len(before) > 1:
        names.append(f"two-before={before[0]} {before[1]}")
    if last < len(upos):
        word = _word(parse, last)
        names += (f"after={word}", f"{kind}after={word}")
    return list(dict.fromkeys(names + _above(parse, draft.top)))


def _above(parse: Parse, word: int) -> list[str]:
    names: list[str] = []
    for _ in range(ABOVE):
        if parse.heads[word] == word:
            break
        word = parse.heads[word]
        names.append(f"{'further-above' if names else 'above'}={_word(parse, word)}")
    return names


def _word(parse: Parse, word: int) -> str:
    return parse.upos[word] if parse.upos[word] in UNTOLD else parse.lemma[word]

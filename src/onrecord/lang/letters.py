"""Letters, capital and small: texts whose case says nothing, and changes of case that keep every character's place."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

__all__ = ["capital", "capitals", "is_loud", "odd_paragraphs", "small", "without_capitals"]

_LEAST_LOUD = 0.8  # of the words: acronyms are no shouting, and a wire has an odd word in small letters
_FEW = 5  # words in capitals that make up no paragraph alone: "NATO, EU, UN"
_LEAST_SMALL = 0.8  # of the beginnings of sentences
_FEWEST = 3  # beginnings of sentences that tell
_MOST_NAMES = 0.02  # words with a capital, of all
_BEGINNING = re.compile(r"(?:^|(?<=\w\w)[.!?][\"'”’)\]]*\s+)[\"'“‘(\[]*(?=[^\W\d_])")
_CHUNK = re.compile(r"\S+")
_POSSESSIVE = re.compile(r"['’]s\b")


def small(text: str) -> str:
    """The text in small letters; one whose small form has another length stays as it is.

    >>> small("IZMİR: DİYARBAKIR"), len(small("İ"))
    ('izmİr: dİyarbakir', 1)
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(_one(c, c.lower()) for c in text)


def capitals(text: str) -> str:
    """The text in capitals; a letter whose capital form has another length stays as it is.

    >>> capitals("Straße"), capitals("ﬁne")
    ('STRAßE', 'ﬁNE')
    """
    raised = text.upper()
    return raised if len(raised) == len(text) else "".join(_one(c, c.upper()) for c in text)


def capital(text: str) -> str:
    """The text with a capital at its first place.

    >>> capital("mali"), capital("ßen")
    ('Mali', 'ßen')
    """
    return capitals(text[:1]) + text[1:]


def _one(letter: str, changed: str) -> str:
    return changed if len(changed) == 1 else letter


def without_capitals(text: str) -> str:
    """The text with its words in capitals in small letters; others keep theirs: so they were written.

    >>> without_capitals("KENYA's McDONALD SAID NO.")
    "kenya's McDONALD said no."
    """
    return _CHUNK.sub(lambda chunk: small(chunk[0]) if is_loud(chunk[0]) else chunk[0], text)


def is_loud(word: str) -> bool:
    """Whether a word is in capitals.

    >>> [is_loud(word) for word in ("MALI'S", "KENYA's", "Mali", "3", "A.")]
    [True, True, False, False, True]
    """
    return word.isupper() or (word[:2].isupper() and _POSSESSIVE.sub("", word).isupper())


def odd_paragraphs(texts: Sequence[str]) -> list[bool]:
    """For each paragraph of a page, whether its case says nothing: it is in capitals, or its sentences begin small.

    >>> odd_paragraphs(["MALI DENIED ON FRIDAY THAT IT HAD.", "It had not."])
    [True, False]
    >>> odd_paragraphs(["mali denied it. nobody there knew. it had not."])
    [True]
    >>> odd_paragraphs(["NATO, EU", "- the talks in Bern", "- a truce"])
    [False, False, False]
    """
    words = [text.split() for text in texts]
    lettered = [sum(any(map(str.isalpha, word)) for word in own) for own in words]
    loud = [sum(map(is_loud, own)) for own in words]
    whole = sum(loud) >= _LEAST_LOUD * sum(lettered)
    if any(lettered) and (whole or _is_small(texts, words)):
        return [True] * len(texts)
    return [
        few >= _FEW and (many >= _LEAST_LOUD * few or (not many and _is_small([text], [own], few=False)))
        for text, own, few, many in zip(texts, words, lettered, loud, strict=True)
    ]


def _is_small(texts: Sequence[str], words: Iterable[Sequence[str]], *, few: bool = True) -> bool:
    """Whether the sentences of a text begin with small letters, and there are no names with a capital: of many
    sentences hardly any, of `few`, where these may tell, none."""
    begins = [text[match.end()] for text in texts for match in _BEGINNING.finditer(text)]
    lowly = sum(map(str.islower, begins))
    if not lowly or lowly < _LEAST_SMALL * len(begins):
        return False
    all_words = [word for own in words for word in own]
    named = sum(word[:1].isupper() and not word.isupper() for word in all_words)
    if lowly >= _FEWEST:
        return named <= _MOST_NAMES * len(all_words)
    return few and not any(map(str.isupper, chain.from_iterable(texts)))

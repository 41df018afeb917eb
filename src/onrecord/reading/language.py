"""The language of a text, told from its story alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.lang import available_languages
from onrecord.lang.tables import load_rows
from onrecord.reading.phrases import READING, load_phrases

__all__ = ["find_language"]

_ENOUGH = 1000  # characters that decide
_SHORT = 120  # letters below which only languages of the reading tables are thought of
_FEWEST = 8  # letters
_NEAR = 0.3  # nats a letter
_COMMON = 0.2  # of the words that are a language's most common: no other language reaches .1 with them
_DIFFERENT = 6  # common words


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where there is too little of it to tell.

    >>> find_language("The ministry denied on Friday that its army had raided a village near the border.")
    'en'
    >>> find_language("Mali denied it."), find_language("Macron visita Chad."), find_language("12.5")
    ('en', 'it', None)
    """
    sample = text[:_ENOUGH]
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST:
        return None
    if letters >= _SHORT:
        plain = _by_common_words(sample)
        if plain is not None:
            return plain
        return str(_identifier().classify(sample)[0])
    known, read = load_phrases().languages, available_languages()
    ranked = [(str(code), float(score)) for code, score in _identifier().rank(sample) if code in known or code in read]
    if not ranked:
        return None
    # a sentence of names looks like any language; one that can be read is as good a guess as one a little likelier
    least = ranked[0][1] - _NEAR * letters
    return next((code for code, score in ranked if code in read and score >= least), ranked[0][0])


@dataclass(frozen=True, slots=True)
class _CommonRow:
    language: str
    words: tuple[str, ...]


@cache
def _common_words() -> Mapping[str, frozenset[str]]:
    return {row.language: frozenset(row.words) for row in load_rows(READING / "common_words.tsv", _CommonRow)}


def _by_common_words(sample: str) -> str | None:
    """The language whose common words a text is full of: fifty times faster than the identifier, for most pages."""
    words = sample.lower().split()
    for language, common in _common_words().items():
        found = [word for word in words if word in common]
        if len(found) >= _COMMON * len(words) and len(set(found)) >= _DIFFERENT:
            return language
    return None


@cache
def _identifier() -> Any:
    import py3langid  # lazy: 60 ms and 30 MB

    return py3langid

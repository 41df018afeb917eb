"""The language of a text, told from its story alone."""

from functools import cache
from typing import Any

from onrecord.reading.phrases import load_phrases

__all__ = ["find_language"]

_ENOUGH = 1000  # characters that decide
_SHORT = 120  # letters below which only languages of the reading tables are thought of
_FEWEST = 8  # letters


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where there is too little of it to tell.

    >>> find_language("The ministry denied on Friday that its army had raided a village near the border.")
    'en'
    >>> find_language("12.5") is None
    True
    """
    sample = text[:_ENOUGH]
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST:
        return None
    if letters >= _SHORT:
        return str(_identifier().classify(sample)[0])
    known = load_phrases().languages
    return next((str(code) for code, _ in _identifier().rank(sample) if code in known), None)


@cache
def _identifier() -> Any:
    import py3langid  # lazy: 60 ms and 30 MB

    return py3langid

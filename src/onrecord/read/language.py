"""The language of a text, told from its story alone."""

from functools import cache
from typing import Any

__all__ = ["find_language"]

_ENOUGH = 1500  # characters that decide


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where there is too little of it to tell.

    >>> find_language("The ministry denied on Friday that its army had raided a village near the border.")
    'en'
    >>> find_language("12.5") is None
    True
    """
    sample = text[:_ENOUGH]
    if sum(c.isalpha() for c in sample) < 12:
        return None
    code, _ = _identifier().classify(sample)
    return str(code)


@cache
def _identifier() -> Any:
    import py3langid  # lazy: 60 ms and 30 MB

    return py3langid

"""Texts compared as people compare them: without case, accents, white space and punctuation."""

import re
import unicodedata
from collections.abc import Set
from typing import Any

__all__ = ["brief", "close", "letters", "overlap", "words"]


def _folded(text: object) -> str:
    decomposed = unicodedata.normalize("NFKD", "" if text is None else str(text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def letters(text: object) -> str:
    """The letters and digits alone.

    >>> letters("Aleksandar Vučić,")
    'aleksandarvucic'
    """
    return re.sub("[^0-9a-z]+", "", _folded(text))


def words(text: object) -> list[str]:
    """The words.

    >>> words("Gen. Kūja")
    ['gen', 'kuja']
    """
    return re.findall("[0-9a-z]+", _folded(text))


def brief(gold: set[str], predicted: set[str]) -> bool:
    """Whether a prediction is not much longer than the gold: what names everything names nothing."""
    return len(predicted) <= 3 * len(gold) + 3


def close(gold: set[str], predicted: set[str]) -> bool:
    """Whether two phrases share a word and the predicted one is brief."""
    return bool(gold & predicted) and brief(gold, predicted)


def overlap(one: Set[Any], other: Set[Any]) -> float:
    """Jaccard's index.

    >>> overlap({1, 2}, {2, 3, 4})
    0.25
    """
    union = len(one | other)
    return len(one & other) / union if union else 0.0

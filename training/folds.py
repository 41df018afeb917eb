"""The folds of the annotated cases: a model trained without one reads that fold as it reads any new page."""

import re
from collections.abc import Sequence

from training.paragraph import Paragraph

__all__ = ["FOLDS", "fold_of", "without_fold"]

FOLDS = 4  # of the encoder's own: so many models beside the shipped one


def fold_of(case: str, folds: int = FOLDS) -> int:
    """The fold of a case: the same in every run, and one for a whole dossier.

    >>> fold_of("e1a") == fold_of("e1b"), len({fold_of(f"d{n:02}") for n in range(60)})
    (True, 4)
    """
    key = re.sub(r"^(e\d).*", r"\1", case)
    return sum(key.encode()) * 2654435761 % 2**32 * folds // 2**32


def without_fold(paragraphs: Sequence[Paragraph], fold: int) -> list[Paragraph]:
    """The paragraphs that are not of a fold; all of them for -1."""
    return [p for p in paragraphs if fold < 0 or p.fold != fold]

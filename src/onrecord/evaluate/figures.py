"""Counts and what is computed of them: F1 and shares, with intervals from resampled documents."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

__all__ = ["Figure", "Kind", "Measured", "measure"]

Counts = Counter[str]


class Kind(StrEnum):
    """How a figure comes from its counts."""

    F1 = "F1"  # of NAME.tp, NAME.fp and NAME.fn
    SHARE = "share"  # NAME.ok of NAME.n


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by name; its counts are named after it."""

    name: str
    kind: Kind = Kind.F1

    def value(self, counts: Mapping[str, float]) -> float | None:
        """The figure; None where nothing was there to judge.

        >>> Figure("events").value(Counter({"events.tp": 3, "events.fp": 1, "events.fn": 2}))
        0.6666666666666666
        >>> Figure("kind", Kind.SHARE).value(Counter({"kind.ok": 1, "kind.n": 4}))
        0.25
        """
        if self.kind is Kind.SHARE:
            n = counts[f"{self.name}.n"]
            return counts[f"{self.name}.ok"] / n if n else None
        hits = counts[f"{self.name}.tp"]
        wrong = counts[f"{self.name}.fp"] + counts[f"{self.name}.fn"]
        return 2 * hits / (2 * hits + wrong) if hits or wrong else None

    def support(self, counts: Mapping[str, int]) -> int:
        """How many items of the gold stand behind it."""
        if self.kind is Kind.SHARE:
            return counts[f"{self.name}.n"]
        return counts[f"{self.name}.tp"] + counts[f"{self.name}.fn"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure's value, its 95 % interval and the items of the gold behind it."""

    name: str
    value: float
    low: float | None
    high: float | None
    gold: int


def measure(
    figures: Sequence[Figure], documents: Sequence[Counts], *, bootstrap: int = 1000, seed: int = 0
) -> tuple[Measured, ...]:
    """The figures over some documents. Intervals: percentiles over `bootstrap` draws of as many documents, with
    replacement; the same seed gives the same ones.

    >>> one = Counter({"events.tp": 1, "events.fn": 1})
    >>> measure([Figure("events")], [one, one], bootstrap=10)
    (Measured(name='events', value=0.6666666666666666, low=0.6666666666666666, high=0.6666666666666666, gold=4),)
    """
    total: Counts = Counter()
    for document in documents:
        total.update(document)
    draws = _draws(documents, bootstrap, seed)
    measured = []
    for figure in figures:
        value = figure.value(total)
        if value is None:
            continue
        values = [v for draw in draws if (v := figure.value(draw)) is not None]
        low, high = np.percentile(values, [2.5, 97.5]).tolist() if values else (None, None)
        measured.append(Measured(figure.name, value, low, high, figure.support(total)))
    return tuple(measured)


def _draws(documents: Sequence[Counts], number: int, seed: int) -> list[Counter[str]]:
    names = sorted({name for document in documents for name in document})
    if not names or not number:
        return []
    table = np.array([[document[name] for name in names] for document in documents], dtype=np.int64)
    weights = np.random.default_rng(seed).multinomial(
        len(documents), [1 / len(documents)] * len(documents), size=number
    )
    return [Counter(dict(zip(names, row, strict=True))) for row in (weights @ table).tolist()]

"""Event triggers, their statuses, the sector of who acts and how far it reaches, where the model has heads for them."""

from collections.abc import Mapping

import numpy as np

from onrecord.parse.algebra import softmax
from onrecord.parse.model import Floats, Head
from onrecord.parse.parse import Trigger

__all__ = ["find_triggers"]

_NONE = "O"
_KEPT = 3  # alternatives a trigger keeps
_ABOUT = ("status", "sector", "reach")  # heads that say more of a trigger
Ranked = tuple[tuple[str, float], ...]


def find_triggers(tags: Floats, heads: Mapping[str, Head], first: int) -> list[Trigger]:
    """The triggers of a window whose first word is the article's word number `first`."""
    head = heads.get("trigger")
    if head is None:
        return []
    raw = tags[:, head.columns]
    labels = head.labels
    if head.kind == "sigmoid":
        chances = np.asarray(1 / (1 + np.exp(-raw)), np.float32)
        scores = np.asarray(chances.max(1))
    else:
        chances = softmax(raw)
        scores = np.asarray(1 - chances[:, 0])
        chances, labels = chances[:, 1:], labels[1:]
    words = np.flatnonzero(scores >= head.threshold)
    if not len(words):
        return []
    at = tags[words]
    about = [_best(softmax(at[:, h.columns]), h.labels) if (h := heads.get(n)) else [()] * len(words) for n in _ABOUT]
    rows = zip(words.tolist(), _best(chances[words], labels), *about, scores[words].tolist(), strict=True)
    return [
        Trigger(first + word, types, statuses, score, sectors, reach)
        for word, types, statuses, sectors, reach, score in rows
    ]


def _best(chances: Floats, labels: tuple[str, ...]) -> list[Ranked]:
    """The labels of each row of chances that come first."""
    order = (-chances).argsort(1, kind="stable")[:, :_KEPT].tolist()
    return [
        tuple([(labels[i], row[i]) for i in best if labels[i] != _NONE])
        for best, row in zip(order, chances.tolist(), strict=True)
    ]

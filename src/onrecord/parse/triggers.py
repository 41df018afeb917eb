"""Event triggers and their statuses, where the model has heads for them."""

from collections.abc import Mapping

import numpy as np

from onrecord.parse.algebra import softmax
from onrecord.parse.model import Floats, Head
from onrecord.parse.parse import Trigger

__all__ = ["find_triggers"]

_NONE = "O"
_KEPT = 3  # alternatives a trigger keeps


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
    status = heads.get("status")
    found = []
    for word in np.flatnonzero(scores >= head.threshold).tolist():
        statuses: tuple[tuple[str, float], ...] = ()
        if status is not None:
            statuses = _best(softmax(tags[word : word + 1, status.columns])[0], status.labels)
        found.append(Trigger(first + word, _best(chances[word], labels), statuses, float(scores[word])))
    return found


def _best(chances: Floats, labels: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-chances, kind="stable")[:_KEPT].tolist()
    return tuple((labels[i], float(chances[i])) for i in order if labels[i] != _NONE)

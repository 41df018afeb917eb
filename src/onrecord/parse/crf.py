"""The best label sequence of a linear chain (Viterbi) and the spans that its BIO labels mark."""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.parse.model import Floats

__all__ = ["best_labels", "mark_spans"]

Ints = NDArray[np.int64]


def best_labels(scores: Sequence[Floats], transitions: Floats, start: Floats) -> list[Ints]:
    """The best label sequence of each window.

    Args:
        scores: for each window, a row of label scores a word.
        transitions: `transitions[i, j]` is the score of label j after label i.
        start: the score of each label at the first word.

    Windows go side by side for speed; each row's sums are its own, so company does not change them.

    >>> best_labels([np.array([[0, 1], [1, 0]], np.float32)], np.zeros((2, 2), np.float32), np.zeros(2, np.float32))
    [array([1, 0])]
    """
    if not scores:
        return []
    order = sorted(range(len(scores)), key=lambda i: -len(scores[i]))
    lengths = [len(scores[i]) for i in order]
    labels = scores[0].shape[1]
    padded = np.zeros((lengths[0], len(order), labels), np.float32)
    for row, i in enumerate(order):
        padded[: lengths[row], row] = scores[i]
    back = np.zeros((lengths[0], len(order), labels), np.int64)
    into = np.ascontiguousarray(transitions.T)[None]
    best = padded[0] + start
    final = np.empty((len(order), labels), np.float32)
    rows = len(order)
    for word in range(1, lengths[0]):
        while lengths[rows - 1] <= word:  # this window has ended
            rows -= 1
            final[rows] = best[rows]
        paths = best[:rows, None, :] + into
        paths.argmax(2, out=back[word, :rows])
        best = paths.max(2) + padded[word, :rows]
    final[:rows] = best[:rows]
    found: list[Ints] = [np.empty(0, np.int64)] * len(order)
    for row, i in enumerate(order):
        found[i] = _follow(back[:, row].tolist(), int(final[row].argmax()), lengths[row])
    return found


def _follow(back: list[list[int]], label: int, length: int) -> Ints:
    path = [label]
    for word in range(length - 1, 0, -1):
        label = back[word][label]
        path.append(label)
    path.reverse()
    return np.array(path, np.int64)


def mark_spans(labels: Sequence[str], *, breaks: Collection[int] = ()) -> list[tuple[int, int, str]]:
    """The spans of BIO labels as (start, end, label); none crosses a break (the first word of a paragraph).

    >>> mark_spans(["B-cue", "O", "B-content", "I-content", "I-content"], breaks={4})
    [(0, 1, 'cue'), (2, 4, 'content'), (4, 5, 'content')]
    """
    spans: list[tuple[int, int, str]] = []
    start, current = -1, ""
    for i, label in enumerate([*labels, "O"]):
        if current and (label[0] != "I" or label[2:] != current or i in breaks):
            spans.append((start, i, current))
            current = ""
        if label != "O" and not current:
            start, current = i, label[2:]
    return spans

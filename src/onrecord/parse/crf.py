"""The best label sequence of a linear chain (Viterbi) and the spans that its BIO labels mark."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.parse.model import Floats

__all__ = ["Chain", "best_labels", "mark_spans", "with_leaning"]

Ints = NDArray[np.int64]
_NEVER = -1e6


@dataclass(frozen=True, slots=True)
class Chain:
    """The label scores of a window's words, and the scores of a label after another and at the first word."""

    scores: Floats
    transitions: Floats  # [i, j]: label j after label i
    start: Floats


def best_labels(chains: Sequence[Chain]) -> list[Ints]:
    """The best label sequence of each chain.

    Chains of any heads go side by side for speed; each one's sums are its own, so company does not change them. For
    speed too each is summed from both ends at once: the halves meet where the sums and the step between them are best.

    >>> two = np.array([[0, 1], [1, 0]], np.float32)
    >>> best_labels([Chain(two, np.zeros((2, 2), np.float32), np.zeros(2, np.float32))])
    [array([1, 0])]
    """
    halves = [half for chain in chains for half in _halves(chain)]
    order = sorted(range(len(halves)), key=lambda i: -len(halves[i].scores))
    sums, lengths = _sums([halves[i] for i in order]) if halves else (np.empty((0, 0, 0), np.float32), [])
    rows = {i: sums[: lengths[row], row, : len(halves[i].start)] for row, i in enumerate(order)}
    found = []
    for i, chain in enumerate(chains):
        left, right = rows[2 * i], rows[2 * i + 1]
        if not len(right):
            found.append(_follow(left, chain.transitions, int(left[-1].argmax())))
            continue
        met = left[-1][:, None] + chain.transitions + right[-1]
        last, first = divmod(int(met.argmax()), len(chain.start))
        back = _follow(right, chain.transitions.T, first)
        found.append(np.concatenate((_follow(left, chain.transitions, last), back[::-1])))
    return found


def _halves(chain: Chain) -> tuple[Chain, Chain]:
    """The first half of a chain and the second one from its end; a chain of one word has no second half."""
    middle = (len(chain.scores) + 1) // 2
    back = Chain(chain.scores[middle:][::-1], chain.transitions.T, np.zeros_like(chain.start))
    return Chain(chain.scores[:middle], chain.transitions, chain.start), back


def _sums(chains: Sequence[Chain]) -> tuple[Floats, list[int]]:
    """For each word, chain and label the best sum that ends there; the longest chain comes first."""
    lengths = [len(chain.scores) for chain in chains]
    labels = max(len(chain.start) for chain in chains)
    sums = np.zeros((lengths[0], len(chains), labels), np.float32)
    steps = np.full((labels, len(chains), labels), _NEVER, np.float32)
    for row, chain in enumerate(chains):
        own = len(chain.start)
        sums[: lengths[row], row, :own] = chain.scores
        sums[: lengths[row], row, own:] = _NEVER
        sums[0, row, :own] += chain.start
        steps[:own, row, :own] = chain.transitions
    done = 1
    for rows in range(len(chains), 0, -1):  # the shortest chains end first
        if lengths[rows - 1] > done:
            _add_up(sums[done - 1 : lengths[rows - 1], :rows], np.ascontiguousarray(steps[:, :rows]))
            done = lengths[rows - 1]
    return sums, lengths


def _add_up(sums: Floats, steps: Floats) -> None:
    """Turns the scores of all words but the first into best sums, in place; the views made ahead save half the time."""
    paths = np.empty_like(steps)
    best = np.empty_like(sums[0])
    add, maximum = np.add, np.maximum.reduce
    before = list(sums.transpose(0, 2, 1)[:-1, :, :, None])
    for left, here in zip(before, list(sums[1:]), strict=True):
        add(left, steps, paths)
        maximum(paths, 0, None, best)
        add(here, best, here)


def _follow(sums: Floats, transitions: Floats, label: int) -> Ints:
    """The path back from the last label; which label each word's best path comes from is worked out for those labels
    alone that the path has, from where it has them."""
    path = [label]
    before: dict[int, list[int]] = {}
    for word in range(len(sums) - 2, -1, -1):
        row = before.get(label)
        if row is None:
            row = before[label] = (sums[: word + 1] + transitions[:, label]).argmax(1).tolist()
        label = row[word]
        path.append(label)
    return np.array(path[::-1], np.int64)


def with_leaning(
    arrays: Mapping[str, Floats], labels: Sequence[str], leaning: Mapping[str, float]
) -> Mapping[str, Floats]:
    """The arrays of a model, what each label of the head `attribution` scores on top in its transitions: that costs
    nothing at a word."""
    extra = np.array([leaning.get(label, 0.0) for label in labels], np.float32)
    return {**arrays, **{n: arrays[n] + extra for n in ("attribution_transitions", "attribution_start")}}


def mark_spans(labels: Sequence[str], *, breaks: Collection[int] = ()) -> list[tuple[int, int, str]]:
    """The spans of BIO labels as (start, end, label); none crosses a break (the first word of a paragraph).

    >>> mark_spans(["B-cue", "O", "B-content", "I-content", "I-content"], breaks={4})
    [(0, 1, 'cue'), (2, 4, 'content'), (4, 5, 'content')]
    """
    spans: list[tuple[int, int, str]] = []
    start, end, current = 0, -1, ""
    for word, label in [(i, label) for i, label in enumerate(labels) if label != "O"]:
        name = label[2:]
        if word != end or name != current or label[0] != "I" or word in breaks:
            if current:
                spans.append((start, end, current))
            start, current = word, name
        end = word + 1
    if current:
        spans.append((start, end, current))
    return spans

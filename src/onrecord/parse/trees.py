"""Trees of a sentence's arc scores: the best head of each word, mended by Chu-Liu-Edmonds where that is no tree.

Every sentence gets exactly one root.
"""

import numpy as np
from numpy.typing import NDArray

from onrecord.parse.model import Floats

__all__ = ["find_heads"]

Ints = NDArray[np.int64]


def find_heads(arcs: Floats, starts: Ints) -> Ints:
    """The head of each word of a window; a root is its own head.

    Args:
        arcs: `arcs[d, h]` is the score of head h for word d, the diagonal that of being a root.
        starts: the first word of each sentence, in order, beginning with 0.

    >>> arcs = np.array([[5, 0, 0], [9, 0, 8], [0, 7, 0]], np.float32)
    >>> find_heads(arcs, np.array([0]))
    array([0, 0, 1])
    """
    size = len(arcs)
    bounds = [*starts.tolist(), size]
    heads = np.empty(size, np.int64)
    for begin, end in zip(bounds, bounds[1:], strict=False):
        arcs[begin:end, begin:end].argmax(1, out=heads[begin:end])
        heads[begin:end] += begin
    for begin, end in zip(bounds, bounds[1:], strict=False):
        if not _is_tree(heads[begin:end].tolist(), begin):
            heads[begin:end] = _best_tree(arcs[begin:end, begin:end]) + begin
    return heads


def _is_tree(heads: list[int], begin: int) -> bool:
    """Whether exactly one word is its own head and all others reach it."""
    reached = [False] * len(heads)
    root = -1
    for word, head in enumerate(heads):
        if head - begin == word:
            if root >= 0:
                return False
            root = word
    if root < 0:
        return False
    reached[root] = True
    for word in range(len(heads)):
        path: list[int] = []
        while not reached[word]:
            if len(path) > len(heads):
                return False
            path.append(word)
            word = heads[word] - begin  # noqa: PLW2901
        for passed in path:
            reached[passed] = True
    return True


def _best_tree(arcs: Floats) -> Ints:
    """The best tree of a sentence whose root is the word that gains most by being one."""
    size = len(arcs)
    scores = arcs.astype(np.float64)
    roots = scores.diagonal().copy()
    np.fill_diagonal(scores, -np.inf)
    if size == 1:
        return np.zeros(1, np.int64)
    root = int((roots - scores.max(1)).argmax())
    order = np.array([root, *range(root), *range(root + 1, size)])
    scores = scores[order][:, order]
    scores[0] = -np.inf
    found = _arborescence(scores)
    heads = np.empty(size, np.int64)
    heads[order] = order[found]
    heads[root] = root
    return heads


def _arborescence(scores: NDArray[np.float64]) -> Ints:
    """Chu-Liu-Edmonds: the best head of each node, node 0 being the root; cycles are contracted one after another."""
    levels: list[tuple[NDArray[np.float64], Ints, Ints, Ints]] = []
    while True:
        heads: Ints = scores.argmax(1)
        heads[0] = 0
        cycle = _find_cycle(heads.tolist())
        if not cycle:
            break
        inside, members = np.array(cycle), set(cycle)
        outside = np.array([i for i in range(len(scores)) if i not in members])
        levels.append((scores, heads, inside, outside))
        size = len(outside)
        smaller = np.empty((size + 1, size + 1))
        left, into = scores[outside], scores[inside]
        smaller[:size, :size] = left[:, outside]
        left[:, inside].max(1, out=smaller[:size, size])
        (into[:, outside] - into[np.arange(len(cycle)), heads[inside]][:, None]).max(0, out=smaller[size, :size])
        smaller[size, size] = -np.inf
        scores = smaller
    for whole, kept, inside, outside in reversed(levels):
        heads = _expand(heads, whole, kept, inside, outside)
    return heads


def _expand(heads: Ints, scores: NDArray[np.float64], kept: Ints, inside: Ints, outside: Ints) -> Ints:
    """The heads before a cycle was contracted to the last node."""
    size = len(outside)
    whole = kept.copy()
    into = scores[outside][:, inside].argmax(1)
    above = heads[1:size]
    whole[outside[1:]] = np.where(above == size, inside[into[1:]], np.append(outside, 0)[above])
    entry = outside[heads[size]]
    gains = scores[inside, entry] - scores[inside, kept[inside]]
    whole[inside[gains.argmax()]] = entry
    return whole


def _find_cycle(heads: list[int]) -> list[int]:
    """The first cycle, or nothing; node 0 is the root."""
    seen = [0] * len(heads)  # the walk that came by
    seen[0] = -1
    for start in range(1, len(heads)):
        node = start
        while seen[node] == 0:
            seen[node] = start
            node = heads[node]
        if seen[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(heads[cycle[-1]])
            return cycle
    return []

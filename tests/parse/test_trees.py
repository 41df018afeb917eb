"""Heads of arc scores: always one tree a sentence, the best there is."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.parse.trees import find_heads


def is_tree(heads: list[int]) -> bool:
    if sum(head == i for i, head in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        at = word
        for _ in heads:
            at = heads[at]
        if heads[at] != at:
            return False
    return True


def best_by_search(arcs: NDArray[np.float32], root: int) -> float:
    """The score of the best tree with that root, by trying all."""
    size = len(arcs)
    return max(
        sum(float(arcs[i, h]) for i, h in enumerate(heads) if i != root)
        for heads in product(range(size), repeat=size)
        if heads[root] == root and is_tree(list(heads))
    )


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_broken_trees_are_mended_at_the_best_score(size: int) -> None:
    random = np.random.default_rng(size)
    for _ in range(40):
        arcs = random.normal(size=(size, size)).astype(np.float32)
        heads = find_heads(arcs, np.array([0])).tolist()
        root = next(i for i, head in enumerate(heads) if head == i)
        score = sum(float(arcs[i, h]) for i, h in enumerate(heads) if i != root)

        assert is_tree(heads)
        assert score == pytest.approx(best_by_search(arcs, root), abs=1e-5)


@pytest.mark.parametrize("size", [30, 250])
def test_any_scores_give_trees(size: int) -> None:
    random = np.random.default_rng(size)
    for scale in (0.0, 1.0, 100.0):
        arcs = (random.normal(size=(size, size)) * scale).astype(np.float32)

        assert is_tree(find_heads(arcs, np.array([0])).tolist())


def test_sentences_do_not_reach_into_each_other() -> None:
    arcs = np.zeros((5, 5), np.float32)
    arcs[:, 4] = 9
    heads = find_heads(arcs, np.array([0, 3])).tolist()

    assert is_tree(heads[:3])
    assert heads[3:] == [4, 4]


def test_a_good_tree_is_kept() -> None:
    arcs = np.full((4, 4), -5, np.float32)
    for word, head in enumerate([1, 1, 1, 2]):
        arcs[word, head] = 5

    assert find_heads(arcs, np.array([0])).tolist() == [1, 1, 1, 2]


def test_two_roots_become_one() -> None:
    arcs = np.array([[9, 1, 0], [2, 8, 0], [0, 5, 0]], np.float32)

    assert find_heads(arcs, np.array([0])).tolist() == [0, 0, 1]

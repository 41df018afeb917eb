"""The encoder's view of who acts on whom."""

import numpy as np
import pytest

from onrecord.parse.sides import ROLES, SideScores


@pytest.fixture
def scores() -> SideScores:
    """Two windows of two words; a word seeks its own feature, and nobody seeks anything with a score of 0."""
    arrays = {}
    for role in ROLES:
        arrays |= {f"{role}_weight": np.eye(2, dtype=np.float32), f"{role}_none": np.zeros(2, np.float32)}
        arrays[f"{role}_none_bias"] = np.zeros(1, np.float32)
    scores = SideScores(arrays)
    window = np.array([[2, 0, 1, 0, 0, 2, 1, 0], [0, 0, 0, 1, 0, 0, 0, 1]], np.float32)
    scores.add(0, window)
    scores.add(2, window)
    return scores


def test_chances_sum_to_one_with_that_of_nobody(scores: SideScores) -> None:
    ((_, _, (actor,)),) = scores.chances("actor", [0], [0, 1])
    ((_, _, (recipient,)),) = scores.chances("recipient", [0], [0, 1])
    whole = np.exp([2.0, 0.0, 0.0])
    assert np.allclose(actor, whole[:2] / whole.sum(), atol=1e-6)
    assert np.allclose(recipient, whole[1::-1] / whole.sum(), atol=1e-6)


def test_a_candidate_of_another_window_has_no_chance(scores: SideScores) -> None:
    blocks = [(here.tolist(), there.tolist()) for here, there, _ in scores.chances("actor", [0, 2], [0, 2])]
    assert blocks == [([0], [0]), ([1], [1])]
    assert not list(scores.chances("actor", [0], []))
    assert not list(scores.chances("actor", [0], [3]))

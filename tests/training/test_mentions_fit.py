"""The choice model of the mention fits on questions made by hand."""

import pytest

pytest.importorskip("scipy")

from training.mentions.fit import choose, fit
from training.mentions.questions import Question

NEAR, FAR = ("near", "any"), ("far", "any")


def test_what_tells_the_right_one_apart_gets_weight() -> None:
    questions = [Question(0, (FAR, NEAR), (False, True)) for _ in range(20)]
    weights = fit(questions, ridge=1.0)

    assert weights["near"] > 0 > weights["far"]
    assert "any" not in weights  # both have it: it tells nothing
    assert choose(questions[0], weights) == 1


def test_several_right_ones_share_a_question() -> None:
    questions = [Question(0, (NEAR, FAR, ("odd",)), (True, True, False)) for _ in range(20)]
    weights = fit(questions, ridge=1.0)

    assert weights["odd"] < 0
    assert choose(questions[0], weights) in (0, 1)


def test_rare_evidence_gets_no_weight() -> None:
    questions = [Question(0, (NEAR, FAR), (True, False)) for _ in range(3)]

    assert fit(questions, ridge=1.0) == {}
    assert choose(questions[0], {}) == 0

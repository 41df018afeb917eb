"""The models of the fits: what is right is chosen, rare features are left out, a question's weight counts."""

import pytest

pytest.importorskip("scipy")

from training.logit import best_option, fit_choice, fit_logistic  # noqa: E402

QUESTION = [(True, ["near", "short"]), (False, ["far"]), (False, ["far", "short"])]


def test_a_choice_learns_what_the_right_option_has():
    weights = fit_choice([QUESTION] * 10, ridge=1.0, rarest=1)
    assert best_option([names for _, names in QUESTION], weights) == 0
    assert weights["near"] > abs(weights["short"]) > 0 > weights["far"]


def test_any_right_option_will_do_and_rare_features_are_left_out():
    both = [(True, ["a"]), (True, ["b"]), (False, ["c", "once"])]
    weights = fit_choice([both] + [[(r, n[:1]) for r, n in both]] * 9, ridge=1.0, rarest=2)
    assert set(weights) == {"a", "b", "c"}
    assert weights["a"] == pytest.approx(weights["b"]) != 0


def test_a_question_counts_by_its_weight():
    one, other = [(True, ["a"]), (False, ["b"])], [(False, ["a"]), (True, ["b"])]
    weights = fit_choice([one, other], ridge=0.1, rarest=1, weight=[1.0, 3.0])
    assert weights["b"] > weights["a"]


def test_a_logistic_model_holds_its_bias_back_little():
    weights = fit_logistic([["bias"]] * 40, [True] * 30 + [False] * 10, [1.0] * 40, ridge=100.0, rarest=1)
    assert weights["bias"] == pytest.approx(1.1, abs=0.05)  # log 3

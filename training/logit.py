"""The two models whose weights the fits write: a choice among options, and yes or no. Both with a ridge penalty.

Evidence is a list of feature names; one that stands twice counts twice.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

__all__ = ["best_option", "fit_choice", "fit_logistic"]

Floats = NDArray[np.float64]
Option = tuple[bool, Sequence[str]]  # whether it is right, and its evidence
BIAS, FREE = "bias", 0.01  # the feature of all rows, and its penalty


def fit_choice(
    questions: Sequence[Sequence[Option]],
    *,
    ridge: float,
    rarest: int,
    weight: Sequence[float] | None = None,
    steps: int = 300,
) -> dict[str, float]:
    """Weights of a multinomial logit: one option of each question is to be chosen, and any right one will do.

    Features in fewer than `rarest` options are left out; `weight` is what each question counts.

    >>> weights = fit_choice([[(True, ["near"]), (False, ["far"])]] * 9, ridge=1.0, rarest=1)
    >>> weights["near"] > 0 > weights["far"]
    True
    """
    of = np.array([n for n, options in enumerate(questions) for _ in options])
    right = np.array([float(is_right) for options in questions for is_right, _ in options])
    counts = np.ones(len(questions)) if weight is None else np.array(weight)
    features, x = _matrix([names for options in questions for _, names in options], rarest)
    turned = x.T.tocsr()

    def loss(w: Floats) -> tuple[float, Floats]:
        s = x @ w
        top = np.full(len(questions), -np.inf)
        np.maximum.at(top, of, s)
        power = np.exp(s - top[of])
        total = np.bincount(of, power, len(questions))
        good = np.bincount(of, power * right, len(questions)) + 1e-12
        slope = turned @ (counts[of] * (power / total[of] - power * right / good[of])) + ridge * w
        return float((counts * (np.log(total) - np.log(good))).sum() + 0.5 * ridge * (w @ w)), slope

    return _minimum(loss, features, steps)


def best_option(evidence: Sequence[Sequence[str]], weights: Mapping[str, float]) -> int:
    """The option with the most weight; the first among equals.

    >>> best_option([["far"], ["near"]], {"near": 1.0})
    1
    """
    scores = [sum(weights.get(f, 0.0) for f in names) for names in evidence]
    return scores.index(max(scores))


def fit_logistic(
    evidence: Sequence[Sequence[str]], right: Sequence[bool], weight: Sequence[float], *, ridge: float, rarest: int
) -> dict[str, float]:
    """Weights of a logistic model of whether each row is right; the feature `bias` is hardly held back.

    >>> weights = fit_logistic([["bias", "a"], ["bias"]] * 9, [True, False] * 9, [1.0] * 18, ridge=1.0, rarest=1)
    >>> weights["a"] > 0 > weights["bias"]
    True
    """
    features, x = _matrix(evidence, rarest)
    y, counts = np.array(right, np.float64), np.array(weight)
    penalty = np.full(len(features), ridge)
    penalty[features.index(BIAS)] = FREE

    def loss(w: Floats) -> tuple[float, Floats]:
        s = x @ w
        slope = x.T @ (counts * (1 / (1 + np.exp(-s)) - y)) + penalty * w
        return float((counts * (np.logaddexp(0, s) - y * s)).sum() + 0.5 * (penalty * w * w).sum()), slope

    return _minimum(loss, features, 300)


def _matrix(evidence: Sequence[Sequence[str]], rarest: int) -> tuple[list[str], csr_matrix]:
    """The features that are not too rare, in order, and how often each row has each."""
    count = Counter(f for names in evidence for f in names)
    features = sorted(f for f, n in count.items() if n >= rarest)
    index = {f: i for i, f in enumerate(features)}
    pairs = [(k, index[f]) for k, names in enumerate(evidence) for f in names if f in index]
    shape = (len(evidence), len(features))
    return features, csr_matrix((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=shape)


def _minimum(loss: Callable[[Floats], tuple[float, Floats]], features: Sequence[str], steps: int) -> dict[str, float]:
    start = np.zeros(len(features))
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return {f: round(float(w), 3) for f, w in zip(features, fitted, strict=True)}

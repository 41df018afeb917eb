"""Fit the weights that link speakers: python -m training.mentions.fit [--cross-validate] [--write].

Writes lang/en/antecedent_weights.tsv (whom a speaking pronoun stands for) and home_weights.tsv (the country of someone
who names none); --cross-validate prints how often the right one is chosen, over five folds by page, and how often the
hand-set rules choose it. Run it twice with --write: what was linked before a pronoun is part of its evidence.
"""

import argparse
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.lang import load_pack
from training.mentions.questions import Question, antecedents, homes, read_pages

HEADER = (
    "# Log odds; written by training/mentions/fit.py from the annotated cases (those of aside.txt left out).\n"
    "feature\tweight\n"
)
RIDGE = {"antecedent": 15.0, "home": 10.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ONRECORD_SHARED", "../shared")))
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--older", type=Path, help="a model's folder that parses the pages it did not train on")
    options = parser.parse_args()
    pack = load_pack("en")
    pages = list(read_pages(options.shared, pack, older=options.older))
    questions = {
        "antecedent": [q for page in pages for q in antecedents(page)],
        "home": [q for page in pages for q in homes(page)],
    }
    for name, asked in questions.items():
        print(f"{name}: {len(asked)} questions on {len(pages)} pages")
        if options.cross_validate:
            cross_validate(asked, RIDGE[name])
        if options.write:
            rows = sorted(fit(asked, ridge=RIDGE[name]).items())
            text = HEADER + "".join(f"{feature}\t{weight:.3f}\n" for feature, weight in rows)
            (pack.folder / f"{name}_weights.tsv").write_text(text, "utf-8")


def fit(questions: Sequence[Question], *, ridge: float, rarest: int = 4) -> dict[str, float]:
    """Weights of a choice among candidates of which one or several are right (multinomial logit, ridge penalty)."""
    count = Counter(f for q in questions for names in q.evidence for f in set(names))
    features = sorted(f for f, n in count.items() if n >= rarest)
    index = {f: i for i, f in enumerate(features)}
    pairs: list[tuple[int, int]] = []
    of: list[int] = []
    right: list[float] = []
    for number, question in enumerate(questions):
        for names, is_right in zip(question.evidence, question.right, strict=True):
            pairs += [(len(of), index[f]) for f in set(names) if f in index]
            of.append(number)
            right.append(float(is_right))
    x = csr_matrix((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=(len(of), len(features)))
    group, good = np.array(of), np.array(right)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        top = np.full(len(questions), -np.inf)
        np.maximum.at(top, group, s)
        power = np.exp(s - top[group])
        total = np.bincount(group, power, len(questions))
        chosen = np.bincount(group, power * good, len(questions)) + 1e-12
        slope = x.T @ (power / total[group] - power * good / chosen[group]) + ridge * w
        return float(np.log(total).sum() - np.log(chosen).sum() + 0.5 * ridge * (w @ w)), slope

    fitted = minimize(loss, np.zeros(len(features)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {f: round(float(w), 3) for f, w in zip(features, fitted, strict=True) if abs(w) >= 0.02}


def choose(question: Question, weights: Mapping[str, float]) -> int:
    """The candidate with the most weight; the first among equals."""
    scores = [sum(weights.get(f, 0.0) for f in names) for names in question.evidence]
    return scores.index(max(scores))


def cross_validate(questions: Sequence[Question], ridge: float) -> None:
    """Print how often the right one is chosen on pages that the weights were not fitted on."""
    folds = sorted({q.fold for q in questions})
    weights = {k: fit([q for q in questions if q.fold != k], ridge=ridge) for k in folds}
    ours = sum(q.right[choose(q, weights[q.fold])] for q in questions)
    hand = sum(q.by_rule is not None and q.right[q.by_rule] for q in questions)
    print(f"  right {ours} of {len(questions)} ({ours / len(questions):.3f}); the hand-set rules {hand}")


if __name__ == "__main__":
    main()

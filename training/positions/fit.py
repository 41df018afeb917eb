"""Fit the weights that choose positions: python -m training.positions.fit [--cross-validate] [--write] [--older MODEL].

Writes lang/en/stance_weights.tsv and issue_weights.tsv from the annotated cases; with --cross-validate it prints, over
five folds by page, precision, recall and F1 by threshold, how well the confidence is calibrated, and how well gold
positions are grouped by issue. Run it after those of statements and events: positions stand in what they find.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.find.issues import grouped
from onrecord.find.positions import THRESHOLD, Choice, choose, weigh
from onrecord.lang import load_pack
from onrecord.schema import Stance
from training.logit import fit_logistic
from training.options import fit_parser
from training.positions.cases import Gold, Page, Pair, Row, load_pages, match
from training.statements.fit import calibration

Floats = NDArray[np.float64]
Weights = dict[str, tuple[float, ...]]
HEADER = "# Log odds; written by training/positions/fit.py from the annotated cases (those of aside.txt left out).\n"
STANCES = tuple(Stance)
OPTIONAL = 0.3  # what a draft of a debatable position weighs
THRESHOLDS = (0.28, 0.32, 0.36, 0.4)
CUTS = (-1.3, -1.2, -1.1, -1.0, -0.8)
SMALLEST = 0.08  # a weight that is written: from .05 on it is as good, and two thirds longer


def main() -> None:
    options = fit_parser(__doc__).parse_args()
    pack = load_pack("en")
    pages = load_pages(options.shared, pack, older=options.older)
    drafts, pairs = sum(len(p.rows) for p in pages), sum(len(p.pairs) for p in pages)
    print(f"{len(pages)} pages, {drafts} drafts, {pairs} pairs of positions")
    if options.cross_validate:
        cross_validate(pages)
        cross_validate_issues(pages)
    if options.write:
        stances = fit_stances(r for p in pages for r in p.rows)
        columns = ("feature", *STANCES)
        kept = {f: row for f, row in stances.items() if max(map(abs, row)) >= SMALLEST or f == "bias"}
        lines = ([f, *(f"{w:.2f}" for w in row)] for f, row in kept.items())
        _write(pack.folder / "stance_weights.tsv", columns, lines)
        issues = fit_issues([p.pairs for p in pages])
        _write(pack.folder / "issue_weights.tsv", ("feature", "weight"), ([f, f"{w:.3f}"] for f, w in issues.items()))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    path.write_text(HEADER + "\t".join(columns) + "\n" + "".join("\t".join(r) + "\n" for r in rows), "utf-8")


def fit_stances(rows: Iterable[Row], *, ridge: float = 25.0, rarest: int = 5) -> Weights:
    """Weights of a multinomial logistic model of the stance, none of them being one outcome, with a ridge penalty."""
    kept = list(rows)
    count = Counter(f for r in kept for f in r.evidence)
    features = ["bias", *sorted(f for f, n in count.items() if n >= rarest)]
    index = {f: i for i, f in enumerate(features)}
    pairs = [(k, index[f]) for k, r in enumerate(kept) for f in ("bias", *r.evidence) if f in index]
    x = csr_matrix((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=(len(kept), len(features)))
    transposed = x.T.tocsr()
    y = np.array([_target(r.gold) for r in kept])
    weight = np.array([OPTIONAL if r.gold is not None and r.gold.optional else 1.0 for r in kept])[:, None]
    penalty = np.full((len(features), 1), ridge)
    penalty[0] = 0.01

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(len(features), -1)
        s = x @ w
        s -= s.max(1, keepdims=True)
        log = s - np.log(np.exp(s).sum(1, keepdims=True))
        slope = transposed @ ((np.exp(log) - y) * weight) + penalty * w
        return float(-(y * log * weight).sum() + 0.5 * (penalty * w * w).sum()), slope.ravel()

    start = np.zeros(len(features) * (len(STANCES) + 1))
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    table = fitted.reshape(len(features), -1)
    table = table[:, 1:] - table[:, :1]  # against none
    return {f: tuple(round(float(w), 2) for w in row) for f, row in zip(features, table, strict=True)}


def _target(gold: Gold | None) -> list[float]:
    """What the model should say: none, or the stance, its alternatives a little."""
    target = [0.0] * (len(STANCES) + 1)
    if gold is None:
        target[0] = 1.0
        return target
    first, *others = gold.stances
    target[1 + STANCES.index(first)] = 0.7 if others else 1.0
    for stance in others:
        target[1 + STANCES.index(stance)] += 0.3 / len(others)
    return target


def fit_issues(groups: Sequence[Sequence[Pair]], *, ridge: float = 4.0, rarest: int = 5) -> dict[str, float]:
    """Weights of a logistic model of two positions having one issue; of a page with many pairs each counts less."""
    pairs = [p for group in groups for p in group]
    weight = np.array([len(group) ** -0.5 for group in groups for _ in group])
    weight *= len(weight) / weight.sum()
    return fit_logistic(
        [p.evidence for p in pairs], [p.same for p in pairs], weight.tolist(), ridge=ridge, rarest=rarest
    )


def cross_validate(pages: Sequence[Page]) -> None:
    """Print what five folds by page give for positions."""
    folds = sorted({p.fold for p in pages})
    weights = {k: fit_stances(r for p in pages if p.fold != k for r in p.rows) for k in folds}
    weighed = [[weigh(r.draft, r.evidence, weights[p.fold]) for r in p.rows] for p in pages]
    wanted = sum(not g.optional for p in pages for g in p.gold)
    for threshold in THRESHOLDS:
        chosen = [choose(choices, threshold) for choices in weighed]
        shown = []
        for level in ("actor", "group", "stance"):
            right, wrong = _counts(pages, chosen, level)
            hits, misses = len(right), len(wrong)
            shown.append(f"{level} P {hits / (hits + misses):.3f} R {hits / wanted:.3f}"
                         f" F {2 * hits / (hits + misses + wanted):.3f}")  # fmt: skip
            if level == "actor" and threshold == THRESHOLD:
                chances = np.array([*right, *wrong])
                calibration("positions", chances, np.array([1.0] * hits + [0.0] * misses))
        print(f"from {threshold:.2f}: {'; '.join(shown)} (n {wanted})")


def _counts(pages: Sequence[Page], chosen: Sequence[list[Choice]], level: str) -> tuple[list[float], list[float]]:
    """The chances of the right and of the wrong positions; those that are debatable are neither."""
    right, wrong = [], []
    for page, choices in zip(pages, chosen, strict=True):
        place = {id(r.draft): r.said for r in page.rows}
        matched = match(page.gold, [(place[id(c.draft)], c.draft.code, c.stance) for c in choices], level)
        for j, choice in enumerate(choices):
            if j not in matched:
                wrong.append(choice.chance)
            elif not page.gold[matched[j]].optional:
                right.append(choice.chance)
    return right, wrong


def cross_validate_issues(pages: Sequence[Page]) -> None:
    """Print what five folds by page give for the pairs of gold positions about one issue."""
    folds = sorted({p.fold for p in pages})
    weights = {k: fit_issues([p.pairs for p in pages if p.fold != k]) for k in folds}
    for cut in CUTS:
        hits = misses = wanted = 0
        for page in pages:
            scores = {(p.first, p.second): sum(weights[page.fold].get(f, 0.0) for f in p.evidence) for p in page.pairs}
            order = list(dict.fromkeys([p.first for p in page.pairs] + [p.second for p in page.pairs]))
            order.sort(key=lambda i: sum((j, i) in scores for j in order))
            home = grouped(len(order), lambda a, b: scores[order[a], order[b]] - cut)  # noqa: B023  used at once
            group = dict(zip(order, home, strict=True))
            for pair in page.pairs:
                if not (page.gold[pair.first].optional or page.gold[pair.second].optional):
                    found = group[pair.first] == group[pair.second]
                    hits += found and pair.same
                    misses += found and not pair.same
                    wanted += pair.same
        print(f"one issue from {cut:.2f}: P {hits / max(1, hits + misses):.3f} R {hits / max(1, wanted):.3f}"
              f" F {2 * hits / max(1, hits + misses + wanted):.3f} (n {wanted})")  # fmt: skip


if __name__ == "__main__":
    main()

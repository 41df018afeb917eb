"""Fit the weights that choose statements and acts: python -m training.statements.fit [--cross-validate] [--write].

Writes lang/en/statement_weights.tsv and act_weights.tsv (with --acts only these) from the open cases; with
--cross-validate it prints, over five folds by page, precision, recall and F1 by threshold, the acts' accuracy, and how
well the confidence is calibrated.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from onrecord.find import choice
from onrecord.find.acts import act_evidence, act_of
from onrecord.find.attributions import make_view
from onrecord.find.combine import draft_statements
from onrecord.find.drafts import Draft
from onrecord.find.evidence import evidence_of
from onrecord.find.view import View
from onrecord.lang import load_pack
from onrecord.schema import Act
from training.options import fit_parser
from training.statements.cases import Case, likeness, load_cases, match, said

T = TypeVar("T")
HEADLESS = 8  # every eighth row is fitted without the head for acts as well
ACTS = [str(act) for act in Act]
HEADER = "# Log odds; written by training/statements/fit.py from the open cases (those of aside.txt left out).\n"
Alternatives = list[tuple[list[list[str]], float]]  # each alternative's evidence (a list a draft) and how right it is
Groups = list[tuple[int, Alternatives]]  # with the fold
ActRows = list[tuple[int, list[str], tuple[str, ...], bool]]  # fold, evidence, right acts, optional


def main() -> None:
    parser = fit_parser(__doc__)
    parser.add_argument("--acts", action="store_true", help="fit only the acts, of the statements found as it is")
    options = parser.parse_args()
    pack = load_pack("en")
    cases = load_cases(options.shared, pack, older=options.older)
    views = [make_view(c.article, c.parse, pack) for c in cases]
    if options.acts:
        rows = [r for c, v in zip(cases, views, strict=True) for r in act_rows(c, v, chosen(v, pack.statement_weights))]
        if options.cross_validate:
            cross_validate_acts(rows)
        if options.write:
            write_acts(pack.folder, rows)
        return
    groups = all_groups(cases, views)
    print(f"{len(cases)} pages, {len(groups)} cues, {sum(len(g) for _, g in groups)} alternatives")
    if options.cross_validate:
        cross_validate(cases, views, groups)
    if options.write:
        weights = fit_choice(g for _, g in groups)
        folder = pack.folder
        _write(folder / "statement_weights.tsv", "feature\tweight\n", ([f, f"{w:.3f}"] for f, w in _sorted(weights)))
        rows = [r for c, v in zip(cases, views, strict=True) for r in act_rows(c, v, chosen(v, weights))]
        write_acts(folder, rows)


def write_acts(folder: Path, rows: ActRows) -> None:
    """Fit and write the weights of the acts; some rows stand there again without the encoder's view: a model may have
    none."""
    some = [(fold, [n for n in names if not n.startswith("head")], *more) for fold, names, *more in rows[::HEADLESS]]
    acts = fit_acts([*rows, *some])
    lines = ([f, a, f"{w:.2f}"] for f, by in _sorted(acts) for a, w in by.items() if abs(w) >= 0.03)
    _write(folder / "act_weights.tsv", "feature\tact\tweight\n", lines)


def all_groups(cases: list[Case], views: list[View]) -> Groups:
    """The cues of all pages with their alternatives."""
    return [g for c, v in zip(cases, views, strict=True) for g in choice_groups(c, _sometimes_without(c, v))]


def _sometimes_without(case: Case, view: View) -> View:
    """The view, of every fourth page without what the encoder's head for annotated statements says.

    That head was trained on these pages, so it is right here more often than elsewhere: the weights must not lean on it
    alone.
    """
    if case.unseen or sum(case.id.encode()) % 4:
        return view
    return View(replace(view.parse, statements=()), view.quotations, view.pack)


def _sorted(weights: Mapping[str, T]) -> list[tuple[str, T]]:
    return sorted(weights.items(), key=lambda item: (item[0] != "bias", item[0]))


def _write(path: Path, columns: str, rows: Iterable[Sequence[str]]) -> None:
    path.write_text(HEADER + columns + "".join("\t".join(r) + "\n" for r in rows), "utf-8")


def chosen(view: View, weights: Mapping[str, float]) -> list[Draft]:
    """The statements of a page by some weights."""
    return choice.choose(view, draft_statements(view), weights)


def said_of(case: Case, view: View, draft: Draft) -> frozenset[int]:
    """The characters that a draft says."""
    return said(case.article.text, (view.anchor(c) for c in draft.content))


def choice_groups(case: Case, view: View) -> Groups:
    """For each cue its alternatives with how right each is: the likeness of its drafts to gold statements of that cue.

    Cues whose best alternative is an optional statement are left out: they are neither right nor wrong.
    """
    groups: Groups = []
    for group in draft_statements(view):
        rivals = [d for a in group for d in a]
        rows: Alternatives = []
        optional = False
        for alternative in group:
            value, used = 0.0, set[int]()
            for draft in alternative:
                score, number = _best(case, view, draft, used)
                if score >= 0.5:
                    value += score
                    used.add(number)
                else:
                    value -= 0.5
            optional |= value > 0 and any(case.gold[n].optional for n in used)
            rows.append(([evidence_of(view, d, rivals) for d in alternative], max(0.0, value)))
        if not optional:
            groups.append((case.fold, rows))
    return groups


def _best(case: Case, view: View, draft: Draft, used: set[int]) -> tuple[float, int]:
    own = said_of(case, view, draft)
    cue = set(view.lower[slice(*draft.cue)]) if draft.cue else set()
    best = (0.0, -1)
    for number, gold in enumerate(case.gold):
        if number not in used:
            other = bool(cue and gold.cue and not cue & gold.cue)  # its content, but another cue's
            best = max(best, (likeness(own, gold.said) * (0.8 if other else 1.0), number))
    return best


def fit_choice(groups: Iterable[Alternatives], *, ridge: float = 3.0, rarest: int = 4) -> dict[str, float]:
    """Weights of a choice among a cue's alternatives and none of them (multinomial logit, ridge penalty)."""
    kept = list(groups)
    count = Counter(f for g in kept for f in {f for drafts, _ in g for names in drafts for f in names})
    features = ["bias", *sorted(f for f, n in count.items() if n >= rarest)]
    index = {f: i for i, f in enumerate(features)}
    rows, columns, values, of, right = [], [], [], [], []
    for number, group in enumerate(kept):
        top = max(q for _, q in group)
        for drafts, quality in group:
            names = Counter(f for d in drafts for f in d if f in index)
            row = len(of)
            rows += [row] * (len(names) + 1)
            columns += [0, *(index[f] for f in names)]
            values += [1.0, *(n / len(drafts) for n in names.values())]
            of.append(number)
            right.append((quality / top) ** 4 if top > 0 else 0.0)
    x = csr_matrix((values, (rows, columns)), shape=(len(of), len(features)))
    group_of, r = np.array(of), np.array(right)
    none = np.array([float(max(q for _, q in g) <= 0) for g in kept])
    penalty = np.full(len(features), ridge)
    penalty[0] = 0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        top = np.zeros(len(kept))
        np.maximum.at(top, group_of, s)
        power, idle = np.exp(s - top[group_of]), np.exp(-top)
        total = np.bincount(group_of, power, len(kept)) + idle
        good = np.bincount(group_of, power * r, len(kept)) + idle * none + 1e-12
        slope = x.T @ (power / total[group_of] - power * r / good[group_of]) + penalty * w
        return float(np.log(total).sum() - np.log(good).sum() + 0.5 * (penalty * w * w).sum()), slope

    fitted = minimize(loss, np.zeros(len(features)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {f: round(float(w), 3) for f, w in zip(features, fitted, strict=True) if abs(w) >= 0.02}


def act_rows(case: Case, view: View, drafts: list[Draft]) -> ActRows:
    """The evidence of each found statement that is a gold one, with its acts."""
    pairs = match(case.gold, [said_of(case, view, d) for d in drafts])
    return [
        (case.fold, act_evidence(view, drafts[j]), case.gold[i].acts, case.gold[i].optional)
        for j, i in sorted(pairs.items())
    ]


def fit_acts(rows: ActRows, *, ridge: float = 2.0, rarest: int = 3) -> dict[str, dict[str, float]]:
    """Weights of a multinomial logistic model of the act; an alternative act counts a little as right."""
    count = Counter(f for _, names, _, _ in rows for f in set(names))
    features = ["bias", *sorted(f for f, n in count.items() if n >= rarest)]
    index = {f: i for i, f in enumerate(features)}
    pairs = [(k, index[f]) for k, (_, names, _, _) in enumerate(rows) for f in {"bias", *names} if f in index]
    x = csr_matrix((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=(len(rows), len(features)))
    y = np.zeros((len(rows), len(ACTS)))
    for k, (_, _, acts, _) in enumerate(rows):
        for act in acts:
            y[k, ACTS.index(act)] = 1.0 if len(acts) == 1 else 0.7 if act == acts[0] else 0.3 / (len(acts) - 1)
    penalty = np.full((len(features), 1), ridge)
    penalty[0] = 0.01

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(len(features), len(ACTS))
        s = x @ w
        s -= s.max(1, keepdims=True)
        log = s - np.log(np.exp(s).sum(1, keepdims=True))
        slope = x.T @ (np.exp(log) - y) + penalty * w
        return float(-(y * log).sum() + 0.5 * (penalty * w * w).sum()), slope.ravel()

    start = np.zeros(len(features) * len(ACTS))
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    table = fitted.reshape(len(features), len(ACTS))
    return {f: dict(zip(ACTS, map(float, table[i]), strict=True)) for f, i in index.items()}


def cross_validate(cases: list[Case], views: list[View], groups: Groups) -> None:
    """Print what five folds by page give."""
    found = held_out(cases, views, groups)
    pairs = [match(c.gold, [said_of(c, v, d) for d in ds]) for c, v, ds in zip(cases, views, found, strict=True)]
    kinds = {"own training cases": "k", "real": "r", "other invented": "abdenp"}
    for name, letters in kinds.items():
        some = [(c, ds, p) for c, ds, p in zip(cases, found, pairs, strict=True) if c.id[0] in letters]
        print(f"  {name}: F {f_score(some):.3f}")
    chances, right = judged(cases, views, found)
    wanted = sum(not g.optional for c in cases for g in c.gold)
    tp, fp = int(sum(right)), int(len(right) - sum(right))
    print(f"statements: P {tp / (tp + fp):.3f} R {tp / wanted:.3f} F {2 * tp / (wanted + tp + fp):.3f} (n {wanted})")
    calibration("statements", chances, right)
    cross_validate_acts([r for c, v, ds in zip(cases, views, found, strict=True) for r in act_rows(c, v, ds)])


def cross_validate_acts(rows: ActRows) -> None:
    """Print what five folds by page give."""
    folds = sorted({fold for fold, *_ in rows})
    models = {k: _by_act(fit_acts([r for r in rows if r[0] != k])) for k in folds}
    ok = [str(act_of(models[fold], names)[0]) in acts for fold, names, acts, optional in rows if not optional]
    print(f"acts: {np.mean(ok):.3f} (n {len(ok)})")


def held_out(cases: list[Case], views: list[View], groups: Groups) -> list[list[Draft]]:
    """The statements of each page by the weights that the other folds give."""
    folds = sorted({c.fold for c in cases})
    weights = {k: fit_choice(g for fold, g in groups if fold != k) for k in folds}
    return [chosen(v, weights[c.fold]) for c, v in zip(cases, views, strict=True)]


def judged(cases: list[Case], views: list[View], found: list[list[Draft]]) -> tuple[np.ndarray, np.ndarray]:
    """How sure each statement was, and whether it was right (1 or 0); those that are optional in gold are left out."""
    chances, right = [], []
    for case, view, drafts in zip(cases, views, found, strict=True):
        pair = match(case.gold, [said_of(case, view, d) for d in drafts])
        for j, draft in enumerate(drafts):
            if j not in pair or not case.gold[pair[j]].optional:
                chances.append(draft.confidence)
                right.append(float(j in pair))
    return np.array(chances), np.array(right)


def f_score(found: list[tuple[Case, list[Draft], dict[int, int]]]) -> float:
    """F1 of the statements of some pages; optional ones neither help nor hurt."""
    right = sum(not c.gold[i].optional for c, _, pair in found for i in pair.values())
    wrong = sum(len(drafts) - len(pair) for _, drafts, pair in found)
    wanted = sum(not g.optional for c, _, _ in found for g in c.gold)
    return 2 * right / max(1, wanted + right + wrong)


def _by_act(weights: Mapping[str, Mapping[str, float]]) -> dict[str, dict[Act, float]]:
    return {f: {Act(a): w for a, w in by.items()} for f, by in weights.items()}


def calibration(name: str, chances: np.ndarray, right: np.ndarray, bins: int = 10) -> None:
    """Print expected calibration error, Brier score and that of a constant, and the table of reliability."""
    bin_of = np.minimum((chances * bins).astype(int), bins - 1)
    error = 0.0
    for b in range(bins):
        here = bin_of == b
        if here.any():
            error += here.mean() * abs(chances[here].mean() - right[here].mean())
            print(f"  {b / bins:.1f}  n {here.sum():4d}  said {chances[here].mean():.3f}  was {right[here].mean():.3f}")
    brier, constant = float(((chances - right) ** 2).mean()), float(right.var())
    print(f"{name}: calibration error {error:.3f}, Brier {brier:.3f}, of a constant {constant:.3f}")


if __name__ == "__main__":
    main()

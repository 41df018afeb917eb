"""Fit the weights that find contradictions: python -m training.contradictions.fit [--cross-validate] [--write].

Writes lang/en/contradiction_weights.tsv from the annotated cases; with --cross-validate it prints, over folds by page
and by dispute, precision and recall by threshold. Run it after those of statements, events and acts: contradictions
stand between what they find.
"""

import math
import re
from collections.abc import Iterable, Sequence

from onrecord.lang import load_pack
from training.contradictions.cases import Dossier, Page, Row, across, fold_of_page, load_pages, scattered, within
from training.logit import fit_logistic
from training.options import fit_parser, write_weights

__all__ = ["cross_validate", "fit"]

HEADER = (
    "# Log odds; written by training/contradictions/fit.py from the annotated cases (those of aside.txt left out).\n"
)
FOLDS = 4
RIDGE, RAREST = 6.0, 8
LEAST = 0.05  # smaller weights are left out
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
SETS = (
    ("latest invented pages", re.compile(r"k[f-z]\d")),
    ("earlier invented pages", re.compile(r"k[a-e]\d")),
    ("open cases", re.compile(r"[a-dnpr]\d")),
    ("real openings", re.compile(r"[s-z][a-d]?\d")),
    ("dossiers", re.compile(r"e\d")),
)
Rows = list[tuple[str, Row]]  # each with its page, or dossier


def main() -> None:
    options = fit_parser(__doc__).parse_args()
    pack = load_pack("en")
    pages, dossiers = load_pages(options.shared, pack, older=options.older)
    near, far = rows_of(pages, dossiers)
    print(f"{len(pages)} pages, {len(near)} pairs within and {len(far)} across")
    if options.cross_validate:
        cross_validate(pages, dossiers)
    if options.write:
        weights = fit(row for _, row in near) | fit(row for _, row in far)
        write_weights(pack.folder / "contradiction_weights.tsv", HEADER, weights, least=LEAST)


def rows_of(pages: Sequence[Page], dossiers: Sequence[Dossier]) -> tuple[Rows, Rows]:
    """What the two models, within an article and across articles, are fitted on."""
    near = [(page.id, row) for page in pages for row in within(page)]
    far = [(page.id, row) for page in pages for row in scattered(page)]
    return near, far + [(d.pages[0].id, row) for d in dossiers for row in across(d)]


def fit(rows: Iterable[Row]) -> dict[str, float]:
    """Weights of a logistic model of whether a pair contradicts, with a ridge penalty; near misses are left out."""
    kept = [r for r in rows if r.right is not None and not r.near_miss]
    bias = next(f for f in kept[0].evidence if f.endswith("bias"))  # of the model across too
    evidence = [["bias" if f == bias else f for f in r.evidence] for r in kept]
    found = fit_logistic(evidence, [bool(r.right) for r in kept], [1.0] * len(kept), ridge=RIDGE, rarest=RAREST)
    return {bias if f == "bias" else f: w for f, w in found.items()}


def cross_validate(pages: Sequence[Page], dossiers: Sequence[Dossier]) -> None:
    """Print precision and recall of the pairs within pages, as found and with all statements, and across pages."""
    near, far = rows_of(pages, dossiers)
    models = [[fit(r for p, r in rows if fold_of_page(p, FOLDS) != k) for k in range(FOLDS)] for rows in (near, far)]
    for whole in (False, True):
        kept = [p for p in pages if p.whole == whole]
        print("with the statements that were not found" if whole else "as found")
        for name, pattern in (*SETS, ("all", re.compile(""))):
            chosen = [p for p in kept if pattern.match(p.id)]
            tested = [(models[0][fold_of_page(p.id, FOLDS)], row) for p in chosen for row in within(p)]
            _report(name, tested, sum(len(p.gold) for p in chosen))
    print("across")
    for dossier in (d for d in dossiers if d.between):
        tested = [(models[1][fold_of_page(dossier.pages[0].id, FOLDS)], row) for row in across(dossier)]
        _report(dossier.id, tested, len(dossier.between))


def _report(name: str, tested: Sequence[tuple[dict[str, float], Row]], wanted: int) -> None:
    chances = [(row.sure / (1 + math.exp(-sum(w.get(f, 0.0) for f in row.evidence))), row) for w, row in tested]
    shown = []
    for threshold in THRESHOLDS:
        taken = [row for chance, row in chances if chance >= threshold and row.right is not None]
        right = len({row.key for row in taken if row.right})
        wrong = len({row.key for row in taken if not row.right})
        near = len({row.key for row in taken if row.near_miss})
        shown.append(f"{threshold}: P {right / max(1, right + wrong):.2f} R {right / max(1, wanted):.2f} ({near} near)")
    print(f"  {name} ({wanted}): {'; '.join(shown)}")


if __name__ == "__main__":
    main()

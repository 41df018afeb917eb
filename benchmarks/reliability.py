"""How often findings are right that say they are right with some probability: reliability.py [--rows] [--write].

Statements and events of the annotated cases, in two ways. *Held out*: all cases but those set aside, each chosen and
scored by weights fitted on the other folds (the encoder has seen these pages, so its event head is made as unsure as
it is elsewhere). *Set aside*: the shipped weights on the cases that never trained anything, page to record. --rows
measures the second alone. --write puts table and picture into docs/confidence.md.
"""

import argparse
import os
import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.evaluate.cases import judged_findings
from onrecord.evaluate.gold import load_gold
from onrecord.evaluate.predictions import predict_case
from onrecord.find.attributions import make_view
from onrecord.lang import load_pack

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
PAGE, PICTURE = ROOT / "docs" / "confidence.md", ROOT / "docs" / "images" / "reliability.svg"
BINS = 10
Floats = NDArray[np.float64]
Judged = tuple[Floats, Floats]  # how sure, and whether right


def set_aside() -> dict[str, Judged]:
    """The shipped weights on the cases set aside."""
    ids = set((SHARED / "cases" / "aside.txt").read_text("utf-8").split())
    _, documents = load_gold(SHARED / "cases" / "open")
    said: dict[str, list[tuple[float, bool]]] = {"statements": [], "events": []}
    for document in documents:
        if document.id in ids:
            case = predict_case(document.page, document.name)
            page = document.page.decode("utf-8")
            for kind, pairs in judged_findings(document.gold, case, page).items():
                said[kind] += pairs
    return {kind: _arrays(pairs) for kind, pairs in said.items()}


def held_out() -> dict[str, Judged]:
    """Weights fitted on other folds, on the cases that may train."""
    from training.events import confidence, fit
    from training.events.cases import load_cases as load_event_cases
    from training.events.unseen import as_unseen
    from training.statements import fit as statements
    from training.statements.cases import load_cases

    pack = load_pack("en")
    cases = load_cases(SHARED, pack)
    views = [make_view(c.article, c.parse, pack) for c in cases]
    found = statements.held_out(cases, views, statements.all_groups(cases, views))
    rng = random.Random(fit.SEED)
    event_cases = load_event_cases(SHARED, pack, folds=fit.FOLDS)
    pages = [confidence.page_of(c, as_unseen(c.parse, pack, rng), pack) for c in event_cases]
    chosen = confidence.held_out(pages, confidence.frame_examples(pack))
    return {
        "statements": statements.judged(cases, views, found),
        "events": confidence.judged(pages, chosen, confidence.SHOWN),
    }


def _arrays(pairs: Iterable[tuple[float, bool]]) -> Judged:
    kept = list(pairs)
    return np.array([chance for chance, _ in kept]), np.array([float(right) for _, right in kept])


def curve(judged: Judged) -> list[tuple[float, float, int]]:
    """(mean of what was said, share that was right, number) of each tenth that holds ten findings or more."""
    chances, right = judged
    tenth = np.minimum((chances * BINS).astype(int), BINS - 1)
    held = [(chances[tenth == b], right[tenth == b]) for b in range(BINS)]
    return [(float(c.mean()), float(r.mean()), len(c)) for c, r in held if len(c) >= 10]


def calibration_error(judged: Judged) -> float:
    """The mean distance between what was said and what was so, over tenths."""
    chances, right = judged
    tenth = np.minimum((chances * BINS).astype(int), BINS - 1)
    sums = [abs(float((chances[tenth == b] - right[tenth == b]).sum())) for b in range(BINS)]
    return sum(sums) / len(chances)


def table(measured: dict[str, dict[str, Judged]]) -> str:
    """The curves as a Markdown table."""
    rows = [
        "| cases | finding | n | said, on average | was right | calibration error | Brier score |",
        "|---|---|---|---|---|---|---|",
    ]
    for way, kinds in measured.items():
        for kind, judged in kinds.items():
            chances, right = judged
            brier = float(((chances - right) ** 2).mean())
            rows.append(
                f"| {way} | {kind} | {len(chances):,} | {chances.mean():.3f} | {right.mean():.3f} |"
                f" {calibration_error(judged):.3f} | {brier:.3f} |"
            )
    return "\n".join(rows)


def draw(measured: dict[str, dict[str, Judged]], path: Path) -> None:
    """The curves as SVG, the same bytes for the same figures."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "onrecord"
    figure, panels = plt.subplots(1, 2, figsize=(9, 4.4), sharey=True)
    for panel, kind in zip(panels, ("statements", "events"), strict=True):
        panel.plot([0, 1], [0, 1], color="grey", linewidth=0.8, linestyle="--")
        for (way, kinds), mark in zip(measured.items(), ("o", "s"), strict=False):
            said, was, n = (np.array(values) for values in zip(*curve(kinds[kind]), strict=True))
            margin = 1.96 * np.sqrt(was * (1 - was) / n)
            panel.errorbar(said, was, yerr=margin, marker=mark, markersize=4, linewidth=1.2, capsize=2, label=way)
        panel.set(title=kind.capitalize(), xlabel="confidence", xlim=(0.2, 1.0), ylim=(0, 1.02))
        panel.legend(loc="lower right")
    panels[0].set_ylabel("share that is right")
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})


def main() -> None:
    """Measure, print, and write where asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", action="store_true")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    measured = {"set aside": set_aside()} if given.rows else {"held out": held_out(), "set aside": set_aside()}
    for way, kinds in measured.items():
        for kind, judged in kinds.items():
            print(f"{way}, {kind}:")
            for said, was, n in curve(judged):
                print(f"  said {said:.2f}  was {was:.2f}  n {n}")
    print(table(measured))
    if given.write:
        draw(measured, PICTURE)
        before, _, rest = PAGE.read_text("utf-8").partition("<!-- figures -->\n")
        after = rest.partition("<!-- /figures -->")[2]
        PAGE.write_text(f"{before}<!-- figures -->\n{table(measured)}\n<!-- /figures -->{after}", "utf-8")


if __name__ == "__main__":
    main()

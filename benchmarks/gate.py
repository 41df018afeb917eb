"""Quality floors: predicts the development sets, scores them, and fails where a figure fell below its floor.

    python benchmarks/gate.py                 compare with benchmarks/floors.json
    python benchmarks/gate.py --update        raise floors to the figures of this run (never lowers one)
    python benchmarks/gate.py --only parse    one group: cases, parse, attribution, events, pasted, html

A floor is a hundredth (of percents, a point) below the figure that was measured when it was set, since figures move by
thousandths from one kind of processor to another. Lowering one is a commit of its own that says why.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("ONRECORD_SHARED", HERE.parent.parent / "shared"))
FLOORS = HERE / "floors.json"
MARGIN = 0.01

# name -> (kind, source, scorer and its arguments after the prediction's place, figures as paths into the scorer's JSON)
CASES = ["score_cases.py", "{out}"]
CASE_FIGURES = [
    "all.body.f",
    "all.furniture_recall",
    "all.headline_acc",
    "all.date_acc",
    "all.byline_acc",
    "all.statements.f",
    "all.statement_attrs.speaker",
    "all.statement_attrs.speaker_country",
    "all.statement_attrs.kind",
    "all.statement_attrs.act",
    "all.events_type.f",
    "all.events_type_dyad.f",
    "all.events_type_dyad_status.f",
    "all.positions.f",
]
CHECKS: dict[str, tuple[str, str, list[str], list[str]]] = {
    "cases": ("cases", "cases/open/inputs", CASES, CASE_FIGURES),
    "cases_aside": (
        "cases",
        "cases/open/inputs",
        [*CASES, "--cases", "@{shared}/cases/aside.txt"],
        CASE_FIGURES,
    ),
    "ewt": ("parse", "data/parse/ud_ewt_dev.jsonl", ["score_parse.py", "{gold}", "{out}"], ["words", "upos", "las"]),
    "gum": (
        "parse",
        "data/parse/ud_gum_dev.jsonl",
        ["score_parse.py", "{gold}", "{out}"],
        ["words", "sentences", "upos", "las"],
    ),
    "names": ("parse", "data/parse/names_worldwide_dev.jsonl", ["score_parse.py", "{gold}", "{out}"], ["entities"]),
    "polnear": (
        "attribution",
        "data/attribution/polnear_dev.jsonl",
        ["score_attribution.py", "{gold}", "{out}"],
        [
            f"{measure}.f1"
            for measure in (
                "attr.attribution",
                "attr.content_exact",
                "span_exact.source",
                "span_exact.cue",
                "span_exact.content",
            )
        ],
    ),
    "pasted": (
        "pasted",
        "data/pages/pasted_dev.jsonl",
        ["score_pages.py", "pasted", "{gold}", "{out}"],
        ["line_f1", "page_f1", "headline", "date", "byline"],
    ),
    "html": (
        "html",
        "data/html/gold.jsonl",
        ["score_pages.py", "html", "{gold}", "{out}"],
        ["body_f1", "title", "authors", "date"],
    ),
}


def measure(name: str, folder: Path) -> dict[str, float]:
    """The figures of one check."""
    kind, source, scorer, figures = CHECKS[name]
    gold, out = SHARED / source, folder / f"{kind}-{Path(source).stem}"
    if not out.exists():
        subprocess.run([sys.executable, str(HERE / "predict.py"), kind, str(gold), str(out)], check=True)
    places = {"gold": str(gold), "out": str(out), "shared": str(SHARED)}
    script, *arguments = (part.format(**places) for part in scorer)
    command = [sys.executable, str(SHARED / "score" / script), *arguments, "--json"]
    scored = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {figure: round(_at(scored, figure), 4) for figure in figures}


def _at(scored: Any, path: str) -> float:
    """The figure at a dotted path; keys may hold dots themselves."""
    if path in scored:
        return float(scored[path])
    head, _, rest = path.partition(".")
    while head not in scored:
        more, _, rest = rest.partition(".")
        head = f"{head}.{more}"
    return _at(scored[head], rest) if rest else float(scored[head])


def main(arguments: list[str]) -> int:
    """Measure, compare, report; the exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--update", action="store_true")
    options.add_argument("--only", choices=sorted({c[0] for c in CHECKS.values()}))
    chosen = options.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"gate: no development data at {SHARED} (set ONRECORD_SHARED); nothing measured")
        return 0
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    low = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (kind, *_) in CHECKS.items():
            if chosen.only in (None, kind):
                low += _report(name, measure(name, Path(folder)), floors, update=chosen.update)
    if chosen.update:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{low} figures below their floors")
    return 1 if low else 0


def _report(name: str, figures: dict[str, float], floors: dict[str, dict[str, float]], *, update: bool) -> int:
    low = 0
    known = floors.setdefault(name, {}) if update else floors.get(name, {})
    for figure, value in figures.items():
        floor = known.get(figure)
        below = floor is not None and value < floor
        low += below
        shown = "none" if floor is None else f"{floor:.4f}"
        print(f"{name:12} {figure:42} {value:7.4f}  floor {shown}{'  BELOW' if below else ''}")
        if update:
            known[figure] = max(round(value - MARGIN * (100 if value > 1 else 1), 4), floor or 0.0)
    return low


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

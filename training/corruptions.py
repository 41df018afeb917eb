"""What each kind of damage costs: `python -m training.corruptions FOLDER...` prints a Markdown table a folder."""

import argparse
import random
from pathlib import Path
from typing import Any

from onrecord.lang import load_pack
from onrecord.parse.tokens import WordSplitter
from training.damage import KINDS, damage_article, damage_row
from training.evaluate import SETS, measure, parser_of
from training.paths import SHARED
from training.sources.records import read_lines

COLUMNS = (
    ("ewt", "upos"),
    ("ewt", "las"),
    ("ewt", "sentences"),
    ("gum", "upos"),
    ("gum", "las"),
    ("worldwide", "entities"),
    ("polnear", "span_exact.source"),
    ("polnear", "span_exact.content"),
    ("polnear", "attr.attribution"),
)


def damaged_rows(name: str, kind: str, seed: int, share: int) -> list[dict[str, Any]]:
    """Every `share`-th row of a development set after one kind of damage."""
    rows = list(read_lines(SHARED / "data" / SETS[name][0]))[::share]
    splitter = WordSplitter(load_pack("en").words)
    damaged = []
    for number, row in enumerate(rows):
        rng = random.Random(f"{seed} {kind} {number}")
        damaged.append(damage_article(row, kind, rng, splitter) if "text" in row else damage_row(row, kind, rng))
    return damaged


def main() -> None:
    """Parse the options and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--share", type=int, default=1, help="take every so-manieth row")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sets = tuple(dict.fromkeys(name for name, _ in COLUMNS))
    for folder in options.folders:
        model = parser_of(folder)
        print(f"\n{folder.name}\n| damage | " + " | ".join(f"{n} {k.split('.')[-1]}" for n, k in COLUMNS) + " |")
        print("|---" * (len(COLUMNS) + 1) + "|")
        for kind in options.kinds.split(","):
            found = {
                name: measure(
                    model, name, f"{folder.name}.{kind}", damaged_rows(name, kind, options.seed, options.share)
                )
                for name in sets
            }
            print(f"| {kind} | " + " | ".join(f"{found[n][k]:.1f}" for n, k in COLUMNS) + " |", flush=True)


if __name__ == "__main__":
    main()

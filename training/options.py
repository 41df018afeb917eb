"""What all fits of the finders' weights have: their options, and how a table of weights is written."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from training.paths import SHARED

__all__ = ["fit_parser", "write_weights"]


def fit_parser(description: str | None, *, shared: bool = True, older: bool = True) -> argparse.ArgumentParser:
    """A parser of `--cross-validate`, `--write` and, where a fit can use them, `--shared` and `--older`."""
    parser = argparse.ArgumentParser(description=description)
    if shared:
        parser.add_argument("--shared", type=Path, default=SHARED, help="the development data")
    parser.add_argument("--cross-validate", action="store_true", help="print what folds by page give")
    parser.add_argument("--write", action="store_true", help="write the tables")
    if older:
        parser.add_argument(
            "--older",
            type=Path,
            action="append",
            default=[],
            help="a model's folder that parses pages it did not train on",
        )
    return parser


def write_weights(path: Path, header: str, weights: Mapping[str, float], *, least: float = 0.0) -> None:
    """Write a table of features and weights in the features' order; those that weigh less than `least` are left out."""
    rows = "".join(f"{feature}\t{w:.3f}\n" for feature, w in sorted(weights.items()) if abs(w) >= least)
    path.write_text(f"{header}feature\tweight\n{rows}", "utf-8")

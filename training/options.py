"""The options that all fits of the finders' weights have."""

import argparse
from pathlib import Path

from training.paths import SHARED

__all__ = ["fit_parser"]


def fit_parser(description: str | None, *, older: bool = True) -> argparse.ArgumentParser:
    """A parser of `--shared`, `--cross-validate`, `--write` and, where a fit can use it, `--older`."""
    parser = argparse.ArgumentParser(description=description)
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

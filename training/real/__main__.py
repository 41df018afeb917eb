"""Annotations without texts, and their texts put back: `python -m training.real pack FOLDER`, `... unpack`."""

import argparse
from pathlib import Path

from training.real.store import pack, unpack


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("task", choices=("pack", "unpack"))
    parser.add_argument("folder", type=Path, nargs="?", help="an annotator's folder, with src, inputs and gold")
    options = parser.parse_args()
    if options.task == "unpack":
        print(f"{unpack()} items")
    elif options.folder is None:
        parser.error("pack needs a folder")
    else:
        print(f"{pack(options.folder)} items")


if __name__ == "__main__":
    main()

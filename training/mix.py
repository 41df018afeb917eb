"""Mix two checkpoints of one descent: `python -m training.mix OUT ONE OTHER --share 0.5`, names in the work folder.

Between two trainings from the same weights both are good, and often better than either (Wortsman and others 2022).
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training.export import load_model, save_weights
from training.network import Model
from training.paths import WORK

__all__ = ["mix"]


@torch.no_grad()
def mix(model: Model, state: dict[str, Tensor], share: float) -> None:
    """Move a model's weights towards those of another.

    Rows of heads that the other lacks stay as they are; those of heads that this one lacks do not matter.
    """
    for name, own in model.named_parameters():
        theirs = state[name][: len(own)]
        own[: len(theirs)].lerp_(theirs, share)


def main(folder: Path = WORK) -> None:
    """Parse the options and write a checkpoint that `train --initial`, `tag` and `export` take."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("one")
    parser.add_argument("other")
    parser.add_argument("--share", type=float, default=0.5, help="of the weights, that of the other")
    options = parser.parse_args()
    model = load_model(folder / f"{options.one}.pt")
    stored = torch.load(folder / f"{options.other}.pt", weights_only=False, map_location="cpu")
    mix(model, stored["averaged"], options.share)
    save_weights(model, stored["inventory"], folder / f"{options.out}.pt")


if __name__ == "__main__":
    main()

"""A batch as tensors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.batches import Window
from training.features import CLS, MASK, SEP, Vocabulary, window_arrays
from training.labels import IGNORE


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as tensors; `windows` keep the labels."""

    windows: Sequence[Window]
    inputs: dict[str, Tensor]
    mask: Tensor  # (windows, words)
    whole: Tensor  # the sub-tokens before any was hidden
    size: int  # sub-tokens without padding

    def layer(self, name: str) -> Tensor:
        """One label a word, -100 where unknown or padded."""
        rows = [[v for p in window for v in p.labels[name]] for window in self.windows]
        return self.tensor(pad(rows, self.mask.shape[1]))

    def tensor(self, values: NDArray[Any]) -> Tensor:
        """An array as a tensor where the model is."""
        return torch.from_numpy(values).to(self.mask.device)

    def to(self, device: torch.device) -> "Batch":
        """The batch where the model is."""
        inputs = {name: value.to(device) for name, value in self.inputs.items()}
        return Batch(self.windows, inputs, self.mask.to(device), self.whole.to(device), self.size)

    def opened(self) -> NDArray[np.int64]:
        """1 at the first word of each paragraph."""
        opened = np.zeros(self.mask.shape, np.int64)
        for i, window in enumerate(self.windows):
            at = 0
            for p in window:
                opened[i, at : at + 1] = 1
                at += len(p.words)
        return opened


def pad(rows: Sequence[Sequence[int]], width: int) -> NDArray[np.int64]:
    """Rows of one width, filled with -100."""
    out = np.full((len(rows), width), IGNORE, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


def make_batch(windows: Sequence[Window], vocabulary: Vocabulary, *, hidden: float = 0.0) -> Batch:
    """The inputs of the windows; a share of their sub-tokens is hidden behind `[MASK]`, drawn by torch's generator."""
    arrays = window_arrays([[p.words for p in window] for window in windows], vocabulary)
    mask = torch.from_numpy(arrays.pop("words")).bool()
    inputs = {name: torch.from_numpy(a) for name, a in arrays.items()}
    whole = ids = inputs["ids"]
    if hidden:
        words = (inputs["mask"] > 0) & (ids != CLS) & (ids != SEP)
        inputs["ids"] = torch.where(words & (torch.rand(ids.shape) < hidden), MASK, ids)
    return Batch(windows, inputs, mask, whole, int(inputs["mask"].sum()))

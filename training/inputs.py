"""A batch as tensors: made whole in one go, so that worker processes can make batches ahead of the training."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.batches import Window
from training.features import CLS, MASK, SEP, Vocabulary, window_arrays
from training.labels import COVERED, IGNORE

KINDS = tuple(COVERED)
NONE = -1


@dataclass(frozen=True, slots=True)
class Links:
    """Words that choose among words: `rows`, `words` of those that choose, `targets` of each (-1: none).

    `candidates` (windows, words) may be chosen.
    """

    rows: Tensor
    words: Tensor
    targets: Tensor
    candidates: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch of one task."""

    task: str
    inputs: dict[str, Tensor]
    mask: Tensor  # (windows, words)
    whole: Tensor  # the sub-tokens before any was hidden
    layers: dict[str, Tensor]  # (windows, words) each; -100 where unknown or padded
    heads: Tensor  # (windows, words): the index in the window; -100 where unknown
    opened: Tensor  # 1 at the first word of each paragraph
    starts: Tensor  # 1 where a sentence begins, -100 where a piece of a paragraph does
    kinds: Tensor  # (windows,): what a set of names labels, in KINDS
    links: dict[str, Links]  # by who chooses: cue (its source), content (its cue)
    size: int  # sub-tokens without padding

    def to(self, device: torch.device) -> "Batch":
        """The batch where the model is."""
        return self.each(lambda t: t.to(device))

    def each(self, change: Callable[[Any], Any]) -> "Batch":
        """The batch with every tensor changed."""
        changed: dict[str, Any] = {}
        for name in ("mask", "whole", "heads", "opened", "starts", "kinds"):
            changed[name] = change(getattr(self, name))
        for name in ("inputs", "layers"):
            changed[name] = {key: change(value) for key, value in getattr(self, name).items()}
        changed["links"] = {
            key: Links(*(change(getattr(value, f.name)) for f in fields(Links))) for key, value in self.links.items()
        }
        return replace(self, **changed)


def pad(rows: Iterable[Sequence[int]], shape: tuple[int, int]) -> Tensor:
    """Rows of one width, filled with -100."""
    out = np.full(shape, IGNORE, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def make_batch(windows: Sequence[Window], vocabulary: Vocabulary, *, task: str, hidden: float = 0.0) -> Batch:
    """The windows as tensors; a share of their sub-tokens is hidden behind `[MASK]`, drawn by torch's generator."""
    arrays = window_arrays([[p.words for p in window] for window in windows], vocabulary)
    mask = torch.from_numpy(arrays.pop("words")).bool()
    inputs = {name: torch.from_numpy(a) for name, a in arrays.items()}
    whole = ids = inputs["ids"]
    if hidden:
        words = (inputs["mask"] > 0) & (ids != CLS) & (ids != SEP)
        inputs["ids"] = torch.where(words & (torch.rand(ids.shape) < hidden), MASK, ids)
    shape = (mask.shape[0], mask.shape[1])
    layers = {
        name: pad(([v for p in window for v in p.labels[name]] for window in windows), shape)
        for name in windows[0][0].labels
    }
    heads, opened, starts = _places(windows, shape)
    kinds = torch.tensor([KINDS.index(window[0].kind) for window in windows])
    links = {
        chooser: _links(windows, shape, chooser=chooser, chosen=chosen)
        for chooser, chosen in (("cue", "source"), ("content", "cue"))
    }
    size = int(inputs["mask"].sum())
    return Batch(task, inputs, mask, whole, layers, heads, opened, starts, kinds, links, size)


def _places(windows: Sequence[Window], shape: tuple[int, int]) -> tuple[Tensor, Tensor, Tensor]:
    heads = np.full(shape, IGNORE, np.int64)
    opened = np.zeros(shape, np.int64)
    starts = np.full(shape, IGNORE, np.int64)
    for i, window in enumerate(windows):
        for at, p in _placed(window):
            end = at + len(p.words)
            opened[i, at : at + 1] = 1
            if p.heads:
                local = np.array(p.heads)
                heads[i, at:end] = np.where(local == IGNORE, IGNORE, local + at)
            if "start" in p.labels:
                starts[i, at:end] = p.labels["start"]
                starts[i, at : at + 1] = IGNORE if p.continued else 1
    return torch.from_numpy(heads), torch.from_numpy(opened), torch.from_numpy(starts)


def _links(windows: Sequence[Window], shape: tuple[int, int], *, chooser: str, chosen: str) -> Links:
    found: list[tuple[int, int, int]] = []
    candidates: NDArray[np.bool_] = np.zeros(shape, np.bool_)
    for i, window in enumerate(windows):
        first: dict[int, int] = {}
        choosers: list[tuple[int, int]] = []
        for at, p in _placed(window):
            for role, word, number in p.links:
                if role == chosen:
                    candidates[i, word + at] = True
                    first[number] = min(word + at, first.get(number, word + at))
                elif role == chooser:
                    choosers.append((word + at, number))
        found += [(i, word, first.get(number, NONE)) for word, number in choosers]
    rows, words, targets = np.array(found, np.int64).reshape(-1, 3).T
    parts = [torch.from_numpy(np.ascontiguousarray(part)) for part in (rows, words, targets)]
    return Links(*parts, torch.from_numpy(candidates))


def _placed(window: Window) -> Iterator[tuple[int, Any]]:
    at = 0
    for p in window:
        yield at, p
        at += len(p.words)

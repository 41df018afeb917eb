"""What the heads that point choose among: whose cue, which source, who acts on whom, the head of a word."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from training.batches import Window
from training.inputs import Batch
from training.labels import IGNORE, SIDES
from training.network import Model

NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Choice:
    """Each row chooses a column; `right` (rows, columns) is true for every right answer."""

    scores: Tensor
    right: Tensor

    def losses(self) -> Tensor:
        """One loss a row that has a right answer."""
        total = torch.logsumexp(self.scores, 1)
        good = torch.logsumexp(self.scores.masked_fill(~self.right, NEVER), 1)
        return (total - good)[self.right.any(1)]


def link_choices(model: Model, states: Tensor, batch: Batch) -> list[Choice]:
    """Each cue chooses its source, each content its cue, or none (the last column)."""
    sources, cues = model.link_scores(states)
    found = [
        _link_choice(sources, batch, chooser="cue", chosen="source"),
        _link_choice(cues, batch, chooser="content", chosen="cue"),
    ]
    return [choice for choice in found if len(choice.scores)]


def side_choices(model: Model, states: Tensor, batch: Batch) -> list[Choice]:
    """Each event chooses, for either side, among the words that stand for somebody, or nobody (the last column)."""
    party = batch.layer("party").clamp(min=0)
    somebody = F.pad(party > 0, (0, 1), value=True)
    found = []
    for side, scores in zip(SIDES, model.side_scores(states), strict=True):
        wanted = batch.layer(side)
        rows, words = torch.nonzero(wanted != IGNORE, as_tuple=True)
        named = wanted[rows, words]
        right = torch.cat([(party[rows] & named[:, None]) > 0, (named == 0)[:, None]], 1)
        picked = scores[rows, words].float().masked_fill(~somebody[rows], NEVER)
        found.append(Choice(picked, right))
    return found


def arc_scores(model: Model, states: Tensor, opened: Tensor, mask: Tensor) -> Tensor:
    """(windows, words, words) within sentences; `opened` is 1 at the first word of each."""
    numbers = opened.cumsum(1)
    same = (numbers[:, :, None] == numbers[:, None, :]) & mask[:, None, :]
    return model.arc_scores(states).float().masked_fill(~same, NEVER)


def _link_choice(scores: Tensor, batch: Batch, *, chooser: str, chosen: str) -> Choice:
    width = batch.mask.shape[1]
    rows: list[int] = []
    words: list[int] = []
    targets: list[int] = []
    candidates = np.zeros((len(batch.windows), width + 1), np.bool_)
    candidates[:, width] = True
    for i, window in enumerate(batch.windows):
        first: dict[int, int] = {}
        choosers: list[tuple[int, int]] = []
        for role, word, number in _window_links(window):
            if role == chosen:
                candidates[i, word] = True
                first[number] = min(word, first.get(number, width))
            elif role == chooser:
                choosers.append((word, number))
        for word, number in choosers:
            rows.append(i)
            words.append(word)
            targets.append(first.get(number, width))
    right = np.zeros((len(rows), width + 1), np.bool_)
    right[np.arange(len(rows)), targets] = True
    picked = scores[rows, words].float().masked_fill(~batch.tensor(candidates)[rows], NEVER)
    return Choice(picked, batch.tensor(right))


def _window_links(window: Window) -> Iterable[tuple[str, int, int]]:
    at = 0
    for p in window:
        for role, word, number in p.links:
            yield role, word + at, number
        at += len(p.words)

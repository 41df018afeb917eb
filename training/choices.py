"""What the heads that point choose among: whose cue, which source, who acts on whom, the head of a word."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from training.inputs import NONE, Batch, Links
from training.labels import IGNORE, SIDES
from training.network import Model

NEVER = -1e4

Places = tuple[Tensor, Tensor]  # rows and words


@dataclass(frozen=True, slots=True)
class Choice:
    """Each row chooses a column; `right` (rows, columns) is true for every right answer."""

    scores: Tensor
    right: Tensor

    def losses(self) -> Tensor:
        """One loss a row; 0 where no answer is known to be right."""
        total = torch.logsumexp(self.scores, 1)
        good = torch.logsumexp(self.scores.masked_fill(~self.right, NEVER), 1)
        return (total - good) * self.right.any(1)


def mean_choice(choices: list[Choice], states: Tensor) -> Tensor:
    """The mean loss of the rows that have a right answer; zero where none has."""
    rows = sum(len(choice.scores) for choice in choices)
    if not rows:
        return states.sum() * 0.0
    known = torch.cat([choice.right.any(1) for choice in choices]).sum().clamp(min=1)
    return torch.cat([choice.losses() for choice in choices]).sum() / known


def link_choices(model: Model, states: Tensor, batch: Batch) -> list[Choice]:
    """Each cue chooses its source, each content its cue, or none (the last column)."""
    scores = dict(zip(("cue", "content"), model.link_scores(states), strict=True))
    found = [_link_choice(scores[chooser], links) for chooser, links in batch.links.items()]
    return [choice for choice in found if len(choice.scores)]


def _link_choice(scores: Tensor, links: Links) -> Choice:
    width = links.candidates.shape[1]
    candidates = F.pad(links.candidates, (0, 1), value=True)
    targets = torch.where(links.targets == NONE, width, links.targets)
    picked = scores[links.rows, links.words].float().masked_fill(~candidates[links.rows], NEVER)
    return Choice(picked, F.one_hot(targets, width + 1).bool())


def side_places(batch: Batch) -> list[Places]:
    """For either side the events of which gold says who it is."""
    found = []
    for side in SIDES:
        rows, words = torch.nonzero(batch.layers[side] != IGNORE, as_tuple=True)
        found.append((rows, words))
    return found


def side_choices(model: Model, states: Tensor, batch: Batch, places: list[Places] | None = None) -> list[Choice]:
    """Each event chooses, for either side, among the words that stand for somebody, or nobody (the last column).

    `places` are the events of each side, by default those of gold; where gold names nobody there, no answer is right.
    """
    party = batch.layers["party"].clamp(min=0)
    somebody = F.pad(party > 0, (0, 1), value=True)
    found = []
    for side, scores, (rows, words) in zip(SIDES, model.side_scores(states), places or side_places(batch), strict=True):
        picked = scores[rows, words].float().masked_fill(~somebody[rows], NEVER)
        if side in batch.layers:
            named = batch.layers[side][rows, words]
            right = torch.cat([(party[rows] & named[:, None]) > 0, (named == 0)[:, None]], 1)
            right &= (named != IGNORE)[:, None]
        else:
            right = torch.zeros_like(picked, dtype=torch.bool)
        found.append(Choice(picked, right))
    return found


def arc_scores(model: Model, states: Tensor, opened: Tensor, mask: Tensor) -> Tensor:
    """(windows, words, words) within sentences; `opened` is 1 at the first word of each."""
    numbers = opened.cumsum(1)
    same = (numbers[:, :, None] == numbers[:, None, :]) & mask[:, None, :]
    return model.arc_scores(states).float().masked_fill(~same, NEVER)

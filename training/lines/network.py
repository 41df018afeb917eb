"""The network that `onrecord.reading.linemodel` runs: word vectors and shape, a convolution, a recurrent unit."""

import numpy as np
import torch
from torch import nn

from onrecord.reading.features import BUCKETS, PageFeatures

__all__ = ["PICKS", "ROLES", "LineNetwork", "PageBatch"]

ROLES = 5
PICKS = 3  # the one headline, date line and byline of a page
LIMIT = 6.0
_PICK_GRADIENT = 0.2  # of the picks' loss that reaches the shared layers: whole pages are few, and learnt by heart


class PageBatch:
    """Pages side by side, padded; passages of long pages, with words dropped, where training asks for it."""

    def __init__(self, pages: list[PageFeatures], mean: np.ndarray, deviation: np.ndarray) -> None:
        lengths = [len(page.starts) for page in pages]
        width = max(lengths)
        self.mask = torch.zeros(len(pages), width, dtype=torch.bool)
        self.shape = torch.zeros(len(pages), width, len(mean))
        words, counts = [], []
        for row, page in enumerate(pages):
            n = lengths[row]
            self.mask[row, :n] = True
            self.shape[row, :n] = torch.from_numpy(np.clip((page.base - mean) / deviation, -LIMIT, LIMIT))
            words.append(page.words)
            counts.append(np.diff(np.append(page.starts, len(page.words))))
        self.counts = torch.from_numpy(np.concatenate(counts))
        self.words = torch.from_numpy(np.concatenate(words).astype(np.int64))
        self.offsets = torch.cumsum(self.counts, 0) - self.counts


class Mixer(nn.Module):
    """A gated recurrence in both directions whose gates look at the line alone, so that it runs as plain sums.

    state = gate * state + (1 - gate) * content, line by line.
    """

    def __init__(self, hidden: int, drop: float) -> None:
        super().__init__()
        self.enter = nn.Linear(hidden, 4 * hidden)  # gate and content of both directions
        self.leave = nn.Linear(2 * hidden, hidden)
        self.drop = nn.Dropout(drop)
        with torch.no_grad():
            self.enter.bias[: 2 * hidden].uniform_(0.0, 3.0)  # memories of one to twenty lines

    def forward(self, hidden: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        size = hidden.shape[-1]
        gate, content = self.enter(hidden).split(2 * size, -1)
        gate = torch.sigmoid(gate)
        new = (1 - gate) * torch.tanh(content) * mask
        ahead = _scan(gate[..., :size], new[..., :size])
        behind = _scan(gate[..., size:].flip(1), new[..., size:].flip(1)).flip(1)
        context = torch.cat((ahead, behind), -1) * mask
        return hidden + torch.relu(self.leave(self.drop(context))) * mask, context


def _scan(gate: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    """state[i] = gate[i] * state[i - 1] + new[i], by doubling."""
    step = 1
    while step < gate.shape[1]:
        new = torch.cat((new[:, :step], new[:, step:] + gate[:, step:] * new[:, :-step]), 1)
        gate = torch.cat((gate[:, :step], gate[:, step:] * gate[:, :-step]), 1)
        step *= 2
    return new


class LineNetwork(nn.Module):
    """Scores of each line's roles, then of its being the page's one headline, date line and byline."""

    def __init__(
        self,
        shape: int,
        *,
        vector: int = 24,
        hidden: int = 64,
        layers: int = 2,
        drop: float = 0.3,
    ) -> None:
        super().__init__()
        self.words = nn.EmbeddingBag(BUCKETS, vector, mode="sum")
        nn.init.normal_(self.words.weight, std=0.1)
        self.enter = nn.Linear(shape + vector, hidden)
        self.near = nn.Conv1d(hidden, hidden, 5, padding=2)
        self.page = nn.Linear(hidden, hidden)
        self.mixers = nn.ModuleList(Mixer(hidden, drop) for _ in range(layers))
        self.out = nn.Linear(4 * hidden, ROLES + PICKS)
        self.none = nn.Parameter(torch.zeros(PICKS))  # score of a page having no such line
        self.drop = nn.Dropout(drop)
        self.vector = vector

    def forward(self, batch: PageBatch) -> torch.Tensor:
        pooled = self.words(batch.words, batch.offsets) / torch.sqrt(batch.counts.clamp(min=1).float())[:, None]
        words = torch.zeros(*batch.mask.shape, self.vector)
        words[batch.mask] = self.drop(pooled)
        mask = batch.mask[..., None]
        hidden = torch.relu(self.enter(torch.cat((batch.shape, words), -1))) * mask
        hidden = hidden + torch.relu(self.near(hidden.transpose(1, 2)).transpose(1, 2)) * mask
        lengths = batch.mask.sum(1)
        whole = hidden.sum(1) / lengths[:, None]
        hidden = torch.relu(hidden + self.page(self.drop(whole))[:, None]) * mask  # what kind of page it is
        context = hidden
        for mixer in self.mixers:
            hidden, context = mixer(hidden, mask)
        whole = (hidden.sum(1) / lengths[:, None]).unsqueeze(1).expand_as(hidden)
        both = torch.cat((self.drop(hidden), self.drop(context), self.drop(whole)), -1)
        calmed = _PICK_GRADIENT * both + (1 - _PICK_GRADIENT) * both.detach()
        roles = nn.functional.linear(both, self.out.weight[:ROLES], self.out.bias[:ROLES])
        picks = nn.functional.linear(calmed, self.out.weight[ROLES:], self.out.bias[ROLES:])
        return torch.cat((roles, picks), -1)

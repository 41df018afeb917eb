"""The losses of a batch, by task."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from training.batches import Window
from training.features import CLS, MASK, SEP, Vocabulary, window_arrays
from training.labels import COVERED, FEATURES, IGNORE, SIDES, allowed_labels
from training.network import Model

WEIGHTS = {
    "link": 0.3,
    "status": 0.15,
    "act": 0.15,
    "sector": 0.2,
    "reach": 0.3,
    "stance": 0.4,
    "silver": 0.5,
    "case": 0.6,
    "case_link": 0.15,
    "sides": 0.6,
    "kept_upos": 0.3,
    "kept_xpos": 0.3,
}
WEIGHTS |= dict.fromkeys(FEATURES, 0.2)


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as tensors; `windows` keep the labels."""

    windows: Sequence[Window]
    inputs: dict[str, Tensor]
    mask: Tensor

    @property
    def size(self) -> int:
        """Its sub-tokens without padding."""
        return int(self.inputs["mask"].sum())

    def layer(self, name: str) -> Tensor:
        """One label a word, -100 where unknown or padded."""
        rows = [[v for p in window for v in p.labels[name]] for window in self.windows]
        return torch.from_numpy(pad(rows, self.mask.shape[1]))


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
    if hidden:
        ids = inputs["ids"]
        words = (inputs["mask"] > 0) & (ids != CLS) & (ids != SEP)
        inputs["ids"] = torch.where(words & (torch.rand(ids.shape) < hidden), MASK, ids)
    return Batch(windows, inputs, mask)


def mean_loss(scores: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy a known label; zero where none is known."""
    known = target != IGNORE
    if not known.any():
        return scores.sum() * 0.0
    return F.cross_entropy(scores[known].float(), target[known])


class Losses:
    """The losses of a model's heads."""

    def __init__(self, model: Model, *, half: bool) -> None:
        self.model, self.half = model, half
        names = model.heads["names"]
        self.names_allowed = {kind: torch.from_numpy(allowed_labels(names, kind)) for kind in COVERED}
        roles = len(model.heads["attribution"])
        # A role's label says all there is to know; the last row stands for a word of which nothing is known.
        self.roles_allowed = torch.cat([torch.eye(roles), torch.ones(1, roles)]).bool()

    def of(self, task: str, batch: Batch) -> dict[str, Tensor]:
        """The weighted losses of a batch by name."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half):
            states = self.model.word_states(**batch.inputs)
            tags = self.model.tag_scores(states)
            if task in ("syntax", "silver"):
                losses = self._syntax(states, tags, batch, gold=task == "syntax")
            elif task == "names":
                losses = {"names": self._names(tags["names"], batch)}
            elif task == "attribution":
                losses = {
                    "attribution": self._roles("attribution", tags["attribution"], batch),
                    "link": self._links(states, batch),
                }
            elif task == "cases":
                losses = {
                    **{
                        name: mean_loss(tags[name], batch.layer(name))
                        for name in ("trigger", "status", "act", "sector", "reach")
                    },
                    "case": self._roles("case", tags["case"], batch),
                    "case_link": self._links(states, batch),
                    "sides": self._sides(states, batch),
                    **self._kept_tags(tags, batch),
                }
            else:
                losses = {"trigger": mean_loss(tags["trigger"], batch.layer("trigger")) * 0.3}
                losses |= self._kept_tags(tags, batch)
        return {name: loss * WEIGHTS.get(name, 1.0) for name, loss in losses.items()}

    def _kept_tags(self, tags: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """The losses of the tags that `training.tag` gave, so that other labels do not move the tags of these words."""
        layers = ("upos", "xpos") if "upos" in batch.windows[0][0].labels else ()
        return {f"kept_{layer}": mean_loss(tags[layer], batch.layer(layer)) for layer in layers}

    def _names(self, scores: Tensor, batch: Batch) -> Tensor:
        target = batch.layer("names")
        target = torch.where(target == IGNORE, len(self.model.heads["names"]), target)
        rows = [self.names_allowed[w[0].kind][target[i]] for i, w in enumerate(batch.windows)]
        return self.model.chain("names").loss(scores, torch.stack(rows), batch.mask)

    def _roles(self, layer: str, scores: Tensor, batch: Batch) -> Tensor:
        target = batch.layer(layer)
        allowed = self.roles_allowed[torch.where(target == IGNORE, len(self.roles_allowed) - 1, target)]
        return self.model.chain(layer).loss(scores, allowed, batch.mask)

    def _syntax(self, states: Tensor, tags: dict[str, Tensor], batch: Batch, *, gold: bool) -> dict[str, Tensor]:
        starts = np.full(batch.mask.shape, IGNORE, np.int64)
        heads = np.full(batch.mask.shape, IGNORE, np.int64)
        sentence = np.zeros(batch.mask.shape, np.int64)
        for i, window in enumerate(batch.windows):
            at = 0
            for p in window:
                size = len(p.words)
                first = np.array(p.labels["start"])
                opens = first.copy()
                opens[:1] = 1
                first[:1] = IGNORE if p.continued else 1
                starts[i, at : at + size] = first
                local = np.array(p.heads)
                heads[i, at : at + size] = np.where(local == IGNORE, IGNORE, local + at)
                sentence[i, at : at + size] = opens
                at += size
        numbers = torch.from_numpy(sentence.cumsum(1))
        same = (numbers[:, :, None] == numbers[:, None, :]) & batch.mask[:, None, :]
        target = torch.from_numpy(heads)
        arcs = self.model.arc_scores(states).float().masked_fill(~same, -1e4)
        relations = self.model.relation_scores(states, target.clamp(min=0))
        deprel = batch.layer("deprel").masked_fill(target == IGNORE, IGNORE)
        known = torch.from_numpy(starts) != IGNORE
        start = F.binary_cross_entropy_with_logits(
            tags["start"][..., 0][known].float(), torch.from_numpy(starts)[known].float()
        )
        losses = {"arc": mean_loss(arcs, target), "relation": mean_loss(relations, deprel), "start": start}
        for layer in ("upos", "xpos", *FEATURES):
            losses[layer] = mean_loss(tags[layer], batch.layer(layer)) * (WEIGHTS.get(layer, 1.0) if not gold else 1.0)
        if not gold:
            return {f"silver_{name}": loss * WEIGHTS["silver"] for name, loss in losses.items()}
        return losses

    def _sides(self, states: Tensor, batch: Batch) -> Tensor:
        """Of the words that stand for somebody, or none, one that stands for whom gold names."""
        party = batch.layer("party").clamp(min=0)
        somebody = F.pad(party > 0, (0, 1), value=True)
        parts = []
        for side, scores in zip(SIDES, self.model.side_scores(states), strict=True):
            wanted = batch.layer(side)
            rows, words = torch.nonzero(wanted != IGNORE, as_tuple=True)
            named = wanted[rows, words]
            right = torch.cat([(party[rows] & named[:, None]) > 0, (named == 0)[:, None]], 1)
            picked = scores[rows, words].float()
            total = torch.logsumexp(picked.masked_fill(~somebody[rows], -1e4), 1)
            good = torch.logsumexp(picked.masked_fill(~right, -1e4), 1)
            parts.append((total - good)[right.any(1)])
        losses = torch.cat(parts)
        return losses.mean() if len(losses) else states.sum() * 0.0

    def _links(self, states: Tensor, batch: Batch) -> Tensor:
        sources, cues = self.model.link_scores(states)
        parts = [
            _choice(sources, *link_targets(batch, chooser="cue", chosen="source")),
            _choice(cues, *link_targets(batch, chooser="content", chosen="cue")),
        ]
        found = [p for p in parts if p is not None]
        return torch.cat(found).mean() if found else states.sum() * 0.0


def link_targets(batch: Batch, *, chooser: str, chosen: str) -> tuple[list[int], list[int], list[int], Tensor]:
    """For every chooser its window, its word, and the word to choose (the width: none); then who may be chosen."""
    width = batch.mask.shape[1]
    rows: list[int] = []
    words: list[int] = []
    targets: list[int] = []
    candidates = torch.zeros(len(batch.windows), width + 1, dtype=torch.bool)
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
    return rows, words, targets, candidates


def _window_links(window: Window) -> Iterable[tuple[str, int, int]]:
    at = 0
    for p in window:
        for role, word, number in p.links:
            yield role, word + at, number
        at += len(p.words)


def _choice(scores: Tensor, rows: list[int], words: list[int], targets: list[int], candidates: Tensor) -> Tensor | None:
    if not rows:
        return None
    picked = scores[rows, words].float().masked_fill(~candidates[rows], -1e4)
    return F.cross_entropy(picked, torch.tensor(targets), reduction="none")

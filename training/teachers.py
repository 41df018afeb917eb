"""Distillation: larger models, trained on the same data, say how sure they are of every label of every word.

A teacher sees the sub-tokens that are hidden from the pupil. All heads learn from all texts: that is what gold, which
has one kind of label a text, cannot give (Hinton and others 2015; the tasks of one teacher on the texts of another).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from training.bases import Base
from training.choices import Choice, Places, arc_scores, link_choices, side_choices, side_places
from training.crf import Marginals, marginals
from training.inputs import Batch
from training.labels import FEATURES, SIDES
from training.network import Model, Shape

DENSE = {"upos": 0.4, "xpos": 0.4, **dict.fromkeys(FEATURES, 0.1), "trigger": 1.0}  # told of every word
OF_TRIGGERS = {"status": 0.15, "sector": 0.2, "reach": 0.3}  # told of words as far as they are triggers
CHAINS = {"names": 1.0, "attribution": 1.0, "case": 0.6}
OTHER = {"start": 1.0, "arc": 1.0, "relation": 1.0, "act": 0.15, "link": 0.3, "sides": 1.0}
NATIVE = {
    "syntax": {"upos", "xpos", *FEATURES, "start", "arc", "relation"},
    "silver": {"upos", "xpos", *FEATURES, "start", "arc", "relation"},
    "names": {"names"},
    "attribution": {"attribution", "link"},
    "cases": {"trigger", "status", "sector", "reach", "act", "case", "link", "sides"},
    "records": {"trigger"},
}
EVENT = 0.5  # a word is none to the teachers' minds by less than this: the sides are asked for
FOREIGN = 0.6  # the weight of what a task's own gold says nothing of


@dataclass(slots=True)
class Views:
    """The teachers' mean view of a batch, as probabilities."""

    task: str
    tags: dict[str, Tensor] = field(default_factory=dict)
    chains: dict[str, Marginals] = field(default_factory=dict)
    opened: Tensor = field(default_factory=lambda: torch.zeros(0))  # 1 at the first word of each sentence
    arcs: Tensor = field(default_factory=lambda: torch.zeros(0))
    heads: Tensor = field(default_factory=lambda: torch.zeros(0))
    relations: Tensor = field(default_factory=lambda: torch.zeros(0))
    links: list[Tensor] = field(default_factory=list)
    sides: list[Tensor] = field(default_factory=list)
    places: list[Places] = field(default_factory=list)  # of the events whose sides are asked for

    def weight(self, name: str) -> float:
        """How much a head's view counts in this task."""
        own = {**DENSE, **OF_TRIGGERS, **CHAINS, **OTHER}[name]
        return own if name in NATIVE[self.task] else own * FOREIGN


def _mean(parts: Sequence[Tensor]) -> Tensor:
    return torch.stack([part.float() for part in parts]).mean(0)


class Teachers:
    """Trained models whose views are averaged."""

    def __init__(self, models: Sequence[Model]) -> None:
        self.models = models

    @classmethod
    def load(cls, paths: Sequence[str], device: torch.device) -> "Teachers":
        """The averaged weights of some checkpoints."""
        models = []
        for path in paths:
            stored = torch.load(Path(path), weights_only=False, map_location=device)
            base = Base[stored["options"]["base"].upper()]
            model = Model(stored["inventory"], Shape.of(stored["averaged"], base))
            model.load_state_dict(stored["averaged"])
            models.append(model.to(device).eval().requires_grad_(requires_grad=False))
        return cls(models)

    @torch.no_grad()
    def view(self, batch: Batch) -> Views:
        """What they think of a batch."""
        views = Views(batch.task)
        inputs = {**batch.inputs, "ids": batch.whole}
        states = [model.word_states(**inputs) for model in self.models]
        scores = [model.tag_scores(s) for model, s in zip(self.models, states, strict=True)]
        for name in (*DENSE, *OF_TRIGGERS, "act"):
            views.tags[name] = _mean([torch.softmax(s[name].float(), -1) for s in scores])
        views.tags["start"] = _mean([torch.sigmoid(s["start"][..., 0].float()) for s in scores])
        for names in (("names",), ("attribution", "case")):  # chains of as many labels at once
            chains = [m.chain(name) for name in names for m in self.models]
            found = marginals(chains, [s[name] for name in names for s in scores], batch.mask)
            for k, name in enumerate(names):
                own = found[k * len(self.models) : (k + 1) * len(self.models)]
                one, pairs, first = (_mean(parts) for parts in zip(*own, strict=True))
                views.chains[name] = (one, pairs, first)
        views.opened = torch.where(views.tags["start"] > 0.5, 1, batch.opened)
        read = list(zip(self.models, states, strict=True))
        views.arcs = _mean([torch.softmax(arc_scores(m, s, views.opened, batch.mask), -1) for m, s in read])
        views.heads = views.arcs.argmax(-1)
        views.relations = _mean([torch.softmax(m.relation_scores(s, views.heads).float(), -1) for m, s in read])
        if batch.task in ("attribution", "cases"):
            views.links = _chosen([[c.scores for c in link_choices(m, s, batch)] for m, s in read])
        if "party" in batch.layers:
            views.places = self._places(views, batch)
            views.sides = _chosen([[c.scores for c in side_choices(m, s, batch, views.places)] for m, s in read])
        return views

    def _places(self, views: Views, batch: Batch) -> list[Places]:
        """The events of either side: those of gold, or, in a set without, the words that the teachers take for some."""
        if batch.task == "cases":
            return side_places(batch)
        rows, words = torch.nonzero(batch.mask & (views.tags["trigger"][..., 0] < EVENT), as_tuple=True)
        return [(rows, words)] * len(SIDES)


def _chosen(scores: Sequence[Sequence[Tensor]]) -> list[Tensor]:
    return [_mean([torch.softmax(s, -1) for s in same]) for same in zip(*scores, strict=True)]


def _against(scores: Tensor, view: Tensor) -> Tensor:
    """The cross-entropy of each place against a view."""
    return -(view * torch.log_softmax(scores.float(), -1)).sum(-1)


def _towards(scores: Tensor, view: Tensor, weight: Tensor) -> Tensor:
    """Mean cross-entropy against a view, each place by its weight."""
    return (_against(scores, view) * weight).sum() / weight.sum().clamp(min=1)


def soft_losses(model: Model, states: Tensor, tags: dict[str, Tensor], views: Views, batch: Batch) -> dict[str, Tensor]:
    """The weighted losses against the teachers' views."""
    words = batch.mask.float()
    happens = words * (1 - views.tags["trigger"][..., 0])
    told = words * views.chains["case"][0][..., model.heads["case"].index("B-cue")]
    losses = {name: _towards(tags[name], views.tags[name], words) for name in DENSE}
    losses |= {name: _towards(tags[name], views.tags[name], happens) for name in OF_TRIGGERS}
    losses["act"] = _towards(tags["act"], views.tags["act"], told)
    for name in CHAINS:
        losses[name] = model.chain(name).soft_loss(tags[name], views.chains[name], batch.mask)
    losses["start"] = (
        F.binary_cross_entropy_with_logits(
            tags["start"][..., 0].float(), views.tags["start"], weight=words, reduction="sum"
        )
        / words.sum()
    )
    losses["arc"] = _towards(arc_scores(model, states, views.opened, batch.mask), views.arcs, words)
    losses["relation"] = _towards(model.relation_scores(states, views.heads), views.relations, words)
    chosen: list[tuple[str, list[Tensor], list[Choice]]] = []
    if views.links:
        chosen.append(("link", views.links, link_choices(model, states, batch)))
    if views.sides:
        chosen.append(("sides", views.sides, side_choices(model, states, batch, views.places)))
    for name, found, choices in chosen:
        total = torch.cat([_against(c.scores, view) for c, view in zip(choices, found, strict=True)])
        losses[name] = total.sum() / max(len(total), 1)
    return {f"soft_{name}": loss * views.weight(name) for name, loss in losses.items()}

"""The losses of a batch, by task: against gold, and against what teachers think."""

import torch
from torch import Tensor
from torch.nn import functional as F

from training.choices import arc_scores, link_choices, mean_choice, side_choices
from training.inputs import KINDS, Batch
from training.labels import FEATURES, IGNORE, allowed_labels
from training.network import Model
from training.teachers import Teachers, soft_losses

WEIGHTS = {
    "link": 0.3,
    "status": 0.15,
    "act": 0.15,
    "sector": 0.2,
    "reach": 0.3,
    "silver": 0.5,
    "case": 0.6,
    "case_link": 0.15,
    "sides": 1.0,
    "kept_upos": 0.3,
    "kept_xpos": 0.3,
}
WEIGHTS |= dict.fromkeys(FEATURES, 0.2)
BESIDE_TEACHERS = 0.5  # how much gold counts where teachers have a say


def mean_loss(scores: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy a known label; zero where none is known."""
    known = (target != IGNORE).sum()
    total = F.cross_entropy(scores.flatten(0, -2).float(), target.flatten(), ignore_index=IGNORE, reduction="sum")
    return total / known.clamp(min=1)


class Losses:
    """The losses of a model's heads."""

    def __init__(self, model: Model, *, half: bool, teachers: Teachers | None = None) -> None:
        self.model, self.half, self.teachers = model, half, teachers
        self.device = model.tags.weight.device
        names = model.heads["names"]
        tables = [torch.from_numpy(allowed_labels(names, kind)) for kind in KINDS]
        self.names_allowed = torch.stack(tables).to(self.device)
        roles = len(model.heads["attribution"])
        # A role's label says all there is to know; the last row stands for a word of which nothing is known.
        self.roles_allowed = torch.cat([torch.eye(roles), torch.ones(1, roles)]).bool().to(self.device)

    def of(self, batch: Batch) -> dict[str, Tensor]:
        """The weighted losses of a batch by name."""
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.half):
            views = self.teachers.view(batch) if self.teachers else None
            states = self.model.word_states(**batch.inputs)
            tags = self.model.tag_scores(states)
            losses = self._gold(states, tags, batch)
            losses = {name: loss * WEIGHTS.get(name, 1.0) for name, loss in losses.items()}
            if views is None:
                return losses
            soft = soft_losses(self.model, states, tags, views, batch)
        return {name: loss * BESIDE_TEACHERS for name, loss in losses.items()} | soft

    def _gold(self, states: Tensor, tags: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        task = batch.task
        if task in ("syntax", "silver"):
            return self._syntax(states, tags, batch, gold=task == "syntax")
        if task == "names":
            return {"names": self._names(tags["names"], batch)}
        if task == "attribution":
            return {
                "attribution": self._roles("attribution", tags["attribution"], batch),
                "link": mean_choice(link_choices(self.model, states, batch), states),
            }
        if task == "cases":
            simple = ("trigger", "status", "act", "sector", "reach")
            return {
                **{name: mean_loss(tags[name], batch.layers[name]) for name in simple},
                "case": self._roles("case", tags["case"], batch),
                "case_link": mean_choice(link_choices(self.model, states, batch), states),
                "sides": mean_choice(side_choices(self.model, states, batch), states),
                **self._kept_tags(tags, batch),
            }
        return {"trigger": mean_loss(tags["trigger"], batch.layers["trigger"]) * 0.3, **self._kept_tags(tags, batch)}

    def _kept_tags(self, tags: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """The losses of the tags that `training.tag` gave, so that other labels do not move the tags of these words."""
        layers = [layer for layer in ("upos", "xpos") if layer in batch.layers]
        return {f"kept_{layer}": mean_loss(tags[layer], batch.layers[layer]) for layer in layers}

    def _names(self, scores: Tensor, batch: Batch) -> Tensor:
        target = batch.layers["names"]
        target = torch.where(target == IGNORE, len(self.model.heads["names"]), target)
        allowed = self.names_allowed[batch.kinds[:, None], target]
        return self.model.chain("names").loss(scores, allowed, batch.mask)

    def _roles(self, layer: str, scores: Tensor, batch: Batch) -> Tensor:
        target = batch.layers[layer]
        allowed = self.roles_allowed[torch.where(target == IGNORE, len(self.roles_allowed) - 1, target)]
        return self.model.chain(layer).loss(scores, allowed, batch.mask)

    def _syntax(self, states: Tensor, tags: dict[str, Tensor], batch: Batch, *, gold: bool) -> dict[str, Tensor]:
        target = batch.heads
        opens = torch.maximum(batch.layers["start"], batch.opened)
        arcs = arc_scores(self.model, states, opens, batch.mask)
        relations = self.model.relation_scores(states, target.clamp(min=0))
        deprel = batch.layers["deprel"].masked_fill(target == IGNORE, IGNORE)
        opened = batch.starts
        known = opened != IGNORE
        start = F.binary_cross_entropy_with_logits(
            tags["start"][..., 0].float(), opened.float(), weight=known.float(), reduction="sum"
        )
        losses = {
            "arc": mean_loss(arcs, target),
            "relation": mean_loss(relations, deprel),
            "start": start / known.sum().clamp(min=1),
        }
        for layer in ("upos", "xpos", *FEATURES):
            losses[layer] = mean_loss(tags[layer], batch.layers[layer]) * (WEIGHTS.get(layer, 1.0) if not gold else 1.0)
        if not gold:
            return {f"silver_{name}": loss * WEIGHTS["silver"] for name, loss in losses.items()}
        return losses

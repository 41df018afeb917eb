"""Make the encoder's layers narrower: `python -m training.prune CHECKPOINT OUT --heads 11 --inner 1152`.

Of each layer the attention heads and inner units whose loss changes what the layer gives least are taken out one at a
time, and the weights of the others take over what they can (Optimal Brain Surgeon, Hassibi and Stork 1993; for whole
heads and units Kurtic and others 2023, "ZipLM"). Layers are pruned in turn, each on what those before it then give.
Numbers for each layer in turn may be given: `--inner 896 1152 896 1152 1152 768`. Training then goes on from OUT.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.export import load_model, save_weights
from training.features import Vocabulary
from training.feed import feed
from training.inputs import Batch
from training.network import Layer, Model
from training.paths import DATA, base_model
from training.train import load_sources

__all__ = ["keep_groups", "prune"]

DAMPING = 1e-3  # of the mean square of a unit's output


def keep_groups(moments: Tensor, weight: Tensor, kept: int, size: int = 1) -> tuple[Tensor, Tensor]:
    """Which units stay, in whole groups, and the weight of what reads them.

    Args:
        moments: (units + 1, units + 1), the mean products of the units' outputs; the last is of the constant 1.
        weight: (outputs, units + 1), what reads the units, its bias the last column.
        kept: how many groups stay.
        size: units of a group: neighbours.

    Returns
    -------
    tuple[Tensor, Tensor]
        The numbers of the units that stay, rising; the weights (outputs, units that stay + 1), the bias last, that then
        come nearest to the old outputs.

    >>> twice = torch.tensor([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])  # two units that say the same
    >>> units, weight = keep_groups(twice, torch.tensor([[1.0, 2.0, 0.5]]), 1)
    >>> units.tolist(), [round(float(x), 1) for x in weight[0]]
    ([1], [3.0, 0.5])
    """
    moments, weight = moments.double(), weight.double().clone()
    count = len(moments)
    damping = DAMPING * moments.diagonal()[:-1].mean()
    inverse = torch.linalg.inv(moments + damping * torch.eye(count, dtype=torch.float64))
    alive = list(range((count - 1) // size))
    while len(alive) > kept:
        groups = torch.tensor(alive)[:, None] * size + torch.arange(size)
        own = torch.linalg.inv(inverse[groups[:, :, None], groups[:, None, :]])  # (alive, size, size)
        read = weight[:, groups]  # (outputs, alive, size)
        loss = torch.einsum("oga,gab,ogb->g", read, own, read)
        least = int(loss.argmin())
        units = groups[least]
        across = own[least] @ inverse[units]
        weight -= weight[:, units] @ across
        inverse -= inverse[:, units] @ across
        inverse[units, units] = 1.0  # so that nothing is divided by zero; the group is out
        alive.pop(least)
    stay = (torch.tensor(alive)[:, None] * size + torch.arange(size)).flatten()
    return stay, torch.cat([weight[:, stay], weight[:, -1:]], 1).float()


class _Moments:
    """The mean products of what a product reads, on the sub-tokens of batches that are no padding."""

    def __init__(self, product: nn.Linear) -> None:
        units = product.in_features + 1
        self.sum, self.count, self.mask = torch.zeros(units, units, dtype=torch.float64), 0, torch.empty(0)
        self.hook = product.register_forward_pre_hook(lambda _, given: self.add(given[0]))

    def add(self, outputs: Tensor) -> None:
        """Count the outputs (batch, length, units) of a batch."""
        own = F.pad(outputs[self.mask > 0], (0, 1), value=1.0)
        self.sum += (own.t() @ own).double()
        self.count += len(own)


@torch.no_grad()
def prune(model: Model, batches: Sequence[Batch], shape: Iterable[tuple[int, int]]) -> Model:
    """The model, its layers with so many heads and inner units each."""
    model.eval()
    for number, (layer, (heads, inner)) in enumerate(zip(model.encoder.layers, shape, strict=True)):
        assert isinstance(layer, Layer)
        if heads < layer.heads:
            units, lost = _narrow(model, batches, layer.attention_out, heads, layer.size)
            whole = layer.heads * layer.size
            layer.attention_in = _rows(layer.attention_in, torch.cat([units + i * whole for i in range(3)]))
            layer.heads = heads
            print(f"layer {number}: {heads} heads, {lost:.4f} of what they give lost", flush=True)
        if inner < layer.inner_out.in_features:
            units, lost = _narrow(model, batches, layer.inner_out, inner, 1)
            layer.inner_in = _rows(layer.inner_in, units)
            print(f"layer {number}: {inner} inner units, {lost:.4f} of what they give lost", flush=True)
    return model


def _narrow(model: Model, batches: Iterable[Batch], product: nn.Linear, kept: int, size: int) -> tuple[Tensor, float]:
    """Lets a product read fewer units; gives those that stay and the share of its output that is lost."""
    moments = _Moments(product)
    for batch in batches:
        moments.mask = batch.inputs["mask"]
        model.word_states(**batch.inputs)
    moments.hook.remove()
    mean = (moments.sum / moments.count).float()
    before = torch.cat([product.weight, product.bias[:, None]], 1)
    units, weight = keep_groups(mean, before, kept, size)
    lost = before.clone()
    lost[:, units] -= weight[:, :-1]
    lost[:, -1] -= weight[:, -1]
    share = ((lost @ mean) * lost).sum() / ((before @ mean) * before).sum()
    product.weight, product.bias = nn.Parameter(weight[:, :-1].clone()), nn.Parameter(weight[:, -1].clone())
    product.in_features = len(units)
    return units, float(share)


def _rows(product: nn.Linear, units: Tensor) -> nn.Linear:
    """A product that gives some of its outputs only."""
    narrow = nn.Linear(product.in_features, len(units))
    narrow.weight.copy_(product.weight[units])
    narrow.bias.copy_(product.bias[units])
    return narrow


def main() -> None:
    """Parse the options and write the narrower checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--heads", type=int, nargs="+", default=[12], help="attention heads that stay")
    parser.add_argument("--inner", type=int, nargs="+", default=[1152], help="inner units that stay")
    parser.add_argument("--last", action="store_true", help="the last weights instead of the averaged ones")
    parser.add_argument("--batches", type=int, default=100, help="of training data that the losses are measured on")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    model = load_model(options.checkpoint, averaged=not options.last)
    each = [given * len(model.encoder.layers) if len(given) == 1 else given for given in (options.heads, options.inner)]
    vocabulary = Vocabulary.load(base_model() / "tokenizer.json")
    sources = load_sources(vocabulary, argparse.Namespace(shares="", without=-1, batch=2048, damaged=0.16))
    drawn = feed(sources, vocabulary, seed=options.seed)
    batches = [next(drawn) for _ in range(options.batches)]
    inventory = json.loads((DATA / "labels.json").read_text())
    save_weights(prune(model, batches, zip(*each, strict=True)), inventory, options.out)


if __name__ == "__main__":
    main()

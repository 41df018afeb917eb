"""The network as it ships: every head's projection in one matrix product, the outputs of MODEL_FORMAT.md."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.network import Layer, Model

INPUTS = ("ids", "case", "quote", "first")  # no mask: a call has one window, and adding zeros takes 5 % of the time
OUTPUTS = ("tags", "arcs", "rel", "link", "side")
PARTS = ("tags", "arc", "relation", "link", "side")  # the projections, as one product joins them


def plain_layer(layer: Layer, x: Tensor, first: Tensor | None = None) -> Tensor:
    """A transformer layer of plain products, which every quantiser and optimiser knows.

    `first` (batch, words): the sub-tokens whose states are wanted, where not all are.
    """
    batch, length, width = x.shape
    size = width // layer.heads
    qkv = layer.attention_in(x)
    q, k, v = (part.view(batch, length, layer.heads, size).transpose(1, 2) for part in qkv.chunk(3, -1))
    if first is not None:
        q = torch.gather(q, 2, first[:, None, :, None].expand(-1, layer.heads, -1, size))
        x = torch.gather(x, 1, first[..., None].expand(-1, -1, width))
    weights = torch.softmax((q * size**-0.5) @ k.transpose(-1, -2), -1)
    y = (weights @ v).transpose(1, 2).reshape(batch, -1, width)
    x = layer.attention_norm(x + layer.attention_out(y))
    out: Tensor = layer.inner_norm(x + layer.inner_out(F.gelu(layer.inner_in(x))))
    return out


class Shipped(nn.Module):
    """A trained model's forward pass for the run time."""

    weight: Tensor
    bias: Tensor

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model
        parts = [model.get_submodule(name) for name in PARTS]
        self.sizes = [part.out_features for part in parts]
        self.register_buffer("weight", torch.cat([part.weight for part in parts]).t().contiguous().detach())
        self.register_buffer("bias", torch.cat([part.bias for part in parts]).detach())

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """tags, arcs, rel, link, side."""
        model = self.model
        x = model.encoder.embed(ids, case, quote)
        *layers, last = model.encoder.layers
        for layer in layers:
            assert isinstance(layer, Layer)
            x = plain_layer(layer, x)
        assert isinstance(last, Layer)
        words = plain_layer(last, x, first)
        tags, arc, relation, link, side = torch.split(words @ self.weight + self.bias, self.sizes, -1)
        dependent, head = torch.split(F.relu(arc), model.shape.arc, -1)
        return tags, model.biaffine(dependent, head), relation, F.relu(link), F.relu(side)


def example(length: int = 30, words: int = 20) -> tuple[Tensor, ...]:
    """Inputs of one window, for tracing."""
    ids = torch.randint(1000, 2000, (1, length))
    case = torch.ones(1, length, dtype=torch.long)
    return ids, case, torch.zeros_like(case), torch.arange(words)[None] + 1

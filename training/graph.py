"""The network as it ships: every head's projection in one matrix product, the outputs of MODEL_FORMAT.md."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.network import Layer, Model

INPUTS = ("ids", "case", "quote", "first")  # no mask: a call has one window, and adding zeros takes 5 % of the time
OUTPUTS = ("tags", "arcs", "rel", "link", "side")


def plain_layer(layer: Layer, x: Tensor) -> Tensor:
    """A transformer layer of plain products, which every quantiser and optimiser knows."""
    batch, length, width = x.shape
    size = width // layer.heads
    qkv = layer.attention_in(x).view(batch, length, 3, layer.heads, size)
    q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
    weights = torch.softmax((q @ k.transpose(-1, -2)) * size**-0.5, -1)
    y = (weights @ v).transpose(1, 2).reshape(batch, length, width)
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
        parts = (model.tags, model.arc, model.relation, model.link, model.side)
        self.sizes = [part.out_features for part in parts]
        self.register_buffer("weight", torch.cat([part.weight for part in parts]).t().contiguous().detach())
        self.register_buffer("bias", torch.cat([part.bias for part in parts]).detach())

    def forward(self, ids: Tensor, case: Tensor, quote: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """tags, arcs, rel, link, side."""
        model = self.model
        x = model.encoder.embed(ids, case, quote)
        for layer in model.encoder.layers:
            assert isinstance(layer, Layer)
            x = plain_layer(layer, x)
        words = torch.gather(x, 1, first[..., None].expand(-1, -1, x.shape[-1]))
        tags, arc, relation, link, side = torch.split(words @ self.weight + self.bias, self.sizes, -1)
        dependent, head = torch.split(F.relu(arc), model.shape.arc, -1)
        return tags, model.biaffine(dependent, head), relation, F.relu(link), F.relu(side)


def example(length: int = 30, words: int = 20) -> tuple[Tensor, ...]:
    """Inputs of one window, for tracing."""
    ids = torch.randint(1000, 2000, (1, length))
    case = torch.ones(1, length, dtype=torch.long)
    return ids, case, torch.zeros_like(case), torch.arange(words)[None] + 1

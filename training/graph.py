"""The network as it ships: every head's projection in one matrix product, the outputs of MODEL_FORMAT.md."""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.network import Layer, Model

INPUTS = ("ids", "case", "quote", "first")  # no mask: a call has one window, and adding zeros takes 5 % of the time
OUTPUTS = ("tags", "arcs", "rel", "link", "side")
PARTS = ("tags", "arc", "relation", "link", "side")  # the projections, as one product joins them


class Attention(torch.autograd.Function):
    """Attention of all heads as the one operator that onnxruntime has for it: no turning of axes, no table."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:  # type: ignore[override]
        """Of queries (batch, words, width) to keys and values (batch, length, width)."""
        parts = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (q, k, v))
        return F.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        """The operator in the graph `g`."""
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Gelu(torch.autograd.Function):
    """GELU by its tanh form, three quarters of the time of the exact one; at most .0005 off, less than int8 rounds."""

    @staticmethod
    def forward(_: Any, x: Tensor) -> Tensor:  # type: ignore[override]
        """Of any tensor."""
        return F.gelu(x, approximate="tanh")

    @staticmethod
    def symbolic(g: Any, x: Any) -> Any:
        """The operator in the graph `g`."""
        return g.op("com.microsoft::FastGelu", x).setType(x.type())


def plain_layer(layer: Layer, x: Tensor, first: Tensor | None = None) -> Tensor:
    """A transformer layer in operators that the run time is fastest at.

    `first` (batch, words): the sub-tokens whose states are wanted, where not all are.
    """
    q, k, v = layer.attention_in(x).split(layer.heads * layer.size, -1)
    if first is not None:
        q, x = (torch.gather(y, 1, first[..., None].expand(-1, -1, y.shape[-1])) for y in (q, x))
    y: Tensor = Attention.apply(q, k, v, layer.heads)  # type: ignore[no-untyped-call]
    x = layer.attention_norm(x + layer.attention_out(y))
    inner: Tensor = Gelu.apply(layer.inner_in(x))  # type: ignore[no-untyped-call]
    out: Tensor = layer.inner_norm(x + layer.inner_out(inner))
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

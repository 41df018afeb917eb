"""The encoder (BERT layers with MiniLM's weights) and its heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.bases import Base, BaseWeights, read_base
from training.crf import Crf
from training.labels import ACTS, EVENT_STATUS, EVENT_TYPES, FEATURES, REACHES, ROLES, SECTORS, SIDES, bio

WORD_PIECES, POSITIONS, CASES, QUOTES = 30522, 512, 7, 3


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder it grows from, the sizes of the heads that are not tags, and the dropout."""

    base: Base = Base.MINILM
    arc: int = 192
    relation: int = 128
    link: int = 96
    side: int = 96
    encoder_dropout: float = 0.1
    head_dropout: float = 0.2
    layers: tuple[tuple[int, int], ...] = ()  # heads and inner units of each layer, where it has not what the base has

    @classmethod
    def of(cls, state: Mapping[str, Tensor], base: Base = Base.MINILM, **others: Any) -> "Shape":
        """The shape that a checkpoint's weights have, the rest as given."""
        size = base.width // base.heads
        names = (f"encoder.layers.{i}" for i in range(base.layers))
        layers = [(len(state[f"{n}.attention_in.bias"]) // (3 * size), len(state[f"{n}.inner_in.bias"])) for n in names]
        return cls(base=base, layers=tuple(layers), **others)

    def layer(self, number: int) -> tuple[int, int]:
        """Heads and inner units of a layer."""
        return self.layers[number] if self.layers else (self.base.heads, 4 * self.base.width)


def variational(x: Tensor, rate: float, *, training: bool) -> Tensor:
    """Dropout with one mask a window and feature, the same for every word."""
    if not training or rate == 0:
        return x
    kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) > rate
    return x * (kept.to(x.dtype) / (1 - rate))


class Layer(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self, base: Base, dropout: float, heads: int, inner: int) -> None:
        super().__init__()
        self.dropout, self.heads, self.size = dropout, heads, base.width // base.heads
        self.attention_in = nn.Linear(base.width, 3 * heads * self.size)
        self.attention_out = nn.Linear(heads * self.size, base.width)
        self.attention_norm = nn.LayerNorm(base.width, eps=base.epsilon)
        self.inner_in = nn.Linear(base.width, inner)
        self.inner_out = nn.Linear(inner, base.width)
        self.inner_norm = nn.LayerNorm(base.width, eps=base.epsilon)

    def forward(self, x: Tensor, added: Tensor) -> Tensor:
        """`added` (batch, 1 or heads, 1 or length, length) is added to the attention scores."""
        batch, length, _ = x.shape
        size = self.size
        qkv = self.attention_in(x).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            y = F.scaled_dot_product_attention(*qkv.unbind(0), attn_mask=added.to(qkv.dtype))
        else:
            # Plain products over (batch x heads): four times as fast on CPUs as the line above in bfloat16.
            q, k, v = qkv.reshape(3, batch * self.heads, length, size).unbind(0)
            rows = added.shape[2]
            scores = added.to(q.dtype).expand(batch, self.heads, rows, length).reshape(-1, rows, length)
            weights = torch.softmax(torch.baddbmm(scores, q, k.transpose(1, 2), alpha=size**-0.5), -1)
            y = torch.bmm(weights.to(v.dtype), v).view(batch, self.heads, length, size)
        y = self.attention_out(y.transpose(1, 2).flatten(2))
        x = self.attention_norm(x + variational(y, self.dropout, training=self.training))
        y = self.inner_out(F.gelu(self.inner_in(x), approximate="tanh"))
        out: Tensor = self.inner_norm(x + variational(y, self.dropout, training=self.training))
        return out


class Encoder(nn.Module):
    """Word pieces (frozen), positions, case class and quotation place, summed; then the layers.

    With a base of relative positions (MPNet), a bias for each head and distance is added to the attention scores.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        base = shape.base
        self.base, self.dropout = base, shape.encoder_dropout
        self.pieces = nn.Embedding(WORD_PIECES, base.width)
        self.positions = nn.Embedding(POSITIONS, base.width)
        self.case = nn.Embedding(CASES, base.width)
        self.quote = nn.Embedding(QUOTES, base.width)
        self.norm = nn.LayerNorm(base.width, eps=base.epsilon)
        self.layers = nn.ModuleList(Layer(base, self.dropout, *shape.layer(i)) for i in range(base.layers))
        self.distance = nn.Embedding(base.distances, base.heads) if base.distances else None
        self.pieces.weight.requires_grad = False
        if self.distance is not None:  # frozen: attention with a learned bias takes twice as long
            self.distance.weight.requires_grad = False
        for table in (self.case, self.quote):
            nn.init.normal_(table.weight, std=0.01)

    def embed(self, ids: Tensor, case: Tensor, quote: Tensor) -> Tensor:
        """The sum of the four embeddings, normalised."""
        positions = self.positions(torch.arange(ids.shape[1], device=ids.device))
        total: Tensor = self.norm(self.pieces(ids) + positions[None] + self.case(case) + self.quote(quote))
        return total

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, quote: Tensor) -> Tensor:
        """The states of the sub-tokens."""
        x = variational(self.embed(ids, case, quote), self.dropout, training=self.training)
        added = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        if self.distance is not None:
            buckets = self.base.buckets(ids.shape[1]).to(ids.device)
            added = added + self.distance(buckets).permute(2, 0, 1)[None]
        for layer in self.layers:
            x = layer(x, added)
        return x

    @torch.no_grad()
    def load_base(self) -> None:
        """Copy the base's weights."""
        w: BaseWeights = read_base(self.base)
        self.pieces.weight.copy_(w.pieces)
        self.positions.weight.copy_(w.positions)
        if self.distance is not None:
            self.distance.weight.copy_(w.distance)
        for kind in ("weight", "bias"):
            getattr(self.norm, kind).copy_(w.norm[kind])
            for layer, parts in zip(self.layers, w.layers, strict=True):
                for name, values in parts.items():
                    getattr(getattr(layer, name), kind).copy_(values[kind])


def tag_heads(inventory: dict[str, Sequence[str]]) -> dict[str, list[str]]:
    """The tag heads in the order of their columns, with their labels."""
    return {
        "start": ["start"],
        "upos": list(inventory["upos"]),
        "xpos": list(inventory["xpos"]),
        "names": list(inventory["names"]),
        "attribution": bio(ROLES),
        **{name: list(values) for name, values in FEATURES.items()},
        "trigger": ["O", *EVENT_TYPES],
        "status": list(EVENT_STATUS),
        "act": list(ACTS),
        "case": bio(ROLES),
        "sector": list(SECTORS),
        "reach": list(REACHES),
    }


CRF_HEADS = ("names", "attribution", "case")


class Model(nn.Module):
    """Encoder and heads; a word is its first sub-token's state."""

    def __init__(self, inventory: dict[str, Sequence[str]], shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or Shape()
        self.heads = tag_heads(inventory)
        self.relations = list(inventory["deprel"])
        self.encoder = Encoder(shape)
        width = shape.base.width
        self.tags = nn.Linear(width, sum(map(len, self.heads.values())))
        self.arc = nn.Linear(width, 2 * shape.arc)
        self.arc_weight = nn.Parameter(torch.randn(shape.arc, shape.arc) / shape.arc**0.5 * 0.5)
        self.arc_bias = nn.Linear(shape.arc, 1)
        self.root = nn.Linear(shape.arc, 1)
        self.relation = nn.Linear(width, 2 * shape.relation)
        self.relation_out = nn.Linear(shape.relation, len(self.relations))
        self.link = nn.Linear(width, 4 * shape.link)
        self.source_weight = nn.Parameter(torch.randn(shape.link, shape.link) / shape.link**0.5 * 0.5)
        self.content_weight = nn.Parameter(torch.randn(shape.link, shape.link) / shape.link**0.5 * 0.5)
        self.no_source = nn.Linear(shape.link, 1)
        self.no_cue = nn.Linear(shape.link, 1)
        self.side = nn.Linear(width, 4 * shape.side)
        self.side_weight = nn.Parameter(torch.randn(2, shape.side, shape.side) / shape.side**0.5 * 0.5)
        self.no_side = nn.ModuleList(nn.Linear(shape.side, 1) for _ in SIDES)
        self.crf = nn.ModuleDict({name: Crf(self.heads[name]) for name in CRF_HEADS})

    def load_state(self, state: dict[str, Tensor]) -> tuple[list[str], list[str]]:
        """Take over a checkpoint's weights; heads that it lacks stay as they are. Gives the new and the dropped.

        Tag heads are columns of one matrix, the oldest first; columns after ours are of heads since taken out.
        """
        own, state = self.state_dict(), dict(state)
        for name in ("tags.weight", "tags.bias"):
            state[name] = torch.cat([state[name], own[name][len(state[name]) :]])[: len(own[name])]
        new, dropped = self.load_state_dict(state, strict=False)
        return list(new), list(dropped)

    def chain(self, name: str) -> Crf:
        """The CRF of a head."""
        chain = self.crf[name]
        assert isinstance(chain, Crf)
        return chain

    def drop(self, x: Tensor) -> Tensor:
        """The heads' dropout."""
        return variational(x, self.shape.head_dropout, training=self.training)

    def word_states(self, ids: Tensor, mask: Tensor, case: Tensor, quote: Tensor, first: Tensor) -> Tensor:
        """The state of every word."""
        states = self.encoder(ids, mask, case, quote)
        return torch.gather(states, 1, first[..., None].expand(-1, -1, states.shape[-1]))

    def tag_scores(self, states: Tensor) -> dict[str, Tensor]:
        """The scores of every tag head."""
        sizes = [len(labels) for labels in self.heads.values()]
        return dict(zip(self.heads, torch.split(self.tags(self.drop(states)), sizes, -1), strict=True))

    def arc_scores(self, states: Tensor) -> Tensor:
        """[batch, dependent, head]; a word's score as root on the diagonal."""
        dependent, head = torch.split(self.drop(F.relu(self.arc(self.drop(states)))), self.shape.arc, -1)
        return self.biaffine(dependent, head)

    def biaffine(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Arc scores from the two projections."""
        scores = (dependent @ self.arc_weight) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        places = torch.arange(scores.shape[1], device=scores.device)
        diagonal = (places[:, None] == places[None, :]).to(scores.dtype)[None]
        out: Tensor = scores * (1 - diagonal) + self.root(dependent) * diagonal
        return out

    def relation_scores(self, states: Tensor, heads: Tensor) -> Tensor:
        """[batch, word, relation] under the given heads."""
        dependent, head = torch.split(self.relation(self.drop(states)), self.shape.relation, -1)
        chosen = torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
        scores: Tensor = self.relation_out(self.drop(F.relu(dependent + chosen)))
        return scores

    def link_scores(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """[batch, cue, source | none] and [batch, content, cue | none]; `none` is the last column."""
        cue_s, source, content, cue_c = torch.split(F.relu(self.link(self.drop(states))), self.shape.link, -1)
        sources = (cue_s @ self.source_weight) @ source.transpose(1, 2)
        cues = (content @ self.content_weight) @ cue_c.transpose(1, 2)
        return torch.cat([sources, self.no_source(cue_s)], -1), torch.cat([cues, self.no_cue(content)], -1)

    def side_scores(self, states: Tensor) -> list[Tensor]:
        """For actor and recipient [batch, trigger, word | none]; `none` is the last column."""
        parts = torch.split(F.relu(self.side(self.drop(states))), self.shape.side, -1)
        scores = []
        for k, none in enumerate(self.no_side):
            seeking, party = parts[2 * k : 2 * k + 2]
            chosen = (seeking @ self.side_weight[k]) @ party.transpose(1, 2)
            scores.append(torch.cat([chosen, none(seeking)], -1))
        return scores

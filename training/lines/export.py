"""The trained networks' weights to the plain arrays that `onrecord.reading.linemodel` reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

__all__ = ["export"]

Array = npt.NDArray[np.float32]


def export(states: Sequence[Mapping[str, Array]], mean: Array, deviation: Array, path: Path) -> None:
    """Write state dictionaries; word vectors as 8-bit integers, everything else as 16-bit floats."""
    stored: dict[str, npt.NDArray[np.generic]] = {
        "mean": mean.astype(np.float32),
        "deviation": deviation.astype(np.float32),
    }
    for number, state in enumerate(states):
        for name, value in _arrays(state).items():
            stored[f"{number}.{name}"] = np.ascontiguousarray(value, np.float16)
        words = state["words.weight"]
        scale = np.maximum(np.abs(words).max(axis=0), 1e-6) / 127.0
        stored[f"{number}.words"] = np.round(words / scale).astype(np.int8)
        stored[f"{number}.words_scale"] = scale.astype(np.float32)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]  # of several types


def _arrays(state: Mapping[str, Array]) -> dict[str, Array]:
    arrays = {
        "in_w": state["enter.weight"].T,
        "in_b": state["enter.bias"],
        "conv_w": state["near.weight"].transpose(2, 1, 0),
        "conv_b": state["near.bias"],
        "page_w": state["page.weight"].T,
        "page_b": state["page.bias"],
        "out_w": state["out.weight"].T,
        "out_b": state["out.bias"],
        "none": state["none"],
    }
    for layer in range(sum(name.endswith("leave.bias") for name in state)):
        for part in ("enter", "leave"):
            arrays[f"mix{layer}_{part}_w"] = state[f"mixers.{layer}.{part}.weight"].T
            arrays[f"mix{layer}_{part}_b"] = state[f"mixers.{layer}.{part}.bias"]
    return arrays

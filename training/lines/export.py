"""The trained networks' weights to the plain arrays that `onrecord.reading.linemodel` reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

__all__ = ["export"]

Array = npt.NDArray[np.float32]


def export(states: Sequence[Mapping[str, Array]], mean: Array, deviation: Array, path: Path) -> None:
    """Write state dictionaries, stacked; word vectors as 8-bit integers, everything else as 16-bit floats."""
    stored: dict[str, npt.NDArray[np.generic]] = {
        name: np.stack(values).astype(np.float16)
        for name, values in _transposed([_arrays(state) for state in states]).items()
    }
    words = np.stack([state["words.weight"] for state in states])
    scale = np.maximum(np.abs(words).max(axis=1), 1e-6) / 127.0
    stored["words"] = np.round(words / scale[:, None]).astype(np.int8)
    stored["words_scale"] = scale.astype(np.float32)
    stored["mean"], stored["deviation"] = mean.astype(np.float32), deviation.astype(np.float32)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]  # of several types


def _transposed(networks: Sequence[Mapping[str, Array]]) -> dict[str, list[Array]]:
    return {name: [network[name] for network in networks] for name in networks[0]}


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

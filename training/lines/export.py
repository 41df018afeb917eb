"""The trained network's weights to the plain arrays that `onrecord.reading.linemodel` reads."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

__all__ = ["export"]

Array = npt.NDArray[np.float32]


def export(state: Mapping[str, Array], mean: Array, deviation: Array, path: Path) -> None:
    """Write a state dictionary; word vectors as 8-bit integers, everything else as 16-bit floats."""
    size = state["gru.weight_hh_l0"].shape[1]
    half = np.ones(3 * size, np.float32)
    half[: 2 * size] = 0.5  # sigmoid(x) = (tanh(x / 2) + 1) / 2

    def both(name: str) -> Array:
        return np.stack([state[f"gru.{name}"], state[f"gru.{name}_reverse"]])

    recurrent_bias = both("bias_hh_l0")
    input_bias = both("bias_ih_l0")
    input_bias[:, : 2 * size] += recurrent_bias[:, : 2 * size]
    words = state["words.weight"]
    scale = np.abs(words).max(axis=0) / 127.0
    arrays = {
        "mean": mean,
        "deviation": deviation,
        "in_w": state["enter.weight"].T,
        "in_b": state["enter.bias"],
        "conv_w": state["near.weight"].transpose(2, 1, 0),
        "conv_b": state["near.bias"],
        "gru_w": both("weight_ih_l0").transpose(0, 2, 1) * half,
        "gru_u": both("weight_hh_l0").transpose(0, 2, 1) * half,
        "gru_b": input_bias * half,
        "gru_c": recurrent_bias[:, 2 * size :],
        "out_w": state["out.weight"].T,
        "out_b": state["out.bias"],
        "none": state["none"],
    }
    stored = {name: np.ascontiguousarray(value, np.float16) for name, value in arrays.items()}
    stored["mean"], stored["deviation"] = mean.astype(np.float32), deviation.astype(np.float32)
    stored["words"] = np.round(words / scale).astype(np.int8)  # type: ignore[assignment]  # of its own type
    stored["words_scale"] = scale.astype(np.float32)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]  # of several types

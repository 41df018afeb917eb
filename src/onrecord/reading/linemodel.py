"""The line model: a small recurrent network over a page's lines, as plain arrays (trained by `training/lines`).

For each line it gives the probability of each role; a line is judged with its neighbours and the whole page in view.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.reading.features import PageFeatures, page_features
from onrecord.reading.lines import PageLine

__all__ = [
    "BODY",
    "BYLINE",
    "DATE",
    "HEADLINE",
    "OTHER",
    "PICK_BYLINE",
    "PICK_DATE",
    "PICK_HEADLINE",
    "LineModel",
    "LineScores",
    "line_scores",
    "load_line_model",
]

Floats = npt.NDArray[np.float32]
OTHER, BODY, HEADLINE, DATE, BYLINE = range(5)
PICK_HEADLINE, PICK_DATE, PICK_BYLINE = range(3)
_ROLES = 5
_PATH = Path(__file__).parent.parent / "lang" / "reading" / "lines.npz"
_LIMIT = 6.0  # standard deviations to which features are cut, as in training
_PASSAGE = 4000  # lines judged at a time: bounds the memory of a hostile page


@dataclass(frozen=True, slots=True)
class LineScores:
    """Per line: `roles`, the probability of each; `picks`, of being the page's one headline, date line and byline;
    `furniture`, whether it is a furniture phrase and nothing else."""

    roles: Floats
    picks: Floats
    furniture: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LineModel:
    """The arrays of the trained network."""

    arrays: Mapping[str, Floats]

    def scores(self, features: PageFeatures) -> LineScores:
        """The scores of a page's lines."""
        a = self.arrays
        base = np.clip((features.base - a["mean"]) / a["deviation"], -_LIMIT, _LIMIT)
        inputs = np.concatenate((base, _pooled(features, a["words"])), axis=1)
        hidden = np.maximum(inputs @ a["in_w"] + a["in_b"], 0.0)
        hidden = hidden + np.maximum(_convolved(hidden, a["conv_w"], a["conv_b"]), 0.0)
        both = np.concatenate((hidden, _recurrent(hidden, a)), axis=1)
        line, page = np.split(a["out_w"], [both.shape[1]])
        scores = both @ line + a["out_b"]
        if len(page):
            scores += hidden.mean(axis=0) @ page  # the page as a whole
        roles = np.exp(scores[:, :_ROLES] - scores[:, :_ROLES].max(axis=1, keepdims=True))
        picks = scores[:, _ROLES:]
        most = np.maximum(picks.max(axis=0), a["none"])
        picks = np.exp(picks - most)
        picks /= picks.sum(axis=0) + np.exp(a["none"] - most)
        roles /= roles.sum(axis=1, keepdims=True)
        return LineScores(roles.astype(np.float32), picks.astype(np.float32), features.furniture)


@cache
def load_line_model() -> LineModel:
    """The package's model, read once.

    Raises ModelError where its file is missing or damaged.
    """
    try:
        with np.load(_PATH) as file:
            arrays = {name: file[name].astype(np.float32) for name in file.files}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{_PATH}: the line model cannot be read: {error}; reinstall the package") from error
    arrays["words"] = arrays["words"] * arrays.pop("words_scale")
    return LineModel(arrays)


def line_scores(lines: Sequence[PageLine]) -> LineScores:
    """The scores of a page's lines; a very long page is judged in passages."""
    model = load_line_model()
    parts = [model.scores(page_features(lines[i : i + _PASSAGE])) for i in range(0, len(lines), _PASSAGE)]
    if len(parts) == 1:
        return parts[0]
    roles = [part.roles for part in parts] or [np.zeros((0, _ROLES), np.float32)]
    picks = [part.picks for part in parts] or [np.zeros((0, 3), np.float32)]
    furniture = [part.furniture for part in parts] or [np.zeros(0, bool)]
    return LineScores(np.concatenate(roles), np.concatenate(picks), np.concatenate(furniture))


def _pooled(features: PageFeatures, table: Floats) -> Floats:
    """The sum of each line's word vectors over the root of their number."""
    n, width = len(features.starts), table.shape[1]
    counts = np.diff(np.append(features.starts, len(features.words)))
    pooled = np.zeros((n, width), np.float32)
    filled = counts > 0
    if filled.any():
        sums = np.add.reduceat(table[features.words], features.starts[filled], axis=0)
        pooled[filled] = sums / np.sqrt(counts[filled])[:, None]
    return pooled


def _convolved(hidden: Floats, weight: Floats, bias: Floats) -> Floats:
    """A convolution over neighbouring lines; `weight` is (width, in, out)."""
    width = len(weight)
    n = len(hidden)
    padded = np.pad(hidden, ((width // 2, width // 2), (0, 0)))
    out: Floats = np.broadcast_to(bias, (n, weight.shape[2])).astype(np.float32)
    for step in range(width):
        out += padded[step : step + n] @ weight[step]
    return out


def _recurrent(hidden: Floats, a: Mapping[str, Floats]) -> Floats:
    """Both directions of a gated recurrent unit at once.

    The weights of the two gates are halved at export, so that one tanh serves for gates and content:
    sigmoid(x) = (tanh(x / 2) + 1) / 2.
    """
    n, size = len(hidden), a["gru_u"].shape[1]
    inputs = np.stack((hidden @ a["gru_w"][0], hidden[::-1] @ a["gru_w"][1]), axis=1) + a["gru_b"]
    inputs = np.ascontiguousarray(inputs[:, :, None, :], np.float32)
    weight, content_bias = a["gru_u"], a["gru_c"][:, None, :]
    state = np.zeros((2, 1, size), np.float32)
    states = np.empty((n, 2, size), np.float32)
    gates_of, content_of = inputs[..., : 2 * size], inputs[..., 2 * size :]
    for i in range(n):
        product = state @ weight
        gates = np.tanh(gates_of[i] + product[..., : 2 * size])
        gates *= 0.5
        gates += 0.5
        content = product[..., 2 * size :]
        content += content_bias
        content *= gates[..., :size]
        content += content_of[i]
        content = np.tanh(content, content)
        state = content + gates[..., size:] * (state - content)
        states[i] = state[:, 0]
    return np.concatenate((states[:, 0], states[::-1, 1]), axis=1)

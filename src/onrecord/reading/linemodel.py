"""The line model: small recurrent networks over a page's lines, as plain arrays (trained by `training/lines`).

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
    """The arrays of trained networks, whose mean decides; `mean` and `deviation` are of the features."""

    networks: tuple[Mapping[str, Floats], ...]
    mean: Floats
    deviation: Floats

    def scores(self, features: PageFeatures) -> LineScores:
        """The scores of a page's lines."""
        base = np.clip((features.base - self.mean) / self.deviation, -_LIMIT, _LIMIT)
        found = [_one_opinion(base, features, network) for network in self.networks]
        roles, picks = (sum(part) / np.float32(len(found)) for part in zip(*found, strict=True))
        return LineScores(roles, picks, features.furniture)


def _one_opinion(base: Floats, features: PageFeatures, a: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """The roles and picks that one network sees."""
    inputs = np.concatenate((base, _pooled(features, a["words"])), axis=1)
    hidden = np.maximum(inputs @ a["in_w"] + a["in_b"], 0.0)
    hidden = hidden + np.maximum(_convolved(hidden, a["conv_w"], a["conv_b"]), 0.0)
    hidden = np.maximum(hidden + (hidden.mean(axis=0) @ a["page_w"] + a["page_b"]), 0.0)  # what kind of page it is
    context = hidden
    for layer in range(sum(name.endswith("leave_b") for name in a)):
        hidden, context = _mixed(hidden, a, f"mix{layer}_")
    both = np.concatenate((hidden, context), axis=1)
    line, page = np.split(a["out_w"], [both.shape[1]])
    scores = both @ line + (a["out_b"] + hidden.mean(axis=0) @ page)
    roles = np.exp(scores[:, :_ROLES] - scores[:, :_ROLES].max(axis=1, keepdims=True))
    roles /= roles.sum(axis=1, keepdims=True)
    picks = scores[:, _ROLES:]
    most = np.maximum(picks.max(axis=0), a["none"])
    picks = np.exp(picks - most)
    picks /= picks.sum(axis=0) + np.exp(a["none"] - most)
    return roles.astype(np.float32), picks.astype(np.float32)


@cache
def load_line_model() -> LineModel:
    """The package's model, read once.

    Raises ModelError where its file is missing or damaged.
    """
    try:
        with np.load(_PATH) as file:
            arrays = {name: file[name].astype(np.float32) for name in file.files}
        networks: dict[str, dict[str, Floats]] = {}
        for name, array in arrays.items():
            number, _, part = name.partition(".")
            if part:
                networks.setdefault(number, {})[part] = array
        for network in networks.values():
            network["words"] = network["words"] * network.pop("words_scale")
        return LineModel(tuple(networks.values()), arrays["mean"], arrays["deviation"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{_PATH}: the line model cannot be read: {error}; reinstall the package") from error


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


def _mixed(hidden: Floats, a: Mapping[str, Floats], name: str) -> tuple[Floats, Floats]:
    """A gated recurrence in both directions, and what of it each line takes in.

    The gates look at the line alone: but for the state's running sum, all lines are computed at once.
    """
    n, size = hidden.shape
    inputs = hidden @ a[f"{name}enter_w"]
    inputs += a[f"{name}enter_b"]
    gates, content = inputs[:, : 2 * size], np.tanh(inputs[:, 2 * size :])
    np.tanh(gates * 0.5, out=gates)  # sigmoid(x) = (tanh(x / 2) + 1) / 2
    gates *= 0.5
    gates += 0.5
    content -= content * gates
    gates[:, size:], content[:, size:] = (
        gates[::-1, size:].copy(),
        content[::-1, size:].copy(),
    )
    # Line by line, in place: content becomes the state.
    multiply, add = np.multiply, np.add
    before = np.zeros(2 * size, np.float32)
    kept = np.empty(2 * size, np.float32)
    for gate, state in zip(gates, content, strict=True):
        multiply(gate, before, kept)
        before = add(kept, state, state)
    content[:, size:] = content[::-1, size:].copy()
    out = content @ a[f"{name}leave_w"]
    out += a[f"{name}leave_b"]
    np.maximum(out, 0.0, out=out)
    out += hidden
    return out, content

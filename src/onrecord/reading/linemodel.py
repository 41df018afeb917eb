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
_AGREEING = 4  # lines that say the same but for their numbers get the same roles: they are of one kind
# What a line's log-odds of being the story's are made of on a longer page: its own, the means of its block and of
# the lines of its form nearby, a constant. Fitted on pages that the networks were not trained on, the constant (flat
# there) on the development pages.
_OWN, _BLOCK, _FORM, _CONSTANT = 0.3, 0.45, 0.17, -0.05
_NEAR = 8  # lines
_LEVELLED_FROM = 40  # lines: a short page's blocks hold all roles
_MOST = 7.0  # log-odds
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
    """The arrays of some trained networks of one build, stacked: the first axis of each array is the network's.

    The networks are run at once, and the mean of what they see decides.
    """

    arrays: Mapping[str, Floats]

    def scores(self, features: PageFeatures) -> LineScores:
        """The scores of a page's lines."""
        a = self.arrays
        base = np.minimum(np.maximum((features.base - a["mean"]) / a["deviation"], -_LIMIT), _LIMIT)
        words = _pooled(features, a["words"]).reshape(len(base), len(a["in_w"]), -1)
        seen = base.shape[1]
        hidden = base @ a["in_w"][:, :seen] + words.swapaxes(0, 1) @ a["in_w"][:, seen:]
        hidden = np.maximum(hidden + a["in_b"], 0.0)
        hidden = hidden + np.maximum(_convolved(hidden, a["conv_w"], a["conv_b"]), 0.0)
        page = hidden.mean(axis=1, keepdims=True)
        hidden = np.maximum(hidden + (page @ a["page_w"] + a["page_b"]), 0.0)  # what kind of page it is
        context = hidden
        for layer in range(sum(name.endswith("leave_b") for name in a)):
            hidden, context = _mixed(hidden, a, f"mix{layer}_")
        page = hidden.mean(axis=1, keepdims=True)
        out, own, both = a["out_w"], hidden.shape[2], hidden.shape[2] + context.shape[2]
        scores = hidden @ out[:, :own] + context @ out[:, own:both] + (page @ out[:, both:] + a["out_b"])
        roles = np.exp(scores[..., :_ROLES] - scores[..., :_ROLES].max(axis=2, keepdims=True))
        roles /= roles.sum(axis=2, keepdims=True)
        picks = scores[..., _ROLES:]
        most = np.maximum(picks.max(axis=1, keepdims=True), a["none"])
        picks = np.exp(picks - most)
        picks /= picks.sum(axis=1, keepdims=True) + np.exp(a["none"] - most)
        agreed = _agreed(roles.mean(axis=0), features.alike)
        return LineScores(_levelled(agreed, features), picks.mean(axis=0), features.furniture)


@cache
def load_line_model() -> LineModel:
    """The package's model, read once.

    Raises ModelError where its file is missing or damaged.
    """
    try:
        with np.load(_PATH) as file:
            arrays = {name: file[name].astype(np.float32) for name in file.files}
        words = arrays["words"] * arrays.pop("words_scale")[:, None]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{_PATH}: the line model cannot be read: {error}; reinstall the package") from error
    arrays["words"] = np.concatenate(list(words), axis=1)  # one look-up for all networks
    for name in arrays:
        if name.endswith("_b") or name == "none":
            arrays[name] = arrays[name][:, None]
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


def _agreed(roles: Floats, alike: npt.NDArray[np.int64]) -> Floats:
    """The roles where lines that are alike, several of them, have the mean of theirs: prices, "View all", "Pros"."""
    order = np.sort(alike)
    if not np.any(order[_AGREEING - 1 :] == order[: 1 - _AGREEING]):
        return roles
    _, group, counts = np.unique(alike, return_inverse=True, return_counts=True)
    several = np.flatnonzero(counts[group] >= _AGREEING)
    if not len(several):
        return roles
    sums = np.zeros((len(counts), roles.shape[1]), np.float64)
    np.add.at(sums, group[several], roles[several])
    agreed = roles.copy()
    agreed[several] = sums[group[several]] / counts[group[several], None]
    return agreed


def _levelled(roles: Floats, features: PageFeatures) -> Floats:
    """The roles where lines of a block, and lines of one form nearby, draw each other into the story or out of it."""
    n = len(roles)
    if n <= _LEVELLED_FROM:
        return roles
    story = np.clip(roles[:, BODY].astype(np.float64), 1e-6, 1 - 1e-6)
    odds = np.clip(np.log(story / (1 - story)), -_MOST, _MOST)
    order = np.argsort(features.form, kind="stable")  # by form, in the page's order
    apart = (np.diff(features.form[order]) != 0) | (np.diff(order) > _NEAR)
    near = np.empty(n, np.int64)
    near[order] = np.concatenate(([0], np.cumsum(apart)))
    odds = _OWN * odds + _BLOCK * _group_mean(odds, features.block) + _FORM * _group_mean(odds, near) + _CONSTANT
    levelled = 1 / (1 + np.exp(-odds))
    changed = roles * ((1 - levelled) / (1 - story))[:, None]
    changed[:, BODY] = levelled
    return changed.astype(np.float32)


def _group_mean(values: npt.NDArray[np.float64], group: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    means = np.bincount(group, values) / np.maximum(1, np.bincount(group))
    return means[group]


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
    """A convolution over neighbouring lines; `weight` is (network, width, in, out)."""
    width, (networks, n, size) = weight.shape[1], hidden.shape
    padded = np.zeros((networks, n + 2 * (width // 2), size), hidden.dtype)
    padded[:, width // 2 : n + width // 2] = hidden
    out: Floats = padded[:, :n] @ weight[:, 0] + bias
    for step in range(1, width):
        out += padded[:, step : step + n] @ weight[:, step]
    return out


def _mixed(hidden: Floats, a: Mapping[str, Floats], name: str) -> tuple[Floats, Floats]:
    """A gated recurrence in both directions, and what of it each line takes in.

    The gates look at the line alone: but for the state's running sum, all lines are computed at once.
    """
    networks, n, size = hidden.shape
    inputs = hidden @ a[f"{name}enter_w"]
    inputs += a[f"{name}enter_b"]
    gates = np.tanh(inputs[..., : 2 * size] * np.float32(0.5))  # sigmoid(x) = (tanh(x / 2) + 1) / 2
    gates += 1
    gates *= 0.5
    content = np.tanh(inputs[..., 2 * size :])
    content -= content * gates
    gates, content = (_by_line(part, size) for part in (gates, content))
    # Line by line, in place: content becomes the state.
    multiply, add = np.multiply, np.add
    before = np.zeros(gates.shape[1], np.float32)
    kept = np.empty_like(before)
    for gate, state in zip(gates, content, strict=True):
        multiply(gate, before, kept)
        before = add(kept, state, state)
    states = content.reshape(n, networks, 2 * size).swapaxes(0, 1)
    context = np.concatenate((states[..., :size], states[:, ::-1, size:]), axis=2)
    out = context @ a[f"{name}leave_w"]
    out += a[f"{name}leave_b"]
    np.maximum(out, 0.0, out=out)
    out += hidden
    return out, context


def _by_line(values: Floats, size: int) -> Floats:
    """(network, line, both directions) as a row a line, the second direction from the last line on."""
    turned = np.concatenate((values[..., :size], values[:, ::-1, size:]), axis=2)
    return np.ascontiguousarray(turned.swapaxes(0, 1).reshape(values.shape[1], -1))

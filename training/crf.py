"""A linear-chain CRF whose labels may be partly unknown: the loss is log Z - log Z(allowed), with exact gradients.

On a CPU the forward-backward recursion runs in numpy on scaled probabilities. Autograd sees one operation, whose
gradient is the difference of the two posteriors; that makes it about twenty times as fast as a recursion in torch. On a
GPU the words' transition matrices are multiplied pairwise, as a tree of eight levels, and autograd does the rest.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

Array = NDArray[np.float64]
FORBIDDEN = -1e4


def forward_backward(
    potential: Array, transition: Array, start: Array, mask: NDArray[np.bool_]
) -> tuple[Array, Array, Array]:
    """Log partition a row, posteriors, and expected transition counts summed over all rows.

    `potential` (batch, words, labels), `transition` and `start` are exponentials; `mask` is true on a prefix of each
    row.

    >>> one = np.ones
    >>> z, post, pairs = forward_backward(one((1, 2, 2)), one((2, 2)), one(2), one((1, 2), bool))
    >>> z.round(3), post[0, 0], pairs[0, 0]
    (array([1.386]), array([0.5, 0.5]), np.float64(0.25))
    """
    width = potential.shape[1]
    steps = np.ascontiguousarray(potential.transpose(1, 0, 2))
    alpha = np.empty_like(steps)
    scale = np.empty(steps.shape[:2])
    current = steps[0] * start
    for k in range(width):
        if k:
            current = (alpha[k - 1] @ transition) * steps[k]
        norm = np.maximum(current.sum(1), 1e-300)
        scale[k] = norm
        alpha[k] = current / norm[:, None]
    live = mask.T
    beta = np.ones_like(steps)
    weighted = np.zeros_like(steps)  # potential * beta / scale of the words that have a predecessor
    backward = np.ascontiguousarray(transition.T)
    for k in range(width - 1, 0, -1):
        weighted[k] = steps[k] * beta[k] * (live[k] / scale[k])[:, None]
        beta[k - 1] = weighted[k] @ backward
        ended = ~live[k]
        if ended.any():
            beta[k - 1][ended] = 1.0
    labels = potential.shape[2]
    pairs = (alpha[:-1].reshape(-1, labels).T @ weighted[1:].reshape(-1, labels)) * transition
    posterior = (alpha * beta * live[..., None]).transpose(1, 0, 2)
    log_z = np.where(live, np.log(scale), 0.0).sum(0)
    return log_z, posterior, pairs


class _PartialLoss(torch.autograd.Function):
    """log Z - log Z(allowed), summed over the batch and divided by the number of words."""

    @staticmethod
    def forward(
        ctx: Any, emissions: Tensor, transition: Tensor, start: Tensor, allowed: Tensor, mask: Tensor
    ) -> Tensor:
        scores = emissions.detach().double().numpy()
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        both = np.concatenate([scores, scores * allowed.numpy()])
        prefix = mask.numpy()
        prefix = prefix & ~_impossible(scores, allowed.numpy(), transition, start, prefix)[:, None]
        log_z, posterior, pairs = _two_passes(both, transition, start, prefix)
        count = float(max(prefix.sum(), 1))
        size = len(scores)
        first = (posterior[:size, 0] - posterior[size:, 0]).sum(0)
        grads = ((posterior[:size] - posterior[size:]) / count, pairs / count, first / count)
        ctx.save_for_backward(*(torch.from_numpy(np.ascontiguousarray(g)).float() for g in grads))
        return emissions.new_tensor((log_z[:size] - log_z[size:]).sum() / count, dtype=torch.float32)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None]:
        emissions, transition, start = ctx.saved_tensors
        (grad,) = grads
        return emissions * grad, transition * grad, start * grad, None, None


def _impossible(
    scores: Array, allowed: NDArray[np.bool_], transition: Tensor, start: Tensor, mask: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The rows in which no path of allowed labels exists: their labels contradict themselves and teach nothing."""
    t, s = (transition.detach().numpy() > FORBIDDEN / 2), (start.detach().numpy() > FORBIDDEN / 2)
    reach = allowed[:, 0] & s
    alive = reach.any(1)
    for k in range(1, scores.shape[1]):
        reach = (reach @ t) & allowed[:, k]
        alive &= reach.any(1) | ~mask[:, k]
        reach |= ~mask[:, k, None]
    return np.asarray(~alive)


def _two_passes(both: Array, transition: Tensor, start: Tensor, mask: NDArray[np.bool_]) -> tuple[Array, Array, Array]:
    """Free and constrained pass at once for Z and posteriors; the difference of their expected transitions."""
    size = len(both) // 2
    t, s = np.exp(transition.detach().double().numpy()), np.exp(start.detach().double().numpy())
    free = forward_backward(both[:size], t, s, mask)
    bound = forward_backward(both[size:], t, s, mask)
    return np.concatenate([free[0], bound[0]]), np.concatenate([free[1], bound[1]]), free[2] - bound[2]


def log_partition(emissions: Tensor, transition: Tensor, start: Tensor, mask: Tensor) -> Tensor:
    """log Z of every row, as a tree of matrix products, scaled at each level; 0 for rows that allow no path.

    `emissions` (batch, words, labels) has minus infinity where a label is not allowed; `transition` (batch or 1,
    labels, labels) and `start` (batch or 1, labels).

    >>> one = torch.zeros
    >>> log_partition(one(1, 3, 2), one(1, 2, 2), one(1, 2), torch.ones(1, 3).bool()).exp().round().tolist()
    [8.0]
    """
    batch, width, labels = emissions.shape
    top = emissions.detach().amax(-1, keepdim=True).clamp(min=FORBIDDEN)
    potential = torch.exp((emissions - top).float())
    first = potential[:, 0] * torch.exp(start)
    # matrices[:, k] takes the sums of word k to word k + 1; where no word follows, nothing changes.
    steps = torch.exp(transition)[:, None] * potential[:, 1:, None, :]
    same = torch.eye(labels, device=emissions.device)
    matrices = torch.where(mask[:, 1:, None, None], steps, same)
    log_scale = torch.where(mask, top[..., 0].double(), 0.0).sum(1)
    while matrices.shape[1] > 1:
        if matrices.shape[1] % 2:
            matrices = torch.cat([matrices, same.expand(batch, 1, labels, labels)], 1)
        matrices = matrices[:, 0::2] @ matrices[:, 1::2]
        size = matrices.detach().amax((2, 3), keepdim=True).clamp(min=1e-30)
        matrices = matrices / size
        log_scale = log_scale + size.double().log().sum((1, 2, 3))
    total = (first.sum(1) if width == 1 else (first[:, None] @ matrices[:, 0]).sum((1, 2))).double()
    possible = total > 0
    found: Tensor = torch.where(possible, torch.where(possible, total, 1.0).log() + log_scale, 0.0)
    return found


Marginals = tuple[Tensor, Tensor, Tensor]


def marginals(chains: Sequence["Crf"], emissions: Sequence[Tensor], mask: Tensor) -> list[Marginals]:
    """What each chain expects of its emissions: labels a word, pairs of labels and first labels of all rows.

    Chains have as many labels; `mask` holds for each. Padded words have zeros.

    >>> (found,) = marginals([Crf(("O", "B-x", "I-x"))], [torch.zeros(1, 2, 3)], torch.ones(1, 2).bool())
    >>> one, pairs, first = found
    >>> [round(p, 3) for p in one[0, 0].tolist()], round(pairs.sum().item(), 3), round(first.sum().item(), 3)
    ([0.4, 0.6, 0.0], 1.0, 1.0)
    """
    count, rows = len(chains), len(mask)
    with torch.enable_grad():
        scores = torch.cat([e.detach() for e in emissions]).float().requires_grad_()
        matrices = [chain.matrices() for chain in chains]
        transition = torch.stack([t.detach() for t, _ in matrices]).requires_grad_()
        start = torch.stack([s.detach() for _, s in matrices]).requires_grad_()
        total = log_partition(
            scores, transition.repeat_interleave(rows, 0), start.repeat_interleave(rows, 0), mask.repeat(count, 1)
        )
        found = torch.autograd.grad(total.sum(), (scores, transition, start))
    one, pairs, first = (value.float() for value in found)
    return list(zip(one.split(rows), pairs, first, strict=True))


class Crf(nn.Module):
    """Transitions between BIO labels; an I may only follow its own B or I."""

    forbidden: Tensor
    forbidden_start: Tensor

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        size = len(labels)
        self.transition = nn.Parameter(torch.zeros(size, size))
        self.start = nn.Parameter(torch.zeros(size))
        forbidden, first = torch.zeros(size, size), torch.zeros(size)
        for j, label in enumerate(labels):
            if label.startswith("I-"):
                first[j] = FORBIDDEN
                for i, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        forbidden[i, j] = FORBIDDEN
        self.register_buffer("forbidden", forbidden)
        self.register_buffer("forbidden_start", first)

    def matrices(self) -> tuple[Tensor, Tensor]:
        """Transition and start scores with what is forbidden."""
        return self.transition + self.forbidden, self.start + self.forbidden_start

    def loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """Mean loss a word; `allowed` (batch, words, labels) is true where a label may be right."""
        transition, start = self.matrices()
        if emissions.is_cuda:
            return self.tree_loss(emissions, allowed, mask)
        loss: Tensor = _PartialLoss.apply(emissions.float(), transition, start, allowed, mask)  # type: ignore[no-untyped-call]
        return loss

    def tree_loss(self, emissions: Tensor, allowed: Tensor, mask: Tensor) -> Tensor:
        """The same loss from a tree of products."""
        transition, start = self.matrices()
        scores = emissions.float()
        both = torch.cat([scores.masked_fill(~allowed, -torch.inf), scores])
        bound, free = log_partition(both, transition[None], start[None], mask.repeat(2, 1)).chunk(2)
        possible = bound != 0
        words = (mask & possible[:, None]).sum().clamp(min=1)
        return (torch.where(possible, free - bound, 0.0).sum() / words).float()

    def soft_loss(self, emissions: Tensor, expected: Marginals, mask: Tensor) -> Tensor:
        """Mean cross-entropy a word against another chain's distribution, given by its `marginals`.

        Exact: a chain's log-probability is linear in these expectations.
        """
        transition, start = self.matrices()
        one, pairs, first = expected
        free = log_partition(emissions.float(), transition[None], start[None], mask).sum()
        scores = (emissions.float() * one * mask[..., None]).sum()
        # What no path may take has no expectation; its score would still be multiplied.
        scores = scores + (transition.clamp(min=-50) * pairs).sum() + (start.clamp(min=-50) * first).sum()
        return (free.float() - scores) / mask.sum().clamp(min=1)

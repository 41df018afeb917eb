"""Matrix products and probabilities whose bits depend on their inputs alone."""

import numpy as np

from onrecord.parse.model import Floats

__all__ = ["product", "softmax"]

# OpenBLAS multiplies in one thread below 2**18 steps; then the machine's thread count cannot change a bit.
_BLOCK = 1 << 17


def product(left: Floats, right: Floats) -> Floats:
    """The matrix product, in blocks small enough that its bits do not depend on the number of threads."""
    rows = max(1, _BLOCK // max(1, right.size))
    if len(left) <= rows:
        return np.asarray(left @ right)
    return np.concatenate([left[i : i + rows] @ right for i in range(0, len(left), rows)])


def softmax(scores: Floats) -> Floats:
    """The scores of each row as probabilities."""
    powers = scores - np.maximum.reduce(scores, -1, keepdims=True)
    np.exp(powers, powers)
    powers /= np.add.reduce(powers, -1, keepdims=True)
    return powers

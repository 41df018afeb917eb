"""Which pages do not train the encoder's view of who acts on whom."""

import hashlib

__all__ = ["held_back"]

_FOLDS, _FOLD = 5, 1


def held_back(case: str) -> bool:
    """Whether a case's sides do not train the encoder, so that what chooses a side can be fitted on it."""
    return int(hashlib.sha256(f"sides {case}".encode()).hexdigest(), 16) % _FOLDS == _FOLD

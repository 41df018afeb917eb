"""Near-duplicates: the same text, lightly edited or with its tail cut, so that wire copy counts once.

MinHash over shingles of words (Broder 1997), by rensa; candidates by bands, decided by the share of the shorter text
that the longer one holds, as the sketches estimate it.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import rensa
from numpy.typing import NDArray

__all__ = ["near_duplicates"]

SHINGLE = 3  # words
PERMUTATIONS = 192
BANDS = 64  # of 3 rows: a pair of Jaccard .3 is a candidate with probability .83, one of .35 with .94, of .5 with .9998
SEED = 1
# Share of the shorter text's shingles that the longer one must hold, and of both together: rewritten copies of one
# item (dossiers e1, e2) hold .52-.55 and .34-.38, other items about the same dispute at most .1; a paragraph of
# background that two stories share makes neither a copy.
CONTAINED = 0.4
ALIKE = 0.2
# a run of the same band hash longer than this is boilerplate of one site; each is compared with its first only
LONG_RUN = 64

Hashes = NDArray[np.uint64]


def near_duplicates(texts: Iterable[str]) -> list[int]:
    """For each text the number of the first text of its group of near-duplicates (its own where it has no copy).

    >>> story = "the minister said on monday that the two sides would meet again in geneva next month to go on"
    >>> near_duplicates([story, "something else altogether happened in another town today", story + " talking"])
    [0, 1, 0]
    """
    flat, offsets = _shingles(texts)
    sizes = np.diff(offsets)
    digests = _digests(flat, offsets)
    groups = list(range(len(sizes)))
    for a, b in _candidates(digests, sizes):
        if _root(groups, a) != _root(groups, b) and _copy(digests, sizes, a, b):
            one, two = sorted((_root(groups, a), _root(groups, b)))
            groups[two] = one
    return [_root(groups, i) for i in range(len(groups))]


def _shingles(texts: Iterable[str]) -> tuple[Hashes, NDArray[np.uint64]]:
    """All texts' shingles as hashes, each text's once, and where each text's begin."""
    known = _WordHashes()
    factors = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], np.uint64)
    parts: list[Hashes] = []
    offsets = [0]
    for text in texts:
        numbers = np.array([known[word] for word in text.lower().split()], np.uint64)
        if len(numbers) >= SHINGLE:
            windows = np.lib.stride_tricks.sliding_window_view(numbers, SHINGLE)
            numbers = _mixed((windows * factors).sum(axis=1, dtype=np.uint64))
        unique = np.unique(numbers)
        parts.append(unique)
        offsets.append(offsets[-1] + len(unique))
    flat = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    return flat, np.array(offsets, np.uint64)


class _WordHashes(dict[str, int]):
    """The hash of each word, worked out once."""

    def __missing__(self, word: str) -> int:
        self[word] = value = zlib.crc32(word.encode("utf-8", "replace")) * 0x9E3779B1 & 0xFFFFFFFFFFFFFFFF
        return value


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits (the finaliser of MurmurHash 3)."""
    values = values ^ (values >> np.uint64(33))
    values = values * np.uint64(0xFF51AFD7ED558CCD)
    return values ^ (values >> np.uint64(33))


def _digests(flat: Hashes, offsets: NDArray[np.uint64]) -> NDArray[np.uint32]:
    if len(offsets) < 2:
        return np.zeros((0, PERMUTATIONS), np.uint32)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, num_perm=PERMUTATIONS, seed=SEED)
    return np.array(matrix.to_rows(), np.uint32)


def _candidates(digests: NDArray[np.uint32], sizes: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs that agree in a whole band, in a fixed order."""
    width = PERMUTATIONS // BANDS
    full = np.flatnonzero(sizes > 0)
    for band in range(BANDS):
        rows = np.ascontiguousarray(digests[full, band * width : (band + 1) * width])
        keys = rows.view(np.dtype((np.void, rows.dtype.itemsize * width))).ravel()
        order = np.argsort(keys, kind="stable")
        sorted_keys = keys[order]
        starts = np.concatenate([[0], np.flatnonzero(sorted_keys[1:] != sorted_keys[:-1]) + 1])
        ends = np.append(starts[1:], len(order))
        for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
            yield from _pairs(sorted(full[order[start:end]].tolist()))


def _pairs(run: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(run) > LONG_RUN:
        yield from ((run[0], other) for other in run[1:])
        return
    for i, a in enumerate(run):
        for b in run[i + 1 :]:
            yield a, b


def _copy(digests: NDArray[np.uint32], sizes: NDArray[np.uint64], a: int, b: int) -> bool:
    jaccard = float(np.mean(digests[a] == digests[b]))
    both = float(sizes[a] + sizes[b])
    shared = jaccard / (1 + jaccard) * both
    return jaccard >= ALIKE and shared / float(min(sizes[a], sizes[b])) >= CONTAINED


def _root(groups: list[int], i: int) -> int:
    while groups[i] != i:
        groups[i] = groups[groups[i]]
        i = groups[i]
    return i

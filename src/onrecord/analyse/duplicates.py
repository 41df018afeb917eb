"""Near-duplicates: the same text, lightly edited or with its tail cut, so that wire copy counts once.

MinHash over shingles of words (Broder 1997), by rensa; candidates by bands, decided by the share of the shorter text
that the longer one holds, as the sketches estimate it.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

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
# texts are taken some at a time, so that their shingles never lie in memory all at once
TEXTS = 256
BYTES = 1 << 20
# a shingle's hash has 56 bits; the text's number within its batch, above them, keeps the texts apart when sorted
BITS = 56
FACTORS = (1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
PAIRS = 20_000  # compared at a time
# a word's hash is the sum of its bytes' values, each times a power of this odd number by its place, modulo 2^64
BASE = 0x9E3779B97F4A7C15
# what str.split takes for white space
WHITE = b"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f "
WHITE_BEYOND = "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

Hashes = NDArray[np.uint64]
Sketches = NDArray[np.uint32]
Numbers = NDArray[np.int64]


def near_duplicates(texts: Iterable[str]) -> list[int]:
    """For each text the number of the first text of its group of near-duplicates (its own where it has no copy).

    >>> story = "the minister said on monday that the two sides would meet again in geneva next month to go on"
    >>> near_duplicates([story, "something else altogether happened in another town today", story + " talking"])
    [0, 1, 0]
    """
    digests, sizes = _sketches(texts)
    groups = list(range(len(sizes)))
    for a, b in _copies(digests, sizes, _candidates(digests, sizes)):
        one, two = sorted((_root(groups, a), _root(groups, b)))
        groups[two] = one
    return [_root(groups, i) for i in range(len(groups))]


def _sketches(texts: Iterable[str]) -> tuple[Sketches, Numbers]:
    """Each text's MinHash, and how many shingles it has."""
    digests, sizes = [np.zeros((0, PERMUTATIONS), np.uint32)], [np.zeros(0, np.int64)]
    for batch in _batches(texts):
        flat, counts = _shingles(*_words(batch))
        sizes.append(counts)
        digests.append(_digests(flat, counts))
    return np.concatenate(digests), np.concatenate(sizes)


def _batches(texts: Iterable[str]) -> Iterator[list[bytes]]:
    """Texts in lower case as UTF-8, some at a time."""
    batch: list[bytes] = []
    size = 0
    for text in texts:
        text = text.lower()
        if not text.isascii():
            for char in WHITE_BEYOND:
                text = text.replace(char, " ")
        batch.append(text.encode("utf-8", "replace"))
        size += len(batch[-1])
        if len(batch) == TEXTS or size > BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _words(batch: list[bytes]) -> tuple[Hashes, Numbers]:
    """The hashes of all words of some texts, and how many words each text has.

    All bytes are hashed at once: a word's hash is the difference of two running sums, brought back to the place of its
    first byte.
    """
    codes = np.frombuffer(b" ".join(batch), np.uint8)
    values, inside = _byte_values()
    powers, inverse = _powers(1 << len(codes).bit_length())
    edges = np.flatnonzero(np.diff(inside[codes], prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(values[codes] * powers[: len(codes)], out=sums[1:])
    first = np.cumsum([0, *(len(text) + 1 for text in batch)])
    return _mixed((sums[ends] - sums[starts]) * inverse[starts]), np.diff(np.searchsorted(starts, first))


@cache
def _byte_values() -> tuple[Hashes, NDArray[np.bool_]]:
    """For each byte a number for its hash, and whether it stands inside a word."""
    inside = np.ones(256, bool)
    inside[list(WHITE)] = False
    return _mixed(np.arange(1, 257, dtype=np.uint64) * np.uint64(BASE)) | np.uint64(1), inside


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of the base modulo 2^64, and their inverses."""
    bases = (BASE, pow(BASE, -1, 1 << 64))
    one, other = (np.multiply.accumulate(np.full(count, base, np.uint64)) for base in bases)
    return one, other


def _shingles(numbers: Hashes, lengths: Numbers) -> tuple[Hashes, Numbers]:
    """The shingles of some texts' words as hashes, each text's once, and how many each has."""
    of_text = np.repeat(np.arange(len(lengths), dtype=np.uint64), lengths)
    padded = np.concatenate([numbers, np.zeros(SHINGLE - 1, np.uint64)])
    windows = numbers.copy()
    for i, factor in enumerate(FACTORS[1:], 1):
        windows += padded[i : i + len(numbers)] * np.uint64(factor)
    short = np.repeat(lengths, lengths) < SHINGLE
    windows[short] = numbers[short]  # of a text too short, its words
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(numbers))  # words from here to the text's end
    whole = (left >= SHINGLE) | short
    keyed = (_mixed(windows[whole]) >> np.uint64(64 - BITS)) | (of_text[whole] << np.uint64(BITS))
    keyed = _unique(keyed)
    counts = np.bincount((keyed >> np.uint64(BITS)).astype(np.int64), minlength=len(lengths))
    return keyed & np.uint64((1 << BITS) - 1), counts


def _unique(values: Hashes) -> Hashes:
    """Sorted and each once (np.unique goes by a hash table, which is slower here)."""
    values.sort()
    return values[np.concatenate([[True], values[1:] != values[:-1]])] if len(values) else values


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits (the finaliser of MurmurHash 3)."""
    values = values ^ (values >> np.uint64(33))
    values = values * np.uint64(0xFF51AFD7ED558CCD)
    return values ^ (values >> np.uint64(33))


def _digests(flat: Hashes, counts: Numbers) -> Sketches:
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, num_perm=PERMUTATIONS, seed=SEED)
    values = chain.from_iterable(matrix.to_rows())
    return np.fromiter(values, np.uint32, count=len(counts) * PERMUTATIONS).reshape(-1, PERMUTATIONS)


def _candidates(digests: Sketches, sizes: Numbers) -> Numbers:
    """Pairs (first * number of texts + second) that agree in a whole band, each once, in order."""
    full = np.flatnonzero(sizes > 0)
    width = PERMUTATIONS // BANDS
    found = [np.zeros(0, np.int64)]
    for band in range(BANDS):
        rows = digests[full, band * width : (band + 1) * width].astype(np.uint64)
        keys = _mixed(rows[:, 0] | rows[:, 1] << np.uint64(32)) ^ rows[:, 2] * np.uint64(FACTORS[1])
        order = np.argsort(keys)
        one, other = (full[order[i]] for i in _agreeing(keys[order]))
        found.append(np.unique(np.minimum(one, other) * len(sizes) + np.maximum(one, other)))
    return np.unique(np.concatenate(found))


def _agreeing(keys: Hashes) -> tuple[Numbers, Numbers]:
    """Pairs of places with the same key among sorted keys: all pairs of a run, of a long run each with its first."""
    starts = np.concatenate([[0], np.flatnonzero(keys[1:] != keys[:-1]) + 1]) if len(keys) else np.zeros(0, np.int64)
    lengths = np.diff(np.append(starts, len(keys)))
    first, length = np.repeat(starts, lengths), np.repeat(lengths, lengths)
    at = np.arange(len(keys))
    star = at[(length > LONG_RUN) & (at > first)]
    ones, others = [first[star]], [star]
    at = at[length <= LONG_RUN]
    for step in range(1, LONG_RUN):
        at = at[at + step < (first + length)[at]]
        if not len(at):
            break
        ones.append(at)
        others.append(at + step)
    return np.concatenate(ones), np.concatenate(others)


def _copies(digests: Sketches, sizes: Numbers, pairs: Numbers) -> Iterator[tuple[int, int]]:
    """Those of the pairs that are copies."""
    for k in range(0, len(pairs), PAIRS):
        a, b = np.divmod(pairs[k : k + PAIRS], len(sizes))
        jaccard = np.mean(digests[a] == digests[b], axis=1)
        shared = jaccard / (1 + jaccard) * (sizes[a] + sizes[b])
        kept = (jaccard >= ALIKE) & (shared >= CONTAINED * np.minimum(sizes[a], sizes[b]))
        yield from zip(a[kept].tolist(), b[kept].tolist(), strict=True)


def _root(groups: list[int], i: int) -> int:
    while groups[i] != i:
        groups[i] = groups[groups[i]]
        i = groups[i]
    return i

"""Makes hashes that are spread like those of photographs: random bits, and clusters of copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Words = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int64]

SEED = 20231117
FLIPS = 14
"""Bits by which a copy differs at most: real PDQ derivatives differ by 14 on average."""

_SHARE_OF_COPIES = 0.1
_LARGEST_CLUSTER = 5_000


def make(rows: int, words: int = 4) -> tuple[Words, Rows]:
    """Give hashes (rows x words of 64 bits) and, for each, the row that it is a copy of.

    Nine in ten are unrelated (real PDQ hashes of different photographs are as good as random); the
    rest are near copies, in clusters whose sizes follow Zipf's law: a few pictures go viral.
    """
    random = np.random.default_rng(SEED)
    hashes = random.integers(0, 2**64, (rows, words), np.uint64)
    source = np.arange(rows)
    copies = random.permutation(rows)[: int(rows * _SHARE_OF_COPIES)]
    # Rank drawn by Zipf's law; the modulus spreads the tail of the distribution over all rows.
    ranks = random.zipf(1.3, len(copies)) % rows
    kept = _capped(ranks)
    copies, ranks = copies[kept], ranks[kept]
    originals = np.setdiff1d(np.arange(rows), copies)
    source[copies] = originals[ranks % len(originals)]
    hashes[copies] = near(hashes[source[copies]], random)
    return hashes, source


def near(hashes: Words, random: np.random.Generator) -> Words:
    """Give copies of hashes with up to `FLIPS` bits turned over."""
    copies = hashes.copy()
    bits = 64 * copies.shape[1]
    flips = random.integers(0, FLIPS + 1, len(copies))
    for number in range(FLIPS):
        rows = np.flatnonzero(flips > number)
        at = random.integers(0, bits, len(rows))
        copies[rows, at // 64] ^= np.uint64(1) << (at % 64).astype(np.uint64)
    return copies


def _capped(ranks: Rows) -> npt.NDArray[np.bool_]:
    """Tell which copies belong to the first so many of their cluster."""
    order = np.argsort(ranks, kind="stable")
    ordered = ranks[order]
    first = np.searchsorted(ordered, ordered)
    kept = np.empty(len(ranks), bool)
    kept[order] = np.arange(len(ranks)) - first < _LARGEST_CLUSTER
    return kept

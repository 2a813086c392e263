"""The visual words: 120,000 real codes, under which an index lists its keypoints.

A random sample of real codes serves as well as trained centres (measured: `docs/accuracy.md`) and
is the same on every machine. Words are ordered by cells, each around one of 512 coarse codes, so
that only the words of the nearest cells need be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING

from provenance.model.keypoints import Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Words = npt.NDArray[np.uint64]
    Numbers = npt.NDArray[np.int64]

NAME = "debian-wallpapers-120k/1"
"""Stored in an index; lists under other words mean nothing to this program."""

FILE = "vocabulary-1.bin"
WORDS = 120_000
CELLS = 512
STARTS_BYTES = 4 * (CELLS + 4)
NO_WORD = 0xFFFF_FFFF

LISTED = 150
"""Keypoints of a frame that are listed, the first of them; the others serve verification only."""

VOTERS = 500
"""Keypoints of a frame of a queried video that vote, the first of them: frames vote together."""

MIRRORED_VOTERS = 500
"""Keypoints of a still's mirror image that vote, the first of them. More find no mirrored copy
more, not even of a tenth of a picture (`scripts/measure_candidates.py`)."""

PROBES = 4
"""The words of a query's keypoint that are looked under; more find hardly more (measured)."""

_CODE_WORDS = 2
_AT_ONCE = 4096
_CELLS_ASKED = 3
_SHIFT = 20
_PLACE = (1 << _SHIFT) - 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`coarse` (512 x 2) and `words` (120,000 x 2) as uint64; `starts` of each cell's words."""

    coarse: Words
    words: Words
    starts: Numbers


@cache
def vocabulary() -> Vocabulary:
    """Give the vocabulary that is shipped with the program."""
    import numpy as np

    data = get_data("provenance.index", f"data/{FILE}") or b""
    starts = np.frombuffer(data, "<u4", CELLS + 1).astype(np.int64)
    # Padded, so that the codes begin at a whole number of them.
    codes = np.frombuffer(data, "<u8", offset=STARTS_BYTES).reshape(-1, _CODE_WORDS)
    return Vocabulary(codes[:CELLS], codes[CELLS:], starts)


def prepared(keypoints: Keypoints, *, as_query: bool) -> Keypoints:
    """Add the visual words: one for each keypoint that is listed, several for each of a query.

    Needs no index: it is done in the process that finds the keypoints.
    """
    if as_query:
        return with_words(keypoints, len(keypoints), PROBES)
    return with_words(keypoints, LISTED, 1)


def prepared_together(
    several: Sequence[Keypoints], *, as_query: bool = False, voters: int | None = None
) -> list[Keypoints]:
    """Add the visual words of many frames, as `prepared` does, in a tenth of its time.

    Of each query only the first `voters` keypoints get any, where that is given.
    """
    most, probes = (voters, PROBES) if as_query else (LISTED, 1)
    return _worded(several, [most] * len(several), probes)


def both_sides(upright: Keypoints, mirrored: Keypoints) -> tuple[Keypoints, ...]:
    """Add the visual words of a query and of its mirror image, of which fewer keypoints vote."""
    return tuple(_worded((upright, mirrored), (None, MIRRORED_VOTERS), PROBES))


def _worded(
    several: Sequence[Keypoints], most: Sequence[int | None], probes: int
) -> list[Keypoints]:
    import numpy as np

    if not several:
        return []
    own = [
        np.frombuffer(each.codes, np.uint8).reshape(-1, 16)[:count]
        for each, count in zip(several, most, strict=True)
    ]
    words = words_of(np.concatenate(own), probes).astype("<u4")
    parts = np.split(words, np.cumsum([len(each) for each in own])[:-1])
    return [replace(each, words=part.tobytes()) for each, part in zip(several, parts, strict=True)]


def with_words(keypoints: Keypoints, count: int, probes: int) -> Keypoints:
    """Add the nearest `probes` words of each of the first `count` keypoints."""
    import numpy as np

    codes = np.frombuffer(keypoints.codes, np.uint8).reshape(-1, 16)[:count]
    words = words_of(codes, probes).astype("<u4")
    return Keypoints(
        keypoints.width, keypoints.height, keypoints.codes, keypoints.places, words.tobytes()
    )


def words_of(codes: Bytes, count: int) -> Numbers:
    """Give the nearest `count` words of each code (n x 16), nearest first, as n x count.

    Where the nearest cells hold fewer words, the rest is `NO_WORD`. Equal distances are settled by
    the number of the word.
    """
    import numpy as np

    known = vocabulary()
    asked = np.ascontiguousarray(codes).view("<u8").reshape(-1, _CODE_WORDS)
    cells = nearest_cells(asked, known.coarse, _CELLS_ASKED)
    none = NO_WORD | 1 << 40
    best = np.full((len(asked), _CELLS_ASKED, count), none, np.int64)
    order = np.argsort(cells.ravel(), kind="stable")
    bounds = np.searchsorted(cells.ravel()[order], np.arange(CELLS + 1))
    for cell in np.flatnonzero(np.diff(bounds)):
        first, last = known.starts[cell], known.starts[cell + 1]
        own, slots = np.divmod(order[bounds[cell] : bounds[cell + 1]], _CELLS_ASKED)
        # In 32 bits, for choosing among them is most of the work; words of a cell fit 20.
        ranked = _distances(asked[own], known.words[first:last]).astype(np.int32) << _SHIFT
        ranked |= np.arange(last - first, dtype=np.int32)
        if ranked.shape[1] > count:
            ranked = np.partition(ranked, count - 1, axis=1)[:, :count]
        near = (ranked >> _SHIFT).astype(np.int64) << 32 | (ranked & _PLACE) + first
        best[own, slots, : near.shape[1]] = near
    best = np.sort(best.reshape(len(asked), _CELLS_ASKED * count), axis=1)[:, :count]
    return best & NO_WORD


def nearest_cells(codes: Words | Bytes, coarse: Words | Bytes, count: int) -> Numbers:
    """Give the nearest `count` coarse codes of each code, in no order of distance."""
    import numpy as np

    asked = np.ascontiguousarray(codes).view("<u8").reshape(-1, _CODE_WORDS)
    centres = np.ascontiguousarray(coarse).view("<u8").reshape(-1, _CODE_WORDS)
    found = np.empty((len(asked), count), np.int64)
    for start in range(0, len(asked), _AT_ONCE):
        ranked = _distances(asked[start : start + _AT_ONCE], centres).astype(np.int32) << _SHIFT
        ranked |= np.arange(len(centres), dtype=np.int32)
        part = np.partition(ranked, count - 1, axis=1)[:, :count]
        found[start : start + _AT_ONCE] = part & _PLACE
    return found


def _distances(some: Words, others: Words) -> Bytes:
    """Count differing bits of every pair; 128 of them fit a byte."""
    import numpy as np

    first = np.bitwise_count(some[:, None, 0] ^ others[None, :, 0])
    first += np.bitwise_count(some[:, None, 1] ^ others[None, :, 1])
    return np.asarray(first, np.uint8)

"""Tells pictures that share only what was put over them: words, a frame, a logo, a phone's screen.

Two screenshots of one app agree in a hundred keypoints, whatever they show. Keypoints of a drawn
thing lie in a patch of which one even grey fills much; in photographs even a white wall is uneven.
Where most are such, and the pictures visibly differ, the keypoints say nothing of the pictures.
`scripts/measure_lettering.py` measures what the limits part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.matching import places
from provenance.matching.confirmation import Confirmation
from provenance.matching.correlation import correlation, wholly
from provenance.model.keypoints import CODE_BYTES, PLACE_BYTES, Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from provenance.model.alignment import Alignment

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

SMALLEST = 320
"""Pixels of the longer side of a query in which words can be told from a photograph."""

_REACH = 10
_SIDE = 2 * _REACH + 1
_NEAR_GREY = 1
_EVEN = 0.22
_SAME_SPOT = 0.004
_BLOCK = 8
_TORN = 0.3
_MUCH_TORN = 0.2
_FEW = 0.3
_PICTURE = 0.1
_WRITTEN = 0.7


def is_all(query: Bytes, found: Alignment, laid: tuple[Floats, Floats, Mask]) -> bool:
    """Tell whether two pictures agree in nothing but drawn things.

    `query` is grey, `found` how it lies on the match, `laid` what `warp.laid` gives for both. A
    query of less than `SMALLEST` pixels, or little that differs, never is. One that was drawn
    throughout agrees in drawn things in any case, so there the rest must agree, too.
    """
    if max(query.shape) < SMALLEST or not found.pairs:
        return False
    one, other, visible = laid
    blocks = correlation(one, other, _BLOCK)
    seen = wholly(visible, _BLOCK) & blocks.pictured
    if not seen.any() or (blocks.values < _TORN)[seen].mean() < _MUCH_TORN:
        return False
    if photographed(query, found) >= _FEW:
        return False
    rest = Confirmation(int(seen.sum()), float(blocks.alike[seen].mean()))
    return not (rest.supports() and is_drawn(query))


def is_written_over(
    query: Bytes, matrix: tuple[float, ...], laid: tuple[Floats, Floats, Mask]
) -> bool:
    """Tell whether what differs between two pictures are words on the query, or the like.

    `matrix` takes shares of the query to shares of the match, as `Alignment.matrix` does; the rest
    is as for `is_all`. Between two frames of a scene hardly half of what differs looks drawn.
    """
    import numpy as np

    one, other, visible = laid
    blocks = correlation(one, other, _BLOCK)
    torn = wholly(visible, _BLOCK) & blocks.pictured & (blocks.values < _TORN)
    if max(query.shape) < SMALLEST or not torn.any():
        return False
    middles = (np.argwhere(torn)[:, ::-1] + 0.5) * _BLOCK / np.array(other.shape[::-1])
    back = np.linalg.inv(np.reshape(matrix, (3, 3)))
    shares = np.column_stack([middles, np.ones(len(middles))]) @ back.T
    return 1 - _uneven(_windows(query, shares[:, :2] / shares[:, 2:])) >= _WRITTEN


def photographed(query: Bytes, found: Alignment) -> float:
    """Give the share (0-1) of the keypoints that agree around which no even grey fills much."""
    import numpy as np

    return _uneven(_windows(query, np.array([pair[:2] for pair in found.pairs])))


def _windows(query: Bytes, points: Floats) -> Bytes:
    """Give what lies around the points (n x 2, in shares of the sides), n x side x side."""
    import numpy as np

    height, width = query.shape
    at = (points * [width, height]).astype(int)
    across, down = np.clip(at, 0, [width - 1, height - 1]).T
    padded = np.pad(query, _REACH, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (_SIDE, _SIDE))
    return np.asarray(windows[down, across])


def is_drawn(query: Bytes) -> bool:
    """Tell whether a whole picture was drawn, as a chart is: an even grey fills all its places.

    Its drawn keypoints may be words over it or the picture itself; only more pixels can tell.
    """
    import numpy as np

    if min(query.shape) < _SIDE:
        return False
    windows = np.lib.stride_tricks.sliding_window_view(query, (_SIDE, _SIDE))
    return _uneven(windows[::_REACH, ::_REACH].reshape(-1, _SIDE, _SIDE)) < _PICTURE


def _uneven(windows: Bytes) -> float:
    """Give the share of the windows (n x side x side) in which no grey makes up much."""
    import numpy as np

    values = windows.reshape(len(windows), -1).astype(np.int64)
    rows = np.arange(len(values))[:, None] * 256
    counts = np.bincount((values + rows).ravel(), minlength=256 * len(values))
    sums = np.pad(counts.reshape(-1, 256), ((0, 0), (_NEAR_GREY + 1, _NEAR_GREY))).cumsum(axis=1)
    most = (sums[:, 2 * _NEAR_GREY + 1 :] - sums[:, : -2 * _NEAR_GREY - 1]).max(axis=1)
    return float((most < _EVEN * _SIDE**2).mean())


def without(query: Keypoints, found: Alignment) -> Keypoints:
    """Give a query's keypoints but for those that agree, and any in the same spots.

    They are those that were aligned: of the mirror image, where `found` is mirrored.
    """
    import numpy as np

    points = places.unpacked(query).points / [query.width, query.height]
    used = np.array([pair[:2] for pair in found.pairs]).reshape(-1, 2)
    if found.mirrored:
        used[:, 0] = 1 - used[:, 0]
    apart = np.abs(points[:, None] - used).max(axis=2).min(axis=1, initial=1.0)
    left = apart > _SAME_SPOT
    codes = np.frombuffer(query.codes, np.uint8).reshape(-1, CODE_BYTES)[left]
    spots = np.frombuffer(query.places, np.uint8).reshape(-1, PLACE_BYTES)[left]
    return Keypoints(query.width, query.height, codes.tobytes(), spots.tobytes())

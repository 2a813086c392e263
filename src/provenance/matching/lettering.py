"""Tells pictures that share only what was put over them: words, a frame, a logo, a phone's screen.

Two screenshots of one app agree in a hundred keypoints, whatever they show. Keypoints of a drawn
thing lie in a patch of which one even grey fills much; in photographs even a white wall is uneven.
Where most are such, and the pictures visibly differ, the keypoints say nothing of the pictures.
`scripts/measure_lettering.py` measures what the limits part.
"""

from __future__ import annotations

from collections.abc import Iterable
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
_PLAIN = 0.4
_SHOWN = 16
_DIFFERS = 0.15
_MOSTLY_TORN = 0.5
_AGREEING = 12
_MOSTLY = 0.6


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
    one, other, visible = laid
    blocks = correlation(one, other, _BLOCK)
    torn = wholly(visible, _BLOCK) & blocks.pictured & (blocks.values < _TORN)
    if max(query.shape) < SMALLEST or not torn.any():
        return False
    filled = _filled(_around(query, matrix, torn, other.shape))
    return float((filled >= _EVEN).mean()) >= _WRITTEN


def is_all_around(
    query: Bytes, matrix: tuple[float, ...], laid: tuple[Floats, Floats, Mask]
) -> bool:
    """Tell whether two pictures agree in drawn things, while what these stand around differs.

    Of keypoints nothing is known: they lie on each other as their hashes say, or as a guess does.
    The screen of an app fills so much of two screenshots that their hashes may be near. The
    arguments are those of `is_written_over`.
    """
    import numpy as np

    one, other, visible = laid
    blocks = correlation(one, other, _BLOCK)
    seen = wholly(visible, _BLOCK) & blocks.pictured
    if max(query.shape) < SMALLEST or not seen.any():
        return False
    filled = _filled(_around(query, matrix, seen, other.shape))
    alike, torn = blocks.alike[seen], blocks.values[seen] < _TORN
    shown = filled < _EVEN
    agreeing = np.count_nonzero(alike & (filled >= _PLAIN))
    if shown.sum() < _SHOWN or agreeing < max(_AGREEING, _MOSTLY * alike.sum()):
        return False
    return bool(alike[shown].mean() < _DIFFERS and torn[shown].mean() >= _MOSTLY_TORN)


def _around(query: Bytes, matrix: tuple[float, ...], blocks: Mask, shape: tuple[int, ...]) -> Bytes:
    """Give what lies in the query around the middles of these blocks of a match of this shape."""
    import numpy as np

    middles = (np.argwhere(blocks)[:, ::-1] + 0.5) * _BLOCK / np.array(shape[::-1])
    back = np.linalg.inv(np.reshape(matrix, (3, 3)))
    shares = np.column_stack([middles, np.ones(len(middles))]) @ back.T
    return _windows(query, shares[:, :2] / shares[:, 2:])


def photographed(query: Bytes, found: Alignment, near: int = _NEAR_GREY) -> float:
    """Give the share (0-1) of the keypoints that agree around which no even grey fills much.

    Greys are one that differ by `near` levels: a JPEG of low quality makes paper and ink uneven.
    """
    import numpy as np

    filled = _filled(_windows(query, np.array([pair[:2] for pair in found.pairs])), near)
    return float((filled < _EVEN).mean())


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
    filled = _filled(windows[::_REACH, ::_REACH].reshape(-1, _SIDE, _SIDE))
    return float((filled < _EVEN).mean()) < _PICTURE


def _filled(windows: Bytes, near: int = _NEAR_GREY) -> Floats:
    """Give which share (0-1) of each window (n x side x side) the grey makes up that has most."""
    import numpy as np

    values = windows.reshape(len(windows), -1).astype(np.int64)
    rows = np.arange(len(values))[:, None] * 256
    counts = np.bincount((values + rows).ravel(), minlength=256 * len(values))
    sums = np.pad(counts.reshape(-1, 256), ((0, 0), (near + 1, near))).cumsum(axis=1)
    most = (sums[:, 2 * near + 1 :] - sums[:, : -2 * near - 1]).max(axis=1)
    return np.asarray(most / _SIDE**2, np.float32)


def without(query: Keypoints, found: Iterable[Alignment], *, mirrored: bool) -> Keypoints:
    """Give a query's keypoints but for those that agree, and any in the same spots.

    `mirrored` tells that the keypoints are those of its mirror image. They get no words.
    """
    import numpy as np

    points = places.unpacked(query).points / [query.width, query.height]
    used = np.array([pair[:2] for each in found for pair in each.pairs]).reshape(-1, 2)
    if mirrored:
        used[:, 0] = 1 - used[:, 0]
    apart = np.abs(points[:, None] - used).max(axis=2).min(axis=1, initial=1.0)
    left = apart > _SAME_SPOT
    codes = np.frombuffer(query.codes, np.uint8).reshape(-1, CODE_BYTES)[left]
    spots = np.frombuffer(query.places, np.uint8).reshape(-1, PLACE_BYTES)[left]
    return Keypoints(query.width, query.height, codes.tobytes(), spots.tobytes())

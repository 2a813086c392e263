"""Finds the stretch of one video that is a stretch of another, from the hashes of their frames.

Every pair of frames that are near votes for a speed and an offset between the two clocks, as lines
do in a Hough transform (Duda and Hart 1972); the best line is then fitted to the pairs on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.matching import jumps
from provenance.model.clip import Clip

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

SPEEDS = (1.0, 0.5, 0.6, 2 / 3, 0.75, 0.8, 0.9, 1.1, 1.25, 1.5, 1.75, 2.0)
"""Seconds of the indexed video in one of the query; the first wins where several do as well."""

LEAST = 3
"""Frames of the query that must agree."""

_TOLERANCE_S = 0.6
"""How far a pair may lie from the line: the spacing of the frames that are kept, and a little."""

KEYPOINTS_S = 2.0
"""Seconds between the frames of an indexed video that have keypoints (`workflows/closely.py`)."""

_STEP_S = 0.5
"""Seconds between the frames of a video in which something moves (`media/video.py`)."""

_SPAN_S = 1.0
"""What the agreeing frames must span, or they show no more than one moment does."""


@dataclass(frozen=True, slots=True)
class Track:
    """The frames of a video in order: seconds from its start, and a hash of each."""

    times: tuple[float, ...]
    hashes: tuple[bytes, ...]


def clip(query: Track, mirrored: Track, match: Track, bits: int) -> Clip | None:
    """Give the best stretch in common, `None` where there is none.

    `mirrored` holds the hashes of the query's mirror image. Two frames are near up to `bits`.
    """
    found = [
        replace(each, mirrored=turned)
        for turned, own in ((False, query), (True, mirrored))
        if own.times and (each := _clip(own, match, bits))
    ]
    return max(found, key=lambda each: (each.frames, not each.mirrored), default=None)


def _clip(query: Track, match: Track, bits: int) -> Clip | None:
    import numpy as np

    distances = _distances(query.hashes, match.hashes)
    rows, columns = np.nonzero(distances <= bits)
    if len(np.unique(rows)) < LEAST:
        return None
    ours = np.asarray(query.times)[rows]
    theirs = np.asarray(match.times)[columns]
    best: tuple[int, float, Flags] | None = None
    for speed in SPEEDS:
        inside = _on_line(ours, theirs, speed)
        count = _telling(rows[inside], columns[inside])
        if best is None or count > best[0]:
            best = count, speed, inside
    assert best is not None
    count, speed, inside = best
    nearest = _nearest(rows[inside], columns[inside], distances)
    if len(nearest) < LEAST or count < LEAST:
        return None
    if speed != SPEEDS[0]:
        nearest = _plain_piece(query, match, nearest, distances) or nearest
    return _fitted(np.asarray(query.times), np.asarray(match.times), nearest)


def _plain_piece(
    query: Track, match: Track, pairs: Sequence[tuple[int, int]], distances: Numbers
) -> list[tuple[int, int]]:
    """Give the longest piece at the plain pace where another one only spans what was left out."""
    first, last = pairs[0][0], pairs[-1][0]
    places = {
        (query.times[row], match.times[column]): (row, column)
        for row in range(first, last + 1)
        for column in (int(distances[row].argmin()),)
    }
    return [places[each] for each in jumps.longest([*places])]


def _on_line(ours: Floats, theirs: Floats, speed: float, tolerance: float = _TOLERANCE_S) -> Flags:
    """Give which pairs lie on the line of this speed that most of them lie on."""
    import numpy as np

    offsets = theirs - speed * ours
    order = np.sort(offsets)
    ends = np.searchsorted(order, order + 2 * tolerance, side="right")
    start = int(np.argmax(ends - np.arange(len(order))))
    middle = float(np.median(order[start : ends[start]]))
    return np.abs(offsets - middle) <= tolerance


def _telling(rows: Numbers, columns: Numbers) -> int:
    """Count the frames on the side that has fewer: a still scene is near to all of itself."""
    return min(len(set(rows.tolist())), len(set(columns.tolist())))


def _nearest(rows: Numbers, columns: Numbers, distances: Numbers) -> list[tuple[int, int]]:
    """Give for each frame of the query the nearest of the frames that it may be."""
    best: dict[int, int] = {}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        known = best.get(row)
        if known is None or distances[row, column] < distances[row, known]:
            best[row] = column
    return sorted(best.items())


def _fitted(ours: Floats, theirs: Floats, pairs: Sequence[tuple[int, int]]) -> Clip | None:
    """Fit the line by the median of all slopes (Theil 1950, Sen 1968), which outliers do not move.

    `None` where the frames that agree span too little time to tell a clip from a moment.
    """
    import numpy as np

    one = ours[[row for row, _ in pairs]]
    other = theirs[[column for _, column in pairs]]
    if one[-1] - one[0] < _SPAN_S or np.ptp(other) < _SPAN_S / 2:
        return None
    gaps = one[None, :] - one[:, None]
    far = gaps >= max(_SPAN_S, float(one[-1] - one[0]) / 3)
    slopes = (other[None, :] - other[:, None])[far] / gaps[far]
    speed = 1.0 if _is_unhurried(one, other) else float(np.median(slopes))
    if not 0.4 <= speed <= 2.5:  # noqa: PLR2004 - half to double, with room for error
        return None
    offset = float(np.median(other - speed * one))
    start, end = float(one[0]), float(one[-1])
    return Clip(
        round(start, 2),
        round(end, 2),
        round(max(0.0, offset + speed * start), 2),
        round(offset + speed * end, 2),
        round(offset, 2),
        round(speed, 3),
        len(pairs),
    )


def _is_unhurried(one: Floats, other: Floats) -> bool:
    """Tell whether the plain pace fits, so that no other is read out of the noise of a short clip.

    Between frames that are kept lies half a second, so that pairs are off by a quarter of one.
    """
    import numpy as np

    apart = np.abs((other - one) - np.median(other - one))
    return bool(np.median(apart) <= _STEP_S / 2 and np.quantile(apart, 0.9) <= _TOLERANCE_S)


def _distances(some: Sequence[bytes], others: Sequence[bytes]) -> Numbers:
    import numpy as np

    one = np.frombuffer(b"".join(some), "<u8").reshape(len(some), -1)
    other = np.frombuffer(b"".join(others), "<u8").reshape(len(others), -1)
    total = np.zeros((len(some), len(others)), np.int64)
    for word in range(one.shape[1]):
        total += np.bitwise_count(one[:, None, word] ^ other[None, :, word])
    return total

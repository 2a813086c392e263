"""Tells which of the frames of a scene a still was taken from, by how much of both is the same.

Where a camera moves, keypoints lay a still on all frames of the scene about equally well, and a map
to one of them says nothing of the time. But only on its own frame does a whole still lie wholly: on
an earlier or a later one a strip of either is missing, and what moved on by itself differs. Of a
part that was cut out, all frames that hold this part do as well, and no moment can be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching import warp
from provenance.matching.correlation import FLAT
from provenance.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]

ALIKE = 0.92
"""Share of the best score from which a frame shows the still as well as the best one does.

Scores of a small part that was cut out vary by so much among the frames that hold it: measured on
55 stills, most of them parts, the span then held the true moment of 53."""

Map = tuple[tuple[float, float, float], ...]
UNMOVED: Map = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
"""The map, as `Followed.into` gives it, of a frame to itself."""

_WINDOW = 9
"""Pixels each way over which two pictures are correlated."""


@dataclass(frozen=True, slots=True)
class Still:
    """A still (grey pixels), and the map by which it lies on the frame that it was matched with.

    `matrix` takes shares of the still to shares of that frame, as `Alignment.matrix` does.
    """

    pixels: Image.Image
    matrix: tuple[float, ...]


def on(still: Still, size: tuple[int, int], moved: Doubles | Map) -> Doubles:
    """Give the map (3 x 3, shares) of a still to a frame of a size (wide, high).

    `moved` (3 x 3, pixels) takes the frame of the match to this one.
    """
    import numpy as np

    shares = warp.in_shares(np.asarray(moved, np.float64), size[::-1])
    matrix = shares @ np.reshape(still.matrix, (3, 3))
    return np.asarray(matrix / matrix[2, 2])


def score(still: Still, frame: Image.Image, moved: Doubles | Map | None) -> float:
    """Say how much of a still and of a frame is the same; 0 where they cannot be laid.

    `moved` (3 x 3, pixels) takes the frame of the match to this one. The score is the geometric
    mean of the areas in both, so that neither a nearer nor a farther view gains by it. It means
    something only beside the scores of the same still.
    """
    import numpy as np

    if moved is None:
        return 0.0
    matrix = on(still, frame.size, moved)
    grown = abs(float(np.linalg.det(matrix[:2, :2])))
    if grown <= 0:
        return 0.0
    there = tuple(map(float, matrix.ravel()))
    laid = warp.laid(np.asarray(still.pixels), np.asarray(frame), there)
    return _same(*laid) / float(np.sqrt(grown))


def _same(one: Floats, other: Floats, visible: npt.NDArray[np.bool_]) -> float:
    """Sum the correlation (0-1) around each pixel of which both have something to show; a share."""
    import cv2
    import numpy as np

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.boxFilter(values, -1, (_WINDOW, _WINDOW)), np.float32)

    left, right = one - mean(one), other - mean(other)
    spreads = np.sqrt(np.maximum(mean(left * left) * mean(right * right), 0))
    values = mean(left * right) / np.maximum(spreads, 1e-6)
    shown = visible & (spreads >= FLAT)
    return float(np.clip(values[shown], 0, 1).sum()) / visible.size


def span(times: Sequence[float], scores: Sequence[float]) -> Span | None:
    """Give the moments around the best one that do as well; `times` are in order, in seconds."""
    best = max(scores, default=0.0)
    if best <= 0:
        return None
    at = scores.index(best)
    least = ALIKE * best
    first, last = _reached(scores, at, -1, least), _reached(scores, at, 1, least)
    middle = (times[first] + times[last]) / 2
    return Span(round(middle, 3), times[first], times[last])


def _reached(scores: Sequence[float], at: int, step: int, least: float) -> int:
    """Give how far scores stay over the least; a single one that does not is passed over."""
    while True:
        ahead = [at + step, at + 2 * step]
        good = [each for each in ahead if 0 <= each < len(scores) and scores[each] >= least]
        if not good:
            return at
        at = good[0]

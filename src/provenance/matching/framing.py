"""Maps between whole pictures: an edit that keeps the frame takes corners to corners, exactly."""

from __future__ import annotations

from provenance.model.alignment import Alignment

_OFF = 0.08
"""Share of a side by which a map that few keypoints gave may miss a corner."""

_CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))

WHOLE_FRAMES = ((1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0), (-1.0, 0, 1.0, 0, 1.0, 0, 0, 0, 1.0))
"""The maps of all of a picture to all of another that is not rotated: as it is, and mirrored."""

_SHAPE = 1.03


def is_one_shape(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether pictures of these sizes can lie on each other as wholes."""
    return 1 / _SHAPE < one[0] * other[1] / (one[1] * other[0]) < _SHAPE


def whole_frame(matrix: tuple[float, ...]) -> tuple[float, ...] | None:
    """Give the map of all of one picture to all of the other that a map nearly is, if it is one.

    `matrix` takes shares of the one to shares of the other. Where most of a picture is covered, the
    keypoints that are left fix a map only nearly, and a block test cannot forgive a few pixels.
    """
    laid = Alignment(matrix, 0, (), mirrored=False)
    found = [laid.to_match(corner) for corner in _CORNERS]
    nearest = [(float(round(x)), float(round(y))) for x, y in found]
    off = max(
        max(abs(x - to_x), abs(y - to_y))
        for (x, y), (to_x, to_y) in zip(found, nearest, strict=True)
    )
    if off > _OFF or sorted(nearest) != sorted(_CORNERS):
        return None
    (x, y), (right_x, right_y), (down_x, down_y), _ = nearest
    return (right_x - x, down_x - x, x, right_y - y, down_y - y, y, 0.0, 0.0, 1.0)

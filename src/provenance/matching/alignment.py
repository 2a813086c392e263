"""Lays the keypoints of a query on those of an indexed picture, and counts those that agree.

First the pairs of codes that are clearly nearest to each other give a few maps to try. Then every
keypoint is looked for where a map says it must be, in the size and direction that it must have:
what agrees there is counted. Unrelated pictures were never seen to agree in more than a few
(`docs/accuracy.md`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.matching import framing
from provenance.matching.first_map import first_maps
from provenance.matching.pairs import (
    FEWEST,
    TOLERANCE,
    Side,
    distinct,
    is_sane,
    one_to_one,
    side_of,
)
from provenance.model.alignment import Alignment
from provenance.model.geometry import Box
from provenance.model.keypoints import Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]

ALONE = 16
"""Keypoints that must agree for a strong match, whatever the pixels say."""

STRONG = 8
"""The same, where some of the pixels agree as well."""

POSSIBLE = 6
"""Keypoints that must agree for a possible match, where some of the pixels do; else `STRONG`."""

CONFIRMED = FEWEST
"""The same, where most of the pixels do."""

_NEAR_CODE = 36
_OCTAVES = 0.6
_DEGREES = 25.0
_ROUNDS = 3
_PLANE = 24
_SHALLOWEST = 0.5
# More than the tolerance by what single precision may lose.
_WINDOW = TOLERANCE + 0.25


def align(query: Keypoints, match: Keypoints, *, mirrored: bool) -> Alignment | None:
    """Lay a query on an indexed picture; `None` where fewer than four keypoints agree.

    `mirrored` tells that the query's keypoints are those of its mirror image.
    """
    if min(len(query), len(match)) < FEWEST:
        return None
    own, other = side_of(query), side_of(match)
    best, most = None, FEWEST - 1
    for first in first_maps(own, other):
        found, pairs = _refined(own, other, first)
        count = distinct(own, other, pairs)
        if count > most:
            best, most = (found, pairs), count
        if most >= STRONG:
            break
    if best is None:
        return None
    return _described(query, match, (own, other), best, mirrored=mirrored)


def align_frames(query: Keypoints, match: Keypoints, *, mirrored: bool) -> Alignment | None:
    """Lay all of a query on all of an indexed picture, whatever lies over both.

    `None` for shapes that are not alike, or where fewer than `POSSIBLE` keypoints agree.
    """
    import numpy as np

    sizes = (query.width, query.height), (match.width, match.height)
    if not framing.is_one_shape(*sizes) or min(len(query), len(match)) < FEWEST:
        return None
    wide, high = match.width / query.width, match.height / query.height
    own, other = side_of(query), side_of(match)
    whole = np.array([[wide, 0, 0], [0, high, 0]], np.float64)
    pairs = _agreeing(own, other, whole)
    if distinct(own, other, pairs) < POSSIBLE:
        return None
    return _described(query, match, (own, other), (whole, pairs), mirrored=mirrored)


def _refined(own: Side, other: Side, found: Doubles) -> tuple[Doubles, Numbers]:
    """Fit the map to all keypoints that agree with it, until that changes nothing."""
    import numpy as np

    pairs = _agreeing(own, other, found)
    for _ in range(_ROUNDS):
        if len(pairs) < FEWEST:
            break
        here, there = own.places.points[pairs[:, 0]], other.places.points[pairs[:, 1]]
        flat = np.column_stack([here.astype(np.float64), np.ones(len(here))])
        fitted = np.linalg.lstsq(flat, there.astype(np.float64), rcond=None)[0].T
        if not is_sane(fitted):
            break
        again = _agreeing(own, other, fitted)
        if len(again) <= len(pairs):
            break
        found, pairs = fitted, again
    return found, pairs


def _agreeing(own: Side, other: Side, found: Doubles) -> Numbers:
    """Give the pairs (n x 2) that lie on each other under the map and look alike there."""
    import numpy as np

    linear = found[:, :2]
    there = (own.places.points @ linear.T + found[:, 2]).astype(np.float32)
    grown = np.float32(np.log2(np.sqrt(abs(np.linalg.det(linear)))))
    turned = np.float32(np.degrees(np.arctan2(linear[1, 0], linear[0, 0])))
    near, stored = _close(there, other.places.points)
    sizes = np.abs(own.places.octaves[near] + grown - other.places.octaves[stored])
    angles = own.places.angles[near] + turned - other.places.angles[stored]
    alike = (sizes < _OCTAVES) & (np.abs((angles + 180) % 360 - 180) < _DEGREES)
    near, stored = near[alike], stored[alike]
    bits = np.bitwise_count(own.codes[near] ^ other.codes[stored]).sum(axis=1)
    order = np.lexsort((near, stored, bits))
    order = order[bits[order] <= _NEAR_CODE]
    return one_to_one(np.column_stack([near[order], stored[order]]))


def _close(some: Floats, others: Floats) -> tuple[Numbers, Numbers]:
    """Pair the points (n x 2, m x 2) that lie within the tolerance of each other, by number."""
    import numpy as np

    # Only what lies near from left to right is compared: a fiftieth of all pairs.
    order = np.argsort(others[:, 0])
    across = others[order, 0]
    low = np.searchsorted(across, some[:, 0] - _WINDOW)
    counts = np.searchsorted(across, some[:, 0] + _WINDOW) - low
    first = np.repeat(np.arange(len(some)), counts)
    second = order[np.arange(len(first)) + np.repeat(low - np.cumsum(counts) + counts, counts)]
    apart = (some[first] - others[second]) ** 2
    near = apart[:, 0] + apart[:, 1] < TOLERANCE**2
    return first[near], second[near]


def _described(
    query: Keypoints,
    match: Keypoints,
    sides: tuple[Side, Side],
    found: tuple[Doubles, Numbers],
    *,
    mirrored: bool,
) -> Alignment:
    """Say it in shares of both pictures, and of the query as it is, not of its mirror image."""
    import numpy as np

    own, other = sides
    affine, pairs = found
    here = own.places.points[pairs[:, 0]] / [query.width, query.height]
    there = other.places.points[pairs[:, 1]] / [match.width, match.height]
    whole = np.vstack([affine, [0, 0, 1]])
    whole = _plane(own, other, pairs, whole)
    to_shares = np.diag([1 / match.width, 1 / match.height, 1])
    flip = np.array([[-1, 0, query.width], [0, 1, 0], [0, 0, 1]]) if mirrored else np.eye(3)
    matrix = to_shares @ whole @ flip @ np.diag([query.width, query.height, 1])
    if mirrored:
        here[:, 0] = 1 - here[:, 0]
    inliers = distinct(own, other, pairs)
    laid = Alignment(
        tuple(float(each) for each in (matrix / matrix[2, 2]).ravel()),
        inliers,
        tuple(map(tuple, np.round(np.column_stack([here, there]), 4).tolist())),
        mirrored=mirrored,
    )
    shown = _within(other.places.points / [match.width, match.height], laid.box_match)
    return replace(laid, held=min(1.0, inliers / max(shown, 1)))


def _within(points: Doubles, box: Box) -> int:
    """Count the points that lie in a box."""
    return int(
        (
            (points[:, 0] >= box.left)
            & (points[:, 0] <= box.right)
            & (points[:, 1] >= box.top)
            & (points[:, 1] <= box.bottom)
        ).sum()
    )


def _plane(own: Side, other: Side, pairs: Numbers, affine: Doubles) -> Doubles:
    """Fit a homography where there is enough to fit it to: a screen is photographed askew."""
    import cv2
    import numpy as np

    if len(pairs) < _PLANE:
        return affine
    here, there = own.places.points[pairs[:, 0]], other.places.points[pairs[:, 1]]
    found, _ = cv2.findHomography(here, there, 0)
    if found is None:
        return affine
    corners = np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]) * [*here.max(axis=0), 1]
    depths = corners @ found[2]
    # A plane that vanishes within the picture was fitted to noise.
    return np.asarray(found) if bool((depths / depths[0] > _SHALLOWEST).all()) else affine

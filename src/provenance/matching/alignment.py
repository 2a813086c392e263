"""Lays the keypoints of a query on those of an indexed picture, and counts those that agree.

First the pairs of codes that are clearly nearest to each other vote for an affine map (RANSAC,
OpenCV). Then every keypoint is looked for where the map says it must be, in the size and direction
that it must have: what agrees there is counted. Unrelated pictures were never seen to agree in more
than a few (`docs/accuracy.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching import places
from provenance.matching.places import Places
from provenance.model.alignment import Alignment
from provenance.model.keypoints import CODE_BYTES, Keypoints

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Doubles = npt.NDArray[np.float64]
    Numbers = npt.NDArray[np.int64]

STRONG = 8
"""Keypoints that must agree for a strong match."""

POSSIBLE = 6
"""Keypoints that must agree for a possible match."""

_RATIO = 0.85
_TOLERANCE = 3.75
_MOST_STRETCHED = 2.5
_FEWEST = 4
_NEAR_CODE = 36
_OCTAVES = 0.6
_DEGREES = 25.0
_MERGED = 2.0
_ROUNDS = 3
_TURN = 35.0
_SCALE = 0.8
_PLANE = 24
_SHALLOWEST = 0.5


@dataclass(frozen=True, slots=True)
class _Side:
    """One picture's keypoints, unpacked."""

    codes: Bytes
    places: Places


def align(query: Keypoints, match: Keypoints, *, mirrored: bool) -> Alignment | None:
    """Lay a query on an indexed picture; `None` where fewer than four keypoints agree.

    `mirrored` tells that the query's keypoints are those of its mirror image.
    """
    if min(len(query), len(match)) < _FEWEST:
        return None
    own, other = _side(query), _side(match)
    first = _first_map(own, other)
    if first is None:
        return None
    found, pairs = _refined(own, other, first)
    if len(pairs) < _FEWEST:
        return None
    return _described(query, match, (own, other), (found, pairs), mirrored=mirrored)


def _side(keypoints: Keypoints) -> _Side:
    import numpy as np

    codes = np.frombuffer(keypoints.codes, np.uint8).reshape(-1, CODE_BYTES)
    return _Side(codes, places.unpacked(keypoints))


def _first_map(own: _Side, other: _Side) -> Doubles | None:
    """Give the map (2 x 3) on which the most of the clearly nearest pairs agree."""
    import cv2
    import numpy as np

    pairs = _of_one_turn(own, other, _clear_pairs(own, other))
    if len(pairs) < _FEWEST:
        return None
    here, there = own.places.points[pairs[:, 0]], other.places.points[pairs[:, 1]]
    best: Doubles | None = None
    most = _FEWEST - 1
    # Repeated texture can bend an affine map out of shape; then one that cannot bend is tried.
    for estimate in (cv2.estimateAffine2D, cv2.estimateAffinePartial2D):
        found, inliers = estimate(here, there, ransacReprojThreshold=_TOLERANCE)
        if found is None:
            continue
        affine = np.asarray(found, np.float64)
        if not _is_sane(affine):
            continue
        agreeing = pairs[inliers.ravel() > 0]
        count = _distinct(own, other, agreeing)
        if count > most:
            best, most = affine, count
        if most >= STRONG:
            break
    return best


def _clear_pairs(own: _Side, other: _Side) -> Numbers:
    """Pair each of our codes with its nearest one, where the second nearest is clearly farther."""
    import numpy as np

    first, second = own.codes.view("<u8"), other.codes.view("<u8")
    apart = np.bitwise_count(first[:, None, 0] ^ second[None, :, 0])
    apart += np.bitwise_count(first[:, None, 1] ^ second[None, :, 1])
    rows = np.arange(len(first))
    nearest = apart.argmin(axis=1)
    least = apart[rows, nearest]
    apart[rows, nearest] = 255
    clear = np.flatnonzero(least < _RATIO * apart.min(axis=1))
    # Many keypoints of a busy query are nearest to the same few; all in one spot, they would agree.
    clear = clear[np.lexsort((clear, least[clear]))]
    return _one_to_one(np.column_stack([clear, nearest[clear]]))


def _of_one_turn(own: _Side, other: _Side, pairs: Numbers) -> Numbers:
    """Keep the pairs that agree with most others on how the picture was turned and scaled."""
    import numpy as np

    if not len(pairs):
        return pairs
    turns = own.places.angles[pairs[:, 0]] - other.places.angles[pairs[:, 1]]
    scales = own.places.octaves[pairs[:, 0]] - other.places.octaves[pairs[:, 1]]
    apart = np.abs((turns[:, None] - turns[None] + 180) % 360 - 180) < _TURN
    apart &= np.abs(scales[:, None] - scales[None]) < _SCALE
    return np.asarray(pairs[apart[apart.sum(axis=1).argmax()]])


def _is_sane(found: Doubles) -> bool:
    """Refuse maps that flip a picture or stretch it more than pictures are stretched."""
    import numpy as np

    linear = found[:, :2]
    large, small = np.linalg.svd(linear, compute_uv=False)
    return bool(np.linalg.det(linear) > 0 and large <= _MOST_STRETCHED * small)


def _refined(own: _Side, other: _Side, found: Doubles) -> tuple[Doubles, Numbers]:
    """Fit the map to all keypoints that agree with it, until that changes nothing."""
    import numpy as np

    pairs = _agreeing(own, other, found)
    for _ in range(_ROUNDS):
        if len(pairs) < _FEWEST:
            break
        here, there = own.places.points[pairs[:, 0]], other.places.points[pairs[:, 1]]
        flat = np.column_stack([here.astype(np.float64), np.ones(len(here))])
        fitted = np.linalg.lstsq(flat, there.astype(np.float64), rcond=None)[0].T
        if not _is_sane(fitted):
            break
        again = _agreeing(own, other, fitted)
        if len(again) <= len(pairs):
            break
        found, pairs = fitted, again
    return found, pairs


def _agreeing(own: _Side, other: _Side, found: Doubles) -> Numbers:
    """Give the pairs (n x 2) that lie on each other under the map and look alike there."""
    import numpy as np

    linear = found[:, :2]
    there = (own.places.points @ linear.T + found[:, 2]).astype(np.float32)
    grown = np.float32(np.log2(np.sqrt(abs(np.linalg.det(linear)))))
    turned = np.float32(np.degrees(np.arctan2(linear[1, 0], linear[0, 0])))
    apart = ((there[:, None] - other.places.points[None]) ** 2).sum(axis=2)
    near, stored = np.nonzero(apart < _TOLERANCE**2)
    sizes = np.abs(own.places.octaves[near] + grown - other.places.octaves[stored])
    angles = own.places.angles[near] + turned - other.places.angles[stored]
    alike = (sizes < _OCTAVES) & (np.abs((angles + 180) % 360 - 180) < _DEGREES)
    near, stored = near[alike], stored[alike]
    bits = np.bitwise_count(own.codes[near] ^ other.codes[stored]).sum(axis=1)
    order = np.lexsort((near, stored, bits))
    order = order[bits[order] <= _NEAR_CODE]
    return _one_to_one(np.column_stack([near[order], stored[order]]))


def _one_to_one(pairs: Numbers) -> Numbers:
    """Keep the nearest pair of each keypoint, on either side; `pairs` are in that order."""
    import numpy as np

    _, first = np.unique(pairs[:, 0], return_index=True)
    pairs = pairs[np.sort(first)]
    _, first = np.unique(pairs[:, 1], return_index=True)
    return pairs[np.sort(first)]


def _distinct(own: _Side, other: _Side, pairs: Numbers) -> int:
    """Count pairs, those that lie on one spot in either picture only once."""
    import numpy as np

    counts = [
        len(np.unique((side.places.points[at] // _MERGED).astype(np.int64), axis=0))
        for side, at in ((own, pairs[:, 0]), (other, pairs[:, 1]))
    ]
    return min(counts)


def _described(
    query: Keypoints,
    match: Keypoints,
    sides: tuple[_Side, _Side],
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
    return Alignment(
        tuple(float(each) for each in (matrix / matrix[2, 2]).ravel()),
        _distinct(own, other, pairs),
        tuple(map(tuple, np.round(np.column_stack([here, there]), 4).tolist())),
        mirrored=mirrored,
    )


def _plane(own: _Side, other: _Side, pairs: Numbers, affine: Doubles) -> Doubles:
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

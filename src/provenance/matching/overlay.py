"""Shows how one picture lies on another: the one laid on the other, and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float32]
    Mask = npt.NDArray[np.bool_]

_FADED = 0.35
_SOFTENED = 250
_SLIGHT = 14.0
_PLAIN = 60.0
_RED = (214, 30, 40)
_ENOUGH = 16
_FULL = 250
_ROUNDS = 4
_KEPT = 60
_GAINS = (0.5, 2.0)


def overlaid(
    query: Image.Image, match: Image.Image, matrix: tuple[float, ...]
) -> tuple[Bytes, Bytes]:
    """Give the query as it lies on the match, and a picture of what differs.

    Both pictures are of mode RGB, `matrix` is that of an `Alignment`; the results are height x
    width x 3, in the shape of the match. Where the query has nothing, the first result shows the
    match, faded. The second is the match in grey, the redder the more the query differs there once
    its brightness and contrast were brought to those of the match.
    """
    import numpy as np

    own, other = np.asarray(query), np.asarray(match)
    aligned, visible = _laid(own, other, matrix)
    faded = other * np.float32(_FADED) + np.float32(127 * (1 - _FADED))
    first = np.where(visible[..., None], aligned, faded)
    return first.astype(np.uint8), _differing(aligned, other, visible)


def _laid(query: Bytes, match: Bytes, matrix: tuple[float, ...]) -> tuple[Bytes, Mask]:
    """Give the query as it lies on the match, and where it has something.

    Unlike `warp.laid` it blurs nothing that is sharper: this is for the eye.
    """
    import cv2
    import numpy as np

    whole = np.reshape(matrix, (3, 3))
    (height, width), (high, wide) = match.shape[:2], query.shape[:2]
    area = abs(np.linalg.det(whole[:2, :2])) / whole[2, 2] ** 2
    scale = float(np.sqrt(area * width * height / (wide * high)))
    if scale < 1:
        wide, high = max(1, round(wide * scale)), max(1, round(high * scale))
        query = np.asarray(cv2.resize(query, (wide, high), interpolation=cv2.INTER_AREA), np.uint8)
    # OpenCV counts from the middle of the first pixel, a share from its corner.
    to_corner = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    there = np.diag([width, height, 1]) @ whole @ np.diag([1 / wide, 1 / high, 1])
    there = np.linalg.inv(to_corner) @ there @ to_corner
    aligned = cv2.warpPerspective(query, there, (width, height), flags=cv2.INTER_LINEAR)
    full = np.full((high, wide), 255, np.uint8)
    covered = cv2.warpPerspective(full, there, (width, height), flags=cv2.INTER_LINEAR)
    return np.asarray(aligned, np.uint8), np.asarray(covered) > _FULL


def _differing(aligned: Bytes, match: Bytes, visible: Mask) -> Bytes:
    import cv2
    import numpy as np

    sigma = max(1.0, max(match.shape) / _SOFTENED)
    # Outside the query the match stands in, or the blur would draw a line around the query.
    whole = np.where(visible[..., None], aligned, match)
    one, other = (
        np.asarray(cv2.GaussianBlur(each.astype(np.float32), (0, 0), sigma), np.float32)
        for each in (whole, match)
    )
    inside = cv2.erode(visible.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=int(sigma))
    if np.count_nonzero(inside) > _ENOUGH:
        one = _levelled(one, other, inside > 0)
    apart = np.abs(one - other).max(axis=2)
    heat = np.clip((apart - _SLIGHT) / _PLAIN, 0, 1) * inside
    grey = cv2.cvtColor(match, cv2.COLOR_RGB2GRAY).astype(np.float32)
    ground = np.where(visible, grey * 0.6 + 80, grey * 0.25 + 150)[..., None]
    red = np.array(_RED, np.float32)
    drawn = ground * (1 - heat[..., None]) + red * heat[..., None]
    return np.asarray(np.clip(drawn, 0, 255), np.uint8)


def _levelled(one: Floats, other: Floats, visible: Mask) -> Floats:
    """Bring the brightness and contrast of each colour to those of the other picture.

    Fitted again and again to the pixels that are nearest to each other, for what was pasted into
    one of the pictures must not darken all the rest.
    """
    import numpy as np

    own, its = one[visible], other[visible]
    gain, lift = np.ones(3, np.float32), np.zeros(3, np.float32)
    for _ in range(_ROUNDS):
        apart = np.abs(own * gain + lift - its).max(axis=1)
        near = apart <= np.percentile(apart, _KEPT)
        spread = np.maximum(own[near].var(axis=0), 1)
        centred = own[near] - own[near].mean(axis=0)
        gain = np.clip((centred * its[near]).mean(axis=0) / spread, *_GAINS).astype(np.float32)
        lift = its[near].mean(axis=0) - gain * own[near].mean(axis=0)
    return np.asarray(one * gain + lift, np.float32)

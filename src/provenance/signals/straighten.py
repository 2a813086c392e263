"""Turns a picture upright that somebody rotated by a few degrees and left with empty corners.

The empty corners give the angle away: of all rectangles around what is not empty, the smallest lie
along the picture's own edges. Quarter turns need none of this; every query is searched in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Bytes = npt.NDArray[np.uint8]
    Mask = npt.NDArray[np.bool_]
    Areas = npt.NDArray[np.float64]

_SIDE = 160
_TOLERANCE = 10
_EMPTY_SHARE = (0.02, 0.6)
_STEEPEST = 45
_FLATTEST = 3
_LOOSEST = 1.05
_BILINEAR = 2
"""Pillow's number for the filter; naming it here keeps Pillow's door in the media room."""


@dataclass(frozen=True, slots=True)
class Straightened:
    """A picture of mode L turned back; `rotated` is by how many degrees clockwise it had been."""

    luma: Image.Image
    rotated: int


def straightened(luma: Image.Image) -> tuple[Straightened, ...]:
    """Give the at most two ways in which a picture may have been rotated, likeliest first.

    Empty for a picture whose four corners are not all of one empty colour.
    """
    import numpy as np

    corners = _corners(luma)
    empty = min(corners)
    if max(corners) - empty > _TOLERANCE:
        return ()
    scale = max(1, max(luma.size) // _SIDE)
    content = _content(np.asarray(luma.reduce(scale)), empty)
    if not _EMPTY_SHARE[0] < 1 - content.mean() < _EMPTY_SHARE[1]:
        return ()
    return tuple(_turned_back(luma, empty, angle) for angle in _angles(content)[:2])


def _corners(luma: Image.Image) -> list[int]:
    right, bottom = luma.width - 1, luma.height - 1
    places = ((0, 0), (right, 0), (0, bottom), (right, bottom))
    return [cast("int", luma.getpixel(place)) for place in places]


def _content(pixels: Bytes, empty: int) -> Mask:
    import numpy as np

    mask: Mask = np.abs(pixels.astype(np.int16) - empty) > _TOLERANCE
    return mask


def _angles(content: Mask) -> list[int]:
    """Give the angles, in degrees, that would turn the content back; the smallest area first."""
    import numpy as np

    angles = np.arange(-_STEEPEST - _FLATTEST, _STEEPEST + _FLATTEST + 1)
    areas = _areas(content, angles)
    straight = areas[angles == 0][0]
    # The valley of a straight picture is at 0, and whatever else is a valley is far wider.
    least = [
        (float(areas[at]), abs(int(angles[at])), int(angles[at]))
        for at in range(_FLATTEST, len(angles) - _FLATTEST)
        if abs(angles[at]) >= _FLATTEST
        and areas[at] <= areas[at - _FLATTEST : at + _FLATTEST + 1].min()
        and areas[at] <= straight * _LOOSEST
    ]
    return [angle for _, _, angle in sorted(least)]


def _areas(content: Mask, angles: npt.NDArray[np.int64]) -> Areas:
    """Measure the rectangle around the content at each angle, from the ends of its rows."""
    import numpy as np

    rows = np.flatnonzero(content.any(axis=1))
    left = content[rows].argmax(axis=1)
    right = content.shape[1] - content[rows, ::-1].argmax(axis=1)
    x = np.concatenate([left, right, left, right]).astype(float)
    y = np.concatenate([rows, rows, rows + 1, rows + 1]).astype(float)
    turn = np.radians(angles)[:, None]
    across = x * np.cos(turn) + y * np.sin(turn)
    down = y * np.cos(turn) - x * np.sin(turn)
    areas: Areas = np.ptp(across, axis=1) * np.ptp(down, axis=1)
    return areas


def _turned_back(luma: Image.Image, empty: int, angle: int) -> Straightened:
    """Turn a picture, cut it to its content and give its corners its own mean.

    A corner in the picture's mean weighs least in the hashes, which compare with a median.
    """
    import numpy as np

    turned = luma.rotate(angle, _BILINEAR, expand=True, fillcolor=empty)  # type: ignore[arg-type]
    pixels = np.asarray(turned)
    content = _content(pixels, empty)
    rows = np.flatnonzero(content.mean(axis=1) > _EMPTY_SHARE[0])
    columns = np.flatnonzero(content.mean(axis=0) > _EMPTY_SHARE[0])
    cut = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    middle = np.uint8(pixels[content].mean())
    picture = np.where(content[cut], pixels[cut], middle)
    return Straightened(_as_image(luma, picture), angle % 360)


def _as_image(like: Image.Image, pixels: Bytes) -> Image.Image:
    image = like.resize((pixels.shape[1], pixels.shape[0]), 0)
    image.frombytes(pixels.tobytes())
    return image

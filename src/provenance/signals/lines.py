"""Lines of a picture: which are of one colour, and where exactly one picture ends.

All that is looked for in a framed picture lies along its rows and columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

ROWS, COLUMNS = 0, 1
ONE_COLOUR = 18
"""Levels by which the pixels of a line of one colour differ, noise of JPEG included."""

_RINGING = 8
"""Pixels of a JPEG's block: as far as the noise of an edge reaches."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture in pixels; `right` and `bottom` are the first ones outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Count the columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Count the rows."""
        return self.bottom - self.top

    @property
    def size(self) -> int:
        """Count the pixels."""
        return max(0, self.width) * max(0, self.height)

    def of(self, picture: Bytes) -> Bytes:
        """Cut this part out of a picture."""
        return picture[self.top : self.bottom, self.left : self.right]

    def between(self, axis: int, start: int, stop: int) -> Area:
        """Keep the rows or columns of this part from `start` to `stop`, counted within it."""
        if axis == ROWS:
            return replace(self, top=self.top + start, bottom=self.top + stop)
        return replace(self, left=self.left + start, right=self.left + stop)


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows or columns of a part: which of them are of one colour, and of which."""

    plain: Mask
    colours: Floats

    def reversed(self) -> Lines:
        """Give them from the last to the first."""
        return Lines(self.plain[::-1], self.colours[::-1])


def lines(picture: Bytes, axis: int) -> Lines:
    """Look at every row or column of a picture."""
    import numpy as np

    low, high = picture.min(axis=1 - axis), picture.max(axis=1 - axis)
    return Lines(high - low <= ONE_COLOUR, (low.astype(np.float64) + high) / 2)


def runs(mask: Mask) -> list[tuple[int, int]]:
    """Give where each run of true begins, and the first place after it."""
    import numpy as np

    steps = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in zip(steps[::2], steps[1::2], strict=True)]


def refined(pixels: Bytes, area: Area, scale: int) -> Area:
    """Find at full size the borders of an area of a picture that was reduced by `scale`.

    A border is the outermost line across which the picture changes most; one that lies on the
    border of the whole picture stays there.
    """
    height, width = pixels.shape
    left, right = area.left * scale, min(width, area.right * scale)
    top, bottom = area.top * scale, min(height, area.bottom * scale)
    top, bottom = (
        _first(pixels[:, left:right], top, scale),
        height - _first(pixels[::-1, left:right], height - bottom, scale),
    )
    turned = pixels[top:bottom].T
    left, right = (
        _first(turned, left, scale),
        width - _first(turned[::-1], width - right, scale),
    )
    return Area(left, top, right, bottom)


def _first(rows: Bytes, near: int, scale: int) -> int:
    """Give the first row of a picture that begins near a row, as seen from outside."""
    import numpy as np

    start = max(0, near - scale)
    window = rows[start : near + scale + _RINGING].astype(np.int16)
    if near < scale or len(window) < 2 or not window.shape[1]:  # noqa: PLR2004 - two rows, a step
        return near if near >= scale else 0
    steps = np.abs(np.diff(window, axis=0)).mean(axis=1)
    return start + 1 + int(np.argmax(steps >= steps.max() / 2))

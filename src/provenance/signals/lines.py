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

SAME = 5.0
"""Levels by which two lines of one colour differ at most."""

HARD = 6.0
"""Levels by which the pixels change, on the average, where a picture begins; a sky ends softer."""

_RINGING = 8
"""Pixels of a JPEG's block: as far as the noise of an edge reaches."""

_DRAWN = 5.0
"""Standard deviation, in levels, of a line of one colour so near to a picture that it rings."""

_FRAME = 14
"""Pixels between a frame's outer edge and the picture, if the frame is thin."""


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


def bands(found: Lines) -> list[tuple[int, int]]:
    """Give where each run of lines of one colour begins, and the first line after it."""
    import numpy as np

    drift = np.abs(found.colours[1:] - found.colours[:-1]) > SAME
    edges = [0, *(np.flatnonzero(drift | (found.plain[1:] != found.plain[:-1])) + 1).tolist()]
    stops = [*edges[1:], len(found.plain)]
    return [pair for pair in zip(edges, stops, strict=True) if found.plain[pair[0]]]


def steps(picture: Bytes, axis: int) -> Bytes:
    """Give how much each pixel differs from the one before it, down (0) or across (1)."""
    import numpy as np

    one, other = (picture[1:], picture[:-1]) if axis == ROWS else (picture[:, 1:], picture[:, :-1])
    differing: Bytes = np.maximum(one, other) - np.minimum(one, other)
    return differing


def refined(pixels: Bytes, area: Area, scale: int) -> Area:
    """Find at full size the borders of an area of a picture that was reduced by `scale`.

    A border is the outermost line across which the picture changes most, or what follows a thin
    frame inside it; one that lies on the border of the whole picture stays there.
    """
    height, width = pixels.shape
    left, right = area.left * scale, min(width, area.right * scale)
    top, bottom = area.top * scale, min(height, area.bottom * scale)
    across = _middle(left, right)
    top, bottom = (
        _first(pixels[:, across], top, scale),
        height - _first(pixels[::-1, across], height - bottom, scale),
    )
    down = _middle(top, bottom)
    left, right = (
        _first(pixels[down].T, left, scale),
        width - _first(pixels[down, ::-1].T, width - right, scale),
    )
    return Area(left, top, right, bottom)


def _middle(start: int, stop: int) -> slice:
    """Leave out the ends, where the frame of the other sides would be seen."""
    end = (stop - start) // 10
    return slice(start + end, stop - end)


def _first(rows: Bytes, near: int, scale: int) -> int:
    """Give the first row of a picture that begins near a row, as seen from outside."""
    import numpy as np

    if near < scale:
        return 0
    start = near - scale
    window = rows[start : near + scale + _FRAME]
    if len(window) < _FRAME or not window.shape[1]:
        return near
    changes = steps(window, ROWS).mean(axis=1)
    first = 1 + int(np.argmax(changes[: 2 * scale + _RINGING] >= changes.max() / 2))
    framed = np.flatnonzero((window[:-1].std(axis=1) <= _DRAWN) & (changes >= HARD))
    return start + max(first, 1 + int(framed[-1]) if len(framed) else 0)

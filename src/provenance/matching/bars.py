"""Finds the black bars that cameras put around a thumbnail whose picture has another shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from provenance.model.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Floats = npt.NDArray[np.float32]

_DARK = 24.0
_EVEN = 10.0
_MOST = 0.6


def box(picture: Floats) -> Box:
    """Give the part of a grey picture (0-255) within its bars; all of it where it has none."""
    high, wide = picture.shape
    top, bottom = _ends(picture.mean(axis=1), picture.std(axis=1))
    left, right = _ends(picture.mean(axis=0), picture.std(axis=0))
    if top + bottom > _MOST * high or left + right > _MOST * wide:
        return Box(0, 0, 1, 1)
    return Box(left / wide, top / high, 1 - right / wide, 1 - bottom / high)


def within(luma: Image.Image) -> Box:
    """Give the same of a picture of mode L."""
    import numpy as np

    return box(np.asarray(luma, np.float32))


def trimmed(picture: Floats) -> Floats:
    """Cut the bars off."""
    inner, (high, wide) = box(picture), picture.shape
    rows = slice(round(inner.top * high), round(inner.bottom * high))
    return picture[rows, round(inner.left * wide) : round(inner.right * wide)]


def with_and_without(picture: Floats) -> Iterator[Floats]:
    """Give a picture as it is and, where it has bars, without them: they may be of the picture."""
    yield picture
    inner = trimmed(picture)
    if inner.shape != picture.shape:
        yield inner


def _ends(means: Floats, spreads: Floats) -> tuple[int, int]:
    """Count the rows that are even and dark at both ends; one more holds something of both."""
    dark = (means < _DARK) & (spreads < _EVEN)
    if dark.all():
        return 0, 0
    first, last = (int((~each).argmax()) for each in (dark, dark[::-1]))
    return first + (first > 0), last + (last > 0)

"""Small grey pictures without metadata, kept in the index so that a report can show both sides.

Grey and small on purpose: reports are read by people who see violent pictures all day.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box

if TYPE_CHECKING:
    from PIL import Image

SIDE = 192
"""Pixels of the longer side: enough for the aligned-block test and for the eye."""

DETAIL_SIDE = 640
"""Pixels of the longer side of a query's detail, in which a small part can still be compared."""

_QUALITY = 60
_DETAIL_QUALITY = 95
_MIXED = 2.0
"""Pixels at the border of a part that hold something of what lies around it."""

_MAX_BYTES = 512 * 1024


def make(luma: Image.Image) -> bytes:
    """Give a grey JPEG of at most `SIDE` pixels; `luma` is of mode L."""
    return _made(luma, SIDE, _QUALITY)


def detail(luma: Image.Image) -> bytes:
    """Give a grey JPEG of at most `DETAIL_SIDE` pixels, to be read and forgotten."""
    return _made(luma, DETAIL_SIDE, _DETAIL_QUALITY)


def _made(luma: Image.Image, side: int, quality: int) -> bytes:
    from PIL import Image

    longest = max(luma.size)
    width, height = (max(1, round(length * side / longest)) for length in luma.size)
    # All of one size and sharpness, or two copies of a picture would not agree block by block.
    fitted = (width, height)
    small = luma
    if longest > side:
        small = luma.resize(fitted, Image.Resampling.BILINEAR, reducing_gap=1.0)
    out = io.BytesIO()
    # Pillow would copy the comment of the file into the JPEG.
    small.save(out, "JPEG", quality=quality, comment=b"")
    return out.getvalue()


def read(jpeg: bytes) -> Image.Image:
    """Decode a thumbnail; `ValueError` for anything that `make` would not have written."""
    try:
        return _decoded(jpeg)
    except Exception as error:  # as in `decoder`: nothing narrower would hold
        raise ValueError("this thumbnail was not made here") from error


def _decoded(jpeg: bytes) -> Image.Image:
    from PIL import Image

    if len(jpeg) > _MAX_BYTES:
        raise ValueError("too many bytes")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            if max(image.size) > DETAIL_SIDE:
                raise ValueError("too many pixels")
            return image.convert("L")


def alike(picture: Image.Image, box: Box, other: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Bring a part of a picture, and another picture, to one size and one sharpness.

    Pictures of unlike sharpness do not agree block by block. The borders of the part are left out
    of both: there the colour of the frame has mixed with the picture.
    """
    width, height = (box.right - box.left) * picture.width, (box.bottom - box.top) * picture.height
    left, top = box.left * picture.width, box.top * picture.height
    across, down = min(_MIXED, width / 4), min(_MIXED, height / 4)
    inner = (left + across, top + down, left + width - across, top + height - down)
    small = other
    if width < other.width:
        small = other.resize((max(1, round(width)), max(1, round(height))))
    wide, high = small.width / width, small.height / height
    same = (
        across * wide,
        down * high,
        small.width - across * wide,
        small.height - down * high,
    )
    return picture.resize(other.size, box=inner), small.resize(other.size, box=same)


def turned(picture: Image.Image, orientation: Orientation) -> Image.Image:
    """Mirror a picture left to right and then rotate it clockwise."""
    from PIL.Image import Transpose

    if orientation.mirrored:
        picture = picture.transpose(Transpose.FLIP_LEFT_RIGHT)
    if orientation.rotated % 90:
        return picture.rotate(-orientation.rotated)
    if orientation.rotated:
        # Pillow counts its rotations the other way round.
        picture = picture.transpose(Transpose[f"ROTATE_{360 - orientation.rotated}"])
    return picture

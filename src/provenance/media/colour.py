"""Pictures in colour: for the eyes of somebody who asked to see two files, or for a network.

Everything else is small and grey. What is made here carries no metadata.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from provenance.media import grey

if TYPE_CHECKING:
    from PIL import Image
    from PIL.Image import SupportsArrayInterface

SIDE = 900
"""Pixels of the longer side of a picture that is shown in colour."""

_QUALITY = 82


def rgb(image: Image.Image, side: int) -> Image.Image:
    """Give mode RGB, at most `side` pixels long, transparent parts on white, as the file lies.

    Colour profiles are not applied. The picture is a new one, without the texts of the file.
    """
    if image.format in {"JPEG", "MPO"}:
        image.draft("RGB", (side, side))
    image.load()
    small = _plain(_smaller(image, side))
    small.info = {}
    return small


def scaled(image: Image.Image, side: int) -> Image.Image:
    """Give mode RGB as the file lies, scaled down as long as both sides stay `side` pixels long."""
    shorter = min(image.size)
    return rgb(image, max(image.size) if shorter <= side else -(-max(image.size) * side // shorter))


def jpeg(pixels: Image.Image | SupportsArrayInterface) -> bytes:
    """Encode a picture, or an array of height x width x 3 bytes, as a JPEG without metadata."""
    from PIL import Image

    picture = pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, comment=b"")
    return out.getvalue()


def _smaller(image: Image.Image, side: int) -> Image.Image:
    """Shrink where that is needed, once a palette or 16 bits became plain bytes."""
    longest = max(image.size)
    if grey.is_transparent(image):
        image = image.convert("RGBA").convert("RGBa")
    elif grey.is_wide(image):
        image = grey.from_wide(image)
    elif image.mode == "LAB":  # Pillow turns it to no other mode; its lightness is grey
        image = image.getchannel(0)
    elif image.mode not in {"RGB", "L", "CMYK"}:
        image = image.convert("RGB")
    if longest <= side:
        return image.copy()
    size = [max(1, round(length * side / longest)) for length in image.size]
    return image.resize((size[0], size[1]), reducing_gap=2.0)


def _plain(image: Image.Image) -> Image.Image:
    if image.mode == "RGBa":
        return grey.on_white(image)
    return image.convert("RGB")

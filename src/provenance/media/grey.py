"""Turns any picture into grey pixels at hashing scale, upright, transparent parts on white."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_SCALES = (8, 4, 2)
_WITH_ALPHA = {"RGBA", "LA", "PA", "RGBa", "La"}
_WIDE = {"I", "F", "I;16", "I;16B", "I;16L", "I;16N"}

# EXIF 2.32, 4.6.4: what must be done to a picture of each orientation to see it upright, as the
# values of Pillow's Image.Transpose.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
_SWAPPING = {2, 4, 5, 6}
NO_TURN = -1


def turn_of(orientation: int) -> int:
    """Give the `Image.Transpose` that makes an EXIF orientation upright, or `NO_TURN`."""
    return _TURNS.get(orientation, NO_TURN)


def swaps_sides(turn: int) -> bool:
    """Tell whether a turn makes width of height."""
    return turn in _SWAPPING


def upright(image: Image.Image, turn: int) -> Image.Image:
    """Apply a turn."""
    if turn == NO_TURN:
        return image
    from PIL.Image import Transpose

    return image.transpose(Transpose(turn))


def luma(image: Image.Image, side: int) -> Image.Image:
    """Give mode L, scaled down by 2, 4 or 8 as long as both sides stay at least `side` pixels.

    JPEG is scaled inside its decoder, which saves most of the work; everything else is averaged
    over square boxes, which is what that decoder does too. The picture given is a new one, without
    the comments and profiles of the file, so that none of them can travel on to a thumbnail.
    """
    grey = _grey(image, side)
    plain = grey.copy() if grey is image else grey
    plain.info = {}
    return plain


def _grey(image: Image.Image, side: int) -> Image.Image:
    if image.format in {"JPEG", "MPO"}:
        image.draft("L", (side, side))
    image.load()
    if is_wide(image):
        return _scaled(from_wide(image), side)
    if is_transparent(image):
        return on_white(_scaled(image.convert("RGBA").convert("RGBa"), side)).convert("L")
    if image.mode == "L":
        return _scaled(image, side)
    if image.mode == "LAB":
        return _scaled(image.getchannel(0), side)
    return _scaled(image.convert("L"), side)


def _scaled(image: Image.Image, side: int) -> Image.Image:
    for scale in _SCALES:
        if min(image.size) // scale >= side:
            return image.reduce(scale)
    return image


def is_wide(image: Image.Image) -> bool:
    """Tell whether a sample has more than 8 bits."""
    return image.mode in _WIDE


def is_transparent(image: Image.Image) -> bool:
    """Tell whether something may shine through the picture."""
    return image.mode in _WITH_ALPHA or "transparency" in image.info


def on_white(premultiplied: Image.Image) -> Image.Image:
    """Lay a picture of mode RGBa on white; gives mode RGB."""
    from PIL import Image

    picture = premultiplied.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture).convert("RGB")


def from_wide(image: Image.Image) -> Image.Image:
    """Bring 16-bit, 32-bit and float samples to 8 bits; Pillow itself would clip them."""
    plain = image.convert("F")
    extrema = plain.getextrema()
    top = max(float(extrema[1]), 1.0)  # type: ignore[arg-type]
    full = 255.0 if top <= 255.0 else max(65535.0, top)  # noqa: PLR2004 - bit depths
    if image.mode.startswith("I;16"):
        full = 65535.0
    return plain.point(lambda value: value * (255.0 / full)).convert("L")

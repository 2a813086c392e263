"""Frames around a picture: bars, its own blurred self, a demotivator's black card."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from accuracy.attacks.drawing import (
    BLACK,
    SENTENCES,
    SHORT,
    WHITE,
    any_of,
    font,
    height_of,
    wrapped,
)
from accuracy.attacks.interface import Edited, Given, Truth, share_of

_PROPORTIONS = (16 / 9, 1.0, 9 / 16)
_LEAST_FRAME = 1.2
"""How much longer than the picture a frame must be, or there would hardly be a border."""


def letterbox(given: Given) -> Edited:
    """Put black bars on two sides, as players do."""
    frame = Image.new("RGB", _frame_for(given), BLACK)
    return laid(given.picture, frame)


def blurborder(given: Given) -> Edited:
    """Fill the bars with the picture itself, enlarged and blurred."""
    return laid(given.picture, blurred_fill(given.picture, _frame_for(given)))


def demotivator(given: Given) -> Edited:
    """Hang the picture on a black card with a thin white line and two lines of words."""
    picture, chance = given.picture, given.chance
    unit = max(picture.size) / 20
    title, below = any_of(chance, SHORT).upper(), any_of(chance, SENTENCES)
    below = wrapped(below, unit, picture.width * 1.1)
    high = height_of(below, unit)
    left, top = round(2 * unit), round(2 * unit)
    card = Image.new(
        "RGB", (picture.width + 2 * left, picture.height + top + high + round(5 * unit)), BLACK
    )
    draw, line = ImageDraw.Draw(card), max(1, round(unit / 8))
    gap = 3 * line
    edge = (left - gap, top - gap, left + picture.width + gap, top + picture.height + gap)
    draw.rectangle(edge, outline=WHITE, width=line)
    middle, under = card.width / 2, edge[3] + unit / 2
    draw.text((middle, under), title, WHITE, font(2 * unit), anchor="ma")
    at = (middle, under + 2.6 * unit)
    draw.multiline_text(at, below, WHITE, font(unit), anchor="ma", align="center")
    return pasted(picture, card, (left, top))


def blurred_fill(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Fill a frame with a picture so blurred and dimmed that little of it is left."""
    small = (max(8, size[0] // 8), max(8, size[1] // 8))
    filled = ImageOps.fit(picture, small).filter(ImageFilter.GaussianBlur(max(small) / 30))
    return filled.resize(size, Image.Resampling.BICUBIC).point(
        [value * 3 // 4 for value in range(256)] * 3
    )


def laid(picture: Image.Image, frame: Image.Image) -> Edited:
    """Lay a picture in the middle of a frame that is no smaller."""
    return pasted(
        picture, frame, ((frame.width - picture.width) // 2, (frame.height - picture.height) // 2)
    )


def pasted(picture: Image.Image, frame: Image.Image, at: tuple[int, int]) -> Edited:
    """Put the whole picture into a frame and say where."""
    frame.paste(picture, at)
    part = (at[0], at[1], at[0] + picture.width, at[1] + picture.height)
    return Edited(frame, truth=Truth(where=share_of(part, frame.size)))


def _frame_for(given: Given) -> tuple[int, int]:
    """Choose a usual frame that leaves bars on two sides."""
    width, height = given.picture.size
    own = width / height
    fitting = [each for each in _PROPORTIONS if max(each / own, own / each) >= _LEAST_FRAME]
    wanted = fitting[int(given.chance.integers(len(fitting)))]
    if wanted > own:
        return round(height * wanted), height
    return width, round(width / wanted)

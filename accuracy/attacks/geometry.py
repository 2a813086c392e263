"""Mirrored, turned, stretched."""

from __future__ import annotations

import math

from PIL import Image

from accuracy.attacks.drawing import BLACK, WHITE
from accuracy.attacks.interface import Edited, Given, Truth, share_of

_STRETCHED = (1.15, 1.3)


def mirror(given: Given) -> Edited:
    """Swap left and right."""
    turned = given.picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return Edited(turned, truth=Truth(mirrored=True))


def rot90(given: Given) -> Edited:
    """Turn by a quarter, one way or the other."""
    if given.chance.random() < 0.5:
        return Edited(given.picture.transpose(Image.Transpose.ROTATE_270), truth=Truth(rotated=90))
    return Edited(given.picture.transpose(Image.Transpose.ROTATE_90), truth=Truth(rotated=270))


def rot5(given: Given) -> Edited:
    """Turn by five degrees and leave the corners empty."""
    return _turned(given, 5)


def rot5c(given: Given) -> Edited:
    """Turn by five degrees and cut the corners away."""
    picture, degrees = given.picture, _either_way(given, 5)
    turned = picture.rotate(-degrees, Image.Resampling.BICUBIC)
    width, height = _inscribed(picture.size, math.radians(5))
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    cut = turned.crop((left, top, left + width, top + height))
    around = _around((width, height), math.radians(5))
    middle = (picture.width / 2, picture.height / 2)
    part = (
        max(0.0, middle[0] - around[0] / 2),
        max(0.0, middle[1] - around[1] / 2),
        min(float(picture.width), middle[0] + around[0] / 2),
        min(float(picture.height), middle[1] + around[1] / 2),
    )
    truth = Truth(seen=share_of(part, picture.size), rotated=degrees % 360)
    return Edited(cut, truth=truth)


def rot15(given: Given) -> Edited:
    """Turn by fifteen degrees and leave the corners empty."""
    return _turned(given, 15)


def aspect(given: Given) -> Edited:
    """Stretch in one direction by 15 to 30 %."""
    factor = given.chance.uniform(*_STRETCHED)
    width, height = given.picture.size
    if given.chance.random() < 0.5:
        width = round(width * factor)
    else:
        height = round(height * factor)
    return Edited(given.picture.resize((width, height), Image.Resampling.BICUBIC))


def _turned(given: Given, by: int) -> Edited:
    degrees = _either_way(given, by)
    empty = BLACK if given.chance.random() < 0.5 else WHITE
    turned = given.picture.rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=empty)
    return Edited(turned, truth=Truth(rotated=degrees % 360))


def _either_way(given: Given, by: int) -> int:
    return by if given.chance.random() < 0.5 else -by


def _around(size: tuple[int, int], angle: float) -> tuple[float, float]:
    """Give the box around a rectangle that was turned."""
    width, height = size
    sine, cosine = abs(math.sin(angle)), abs(math.cos(angle))
    return width * cosine + height * sine, width * sine + height * cosine


def _inscribed(size: tuple[int, int], angle: float) -> tuple[int, int]:
    """Give a rectangle of the same proportions that fits into the turned one."""
    around = _around(size, angle)
    factor = min(size[0] / around[0], size[1] / around[1])
    return max(1, int(size[0] * factor)), max(1, int(size[1] * factor))

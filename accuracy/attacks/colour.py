"""Colour, light and sharpness: the picture stays where it is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageEnhance, ImageFilter

from accuracy.attacks.interface import Edited, Given

_WARM = ((1.12, 0.04, 0.0), (0.02, 1.0, 0.0), (0.0, 0.04, 0.82))
_COOL = ((0.85, 0.0, 0.04), (0.0, 0.98, 0.04), (0.02, 0.04, 1.15))
_SEPIA = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))
_TONES = (_WARM, _COOL, _SEPIA)


def bw(given: Given) -> Edited:
    """Take the colour away."""
    return Edited(given.picture.convert("L").convert("RGB"))


def filtered(given: Given) -> Edited:
    """Lay a tone over the picture, with more contrast and faded blacks."""
    tone = np.array(_TONES[int(given.chance.integers(len(_TONES)))], np.float32)
    toned = _image(np.asarray(given.picture, np.float32) @ tone.T)
    strong = ImageEnhance.Contrast(toned).enhance(given.chance.uniform(1.1, 1.3))
    return Edited(strong.point([12 + round(value * 0.92) for value in range(256)] * 3))


def gamma(given: Given) -> Edited:
    """Make the picture much brighter or much darker."""
    power = 0.55 if given.chance.random() < 0.5 else 1.8
    return Edited(given.picture.point([round(255 * (v / 255) ** power) for v in range(256)] * 3))


def blur(given: Given) -> Edited:
    """Blur by a quarter of a hundredth of the long side, at least 1.2 pixels."""
    radius = max(1.2, max(given.picture.size) / 400)
    return Edited(given.picture.filter(ImageFilter.GaussianBlur(radius)))


def noise(given: Given) -> Edited:
    """Add grain of 18 levels of 255."""
    picture = np.asarray(given.picture, np.float32)
    return Edited(_image(picture + 18 * given.chance.standard_normal(picture.shape, np.float32)))


def sharpen(given: Given) -> Edited:
    """Sharpen until the edges have halos."""
    return Edited(given.picture.filter(ImageFilter.UnsharpMask(2, 200, 2)))


def _image(pixels: npt.NDArray[np.float32]) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

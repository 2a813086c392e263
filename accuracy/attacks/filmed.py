"""The picture before a camera: a photograph of a screen, a frame of a video."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from accuracy.attacks.borders import blurred_fill
from accuracy.attacks.drawing import NAMES, SENTENCES, WHITE, any_of, font
from accuracy.attacks.interface import Edited, Encoding, Given, Truth, saved, share_of
from accuracy.attacks.overlays import channel_logo

Floats = npt.NDArray[np.float64]

_LONG = 1000
_ASKEW = 0.07
_CASTS = ((0.92, 1.0, 1.12), (1.1, 1.0, 0.86), (0.95, 1.06, 0.97))
_LAMP = (0.08, 0.16)
_FRAME = (1280, 720)
_BROADCAST = (640, 360)
_LOW_BITRATE = Encoding(quality=14)
_NARROW = 1.25
"""A picture less wide than this is shown whole in a video, before its own blurred self."""


def photo_screen(given: Given) -> Edited:
    """Photograph a screen: askew, with moire, glare, a cast and a little blur."""
    factor = _LONG / max(given.picture.size)
    size = (round(given.picture.width * factor), round(given.picture.height * factor))
    shown = given.picture.resize(size, Image.Resampling.LANCZOS)
    canvas = (round(size[0] * 1.2), round(size[1] * 1.2))
    corners = _corners(given.chance, size, canvas)
    photo = shown.transform(
        canvas, Image.Transform.PERSPECTIVE, _seen_from(corners, size), Image.Resampling.BICUBIC
    )
    pixels = np.asarray(photo, np.float32) * np.array(_cast(given.chance), np.float32)
    pixels = pixels * _moire(given.chance, canvas) + _glare(given.chance, canvas)
    pixels = pixels * 0.9 + 14 + 3 * given.chance.standard_normal(pixels.shape, np.float32)
    blurred = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(0.9)
    )
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    where = share_of((float(left), float(top), float(right), float(bottom)), canvas)
    return Edited(blurred, Encoding(quality=80), Truth(where))


def vframe(given: Given) -> Edited:
    """Take a frame of a broadcast: few bits, a lower third, the logo of the channel."""
    frame, truth = _fitted(given.picture)
    _lower_third(frame, any_of(given.chance, NAMES), any_of(given.chance, SENTENCES))
    channel_logo(frame, 1, any_of(given.chance, NAMES))
    small = frame.resize(_BROADCAST, Image.Resampling.LANCZOS)
    aired = saved(Edited(small, _LOW_BITRATE)).resize(_FRAME, Image.Resampling.BICUBIC)
    return Edited(aired, Encoding(quality=75), truth)


def _corners(chance: np.random.Generator, size: tuple[int, int], canvas: tuple[int, int]) -> Floats:
    """Give where the corners of the screen lie in the photograph, clockwise from the top left."""
    flat = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float64)
    margin = (np.array(canvas) - np.array(size)) / 2
    moved: Floats = flat + margin + chance.uniform(-_ASKEW, _ASKEW, (4, 2)) * np.array(size)
    return moved


def _seen_from(corners: Floats, size: tuple[int, int]) -> list[float]:
    """Solve the eight coefficients that take the photograph's corners to the screen's."""
    flat = ((0, 0), (size[0], 0), size, (0, size[1]))
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    solved: list[float] = np.linalg.solve(np.array(rows), np.array(values, np.float64)).tolist()
    return solved


def _cast(chance: np.random.Generator) -> tuple[float, float, float]:
    return _CASTS[int(chance.integers(len(_CASTS)))]


def _moire(chance: np.random.Generator, canvas: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Give the bands of two grids that nearly coincide, and the grid of the screen's rows."""
    x, y = np.meshgrid(*(np.arange(side, dtype=np.float32) for side in canvas))
    angle, period = chance.uniform(0, math.pi), chance.uniform(9, 18)
    bent = 0.002 * (x - canvas[0] / 2) * (y - canvas[1] / 2) / period
    bands = np.sin(2 * math.pi * (x * math.cos(angle) + y * math.sin(angle)) / period + bent)
    rows = np.sin(2 * math.pi * y / 3.1)
    pattern: npt.NDArray[np.float32] = (1 + 0.07 * bands + 0.04 * rows).astype(np.float32)
    return pattern[:, :, np.newaxis]


def _glare(chance: np.random.Generator, canvas: tuple[int, int]) -> npt.NDArray[np.float32]:
    """Give the light of a lamp on the glass, in levels of 255."""
    x, y = np.meshgrid(*(np.linspace(0, 1, side, dtype=np.float32) for side in canvas))
    across, down, spread = (chance.uniform(*ends) for ends in ((0.1, 0.9), (0.1, 0.9), _LAMP))
    far = (x - across) ** 2 + (y - down) ** 2
    light: npt.NDArray[np.float32] = (120 * np.exp(-far / (2 * spread**2))).astype(np.float32)
    return light[:, :, np.newaxis]


def _fitted(picture: Image.Image) -> tuple[Image.Image, Truth]:
    """Fill a frame with a wide picture; stand a narrow one before its own blurred self."""
    width, height = _FRAME
    if picture.width / picture.height >= _NARROW:
        kept = (
            min(float(picture.width), picture.height * width / height),
            min(float(picture.height), picture.width * height / width),
        )
        left, top = (picture.width - kept[0]) / 2, (picture.height - kept[1]) / 2
        part = (left, top, left + kept[0], top + kept[1])
        filled = ImageOps.fit(picture, _FRAME, Image.Resampling.LANCZOS)
        return filled, Truth(seen=share_of(part, picture.size))
    frame = blurred_fill(picture, _FRAME)
    across = max(1, round(picture.width * height / picture.height))
    left = (width - across) // 2
    frame.paste(picture.resize((across, height), Image.Resampling.LANCZOS), (left, 0))
    return frame, Truth(where=share_of((left, 0, left + across, height), _FRAME))


def _lower_third(frame: Image.Image, name: str, words: str) -> None:
    draw = ImageDraw.Draw(frame)
    draw.rectangle((0, 560, 1280, 640), fill=(160, 20, 30))
    draw.text((60, 600), words.upper()[:52], WHITE, font(40), anchor="lm")
    draw.rectangle((0, 640, 1280, 690), fill=(20, 24, 60))
    draw.text((60, 665), f"{name}  ·  LIVE  ·  more at eight", WHITE, font(28), anchor="lm")

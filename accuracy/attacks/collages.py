"""The picture among others: collages, and a small picture in a large one."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageOps

from accuracy.attacks.drawing import WHITE
from accuracy.attacks.interface import Edited, Given, Truth, share_of
from accuracy.attacks.platforms import at_most

_CELL = (640, 480)
_HEIGHT = 720
_WIDEST = 2048
_INSET = 0.25
"""Share of the area that a picture in a picture covers."""


def collage4(given: Given) -> Edited:
    """Put the picture into one of four cells, cut to the cell's proportions."""
    gap, place = int(given.chance.integers(0, 13)), int(given.chance.integers(4))
    width, height = _CELL
    sheet = Image.new("RGB", (2 * width + gap, 2 * height + gap), WHITE)
    corners = [(x, y) for y in (0, height + gap) for x in (0, width + gap)]
    fillers = iter(given.others)
    for number, corner in enumerate(corners):
        picture = given.picture if number == place else next(fillers)
        sheet.paste(ImageOps.fit(picture, _CELL, Image.Resampling.LANCZOS), corner)
    left, top = corners[place]
    where = share_of((left, top, left + width, top + height), sheet.size)
    return Edited(sheet, truth=Truth(where, share_of(_fitted(given.picture), given.picture.size)))


def collage2(given: Given) -> Edited:
    """Put another picture beside it, both whole and of one height."""
    own, other = (_high(each, _HEIGHT) for each in (given.picture, given.others[0]))
    gap, first = int(given.chance.integers(0, 13)), bool(given.chance.random() < 0.5)
    sheet = Image.new("RGB", (own.width + other.width + gap, _HEIGHT), WHITE)
    left = 0 if first else other.width + gap
    sheet.paste(own, (left, 0))
    sheet.paste(other, (own.width + gap if first else 0, 0))
    where = share_of((left, 0, left + own.width, _HEIGHT), sheet.size)
    return Edited(at_most(sheet, _WIDEST), truth=Truth(where))


def pip25(given: Given) -> Edited:
    """Lay it with a thin rim over a quarter of another picture."""
    host, picture = given.others[0].copy(), given.picture
    factor = (_INSET * host.width * host.height / (picture.width * picture.height)) ** 0.5
    factor = min(factor, 0.9 * host.width / picture.width, 0.9 * host.height / picture.height)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    left = int(given.chance.integers(host.width - size[0] + 1))
    top = int(given.chance.integers(host.height - size[1] + 1))
    part = (left, top, left + size[0], top + size[1])
    rim = max(2, host.width // 200)
    edge = (left - rim, top - rim, part[2] + rim - 1, part[3] + rim - 1)
    ImageDraw.Draw(host).rectangle(edge, fill=WHITE)
    host.paste(picture.resize(size, Image.Resampling.LANCZOS), (left, top))
    return Edited(host, truth=Truth(share_of(part, host.size)))


def _fitted(picture: Image.Image) -> tuple[float, float, float, float]:
    """Give the part of a picture that a cell shows, as `ImageOps.fit` cuts it."""
    proportion = _CELL[0] / _CELL[1]
    width = min(float(picture.width), picture.height * proportion)
    height = min(float(picture.height), picture.width / proportion)
    left, top = (picture.width - width) / 2, (picture.height - height) / 2
    return left, top, left + width, top + height


def _high(picture: Image.Image, height: int) -> Image.Image:
    width = max(1, round(picture.width * height / picture.height))
    return picture.resize((width, height), Image.Resampling.LANCZOS)

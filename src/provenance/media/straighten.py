"""Turns a picture upright that somebody rotated by a few degrees and left with empty corners.

The empty corners give the angle away: of all rectangles around what is not empty, the smallest lie
along the picture's own edges. Quarter turns need none of this; every query is searched in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_SIDE = 160
_TOLERANCE = 10
_EMPTY_SHARE = (0.02, 0.6)
_FLATTEST = 3
_STEEPEST = 45


@dataclass(frozen=True, slots=True)
class Straightened:
    """A picture of mode L turned back; `rotated` is by how many degrees clockwise it had been."""

    luma: Image.Image
    rotated: int


def straightened(luma: Image.Image) -> tuple[Straightened, ...]:
    """Give the at most two ways in which a picture may have been rotated, likeliest first.

    Empty for a picture whose four corners are not all of one empty colour.
    """
    empty = _empty_colour(luma)
    if empty is None:
        return ()
    content = _content(_small(luma), empty)
    share = content.histogram()[0] / (content.width * content.height)
    if not _EMPTY_SHARE[0] < share < _EMPTY_SHARE[1]:
        return ()
    areas = {angle: _area(content, angle) for angle in range(-_STEEPEST, _STEEPEST + 1)}
    # A picture that lies straight has a wide valley around 0; there is nothing to turn back.
    least = [angle for angle in areas if abs(angle) >= _FLATTEST and _is_least(areas, angle)]
    likely = sorted(least, key=lambda angle: (areas[angle], abs(angle), angle))
    return tuple(_turned_back(luma, empty, angle) for angle in likely[:2])


def _empty_colour(luma: Image.Image) -> int | None:
    right, bottom = luma.width - 1, luma.height - 1
    corners = ((0, 0), (right, 0), (0, bottom), (right, bottom))
    values = [luma.getpixel(corner) for corner in corners]
    darkest, lightest = min(values), max(values)  # type: ignore[type-var]
    near = isinstance(darkest, int) and isinstance(lightest, int)
    return darkest if near and lightest - darkest <= _TOLERANCE else None  # type: ignore[operator, return-value]


def _small(luma: Image.Image) -> Image.Image:
    small = luma.copy()
    small.thumbnail((_SIDE, _SIDE), reducing_gap=1.0)
    return small


def _content(luma: Image.Image, empty: int) -> Image.Image:
    """Give a mask of what is not of the empty colour, without the specks that JPEG leaves."""
    from PIL import ImageFilter

    mask = luma.point([255 if abs(value - empty) > _TOLERANCE else 0 for value in range(256)])
    return mask.filter(ImageFilter.MinFilter(3))


def _area(content: Image.Image, angle: int) -> int:
    """Measure the rectangle around the content after it is turned back."""
    box = content.rotate(angle, expand=True).getbbox()
    return (box[2] - box[0]) * (box[3] - box[1]) if box else 0


def _is_least(areas: dict[int, int], angle: int) -> bool:
    """Tell whether no neighbouring angle gives a smaller rectangle."""
    return all(areas[angle] <= areas.get(angle + step, areas[angle]) for step in range(-3, 4))


def _turned_back(luma: Image.Image, empty: int, angle: int) -> Straightened:
    """Turn a picture, cut it to its content and make its corners a middle grey.

    A corner in the picture's own mean weighs least in the hashes, which compare with a median.
    """
    from PIL import Image

    content = _content(luma, empty)
    middle = _mean(luma, content)
    picture = Image.composite(luma, Image.new("L", luma.size, middle), content)
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=middle)
    box = content.rotate(angle, expand=True).getbbox()
    return Straightened(turned.crop(box), angle % 360)


def _mean(luma: Image.Image, content: Image.Image) -> int:
    from PIL import ImageStat

    return round(ImageStat.Stat(luma, content).mean[0])

"""The pixels of one frame of a video, upright, as Pillow pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from provenance.media import colour, grey
from provenance.media.decoder import HASH_SIDE

if TYPE_CHECKING:
    from av import VideoFrame
    from av.video.reformatter import VideoReformatter
    from av.video.stream import VideoStream
    from PIL import Image

_GLANCE = 16
"""Points of a glance in each direction."""

_NEW_SCENE = 18.0
"""Levels of grey, on average over the points, by which a new scene differs."""

_SQUARE = 0.01
_WIDEST = 4.0

_LEANS = 8
"""Times by which a matrix is nearer to a quarter turn than to the next one."""

# Values of Pillow's `Image.Transpose`.
_LYING = {(True, True): grey.NO_TURN, (False, True): 0, (True, False): 1, (False, False): 3}
_STANDING = {(True, False): 4, (False, True): 2, (True, True): 5, (False, False): 6}


def _reformatter() -> VideoReformatter:
    from av.video.reformatter import VideoReformatter

    return VideoReformatter()


@dataclass(frozen=True, slots=True)
class Greys:
    """Makes frames of one video grey, as `stretch` wide as its pixels are (`stretch_of`).

    FFmpeg's tables for it are made once: made for each frame, they cost more than the rest. One
    thread does it: others may not start where memory is limited.
    """

    stretch: float = 1.0
    _small: VideoReformatter = field(default_factory=_reformatter)
    _large: VideoReformatter = field(default_factory=_reformatter)

    def glance(self, frame: VideoFrame) -> bytes:
        """Give a frame as a few grey points, row by row."""
        size = (_GLANCE, _GLANCE)
        small = self._small.reformat(frame, *size, "gray", interpolation="BILINEAR", threads=1)
        plane = small.planes[0]
        points, line = bytes(plane), plane.line_size
        return b"".join(points[row * line : row * line + _GLANCE] for row in range(_GLANCE))

    def luma(self, frame: VideoFrame) -> Image.Image:
        """Give a frame upright in mode L at hashing scale."""
        from PIL import Image

        plane = self._large.reformat(frame, format="gray", threads=1).planes[0]
        size = (frame.width, frame.height)
        image = Image.frombuffer("L", size, bytes(plane), "raw", "L", plane.line_size, 1)
        return grey.upright(stretched(grey.luma(image, HASH_SIDE), self.stretch), _turn(frame))


def glance_of(luma: Image.Image) -> bytes:
    """Give a grey picture as `Greys.glance` gives a frame."""
    from PIL import Image

    return luma.resize((_GLANCE, _GLANCE), Image.Resampling.BOX).tobytes()


def is_new_scene(one: bytes, other: bytes) -> bool:
    """Tell whether two glances are of two scenes; the first glance of a video begins one."""
    from PIL import Image, ImageChops

    if not one:
        return True
    size = (_GLANCE, _GLANCE)
    before, after = (Image.frombytes("L", size, each) for each in (one, other))
    levels = ImageChops.difference(before, after).histogram()
    difference = sum(level * count for level, count in enumerate(levels)) / len(one)
    return difference > _NEW_SCENE


def in_colour(frame: VideoFrame, stretch: float, side: int) -> Image.Image:
    """Give a frame upright in mode RGB, at most `side` pixels long."""
    shown = stretched(frame.to_image(), stretch)  # type: ignore[no-untyped-call]
    image = grey.upright(shown, _turn(frame))
    image.thumbnail((side, side))
    return image


def scaled(frame: VideoFrame, stretch: float) -> Image.Image:
    """Give a frame upright in mode RGB at hashing scale."""
    small = colour.scaled(frame.to_image(), HASH_SIDE)  # type: ignore[no-untyped-call]
    return grey.upright(stretched(small, stretch), _turn(frame))


def stretch_of(stream: VideoStream) -> float:
    """Give how wide a pixel is shown, in parts of its height: 1 where nothing sane is stated.

    Discs and tapes store pictures of 4:3 and 16:9 in the same pixels (ITU-T H.273, 8.6).
    """
    stated = float(stream.sample_aspect_ratio or 1)
    is_square = abs(stated - 1) < _SQUARE
    return 1.0 if is_square or not 1 / _WIDEST <= stated <= _WIDEST else stated


def stretched(image: Image.Image, stretch: float) -> Image.Image:
    """Give a picture as wide as it is shown; its shorter side is never made smaller."""
    if stretch == 1:
        return image
    from PIL import Image

    return image.resize(_shown(*image.size, stretch), Image.Resampling.BILINEAR)


def _shown(width: int, height: int, stretch: float) -> tuple[int, int]:
    if stretch >= 1:
        return round(width * stretch), height
    return width, round(height / stretch)


def _turn(frame: VideoFrame) -> int:
    """Give the `Image.Transpose` that makes a frame upright.

    A track may be turned by quarters, mirrored or both (ISO/IEC 14496-12, 8.3.2): a point (x, y)
    is shown at (a x + c y, b x + d y).
    """
    import struct

    from av.sidedata.sidedata import SideDataContainer

    # What `frame.side_data` gives is kept by the frame and keeps it: neither would be freed.
    stated: Any = SideDataContainer(frame).get("DISPLAYMATRIX")  # type: ignore[call-arg]
    if stated is None:
        return grey.NO_TURN
    a, b, _, c, d = struct.unpack("=5i", bytes(stated)[:20])
    if max(abs(b), abs(c)) * _LEANS < min(abs(a), abs(d)):
        return _LYING[a > 0, d > 0]
    if max(abs(a), abs(d)) * _LEANS < min(abs(b), abs(c)):
        return _STANDING[b > 0, c > 0]
    return grey.NO_TURN


def size(frame: VideoFrame, stretch: float) -> tuple[int, int]:
    """Give width and height of the upright frame as it is shown."""
    width, height = _shown(frame.width, frame.height, stretch)
    return (height, width) if grey.swaps_sides(_turn(frame)) else (width, height)

"""The pixels of one frame of a video, upright, as Pillow pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provenance.media import colour, grey
from provenance.media.decoder import HASH_SIDE

if TYPE_CHECKING:
    from av import VideoFrame
    from av.video.reformatter import VideoReformatter
    from PIL import Image

_GLANCE = 16
"""Points of a glance in each direction."""

_NEW_SCENE = 18.0
"""Levels of grey, on average over the points, by which a new scene differs."""


def _reformatter() -> VideoReformatter:
    from av.video.reformatter import VideoReformatter

    return VideoReformatter()


@dataclass(frozen=True, slots=True)
class Greys:
    """Makes frames of one video grey.

    FFmpeg's tables for it are made once: made for each frame, they cost more than the rest. One
    thread does it: others may not start where memory is limited.
    """

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
        return grey.upright(grey.luma(image, HASH_SIDE), _turn(frame))


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


def in_colour(frame: VideoFrame, side: int) -> Image.Image:
    """Give a frame upright in mode RGB, at most `side` pixels long."""
    image = grey.upright(frame.to_image(), _turn(frame))  # type: ignore[no-untyped-call]
    image.thumbnail((side, side))
    return image


def scaled(frame: VideoFrame) -> Image.Image:
    """Give a frame upright in mode RGB at hashing scale."""
    return grey.upright(colour.scaled(frame.to_image(), HASH_SIDE), _turn(frame))  # type: ignore[no-untyped-call]


def _turn(frame: VideoFrame) -> int:
    """Give the `Image.Transpose` that makes a frame upright: FFmpeg counts anticlockwise."""
    # Pillow's ROTATE_90, _180 and _270 are 2, 3 and 4 and count anticlockwise, too.
    return {90: 2, 180: 3, 270: 4}.get(round(frame.rotation) % 360, grey.NO_TURN)


def size(frame: VideoFrame) -> tuple[int, int]:
    """Give width and height of the upright frame."""
    swaps = grey.swaps_sides(_turn(frame))
    return (frame.height, frame.width) if swaps else (frame.width, frame.height)

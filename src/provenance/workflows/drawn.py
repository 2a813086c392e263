"""Draws two files for the eye: both, one laid on the other, and what differs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.errors import UnreadableMedia
from provenance.matching import overlay
from provenance.media import colour, decoder, formats, reader, video
from provenance.media.limits import Limits
from provenance.model.comparison import Drawn, Side
from provenance.settings import Settings
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn: a frame of each file, and how the first lies on the second."""

    first: Side
    second: Side
    numbers: tuple[int, int]
    matrix: tuple[float, ...] | None
    limits: Limits


def drawn(
    first: Side,
    second: Side,
    numbers: tuple[int, int],
    matrix: tuple[float, ...] | None,
    settings: Settings,
) -> Drawn:
    """Draw a frame of each file, by its number, in a limited process.

    Raises `InputError` for a file that cannot be read any more or is not the one that was compared.
    """
    limits = limits_of(settings)
    return limited(_drawn, Drawing(first, second, numbers, matrix, limits), limits)


def _drawn(wanted: Drawing) -> Drawn:
    sides = zip((wanted.first, wanted.second), wanted.numbers, strict=True)
    first, second = (_picture(side, number, wanted.limits) for side, number in sides)
    both = colour.jpeg(first), colour.jpeg(second)
    if wanted.matrix is None:
        return Drawn(*both)
    laid, difference = overlay.overlaid(first, second, wanted.matrix)
    return Drawn(*both, colour.jpeg(laid), colour.jpeg(difference))


def _picture(side: Side, number: int, limits: Limits) -> Image.Image:
    location = side.location
    data = reader.read(location, limits.file_bytes)
    if hashlib.sha256(data).hexdigest() != side.media.sha256:
        raise UnreadableMedia(
            f"{location.display}: changed while it was compared; try again when it is complete"
        )
    form = formats.recognise(location, data)
    if isinstance(form, formats.VideoFormat):
        return video.in_colour(location, data, form, limits, number, colour.SIDE)
    return decoder.in_colour(location, data, form, limits, number, colour.SIDE)

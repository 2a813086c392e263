"""Examines the pictures in the metadata of a file; runs inside a decoding process.

Those that show what the visible picture does are named and forgotten; the others get all that finds
a picture in an index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from provenance import metadata
from provenance.errors import InputError
from provenance.matching import bars
from provenance.matching.embedded import likened
from provenance.media import embedded as door
from provenance.media import thumbnail
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.model.embedded import (
    TELLING,
    Apart,
    EmbeddedBytes,
    HiddenPicture,
    Likened,
    Likeness,
    PlaceInFile,
)
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Orientation
from provenance.model.geometry import pixels
from provenance.model.media import Location, Role
from provenance.workflows.apart import apart

Closely = Callable[[DecodedFrame], ExaminedFrame]
"""Gives a picture all that finds it."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the embedded pictures of a file are, and to one another.

    `frames` are those that show something else with all that finds them, `apart` pairs of them
    that do not agree, `left` says what was not looked at.
    """

    pictures: tuple[HiddenPicture, ...]
    frames: tuple[ExaminedFrame, ...]
    apart: tuple[Apart, ...]
    left: tuple[str, ...]


def embedded(location: Location, decoded: Decoded, limits: Limits, closely: Closely) -> Embedded:
    """Examine the embedded pictures of a still.

    What cannot be decoded is UNCLEAR, with the reason; never raises for it.
    """
    found, left = metadata.embedded_in(decoded.segments)
    examined = [
        _examined(location, decoded, each, limits, closely, number)
        for number, each in enumerate(found, start=decoded.frame_count)
    ]
    return Embedded(
        tuple(each.picture for each in examined),
        tuple(each.frame for each in examined if each.frame),
        tuple(apart([(each.picture, each.lying) for each in examined if each.lying])),
        (f"{left} more embedded pictures were not looked at",) if left else (),
    )


@dataclass(frozen=True, slots=True)
class _Examined:
    """One of them, with its pixels as they lie in the file, where they could be decoded."""

    picture: HiddenPicture
    frame: ExaminedFrame | None = None
    lying: DecodedFrame | None = None


def _examined(
    location: Location,
    decoded: Decoded,
    raw: EmbeddedBytes,
    limits: Limits,
    closely: Closely,
    number: int,
) -> _Examined:
    size = len(raw.data)
    try:
        lying, (width, height) = door.small(location, raw.data, limits)
    except InputError as error:
        reason = str(error).removeprefix(f"{location.display}: ")
        unclear = Likened(Likeness.UNCLEAR, reason=reason)
        return _Examined(HiddenPicture(raw.origin, size, 0, 0, unclear))
    stated = metadata.stated_turn(decoded.segments)
    upright = tuple(dict.fromkeys((UPRIGHT, stated)))
    said = likened(decoded.frames[0].luma, lying.luma, upright)
    hidden = HiddenPicture(raw.origin, size, width, height, said)
    if said.likeness not in TELLING:
        return _Examined(hidden, None, lying)
    turn = said.orientation if said.likeness is Likeness.CROPPED else stated
    picture = _as_frame(closely(_shown(replace(lying, number=number), turn)), raw.origin)
    return _Examined(replace(hidden, frame=picture.frame), picture, lying)


def _shown(lying: DecodedFrame, turn: Orientation) -> DecodedFrame:
    """Turn a picture upright, without the bars around it."""
    luma = lying.luma
    inner = luma.crop(pixels(bars.within(luma), luma.size))
    return replace(lying, luma=thumbnail.turned(inner, turn))


def _as_frame(examined: ExaminedFrame, origin: PlaceInFile) -> ExaminedFrame:
    role = Role.INGREDIENT if origin is PlaceInFile.C2PA_INGREDIENT else Role.THUMBNAIL
    return replace(examined, frame=replace(examined.frame, role=role))

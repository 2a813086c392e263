"""Examines the pictures in the metadata of a file; runs inside a decoding process.

Those that show what the visible picture does are named and forgotten; the others get all that finds
a picture in an index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
    EmbeddedBytes,
    HiddenPicture,
    Likened,
    Likeness,
    PlaceInFile,
)
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Orientation
from provenance.model.geometry import pixels
from provenance.model.media import Location, Role

Closely = Callable[[DecodedFrame], ExaminedFrame]
"""Gives a picture all that finds it."""


def embedded(
    location: Location, decoded: Decoded, limits: Limits, closely: Closely
) -> tuple[tuple[HiddenPicture, ...], tuple[ExaminedFrame, ...], tuple[str, ...]]:
    """Examine the embedded pictures of a still.

    Gives what each is, those that show something else with all that finds them, and what was not
    looked at. What cannot be decoded is UNCLEAR, with the reason; never raises for it.
    """
    found, left = metadata.embedded_in(decoded.segments)
    examined = [
        _examined(location, decoded, each, limits, closely, number)
        for number, each in enumerate(found, start=decoded.frame_count)
    ]
    more = (f"{left} more embedded pictures were not looked at",) if left else ()
    pictures = tuple(picture for _, picture in examined if picture)
    return tuple(each for each, _ in examined), pictures, more


def _examined(
    location: Location,
    decoded: Decoded,
    raw: EmbeddedBytes,
    limits: Limits,
    closely: Closely,
    number: int,
) -> tuple[HiddenPicture, ExaminedFrame | None]:
    size = len(raw.data)
    try:
        lying, (width, height) = door.small(location, raw.data, limits)
    except InputError as error:
        reason = str(error).removeprefix(f"{location.display}: ")
        return HiddenPicture(raw.origin, size, 0, 0, Likened(Likeness.UNCLEAR, reason=reason)), None
    turned = raw.origin is PlaceInFile.HEIF  # its own properties did that
    stated = UPRIGHT if turned else metadata.stated_turn(decoded.segments)
    upright = tuple(dict.fromkeys((UPRIGHT, stated)))
    said = likened(decoded.frames[0].luma, lying.luma, upright)
    if said.likeness not in TELLING:
        return HiddenPicture(raw.origin, size, width, height, said), None
    turn = said.orientation if said.likeness is Likeness.CROPPED else stated
    picture = _as_frame(closely(_shown(replace(lying, number=number), turn)), raw.origin)
    return HiddenPicture(raw.origin, size, width, height, said, picture.frame), picture


def _shown(lying: DecodedFrame, turn: Orientation) -> DecodedFrame:
    """Turn a picture upright, without the bars around it."""
    luma = lying.luma
    inner = luma.crop(pixels(bars.within(luma), luma.size))
    return replace(lying, luma=thumbnail.turned(inner, turn))


def _as_frame(examined: ExaminedFrame, origin: PlaceInFile) -> ExaminedFrame:
    role = Role.INGREDIENT if origin is PlaceInFile.C2PA_INGREDIENT else Role.THUMBNAIL
    return replace(examined, frame=replace(examined.frame, role=role))

"""Examines the pictures in the metadata of a file; runs inside a decoding process.

Those that show what the visible picture does are named and forgotten; the others get all that finds
a picture in an index.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from provenance import metadata, signals
from provenance.errors import InputError
from provenance.matching import bars
from provenance.matching.embedded import likened
from provenance.media import embedded as door
from provenance.media import thumbnail
from provenance.media.decoder import DecodedFrame
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
from provenance.model.metadata import Segments
from provenance.workflows.apart import apart

Closely = Callable[[DecodedFrame], ExaminedFrame]
"""Gives a picture all that finds it."""

_NEAREST = 3
"""Frames of a video that an embedded picture is laid on, those with the nearest hashes."""

_ORDER = (
    *(Likeness.SAME, Likeness.ALTERED, Likeness.CROPPED, Likeness.MIRRORED, Likeness.ROTATED),
    *(Likeness.UNCLEAR, Likeness.DIFFERENT),
)


@dataclass(frozen=True, slots=True)
class Visible:
    """What a file shows: the one frame of a still, or such frames of a video as were kept.

    `first` is the number that its first embedded picture gets among its frames. `why_not` says why
    there is no frame, where there is none.
    """

    segments: Segments
    frames: tuple[DecodedFrame, ...]
    first: int
    is_video: bool = False
    why_not: str = ""


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


def embedded(
    location: Location, visible: Visible, limits: Limits, closely: Closely | None
) -> Embedded:
    """Examine the embedded pictures of a file.

    What cannot be decoded is UNCLEAR, with the reason; never raises for it. Without `closely`
    nothing is made that finds them.
    """
    found, left = metadata.embedded_in(visible.segments)
    examined = [
        _examined(location, visible, each, limits, closely, number)
        for number, each in enumerate(found, start=visible.first)
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
    visible: Visible,
    raw: EmbeddedBytes,
    limits: Limits,
    closely: Closely | None,
    number: int,
) -> _Examined:
    size = len(raw.data)
    try:
        lying, (width, height) = door.small(location, raw.data, limits)
    except InputError as error:
        reason = str(error).removeprefix(f"{location.display}: ")
        unclear = Likened(Likeness.UNCLEAR, reason=reason)
        return _Examined(HiddenPicture(raw.origin, size, 0, 0, unclear))
    turned = raw.origin is PlaceInFile.HEIF  # its own properties did that
    stated = UPRIGHT if turned else metadata.stated_turn(visible.segments)
    upright = tuple(dict.fromkeys((UPRIGHT, stated)))
    said = _likest(visible, lying, upright, raw.origin)
    hidden = HiddenPicture(raw.origin, size, width, height, said)
    if said.likeness not in TELLING or closely is None:
        return _Examined(hidden, None, lying)
    turn = said.orientation if said.likeness is Likeness.CROPPED else stated
    picture = _as_frame(closely(_shown(replace(lying, number=number), turn)), raw.origin)
    return _Examined(replace(hidden, frame=picture.frame), picture, lying)


def _likest(
    visible: Visible, lying: DecodedFrame, upright: tuple[Orientation, ...], origin: PlaceInFile
) -> Likened:
    """Compare with the frame that is most like it; a still has one.

    Of a video few frames are at hand, so that none shows it tells nothing of what is meant to show
    the video itself.
    """
    if not visible.frames:
        return Likened(Likeness.UNCLEAR, reason=visible.why_not)
    if not visible.is_video:
        return likened(visible.frames[0].luma, lying.luma, upright)
    found = [likened(each.luma, lying.luma, upright) for each in _nearest(visible, lying)]
    best = min(found, key=lambda each: _ORDER.index(each.likeness), default=None)
    unseen = best is None or best.likeness is Likeness.DIFFERENT
    if best is None or (unseen and origin is not PlaceInFile.C2PA_INGREDIENT):
        why = "none of the frames it was compared with shows it; a video has others"
        return Likened(Likeness.UNCLEAR, reason=why)
    return best


def _nearest(visible: Visible, lying: DecodedFrame) -> list[DecodedFrame]:
    (own, *_) = signals.fingerprints(lying.luma)
    near = {
        each.number: own.distance(signals.fingerprints(each.luma)[0]) for each in visible.frames
    }
    return sorted(visible.frames, key=lambda each: near[each.number])[:_NEAREST]


def _shown(lying: DecodedFrame, turn: Orientation) -> DecodedFrame:
    """Turn a picture upright, without the bars around it."""
    luma = lying.luma
    inner = luma.crop(pixels(bars.within(luma), luma.size))
    return replace(lying, luma=thumbnail.turned(inner, turn))


def _as_frame(examined: ExaminedFrame, origin: PlaceInFile) -> ExaminedFrame:
    role = Role.INGREDIENT if origin is PlaceInFile.C2PA_INGREDIENT else Role.THUMBNAIL
    return replace(examined, frame=replace(examined.frame, role=role))

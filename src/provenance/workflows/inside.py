"""What the pictures in a file's metadata are to the visible one; runs inside a decoding process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from provenance import metadata
from provenance.errors import InputError, UnreadableMedia
from provenance.media import decoder, formats, video
from provenance.media.containers import bare_segments
from provenance.media.decoder import Decoded
from provenance.media.limits import Limits
from provenance.model.embedded import EmbeddedBytes, HiddenPicture, Likened, Likeness
from provenance.model.media import Location
from provenance.model.metadata import Segments, State
from provenance.workflows.embedded import Visible, embedded
from provenance.workflows.examine import of_video
from provenance.workflows.moments import of_stored

_UNDECODED = "the visible picture cannot be decoded: {}"


def of_picture(
    location: Location, data: bytes, form: formats.PictureFormat, limits: Limits
) -> tuple[Segments, str]:
    """Give the metadata of a picture, and why it cannot be opened, where it is too damaged.

    Raises `UnreadableMedia` where nothing can be read of it either way.
    """
    try:
        return decoder.segments(location, data, form, limits), ""
    except UnreadableMedia as error:
        bare = bare_segments(data, form)
        if metadata.read(bare).state is not State.PRESENT:
            raise
        return bare, str(error)


def inside_of(location: Location, data: bytes, limits: Limits) -> tuple[HiddenPicture, ...]:
    """Give the embedded pictures of a file, each with what it is to the visible one.

    Of a picture that cannot be decoded it stays unclear. Raises as `of_picture` does.
    """
    form = formats.recognise(location, data)
    if isinstance(form, formats.VideoFormat):
        segments = of_video(data, form)
    else:
        segments, _ = of_picture(location, data, form, limits)
    try:
        visible = _visible(location, data, form, limits, segments)
    except InputError as error:
        why = str(error).removeprefix(f"{location.display}: ")
        visible = Visible(segments, (), 0, why_not=_UNDECODED.format(why))
    return embedded(location, visible, limits, None).pictures


def named_only(found: Iterable[EmbeddedBytes], why: str) -> tuple[HiddenPicture, ...]:
    """Name embedded pictures that nobody has decoded, and why."""
    unclear = Likened(Likeness.UNCLEAR, reason=why)
    return tuple(HiddenPicture(each.origin, len(each.data), 0, 0, unclear) for each in found)


def not_looked_at(named: Iterable[HiddenPicture], why: str) -> tuple[HiddenPicture, ...]:
    """Say of embedded pictures that were named why they were not compared."""
    unclear = Likened(Likeness.UNCLEAR, reason=_UNDECODED.format(why))
    return tuple(replace(each, likened=unclear) for each in named)


def _visible(
    location: Location,
    data: bytes,
    form: formats.PictureFormat | formats.VideoFormat,
    limits: Limits,
    segments: Segments,
) -> Visible:
    if isinstance(form, formats.VideoFormat):
        kept = of_stored(limits.frames)
        read = video.read(location, data, form, limits, kept.take)
        return Visible(segments, kept.pictures(), read.frame_count, is_video=True)
    decoded: Decoded = decoder.decode(location, data, form, limits)
    return Visible(decoded.segments, decoded.frames[:1], decoded.frame_count)

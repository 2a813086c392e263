"""From a file to all that it says itself; runs inside a decoding process.

Read once, SHA-256 before any parser, then format, pixels, fingerprints and metadata.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from provenance import metadata, signals
from provenance.media import decoder, formats, reader, thumbnail
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Frame, Location, Media, Role
from provenance.settings import Settings


def prepare() -> None:
    """Import now what every picture needs, so that processes forked later share it."""
    import numpy as np  # noqa: F401

    decoder.prepare()


def examine(location: Location, limits: Limits, *, as_query: bool) -> Examination:
    """Examine a file; with `as_query` its frames carry the variants that find turned copies.

    Raises `InputError` in its kinds for what cannot be read, is refused or is no picture.
    """
    data = reader.read(location, limits.file_bytes)
    sha256 = hashlib.sha256(data).hexdigest()
    form = formats.recognise(location, data)
    decoded = decoder.decode(location, data, form, limits)
    media = Media(
        sha256, len(data), decoded.media_type, decoded.width, decoded.height, decoded.frame_count
    )
    frames: list[ExaminedFrame] = []
    for frame in decoded.frames:
        frames += _as_query(sha256, decoded, frame) if as_query else _stored(sha256, decoded, frame)
    said = metadata.read(decoded.segments)
    return Examination(location, media, tuple(frames), said, decoded.remarks)


def _as_query(sha256: str, decoded: Decoded, frame: DecodedFrame) -> Iterator[ExaminedFrame]:
    """Turn a query, and each of its regions, in all the ways in which a copy may be turned."""
    variants = list(signals.variants(frame.luma))
    upright = variants[0].fingerprints
    for each in signals.straightened(frame.luma):
        variants += signals.turned_back(each)
    variants += signals.of_regions(frame.luma)
    yield ExaminedFrame(
        _frame(sha256, decoded, frame, 0), upright, tuple(variants), thumbnail.make(frame.luma)
    )


def _stored(sha256: str, decoded: Decoded, frame: DecodedFrame) -> Iterator[ExaminedFrame]:
    """Take a picture as it lies, and turned back where empty corners show that it was rotated."""
    upright = signals.fingerprints(frame.luma)
    yield ExaminedFrame(_frame(sha256, decoded, frame, 0), upright, (), thumbnail.make(frame.luma))
    for each in signals.straightened(frame.luma):
        turned = signals.fingerprints(each.luma)
        yield ExaminedFrame(_frame(sha256, decoded, frame, each.rotated), turned, (), b"")


def _frame(sha256: str, decoded: Decoded, frame: DecodedFrame, rotated: int) -> Frame:
    role = Role.IMAGE if decoded.frame_count == 1 else Role.FRAME
    return Frame(sha256, frame.number, frame.timestamp_s, role, rotated)


def limits_of(settings: Settings) -> Limits:
    """Give the limits under which files are examined."""
    return Limits(
        settings.max_file_bytes,
        settings.max_frame_pixels,
        settings.max_file_pixels,
        settings.max_frames,
        settings.max_cpu_s,
        settings.max_memory_bytes,
    )

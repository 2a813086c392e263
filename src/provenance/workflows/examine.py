"""From a file to all that it says itself; runs inside a decoding process.

Read once, SHA-256 before any parser, then format, pixels, fingerprints and metadata.
"""

from __future__ import annotations

import hashlib

from provenance import metadata, signals
from provenance.media import decoder, formats, reader, thumbnail
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Frame, Location, Media, Role


def prepare() -> None:
    """Import now what examining needs, so that processes forked later share it."""
    import exifread  # noqa: F401
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
    return Examination(
        location,
        media,
        tuple(_examined(sha256, decoded, frame, as_query=as_query) for frame in decoded.frames),
        metadata.read(decoded.segments),
        decoded.remarks,
    )


def _examined(
    sha256: str, decoded: Decoded, frame: DecodedFrame, *, as_query: bool
) -> ExaminedFrame:
    role = Role.IMAGE if decoded.frame_count == 1 else Role.FRAME
    turned = signals.variants(frame.luma) if as_query else ()
    upright = turned[0].fingerprints if turned else signals.fingerprints(frame.luma)
    return ExaminedFrame(
        Frame(sha256, frame.number, frame.timestamp_s, role),
        upright,
        turned,
        thumbnail.make(frame.luma),
    )

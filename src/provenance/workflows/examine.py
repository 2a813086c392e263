"""From a file to all that it says itself; runs inside a decoding process.

Read once, SHA-256 before any parser, then format, pixels, fingerprints and metadata.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from provenance import metadata, signals
from provenance.index.vocabulary import prepared, vocabulary
from provenance.matching import keypoints
from provenance.media import decoder, formats, reader, thumbnail, video
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Location, Media, Role
from provenance.model.posting import JoinKey
from provenance.settings import Settings
from provenance.workflows.moments import of_query, of_stored


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a picture.

    `as_query`: its frames carry what finds turned copies and parts. `keypoints`: they carry these.
    """

    as_query: bool
    keypoints: bool = False


STORED = Wanted(as_query=False, keypoints=True)
HASHES_ONLY = Wanted(as_query=False)

_CPU_SHARE = 0.9
"""Of the CPU time of a video; after it the rest of its frames is compared as whole pictures."""


def prepare(wanted: Wanted) -> None:
    """Import now what every picture needs, so that processes forked later share it."""
    import numpy as np  # noqa: F401

    decoder.prepare()
    video.prepare()
    if wanted.keypoints:
        keypoints.prepare()
        vocabulary()


def examine(location: Location, limits: Limits, wanted: Wanted) -> Examination:
    """Examine a file.

    Raises `InputError` in its kinds for what cannot be read, is refused or is no picture.
    """
    return examined(location, reader.read(location, limits.file_bytes), limits, wanted)


def examined(location: Location, data: bytes, limits: Limits, wanted: Wanted) -> Examination:
    """Examine a file that was read already; raises as `examine` does."""
    sha256 = hashlib.sha256(data).hexdigest()
    form = formats.recognise(location, data)
    if isinstance(form, formats.VideoFormat):
        return _video(location, data, form, limits, wanted)
    decoded = decoder.decode(location, data, form, limits)
    media = Media(
        sha256, len(data), decoded.media_type, decoded.width, decoded.height, decoded.frame_count
    )
    frames: list[ExaminedFrame] = []
    for frame in decoded.frames:
        how = _as_query if wanted.as_query else _stored
        frames += how(sha256, decoded, frame, wanted)
    said = metadata.read(decoded.segments)
    return Examination(location, media, tuple(frames), said, decoded.remarks, _keys(data, sha256))


def _video(
    location: Location, data: bytes, form: formats.VideoFormat, limits: Limits, wanted: Wanted
) -> Examination:
    sha256 = hashlib.sha256(data).hexdigest()
    started = time.process_time()
    kept = of_query(limits.frames) if wanted.as_query else of_stored(limits.frames)
    decoded = video.read(location, data, form, limits, kept.take)
    media = Media(
        sha256, len(data), decoded.media_type, decoded.width, decoded.height, decoded.frame_count
    )
    how = _as_query if wanted.as_query else _stored

    def closely(frame: DecodedFrame) -> ExaminedFrame:
        return next(how(sha256, decoded, frame, wanted))

    def has_time() -> bool:
        return time.process_time() - started < limits.cpu_s * _CPU_SHARE

    frames = tuple(kept.frames(sha256, closely, has_time))
    if not wanted.keypoints:
        frames = tuple(replace(each, keypoints=()) for each in frames)
    said = metadata.read(decoded.segments)
    remarks = (*decoded.remarks, *kept.remarks())
    return Examination(location, media, frames, said, remarks, _keys(data, sha256))


def _keys(data: bytes, sha256: str) -> tuple[JoinKey, ...]:
    """Give the digests by which platforms and web archives name bytes."""
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    return JoinKey("md5", md5), JoinKey("sha1", sha1), JoinKey("sha256", sha256)


def _as_query(
    sha256: str, decoded: Decoded, frame: DecodedFrame, wanted: Wanted
) -> Iterator[ExaminedFrame]:
    """Turn a query, and each of its regions, in all the ways in which a copy may be turned."""
    variants = list(signals.variants(frame.luma))
    upright = variants[0].fingerprints
    for each in signals.straightened(frame.luma):
        variants += signals.turned_back(each)
    variants += signals.of_regions(frame.luma)
    yield ExaminedFrame(
        _frame(sha256, decoded, frame, 0),
        upright,
        tuple(variants),
        thumbnail.make(frame.luma),
        _queried(frame) if wanted.keypoints else (),
        thumbnail.detail(frame.luma),
    )


def _queried(frame: DecodedFrame) -> tuple[Keypoints, ...]:
    """Find the keypoints of a query, and those of its mirror image."""
    found = keypoints.queried(frame.luma)
    both = (found, keypoints.mirrored(found))
    return tuple(prepared(each, as_query=True) for each in both)


def _stored(
    sha256: str, decoded: Decoded, frame: DecodedFrame, wanted: Wanted
) -> Iterator[ExaminedFrame]:
    """Take a picture as it lies, and turned back where empty corners show that it was rotated."""
    upright = signals.fingerprints(frame.luma)
    found = (keypoints.stored(frame.luma),) if wanted.keypoints else ()
    yield ExaminedFrame(
        _frame(sha256, decoded, frame, 0),
        upright,
        (),
        thumbnail.make(frame.luma),
        tuple(prepared(each, as_query=False) for each in found),
    )
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

"""From a file to all that it says itself; runs inside a decoding process.

Read once, SHA-256 before any parser, then format, pixels, fingerprints and metadata.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from provenance import metadata, signals
from provenance.index.vocabulary import prepared, vocabulary
from provenance.matching import keypoints
from provenance.media import decoder, formats, reader, thumbnail, video
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.metadata.credentials import with_credentials
from provenance.model.case import Examination
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.geometry import Box
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Location, Media, Role
from provenance.model.metadata import Metadata, Segments
from provenance.model.posting import ASKED_SHA256, JoinKey
from provenance.settings import Settings
from provenance.signals import sscd
from provenance.signals.sscd import Weights
from provenance.workflows.embedded import Visible, embedded
from provenance.workflows.moments import of_query, of_stored


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a picture.

    `as_query`: its frames carry what finds turned copies and parts. `keypoints`: they carry these.
    `weights`: they carry embeddings that are made with these.
    """

    as_query: bool
    keypoints: bool = False
    weights: Weights | None = None


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
    if wanted.weights:
        decoded = decoder.coloured(location, data, form, limits, decoded)
    media = Media(
        sha256, len(data), decoded.media_type, decoded.width, decoded.height, decoded.frame_count
    )
    how = _as_query if wanted.as_query else _stored
    frames: list[ExaminedFrame] = []
    for frame in decoded.frames:
        frames += how(sha256, decoded, frame, wanted)
    said = _said(data, decoded.media_type, decoded.segments, wanted)

    def closely(frame: DecodedFrame) -> ExaminedFrame:
        return _small(next(how(sha256, decoded, frame, wanted)), wanted)

    visible = Visible(decoded.segments, decoded.frames[:1], decoded.frame_count)
    about, hidden, more = embedded(location, visible, limits, closely)
    return Examination(
        location,
        media,
        tuple(frames),
        said,
        (*decoded.remarks, *more),
        _keys(data, sha256),
        about,
        hidden,
        metadata.file_keys(decoded.segments, said),
    )


def _video(
    location: Location, data: bytes, form: formats.VideoFormat, limits: Limits, wanted: Wanted
) -> Examination:
    sha256 = hashlib.sha256(data).hexdigest()
    started = time.process_time()
    weights = wanted.weights.sha256 if wanted.weights else ""
    begin = of_query if wanted.as_query else of_stored
    kept = begin(limits.frames, weights)
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
    segments = of_video(data, form)
    visible = Visible(segments, kept.pictures(), decoded.frame_count, is_video=True)

    def small(frame: DecodedFrame) -> ExaminedFrame:
        return _small(closely(frame), wanted)

    about, hidden, more = embedded(location, visible, limits, small)
    if not wanted.keypoints:
        frames = tuple(replace(each, keypoints=()) for each in frames)
    said = _said(data, decoded.media_type, segments, wanted)
    return Examination(
        location,
        media,
        frames,
        said,
        (*decoded.remarks, *kept.remarks(), *more),
        _keys(data, sha256),
        about,
        hidden,
        metadata.file_keys(segments, said),
    )


def _small(examined: ExaminedFrame, wanted: Wanted) -> ExaminedFrame:
    """Give an embedded picture without an embedding, which says that nothing is left to look for.

    It is too small for one.
    """
    none = (Embedding(wanted.weights.sha256, b""),) if wanted.weights else ()
    return replace(examined, embeddings=none)


def of_video(data: bytes, form: formats.VideoFormat) -> Segments:
    """Give what is read of a video: of MP4, MOV and 3GP their boxes, of others nothing yet."""
    return metadata.video_segments(data) if form.demuxer == "mov" else Segments()


def _said(data: bytes, media_type: str, segments: Segments, wanted: Wanted) -> Metadata:
    """Read the metadata; only what is asked about is worth verifying its Content Credentials."""
    said = metadata.read(segments)
    if not wanted.as_query:
        return said
    return with_credentials(said, data, media_type)


def _keys(data: bytes, sha256: str) -> tuple[JoinKey, ...]:
    """Give the digests by which platforms, web archives and those who ask about it name bytes."""
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    by_digest = JoinKey("md5", md5), JoinKey("sha1", sha1), JoinKey("sha256", sha256)
    return (*by_digest, JoinKey(ASKED_SHA256, sha256))


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
        tuple(_embeddings(frame, wanted, [each.crop for each in variants])),
    )


def _queried(frame: DecodedFrame) -> tuple[Keypoints, ...]:
    """Find the keypoints of a query, and those of its mirror image."""
    found = keypoints.queried(frame.luma)
    both = (found, keypoints.mirrored(found))
    return tuple(prepared(each, as_query=True) for each in both)


def _embeddings(
    frame: DecodedFrame, wanted: Wanted, crops: Iterable[Box | None]
) -> Iterator[Embedding]:
    """Embed each of these parts of a frame once, in their order."""
    if wanted.weights is None or frame.colour is None:
        return
    picture = frame.colour()
    for crop in dict.fromkeys(crops):
        yield sscd.embedded(picture, wanted.weights, crop)


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
        embeddings=tuple(_embeddings(frame, wanted, [None])),
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

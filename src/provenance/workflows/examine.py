"""From a file to all that it says itself; runs inside a decoding process.

Read once, SHA-256 before any parser, then format, pixels, fingerprints and metadata.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from provenance import metadata
from provenance.errors import UnreadableMedia
from provenance.index.vocabulary import VOTERS, vocabulary
from provenance.matching import keypoints
from provenance.media import animation, decoder, formats, reader, video
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.metadata.credentials import with_credentials
from provenance.model.case import Examination
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Location, Media
from provenance.model.metadata import Metadata, Segments
from provenance.model.posting import ASKED_SHA256, JoinKey
from provenance.settings import Settings
from provenance.workflows import hash_list
from provenance.workflows.behind import behind
from provenance.workflows.embedded import Visible, embedded
from provenance.workflows.frames import as_query, as_stored, hashed, pointed
from provenance.workflows.moments import of_query, of_stored
from provenance.workflows.wanted import Wanted
from provenance.workflows.words import with_words

_CPU_SHARE = 0.9
"""Of the CPU time of a video; after it the rest of its frames is compared as whole pictures."""


def prepare(wanted: Wanted, *, videos: bool = True) -> None:
    """Import now what every file needs, so that processes forked later share it.

    Where no `videos` are looked for a process that meets one imports their library itself.
    """
    import numpy as np  # noqa: F401

    decoder.prepare()
    if videos:
        video.prepare()
    if wanted.keypoints:
        keypoints.prepare()
        vocabulary()


Step = tuple[ExaminedFrame, ...] | Examination
"""The frames of a query as far as their hashes go, as soon as they are known; and then all."""


def examine(location: Location, limits: Limits, wanted: Wanted) -> Examination:
    """Examine a file.

    Raises `InputError` in its kinds for what cannot be read, is refused or is no picture.
    """
    return _last(examining(location, limits, wanted))


def examined(location: Location, data: bytes, limits: Limits, wanted: Wanted) -> Examination:
    """Examine a file that was read already; raises as `examine` does."""
    return _last(_steps(location, data, limits, wanted))


def examining(location: Location, limits: Limits, wanted: Wanted) -> Iterator[Step]:
    """Examine a file step by step, the last of which is the examination; raises as `examine`."""
    yield from _steps(location, reader.read(location, limits.file_bytes), limits, wanted)


def _last(steps: Iterator[Step]) -> Examination:
    *_, examination = steps
    assert isinstance(examination, Examination)
    return examination


def _steps(location: Location, data: bytes, limits: Limits, wanted: Wanted) -> Iterator[Step]:
    if hash_list.is_one(location, data):
        yield hash_list.examined(location, data, as_query=wanted.as_query, weights=wanted.weights)
        return
    form = formats.recognise(location, data)
    if isinstance(form, formats.VideoFormat):
        yield from _video(location, data, form, limits, wanted)
        return
    moving = False
    if animation.may_move(data, form):
        for step in _animation(location, data, form, limits, wanted):
            moving = True
            yield step
    if not moving:
        yield from _still(location, data, form, limits, wanted)


def _still(
    location: Location, data: bytes, form: formats.PictureFormat, limits: Limits, wanted: Wanted
) -> Iterator[Step]:
    sha256 = hashlib.sha256(data).hexdigest()
    decoded = decoder.decode(location, data, form, limits)
    if wanted.weights:
        decoded = decoder.coloured(location, data, form, limits, decoded)
    media = Media(
        sha256, len(data), decoded.media_type, decoded.width, decoded.height, decoded.frame_count
    )
    frames: tuple[ExaminedFrame, ...]
    if wanted.as_query:
        frames = tuple(hashed(sha256, decoded, each, wanted) for each in decoded.frames)
        yield frames
        both = zip(frames, decoded.frames, strict=True)
        frames = tuple(pointed(each, frame.luma, wanted) for each, frame in both)
    else:
        frames = tuple(
            each for frame in decoded.frames for each in as_stored(sha256, decoded, frame, wanted)
        )
    said = _said(data, decoded.media_type, decoded.segments, wanted)
    how = as_query if wanted.as_query else as_stored

    def closely(frame: DecodedFrame) -> ExaminedFrame:
        return _small(next(how(sha256, decoded, frame, wanted)), wanted)

    visible = Visible(decoded.segments, decoded.frames[:1], decoded.frame_count)
    hidden = embedded(location, visible, limits, closely)
    yield Examination(
        location,
        media,
        frames,
        said,
        (*decoded.remarks, *hidden.left),
        _keys(data, sha256),
        hidden.pictures,
        hidden.frames,
        metadata.file_keys(decoded.segments, said),
        hidden.apart,
    )


def _animation(
    location: Location, data: bytes, form: formats.PictureFormat, limits: Limits, wanted: Wanted
) -> Iterator[Step]:
    """Examine an animation in time; nothing comes of a picture that does not move."""

    def read(take: Callable[[DecodedFrame], None]) -> Decoded | None:
        coloured = wanted.weights is not None
        try:
            return animation.read(location, data, form, limits, take, in_colour=coloured)
        except UnreadableMedia:
            if form is not formats.AVIF:
                raise
            # Only FFmpeg opens a sequence of AVIF that is cut short.
            return video.read(location, data, formats.AVIF_SEQUENCE, limits, take)

    return _in_time(location, data, limits, wanted, read)


def _video(
    location: Location, data: bytes, form: formats.VideoFormat, limits: Limits, wanted: Wanted
) -> Iterator[Step]:
    def read(take: Callable[[DecodedFrame], None]) -> Decoded:
        return replace(
            video.read(location, data, form, limits, take), segments=of_video(data, form)
        )

    return _in_time(location, data, limits, wanted, read)


def _in_time(
    location: Location,
    data: bytes,
    limits: Limits,
    wanted: Wanted,
    read: Callable[[Callable[[DecodedFrame], None]], Decoded | None],
) -> Iterator[Step]:
    """Examine what `read` hands on of a video or animation."""
    sha256 = hashlib.sha256(data).hexdigest()
    started = time.process_time()
    weights = wanted.weights.sha256 if wanted.weights else ""
    kept = (
        of_query(limits.frames, weights, few_first=wanted.few_first)
        if wanted.as_query
        else of_stored(limits.frames, weights)
    )
    with behind(kept.take, wanted.threads) as take:
        decoded = read(take)
    if decoded is None:
        return
    media = Media(
        sha256, len(data), decoded.media_type, decoded.width, decoded.height, decoded.frame_count
    )
    how = as_query if wanted.as_query else as_stored
    wordless = replace(wanted, words_later=True)

    def closely(frame: DecodedFrame) -> ExaminedFrame:
        if wanted.as_query:
            return hashed(sha256, decoded, frame, wanted)
        return next(as_stored(sha256, decoded, frame, wordless))

    def has_time() -> bool:
        return time.process_time() - started < limits.cpu_s * _CPU_SHARE

    frames = tuple(kept.frames(sha256, closely, has_time))
    if wanted.as_query:
        yield frames
    if wanted.keypoints:
        if wanted.as_query:
            find = partial(pointed, wanted=wordless)
            frames = tuple(kept.pointed(frames, find, has_time, wanted.threads))
        voters = VOTERS if wanted.few_first else None
        frames = tuple(with_words(frames, as_query=wanted.as_query, voters=voters))
    else:
        frames = tuple(replace(each, keypoints=()) for each in frames)
    said = _said(data, decoded.media_type, decoded.segments, wanted)
    visible = Visible(decoded.segments, kept.pictures(), decoded.frame_count, is_video=True)

    def small(frame: DecodedFrame) -> ExaminedFrame:
        return _small(next(how(sha256, decoded, frame, wordless)), wanted)

    within = embedded(location, visible, limits, small)
    hidden = within.frames
    if wanted.keypoints:
        hidden = tuple(with_words(hidden, as_query=wanted.as_query))
    yield Examination(
        location,
        media,
        frames,
        said,
        (*decoded.remarks, *kept.remarks(), *within.left),
        _keys(data, sha256),
        within.pictures,
        hidden,
        metadata.file_keys(decoded.segments, said),
        within.apart,
    )


def _small(examined: ExaminedFrame, wanted: Wanted) -> ExaminedFrame:
    """Give an embedded picture without an embedding, which says that nothing is left to look for.

    It is too small for one.
    """
    none = (Embedding(wanted.weights.sha256, b""),) if wanted.weights else ()
    return replace(examined, embeddings=none)


def of_video(data: bytes, form: formats.VideoFormat) -> Segments:
    """Give what is read of a video: MP4, MOV, 3GP, Matroska, WebM, AVI; of others nothing."""
    if form.demuxer == "mov":
        return metadata.video_segments(data)
    if form.demuxer == "matroska":
        return Segments(matroska=data)
    return Segments(riff=data) if form.demuxer == "avi" else Segments()


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

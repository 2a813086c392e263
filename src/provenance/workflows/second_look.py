"""Looks at more frames of a video by keypoints, where these found it and hashes tell too little.

An index is asked about a few frames of a video, which find all that shows the same. How a stretch
of the one lies on the other, more frames tell better; they need be laid on the found video only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from provenance.errors import InputError
from provenance.index.interface import Engine
from provenance.matching import alignment, clips, keypoints
from provenance.media import thumbnail
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Media
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.clips import TELLS_LESS, in_common
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited

MOST = 8
"""Videos on which more frames are laid, those with the most keypoints that agree first."""

_NEAR_S = clips.KEYPOINTS_S + 0.2


@dataclass(frozen=True, slots=True)
class _Video:
    """An indexed video that was found, the frames of it that have a picture of their own."""

    media: Media
    mirrored: bool
    frames: tuple[Frame, ...]


def looked_again(
    engine: Engine, examination: Examination, laid: Sequence[Laid], settings: Settings
) -> tuple[Examination, list[Laid]]:
    """Give the query with keypoints of more frames, and how these lie on what was found.

    Nothing changes where no frame was left for it, or where hashes tell enough of every video.
    """
    left = tuple(each.detail for each in examination.frames if _is_left(each))
    if len(examination.frames) < clips.LEAST:
        return examination, []
    found = _found(laid)
    videos = list(_told_too_little(engine, examination, found[:MOST], settings))
    if not videos:
        return examination, []
    try:
        sides = iter(limited(_keypoints, left, limits_of(settings)) if left else ())
    except InputError:  # what takes too long costs the second look alone
        return examination, []
    frames = tuple(
        replace(each, keypoints=next(sides)) if _is_left(each) else each
        for each in examination.frames
    )
    done = {(each.query, each.frame, each.alignment.mirrored) for each in laid}
    more = [
        one
        for video in videos
        for each in frames
        for one in (_laid(engine, each, video, laid, done) if each.keypoints else ())
    ]
    remarks = (*examination.remarks, *_left_out(len(found)))
    return replace(examination, frames=frames, remarks=remarks), more


def _left_out(found: int) -> Iterator[str]:
    if found > MOST:
        yield (
            f"its frames were found in {found} videos of the index; of the {MOST} whose keypoints "
            "agree best it was looked at more closely from when to when it is in them"
        )


def _is_left(examined: ExaminedFrame) -> bool:
    return bool(examined.detail) and not examined.keypoints


def _keypoints(details: tuple[bytes, ...]) -> tuple[tuple[Keypoints, ...], ...]:
    """Find the keypoints of pictures and of their mirror images; runs in a limited process."""
    own = [keypoints.queried(thumbnail.read(each)) for each in details]
    return tuple((each, keypoints.mirrored(each)) for each in own)


def _found(laid: Iterable[Laid]) -> list[Laid]:
    """Give the best of each video on which enough keypoints agree, the best of all first."""
    most: dict[tuple[str, bool], Laid] = {}
    for one in laid:
        key = (one.media.sha256, one.alignment.mirrored)
        usable = one.alignment.inliers >= alignment.STRONG and one.media.frame_count > 1
        before = most.get(key)
        fewer = before is None or before.alignment.inliers < one.alignment.inliers
        if usable and fewer and not one.is_hidden:
            most[key] = one
    return [most[key] for key in sorted(most, key=lambda key: (-most[key].alignment.inliers, key))]


def _told_too_little(
    engine: Engine, examination: Examination, found: Iterable[Laid], settings: Settings
) -> Iterator[_Video]:
    """Give the videos of which keypoints could tell more than hashes do."""
    looked = sum(bool(each.detail) for each in examination.frames)
    for one in found:
        stored = engine.frames(one.media.sha256)
        by_hash = in_common(examination, stored, settings)
        if by_hash is None or by_hash.clip.frames * TELLS_LESS < looked:
            upright = tuple(frame for frame, _ in stored if not frame.rotated)
            yield _Video(one.media, one.alignment.mirrored, upright)


def _laid(
    engine: Engine,
    examined: ExaminedFrame,
    video: _Video,
    laid: Sequence[Laid],
    done: Collection[tuple[Frame, Frame, bool]],
) -> Iterator[Laid]:
    """Lay a frame on those of a video that may show the same moment, unless it was."""
    for frame in _expected(examined.frame, video, laid):
        if (examined.frame, frame, video.mirrored) in done:
            continue
        stored = engine.keypoints(frame)
        own = examined.keypoints[video.mirrored]
        found = alignment.align(own, stored, mirrored=video.mirrored) if stored else None
        if found:
            yield Laid(examined.frame, video.media, frame, found, stored=stored)


def _expected(query: Frame, video: _Video, laid: Sequence[Laid]) -> tuple[Frame, ...]:
    """Give the frames near which a frame must lie, by the nearest that keypoints tell of.

    It may have been played at half to double its pace.
    """
    known = [
        each
        for each in laid
        if each.media.sha256 == video.media.sha256
        and each.alignment.mirrored is video.mirrored
        and each.alignment.inliers >= alignment.STRONG
    ]
    nearest = min(abs(each.query.timestamp_s - query.timestamp_s) for each in known)
    there = [each for each in known if abs(each.query.timestamp_s - query.timestamp_s) == nearest]
    best = max(there, key=lambda each: (each.alignment.inliers, -each.frame.timestamp_s))
    passed = query.timestamp_s - best.query.timestamp_s
    ends = [
        best.frame.timestamp_s + speed * passed for speed in (min(clips.SPEEDS), max(clips.SPEEDS))
    ]
    return tuple(
        each
        for each in video.frames
        if min(ends) - _NEAR_S <= each.timestamp_s <= max(ends) + _NEAR_S
    )

"""Tells by their pixels when clips were cut out of indexed videos, where keypoints found them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import dist
from typing import TypeVar

from provenance.errors import InputError
from provenance.matching import alignment, keypoints, laid_frames, one_place
from provenance.media import thumbnail
from provenance.model.case import Examination
from provenance.model.clip import Clip
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Frame
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited

_FRAMES = 40
"""Frames of the query that are compared, spread evenly; the dearest of it is their number."""

_STORED = 240
"""Frames of the indexed video that are compared with them."""

_HELD = 0.25
_PIXELS = 0.65
"""Shares of keypoints and agreement of pixels under which, both, two videos are of one scene only.

Measured on 38 clips that were cropped, framed or covered: no less than 0.43 and 0.75; on two
recordings of one flight, the one going on where the other ends: 0.19 and 0.58 at most."""

_PLACES = 16
_ONE_PLACE = 0.01
"""Of the sides of a picture, up to which two maps put its corners in one place."""

_AROUND_S = 4.5
"""How far from the stretch that is known the right one may begin or end."""

T = TypeVar("T")

_Line = tuple[float, float, tuple[float, ...], float]
"""Offset, speed, seconds of agreeing frames and agreement; plain values for a message."""

_CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Told:
    """A clip, and what may tell more exactly when it was cut out where only keypoints told of it.

    `stored` are all upright frames of the other video in order; `laid` are those pairs of frames
    on which keypoints agree; `picture` gives the thumbnail of a stored frame.
    """

    clip: Clip
    stored: tuple[Frame, ...]
    laid: tuple[Laid, ...]
    picture: Callable[[Frame], bytes]
    by_keypoints: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """Frames of both videos, seconds and JPEG each, and where the one may lie on the other."""

    clip: tuple[tuple[float, bytes], ...]
    video: tuple[tuple[float, bytes], ...]
    places: tuple[tuple[float, ...], ...]
    near: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Exact:
    """A clip as exactly as pixels tell it; `apart` tells that these are of two recordings."""

    clip: Clip
    apart: bool


def exactly(
    examination: Examination, told: Sequence[Told], settings: Settings
) -> tuple[Exact, ...]:
    """Give the clips with their offset and speed as exactly as pixels tell; else as they were."""
    if not told:
        return ()
    asked = tuple(_asked(examination, each) for each in told)
    keypoints.prepare()
    try:
        # An index may come from somebody else, so its thumbnails are decoded like any picture.
        lines = limited(_lines, asked, limits_of(settings))
    except InputError:  # what takes too long costs the exactness alone
        lines = (None,) * len(asked)
    return tuple(_exact(each, line) for each, line in zip(told, lines, strict=True))


def _exact(told: Told, line: _Line | None) -> Exact:
    if line is None:
        return Exact(told.clip, apart=False)
    held = max((each.alignment.held for each in told.laid), default=1.0)
    apart = held < _HELD and line[3] < _PIXELS
    return Exact(_moved(told.clip, line) if line[2] else told.clip, apart)


def _asked(examination: Examination, told: Told) -> _Asked:
    clip = told.clip
    own = [
        each
        for each in examination.frames
        if clip.query_start_s - _AROUND_S <= each.frame.timestamp_s <= clip.query_end_s + _AROUND_S
    ]
    first, last = sorted((clip.match_start_s, clip.match_end_s))
    stored = [
        each for each in told.stored if first - _AROUND_S <= each.timestamp_s <= last + _AROUND_S
    ]
    return _Asked(
        tuple(_timed(each) for each in _spread(own, _FRAMES)),
        tuple((each.timestamp_s, told.picture(each)) for each in _spread(stored, _STORED)),
        tuple(_places(told)),
        (clip.offset_s, clip.speed),
    )


def _timed(examined: ExaminedFrame) -> tuple[float, bytes]:
    return examined.frame.timestamp_s, examined.thumbnail


def _spread(every: Sequence[T], most: int) -> list[T]:
    """Give so many of them, evenly from the first to the last."""
    if len(every) <= most:
        return list(every)
    return [every[round(each * (len(every) - 1) / (most - 1))] for each in range(most)]


def _places(told: Told) -> list[tuple[float, ...]]:
    """Give the maps on which most keypoints agree, no two of which lay the corners alike."""
    near = [
        each
        for each in told.laid
        if each.alignment.mirrored is told.clip.mirrored
        and each.alignment.inliers >= alignment.STRONG
    ]
    kept: list[Laid] = []
    for each in sorted(near, key=lambda one: -one.alignment.inliers):
        if not any(_is_one_place(each, other) for other in kept):
            kept.append(each)
    return [each.alignment.matrix for each in kept[:_PLACES]]


def _is_one_place(one: Laid, other: Laid) -> bool:
    return all(
        dist(one.alignment.to_match(each), other.alignment.to_match(each)) <= _ONE_PLACE
        for each in _CORNERS
    )


def _moved(clip: Clip, line: _Line) -> Clip:
    offset, speed, agreeing, _ = line
    first, last = agreeing[0], agreeing[-1]
    start, end = (offset + speed * at for at in (first, last))
    return replace(
        clip,
        query_start_s=round(first, 2),
        query_end_s=round(last, 2),
        frames=max(clip.frames, len(agreeing)),
        match_start_s=round(max(0.0, start), 2),
        match_end_s=round(max(0.0, end), 2),
        offset_s=round(offset, 2),
        speed=round(speed, 3),
    )


def _lines(asked: tuple[_Asked, ...]) -> tuple[_Line | None, ...]:
    return tuple(map(_line, asked))


def _line(asked: _Asked) -> _Line | None:
    try:
        clip, video = _shots(asked.clip), _shots(asked.video)
    except (OSError, ValueError):  # no thumbnail
        return None
    if not clip or not video:
        return None
    found = one_place.line(clip, video, asked.places, asked.near)
    if found is None:
        return None
    return found.offset_s, found.speed, found.agreeing, found.agreement


def _shots(frames: Sequence[tuple[float, bytes]]) -> list[laid_frames.Shot]:
    return [laid_frames.Shot.of(at, thumbnail.read(jpeg)) for at, jpeg in frames]

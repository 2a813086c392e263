"""Tells at which moment of an indexed video a still was taken, from the frames around the match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from provenance.errors import InputError
from provenance.index.interface import Engine
from provenance.matching import keypoints, pinpoint, scene
from provenance.matching.scene import Scene
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.match import Match, Strength
from provenance.model.media import Frame, Role
from provenance.model.span import Span
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.examine import limits_of
from provenance.workflows.scenes import AROUND_S, Asked, asked_of, in_order
from provenance.workflows.workers import limited

_PINPOINTED = 5
"""Matches, the nearest first, of which the moment is worked out."""

_STARTS = 4
"""Frames of one video, those with the most keypoints that agree, from which it is looked for."""

_LEAST = 0.25
"""Part of the most keypoints that agree which must agree on such a frame, too."""

_CLEARLY = 1.25
"""Times the score of the frame of the match that another one must have to be taken for it."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is stored of videos: the frames of each by its SHA-256, and the picture of a frame.

    `laid` are frames on which the keypoints of the still lay it, of all videos.
    """

    frames: Callable[[str], Iterable[Frame]]
    picture: Callable[[Frame], bytes]
    laid: Sequence[Laid]


def pinpointed(
    engine: Engine,
    examination: Examination,
    matches: Sequence[Match],
    settings: Settings,
    laid: Sequence[Laid],
) -> list[Match]:
    """Add to the matches of a still with videos the moment at which these show it.

    `laid` are frames on which its keypoints lay it, of all matches.
    """

    def frames(sha256: str) -> list[Frame]:
        return [frame for frame, _ in engine.frames(sha256)]

    stored = _Stored(frames, engine.thumbnail, laid)
    return _pinpointed(examination, matches, settings, stored)


def pinpointed_in(
    other: Examination,
    examination: Examination,
    match: Match,
    settings: Settings,
    laid: Sequence[Laid],
) -> Match:
    """Add to the match of a still with another file, a video, the moment at which it shows it."""
    pictures = {each.frame: each.thumbnail for each in other.frames}
    stored = _Stored(lambda _: pictures, pictures.__getitem__, laid)
    (found,) = _pinpointed(examination, [match], settings, stored)
    return found


def _pinpointed(
    examination: Examination, matches: Sequence[Match], settings: Settings, stored: _Stored
) -> list[Match]:
    if len(examination.frames) != 1:
        return list(matches)
    (query,) = examination.frames
    told = [each for each in matches if _is_told(each, query)][:_PINPOINTED]
    asked = tuple(tuple(_starts(stored, query, each)) for each in told)
    if asked:
        keypoints.prepare()
    try:
        spans = limited(_spans, asked, limits_of(settings)) if asked else ()
    except InputError:  # what takes too long costs the moment alone, not the match
        spans = (None,) * len(asked)
    found = {id(match): Span(*one) for match, one in zip(told, spans, strict=True) if one}
    return [replace(each, shown=found.get(id(each))) for each in matches]


def _is_told(match: Match, query: ExaminedFrame) -> bool:
    """Tell whether it says which frame of a video a visible still lies on."""
    return (
        match.strength is not Strength.EXACT
        and match.match_frame.role is Role.FRAME
        and match.alignment is not None
        and bool(query.keypoints)
    )


def _starts(stored: _Stored, query: ExaminedFrame, match: Match) -> Iterator[Asked]:
    """Give the frames on which the still lies, and those around each: first that of the match.

    A video may show a thing again, and most keypoints agree on one of these times by chance.
    """
    found = match.alignment
    if found is None:
        return
    every = in_order(stored.frames(match.media.sha256))
    yield asked_of(every, stored.picture, query, match.match_frame, found)
    best: dict[Frame, Laid] = {}
    for one in sorted(stored.laid, key=lambda one: -one.alignment.inliers):
        if one.media == match.media and one.alignment.inliers >= _LEAST * found.inliers:
            best.setdefault(one.frame, one)
    best.pop(match.match_frame, None)
    for one in islice(best.values(), _STARTS - 1):
        yield asked_of(every, stored.picture, query, one.frame, one.alignment)


def _spans(asked: tuple[tuple[Asked, ...], ...]) -> tuple[tuple[float, ...] | None, ...]:
    return tuple(map(_span, asked))


def _span(starts: tuple[Asked, ...]) -> tuple[float, ...] | None:
    """Score the frames around one in the ways in which the still may lie on them."""
    try:
        laid = _best([each.laid() for each in starts])
        scores = scene.best(scene.ways(*laid, AROUND_S))
    except (OSError, ValueError):  # no thumbnail
        return None
    times, numbers = laid[0].times, sorted(scores)
    found = pinpoint.span([times[each] for each in numbers], [scores[each] for each in numbers])
    return (found.at_s, found.earliest_s, found.latest_s) if found else None


def _best(starts: Sequence[tuple[Scene, pinpoint.Still]]) -> tuple[Scene, pinpoint.Still]:
    """Choose where to begin: on the frame of the match, unless another is clearly more alike."""
    first, *others = starts
    best = max(others, key=lambda each: _score(*each), default=first)
    return best if _score(*best) > _CLEARLY * _score(*first) else first


def _score(one: Scene, still: pinpoint.Still) -> float:
    """Score the frame on which the keypoints lie."""
    return pinpoint.score(still, one.frame(one.at), pinpoint.UNMOVED)

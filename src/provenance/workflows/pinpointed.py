"""Tells at which moment of an indexed video a still was taken, from the frames around the match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from provenance.errors import InputError
from provenance.index.interface import Engine
from provenance.matching import keypoints, pinpoint, scene
from provenance.matching.clips import KEYPOINTS_S
from provenance.matching.scene import Scene
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.match import Match, Strength
from provenance.model.media import Frame, Role
from provenance.model.span import Span
from provenance.settings import Settings
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited

AROUND_S = KEYPOINTS_S + 0.5
"""How far from the frame whose keypoints agree best the right one may lie."""

_FARTHER = 12
"""Frames on either side that are looked at after these, as long as they do as well."""

_PINPOINTED = 5
"""Matches, the nearest first, of which the moment is worked out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A still, and the frames of a scene in order; `at` is the one that was matched.

    `matrix` is the map by which the still lies on that frame.
    """

    picture: bytes
    matrix: tuple[float, ...]
    times: tuple[float, ...]
    frames: tuple[bytes, ...]
    at: int

    def laid(self) -> tuple[Scene, pinpoint.Still]:
        """Decode what is asked about; raises `OSError` or `ValueError` for no thumbnail."""
        frame = cache(lambda number: thumbnail.read(self.frames[number]))
        still = pinpoint.Still(thumbnail.read(self.picture), self.matrix)
        return Scene(self.times, self.at, frame), still


def pinpointed(
    engine: Engine, examination: Examination, matches: Sequence[Match], settings: Settings
) -> list[Match]:
    """Add to the matches of a still with videos the moment at which these show it."""

    def stored(match: Match) -> list[Frame]:
        return [frame for frame, _ in engine.frames(match.media.sha256)]

    return _pinpointed(examination, matches, settings, stored, engine.thumbnail)


def pinpointed_in(
    other: Examination, examination: Examination, match: Match, settings: Settings
) -> Match:
    """Add to the match of a still with another file, a video, the moment at which it shows it."""
    pictures = {each.frame: each.thumbnail for each in other.frames}
    found = _pinpointed(examination, [match], settings, lambda _: pictures, pictures.__getitem__)
    return found[0]


def _pinpointed(
    examination: Examination,
    matches: Sequence[Match],
    settings: Settings,
    stored: Callable[[Match], Iterable[Frame]],
    picture: Callable[[Frame], bytes],
) -> list[Match]:
    if len(examination.frames) != 1:
        return list(matches)
    (query,) = examination.frames
    told = [each for each in matches if _is_told(each, query)][:_PINPOINTED]
    asked = tuple(
        asked_of(stored(each), picture, query, each.match_frame, each.alignment)
        for each in told
        if each.alignment
    )
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


def asked_of(
    every: Iterable[Frame],
    picture: Callable[[Frame], bytes],
    query: ExaminedFrame,
    match: Frame,
    alignment: Alignment,
) -> Asked:
    """Give a still and the frames around the one on which it lies; `every` are those of a video."""
    stored = in_order(every)
    at = [each.index for each in stored].index(match.index)
    middle = stored[at].timestamp_s
    near = [n for n, each in enumerate(stored) if abs(each.timestamp_s - middle) <= AROUND_S]
    first, last = max(0, near[0] - _FARTHER), near[-1] + _FARTHER
    frames = stored[first : last + 1]
    return Asked(
        query.detail or query.thumbnail,
        alignment.matrix,
        tuple(each.timestamp_s for each in frames),
        tuple(map(picture, frames)),
        at - first,
    )


def in_order(every: Iterable[Frame]) -> list[Frame]:
    """Give the frames of a video itself, the first one first."""
    stored = (each for each in every if each.role is Role.FRAME and not each.rotated)
    return sorted(stored, key=lambda each: each.index)


def _spans(asked: tuple[Asked, ...]) -> tuple[tuple[float, ...] | None, ...]:
    return tuple(map(_span, asked))


def _span(asked: Asked) -> tuple[float, ...] | None:
    """Score the frames near the match in the ways in which the still may lie on them."""
    try:
        ways = scene.ways(*asked.laid(), AROUND_S)
    except (OSError, ValueError):  # no thumbnail
        return None
    scores = max(ways, key=lambda each: max(each.values()))
    numbers = sorted(scores)
    found = pinpoint.span(
        [asked.times[each] for each in numbers], [scores[each] for each in numbers]
    )
    return (found.at_s, found.earliest_s, found.latest_s) if found else None

"""Finds all stretches that two videos have in common: one of them may be cut up and joined anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from provenance.model.case import Examination
from provenance.model.clip import Clip
from provenance.workflows.aligned import Laid

MOST = 8
"""Stretches of one match that are told."""

_TRIES = 12

_APART_S = 1.0
"""Seconds by which a stretch must lie elsewhere, or it is the rest of one that was found."""

_ROUNDED_S = 0.006
_DENSE = 0.5
"""Share of the frames between the ends of a further stretch that must agree."""


@dataclass(frozen=True, slots=True)
class InCommon:
    """A stretch in common, and whether keypoints alone told of it: they tell the time roughly."""

    clip: Clip
    by_keypoints: bool


Longest = Callable[[Examination, Sequence[Laid]], InCommon | None]


def every(
    examination: Examination, laid: Sequence[Laid], longest: Longest, most: int
) -> list[InCommon]:
    """Give the longest stretch of a query, then that of the frames that are left, and so on.

    The one of most frames comes first; the others, at most `most` in all, follow in order of time.
    """
    told: list[InCommon] = []
    rest = examination
    for _ in range(_TRIES if most > 1 else 1):
        one = longest(rest, laid)
        if one is None:
            break
        if not told or (_is_dense(rest, one.clip) and _is_elsewhere(one.clip, told)):
            told.append(one)
        if len(told) >= most:
            break
        rest = _without(rest, one.clip)
        laid = [each for each in laid if not _covers(one.clip, each.query.timestamp_s)]
    told.sort(key=lambda each: (-each.clip.frames, each.clip.query_start_s))
    return [*told[:1], *sorted(told[1:], key=lambda each: each.clip.query_start_s)]


def _covers(clip: Clip, at_s: float) -> bool:
    return clip.query_start_s - _ROUNDED_S <= at_s <= clip.query_end_s + _ROUNDED_S


def _without(examination: Examination, clip: Clip) -> Examination:
    frames = examination.frames
    left = tuple(each for each in frames if not _covers(clip, each.frame.timestamp_s))
    return replace(examination, frames=left)


def _is_dense(rest: Examination, clip: Clip) -> bool:
    inside = sum(_covers(clip, each.frame.timestamp_s) for each in rest.frames)
    return clip.frames >= _DENSE * inside


def _is_elsewhere(clip: Clip, told: Sequence[InCommon]) -> bool:
    """Tell whether it is no part of a known stretch, nor goes on where that ends."""
    middle = (clip.query_start_s + clip.query_end_s) / 2

    def at(one: Clip) -> float:
        return one.offset_s + one.speed * middle

    return all(
        known.clip.mirrored is not clip.mirrored or abs(at(known.clip) - at(clip)) > _APART_S
        for known in told
    )

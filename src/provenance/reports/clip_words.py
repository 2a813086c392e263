"""What `compare` says of time: which stretch or moment is meant, and which frames were compared."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model.clip import Clip
from provenance.model.comparison import Comparison, FramePair
from provenance.model.match import BY_KEYPOINTS, Relation, Strength
from provenance.model.media import Frame, Role
from provenance.model.span import Span
from provenance.model.strip import Strip
from provenance.reports.moments import clock, pace, span
from provenance.reports.wording import counted

_SAME_TIME_S = 0.05
"""Shift that would be written as nothing."""

NAMES = ("B", "A")
"""What the two videos of a comparison are called, that in the place of the found one first."""


def in_time(found: Comparison) -> Iterator[tuple[str, str]]:
    """Say which stretch of A is which of B, or which moment; as label and text."""
    match = found.match
    if match is None or match.strength is Strength.EXACT:
        return
    if match.clip:
        yield from _stretch(match.clip, found.strips)
        yield from (("one more stretch", _brief(each)) for each in match.more_clips)
        return
    if match.shown:
        yield "moment of B", _shown(match.shown)
        return
    sides = (("A", match.query_frame), ("B", match.match_frame))
    times = [
        f"{clock(frame.timestamp_s)} of {name}" for name, frame in sides if frame.role is Role.FRAME
    ]
    if times:
        yield "moment that is nearest", " and ".join(times)
    if len(times) == len(sides):
        yield "stretch in common", "none was found, only single frames"


def _shown(found: Span) -> str:
    if found.earliest_s == found.latest_s:
        return clock(found.at_s)
    return f"between {clock(found.earliest_s)} and {clock(found.latest_s)}, which look alike there"


def _stretch(clip: Clip, strips: tuple[Strip, ...]) -> Iterator[tuple[str, str]]:
    yield "stretch of A", span(clip.query_start_s, clip.query_end_s)
    yield "is this of B", span(clip.match_start_s, clip.match_end_s)
    if pace(clip):
        yield "speed", f"A runs at {pace(clip)} the speed of B"
        line = f"{clip.offset_s:.1f} + {clip.speed:.3g} t"
        moment = f"what A shows after t seconds comes after {line} in B"
    else:
        yield "speed", "the same in both"
        moment = _shift(clip.offset_s)
    yield "offset", moment
    yield "mirrored", "yes, A is the mirror image of B" if clip.mirrored else "no"
    kept = next((each.kept for each in strips if each.of_query), clip.frames)
    yield "frames that agree", f"{clip.frames:,} of the {counted(kept, 'frame', 'frames')} of A"


def _brief(clip: Clip) -> str:
    said = (
        f"{span(clip.query_start_s, clip.query_end_s)} of A is "
        f"{span(clip.match_start_s, clip.match_end_s)} of B"
    )
    if pace(clip):
        said += f", at {pace(clip)} its speed"
    return f"{said}, mirrored" if clip.mirrored else said


def _shift(seconds: float) -> str:
    if abs(seconds) < _SAME_TIME_S:
        return "none, what A shows comes at the same time in B"
    return f"what A shows comes {abs(seconds):.1f} s {'later' if seconds > 0 else 'earlier'} in B"


def looked_at(strips: tuple[Strip, ...]) -> Iterator[tuple[str, str]]:
    """Say of each video which frames were compared, and how far apart they lie."""
    for each in strips:
        frames = counted(each.kept, "frame", "frames")
        said = f"{frames} from {span(each.start_s, each.end_s)}"
        if each.kept > 1:
            apart = (each.end_s - each.start_s) / (each.kept - 1)
            said += f", one each {apart:.1f} s on average"
        yield f"frames of {NAMES[each.of_query]}", said


def agreeing(pair: FramePair) -> str:
    """Say how well two frames agree."""
    if pair.method == BY_KEYPOINTS:
        return counted(pair.distance, "keypoint agrees", "keypoints agree")
    bits = pair.method.rpartition("-")[2]
    return f"{pair.distance} of {bits} bits differ ({pair.method})"


def when_of(pair: FramePair) -> tuple[str, str]:
    """Give the times of both frames; empty for a still."""
    return _time(pair.first), _time(pair.second)


def shown_at(found: Comparison) -> tuple[str, str]:
    """Give the times of the frames that are drawn in colour; empty for a still."""
    if found.match is None:
        videos = {each.of_query for each in found.strips}
        first = clock(0.0)  # nothing tells which frame to draw, so it is the first
        return first * (True in videos), first * (False in videos)
    return _time(found.match.query_frame), _time(found.match.match_frame)


def _time(frame: Frame) -> str:
    return clock(frame.timestamp_s) if frame.role is Role.FRAME else ""


def answered(found: Comparison) -> str:
    """Say in a sentence what two videos have in common; empty where no stretch is known."""
    match = found.match
    if match is None or match.clip is None:
        return ""
    every = (match.clip, *match.more_clips)
    seconds = sum(each.query_end_s - each.query_start_s for each in every)
    edited = " A part of the picture differs." if match.relation is Relation.EDITED_COPY else ""
    stretches = "a stretch" if len(every) == 1 else f"{len(every)} stretches"
    return f"A and B have {stretches} in common, {seconds:.1f} s of A.{edited}"

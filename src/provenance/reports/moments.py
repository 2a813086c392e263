"""Says which moment or stretch of a video is meant."""

from __future__ import annotations

from provenance.model.clip import Clip
from provenance.model.match import Match, Strength
from provenance.model.media import Role
from provenance.model.span import Span

_SAME_PACE = 0.03
"""Difference of speed up to which nothing is said of it; it is not known more exactly."""


def moments(match: Match) -> list[str]:
    """Say which moment of a video is meant: "at 00:01:42.3 of the indexed video"."""
    if match.strength is Strength.EXACT:
        return []
    if match.clip:
        return [stretch(each) for each in (match.clip, *match.more_clips)]
    if match.shown:
        return [_shown(match.shown)]
    frames = ((match.query_frame, "checked video"), (match.match_frame, "indexed video"))
    return [
        f"at {clock(frame.timestamp_s)} of the {of}"
        for frame, of in frames
        if frame.role is Role.FRAME
    ]


def _shown(span: Span) -> str:
    """Say when a video shows a still; where several moments look alike, between which they lie."""
    if span.earliest_s == span.latest_s:
        return f"at {clock(span.at_s)} of the indexed video"
    return (
        f"between {clock(span.earliest_s)} and {clock(span.latest_s)} of the indexed video, "
        "which look alike there"
    )


def stretch(clip: Clip) -> str:
    """Say which stretch of two videos is the same, and at what speed where it is another."""
    faster = f" at {pace(clip)} its speed" if pace(clip) else ""
    return (
        f"{span(clip.query_start_s, clip.query_end_s)} of the checked video is "
        f"{span(clip.match_start_s, clip.match_end_s)} of the indexed video{faster}"
    )


def clock(seconds: float) -> str:
    """Write a time from the start of a video: `00:01:42.3`."""
    tenths = round(seconds * 10)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 10:02}.{rest % 10}"


def brief(seconds: float) -> str:
    """Write a time from the start of a video, with hours only where there are any: `01:42.3`."""
    written = clock(seconds)
    return written.removeprefix("00:")


def span(start_s: float, end_s: float) -> str:
    """Write a stretch: `00:00:01.0 to 00:00:04.5`."""
    return f"{clock(start_s)} to {clock(end_s)}"


def pace(clip: Clip) -> str:
    """Say how fast the query runs: "2 times" the speed of the other, empty where nothing shows."""
    return "" if abs(clip.speed - 1) < _SAME_PACE else f"{clip.speed:.2g} times"

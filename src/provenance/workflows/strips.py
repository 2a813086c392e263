"""Chooses the frames of videos that a report shows in a row, with the stretch in common marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from provenance.index.interface import Engine
from provenance.model.case import Examination
from provenance.model.clip import Clip
from provenance.model.match import BY_ASKING, BY_DECISION, Match, Strength
from provenance.model.media import Frame, Role
from provenance.model.strip import Still, Strip

MOST = 12
"""Frames of a strip: so many are still told from each other on paper."""

_AROUND = 3
"""Frames before a stretch, and behind it, that are shown where it has enough of its own."""

_MATCHES = 6
"""Matches that have strips, the nearest; each strip may be 80 kB of a page."""

_SLACK_S = 0.25
"""Between frames that are kept lies half a second, so the ends of a stretch are that inexact."""

_SAME_S = 0.01
"""Times of one frame may be rounded otherwise."""

_UNTIMED = {BY_DECISION, BY_ASKING}
"""Methods that know no moment: nothing compared the frames."""

Picture = Callable[[Frame], bytes]
Spans = tuple[tuple[float, float], ...]


def with_strips(
    engine: Engine, examination: Examination, matches: Sequence[Match]
) -> tuple[Match, ...]:
    """Add strips to the nearest matches in which a video is, on one side or on both."""
    own = {each.frame: each.thumbnail for each in examination.frames}
    timed = [number for number, match in enumerate(matches) if is_timed(match)][:_MATCHES]
    return tuple(
        replace(match, strips=tuple(_of_match(engine, own, match))) if number in timed else match
        for number, match in enumerate(matches)
    )


def is_timed(match: Match) -> bool:
    """Tell whether a match says which moment of a video is meant."""
    roles = {match.query_frame.role, match.match_frame.role}
    untimed = match.strength is Strength.EXACT or match.method in _UNTIMED
    return Role.FRAME in roles and not untimed


def _of_match(engine: Engine, own: dict[Frame, bytes], match: Match) -> Iterator[Strip]:
    ours, theirs = marks(match.query_frame, match.match_frame, match.clip)
    also, also_theirs = also_marked(match)
    if match.query_frame.role is Role.FRAME:
        yield strip(list(own), own.__getitem__, ours, also, of_query=True)
    if match.match_frame.role is Role.FRAME:
        stored = [frame for frame, _ in engine.frames(match.media.sha256)]
        if stored:  # an index that was made elsewhere may hold keypoints of it and not one hash
            yield strip(stored, engine.thumbnail, theirs, also_theirs, of_query=False)


def marks(
    query: Frame, match: Frame, clip: Clip | None
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give what is marked on either side: the stretch in common, or else the two moments."""
    if clip:
        return (clip.query_start_s, clip.query_end_s), (clip.match_start_s, clip.match_end_s)
    return (query.timestamp_s,) * 2, (match.timestamp_s,) * 2


def also_marked(match: Match) -> tuple[Spans, Spans]:
    """Give what is marked further on either side."""
    ours = tuple((each.query_start_s, each.query_end_s) for each in match.more_clips)
    return ours, tuple((each.match_start_s, each.match_end_s) for each in match.more_clips)


def strip(
    frames: Sequence[Frame],
    picture: Picture,
    marked: tuple[float, float] | None,
    also: Spans = (),
    *,
    of_query: bool,
) -> Strip:
    """Make the strip of a video from those of its frames that were kept, at least one."""
    upright = [each for each in frames if each.role is Role.FRAME and not each.rotated]
    kept = sorted(upright, key=lambda each: each.timestamp_s)
    times = [each.timestamp_s for each in kept]
    stills = tuple(
        Still(
            kept[number].timestamp_s,
            picture(kept[number]),
            any(_inside(times[number], each) for each in (marked, *also)),
        )
        for number in chosen(times, marked)
    )
    return Strip(of_query, stills, len(kept), times[0], times[-1], marked, also)


def chosen(
    times: Sequence[float], marked: tuple[float, float] | None, most: int = MOST
) -> list[int]:
    """Choose the frames to show, in order: of what matches as many as there is room for.

    Around it come its neighbours, and the first and the last frame of the video.
    """
    numbers = range(len(times))
    inside = [number for number in numbers if _inside(times[number], marked)]
    if not inside:
        return _spread(numbers, most)
    before, behind = numbers[: inside[0]][::-1], numbers[inside[-1] + 1 :]
    room = max(most - len(inside), 2 * _AROUND)
    ahead = min(len(before), max(room - len(behind), room // 2))
    head, tail = _neighbours(before, ahead), _neighbours(behind, room - ahead)
    return [*head[::-1], *_spread(inside, most - len(head) - len(tail)), *tail]


def _neighbours(numbers: Sequence[int], most: int) -> list[int]:
    """Choose of numbers, the nearest first, the first ones and the last."""
    if len(numbers) <= most:
        return list(numbers)
    return [*numbers[: most - 1], numbers[-1]] if most else []


def _spread(numbers: Sequence[int], most: int) -> list[int]:
    """Choose so many at even distances, the first and the last among them."""
    if len(numbers) <= most:
        return list(numbers)
    last = len(numbers) - 1
    return [numbers[round(place * last / (most - 1))] for place in range(most)]


def _inside(at: float, marked: tuple[float, float] | None) -> bool:
    if marked is None:
        return False
    start, end = marked
    slack = _SLACK_S if end > start else _SAME_S
    return start - slack <= at <= end + slack

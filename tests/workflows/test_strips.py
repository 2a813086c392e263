"""Which frames of a video a report shows in a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pytest

from provenance.model.clip import Clip
from provenance.model.comparison import FramePair
from provenance.model.match import BY_DECISION, BY_KEYPOINTS, Strength
from provenance.model.media import Frame, Role
from provenance.workflows.frame_pairs import _on_line, _rank, _slot
from provenance.workflows.strips import MOST, chosen, is_timed, marks, strip, with_strips
from tests.builders import SHA_A, a_match, an_examination

if TYPE_CHECKING:
    from provenance.index.interface import Engine

TIMES = [number / 2 for number in range(100)]
CLIP = Clip(0.0, 12.0, 10.0, 22.0, 10.0, 1.0, 20)


def at(seconds: float, *, rotated: int = 0) -> Frame:
    return Frame(SHA_A, round(seconds * 10), seconds, Role.FRAME, rotated)


def shown(marked: tuple[float, float] | None, times: list[float] = TIMES) -> list[float]:
    return [times[number] for number in chosen(times, marked)]


def test_without_anything_marked_frames_of_the_whole_video_are_shown():
    found = shown(None)
    assert (found[0], found[-1], len(found)) == (0.0, 49.5, MOST)


def test_half_of_a_strip_is_of_a_long_stretch_with_both_its_ends():
    found = shown((10.0, 30.0))
    assert len(found) == MOST
    inside = [each for each in found if 10 <= each <= 30]
    assert (inside[0], inside[-1], len(inside)) == (10.0, 30.0, 6)
    assert (found[:3], found[-3:]) == ([0.0, 9.0, 9.5], [30.5, 31.0, 49.5])


def test_a_moment_stands_among_its_neighbours_and_the_ends_of_the_video():
    found = shown((20.0, 20.0))
    assert (found[0], found[-1], len(found)) == (0.0, 49.5, MOST)
    assert {19.5, 20.0, 20.5} <= set(found)


@pytest.mark.parametrize("marked", [(0.0, 49.5), (0.0, 2.0), (48.0, 49.5), (0.0, 0.0)])
def test_where_a_stretch_begins_or_ends_the_video_the_room_is_used(marked):
    found = shown(marked)
    assert len(found) == MOST
    assert found == sorted(set(found))
    assert {0.0, 49.5} <= set(found)


def test_a_short_video_is_shown_whole():
    assert shown((0.5, 1.0), TIMES[:5]) == TIMES[:5]


def test_marks_between_which_no_frame_lies_leave_the_whole_video():
    assert shown((100.0, 101.0)) == shown(None)


def test_a_strip_holds_upright_frames_in_order_and_says_how_many_were_kept():
    frames = [at(2.0), at(1.0, rotated=7), at(0.0), at(4.0)]
    made = strip(frames, lambda each: str(each.timestamp_s).encode(), (0.0, 2.0), of_query=True)
    assert [(each.timestamp_s, each.jpeg, each.inside) for each in made.stills] == [
        (0.0, b"0.0", True),
        (2.0, b"2.0", True),
        (4.0, b"4.0", False),
    ]
    assert (made.kept, made.start_s, made.end_s) == (3, 0.0, 4.0)
    assert not made.is_moment


def test_a_match_without_a_stretch_marks_its_two_moments():
    assert marks(at(1.0), at(5.0), None) == ((1.0, 1.0), (5.0, 5.0))
    assert marks(at(1.0), at(5.0), CLIP) == ((0.0, 12.0), (10.0, 22.0))


def test_only_what_compared_frames_tells_a_moment():
    moment = replace(a_match(), match_frame=at(5.0))
    assert is_timed(moment)
    assert not is_timed(a_match())
    assert not is_timed(replace(moment, method=BY_DECISION))
    assert not is_timed(replace(moment, strength=Strength.EXACT))


def test_frames_that_are_alike_by_chance_lie_off_the_line_of_a_clip():
    assert _on_line(FramePair(at(2.0), at(12.5), "pdq-256", 4, (b"", b"")), CLIP)
    assert not _on_line(FramePair(at(2.0), at(15.0), "pdq-256", 0, (b"", b"")), CLIP)
    assert not _on_line(FramePair(at(14.0), at(24.0), "pdq-256", 0, (b"", b"")), CLIP)


def test_the_nearest_hash_comes_first_and_each_part_of_a_clip_has_one_place():
    near, far, by_points = (
        FramePair(at(2.0), at(12.0), method, distance, (b"", b""))
        for method, distance in (("pdq-256", 2), ("pdq-256", 30), (BY_KEYPOINTS, 90))
    )
    assert sorted([by_points, far, near], key=_rank) == [near, far, by_points]
    assert [_slot(replace(near, first=at(when)), CLIP) for when in (0.0, 2.0, 12.0)] == [0, 1, 5]
    assert _slot(near, None) == 2.0


class WithoutHashes:
    """An index in which a video has keypoints, but not one frame with a hash."""

    def frames(self, sha256: str) -> tuple[()]:
        return ()


def test_a_video_of_which_no_frame_was_hashed_has_no_strip():
    match = replace(a_match(), method=BY_KEYPOINTS, match_frame=at(4.0))
    (found,) = with_strips(cast("Engine", WithoutHashes()), an_examination(), [match])
    assert found.strips == ()

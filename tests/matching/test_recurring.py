"""What two videos share is told by a second frame, soon after the first and lying alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.matching.recurring import Laid, recurs
from provenance.model.alignment import Alignment

WHERE = ((0.1, 0.1, 0.2, 0.2), (0.9, 0.2, 0.8, 0.3), (0.2, 0.9, 0.3, 0.8), (0.8, 0.8, 0.7, 0.7))
LOOKED = (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)


def laid(query_s: float, match_s: float, **changes: object) -> Laid:
    """Lay a frame on another: a little smaller and in its middle, by ten spread keypoints."""
    matrix = (0.9, 0.0, 0.05, 0.0, 0.9, 0.05, 0.0, 0.0, 1.0)
    found = Alignment(matrix, inliers=10, pairs=WHERE * 3, mirrored=False)
    return Laid(query_s, match_s, replace(found, **changes))


def test_two_frames_that_follow_each_other_in_both_videos_recur():
    assert recurs([laid(2.0, 12.0), laid(4.0, 14.0)], LOOKED)


def test_a_stored_frame_stands_for_the_time_until_the_next_one():
    assert recurs([laid(2.0, 12.0), laid(4.0, 12.0)], LOOKED)


def test_one_frame_of_the_query_that_agrees_with_several_does_not_recur():
    assert not recurs([laid(2.0, 12.0), laid(2.0, 14.0)], LOOKED)


def test_frames_between_which_others_say_nothing_do_not_recur():
    assert recurs([laid(2.0, 12.0), laid(6.0, 16.0)], LOOKED)
    assert not recurs([laid(2.0, 12.0), laid(8.0, 18.0)], LOOKED)


def test_frames_that_go_back_or_leap_in_time_do_not_recur():
    assert not recurs([laid(2.0, 12.0), laid(4.0, 6.0)], LOOKED)
    assert not recurs([laid(2.0, 12.0), laid(4.0, 60.0)], LOOKED)


@pytest.mark.parametrize(
    "changes",
    [
        {"matrix": (0.0, 0.9, 0.05, -0.9, 0.0, 0.95, 0.0, 0.0, 1.0)},
        {"matrix": (0.2, 0.0, 0.4, 0.0, 0.2, 0.4, 0.0, 0.0, 1.0)},
        {"matrix": (0.9, 0.0, 0.7, 0.0, 0.9, 0.05, 0.0, 0.0, 1.0)},
        {"mirrored": True},
        {"inliers": 5},
        {"pairs": ((0.1, 0.1, 0.1, 0.1), (0.2, 0.2, 0.2, 0.2)) * 5},
    ],
    ids=["turned", "smaller", "elsewhere", "mirrored", "by few keypoints", "in a corner"],
)
def test_a_second_frame_that_lies_otherwise_does_not_bear_the_first_out(changes):
    assert not recurs([laid(2.0, 12.0), laid(4.0, 14.0, **changes)], LOOKED)

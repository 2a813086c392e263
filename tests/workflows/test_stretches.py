"""Of a query that was cut up one stretch after the other is found, and nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from provenance.model.case import Examination
from provenance.model.clip import Clip
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Location, Role
from provenance.model.metadata import Metadata
from provenance.workflows.aligned import Laid
from provenance.workflows.stretches import InCommon, every
from tests.builders import a_frame, a_media

QUERY = Examination(
    Location("query.mp4"),
    a_media(),
    tuple(
        ExaminedFrame(
            replace(a_frame(), index=number, timestamp_s=number / 2, role=Role.FRAME), (), (), b""
        )
        for number in range(40)
    ),
    Metadata(()),
)


def a_clip(start: float, end: float, offset: float, frames: int) -> Clip:
    return Clip(start, end, start + offset, end + offset, offset, 1.0, frames)


class Finder:
    """Gives one clip after the other, and remembers which frames were left."""

    def __init__(self, *found: Clip) -> None:
        self.found = list(found)
        self.left: list[list[float]] = []

    def __call__(self, rest: Examination, laid: Sequence[Laid]) -> InCommon | None:
        self.left.append([each.frame.timestamp_s for each in rest.frames])
        return InCommon(self.found.pop(0), by_keypoints=False) if self.found else None


def test_frames_of_a_stretch_are_not_asked_for_again():
    finder = Finder(a_clip(0, 5, 30, 11), a_clip(6, 9, 2, 7))
    found = every(QUERY, (), finder, 8)
    assert [each.clip.offset_s for each in found] == [30, 2]
    assert finder.left[1][0] == 5.5
    assert not any(6 <= at <= 9 for at in finder.left[2])


def test_the_one_of_most_frames_comes_first_and_the_others_in_order():
    clips = (a_clip(14, 17, 1, 6), a_clip(0, 5, 30, 10), a_clip(6, 9, 50, 7))
    found = every(QUERY, (), Finder(*clips), 8)
    assert [each.clip.query_start_s for each in found] == [0, 6, 14]


def test_the_rest_of_a_stretch_is_none_of_its_own():
    found = every(QUERY, (), Finder(a_clip(0, 5, 30, 11), a_clip(5.5, 7, 30.4, 4)), 8)
    assert len(found) == 1


def test_a_few_frames_over_a_long_time_are_no_further_stretch():
    found = every(QUERY, (), Finder(a_clip(0, 5, 30, 11), a_clip(6, 16, 2, 4)), 8)
    assert len(found) == 1


def test_no_more_are_given_than_are_wanted():
    finder = Finder(a_clip(0, 5, 30, 11), a_clip(6, 9, 2, 7))
    assert len(every(QUERY, (), finder, 1)) == 1
    assert len(finder.left) == 1

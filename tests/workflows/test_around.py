"""Of a video the frames around one are laid that have keypoints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from provenance.index.interface import Engine
from provenance.matching import keypoints
from provenance.model.fingerprint import ExaminedFrame, Fingerprint
from provenance.model.keypoints import Keypoints
from provenance.model.match import Match
from provenance.model.media import Frame, Role
from provenance.workflows.aligned import _of_hashes
from provenance.workflows.around import around, found
from tests.builders import a_match
from tests.pictures import a_picture

SHA256 = "b" * 64
STORED = keypoints.stored(a_picture(1).convert("L"))
NONE = Keypoints(1, 1, b"", b"")


@dataclass
class OneVideo:
    """An index of one video with a frame each half second, of which some have keypoints."""

    pointed: tuple[float, ...]

    def frames(self, sha256: str) -> tuple[tuple[Frame, tuple[Fingerprint, ...]], ...]:
        return tuple((a_frame(number / 2), ()) for number in range(20))

    def keypoints(self, frame: Frame) -> Keypoints:
        return STORED if frame.timestamp_s in self.pointed else NONE


def a_frame(at_s: float) -> Frame:
    return Frame(SHA256, round(2 * at_s), at_s, Role.FRAME)


def an_index(*pointed: float) -> Engine:
    return cast("Engine", OneVideo(pointed))


def by_hash(frame: Frame) -> Match:
    return replace(a_match(sha256=SHA256), match_frame=frame)


def times(index: Engine, frame: Frame) -> list[float]:
    return [each.timestamp_s for each, _ in found(index, by_hash(frame), beside=True)]


def test_a_frame_with_keypoints_is_enough():
    assert times(an_index(0.0, 2.0, 4.0), a_frame(2.0)) == [2.0]


def test_where_it_has_none_the_next_before_and_after_are_taken():
    assert times(an_index(0.0, 2.0, 4.0, 6.0), a_frame(3.5)) == [4.0, 2.0]


def test_at_the_end_of_a_video_only_one_lies_before():
    assert times(an_index(0.0, 2.0), a_frame(9.0)) == [2.0]


def test_a_still_picture_has_no_frames_around_it():
    still = replace(a_frame(1.0), role=Role.IMAGE)
    assert times(an_index(0.0, 2.0), still) == []
    assert list(around(an_index(0.0, 2.0), still)) == []


def test_a_still_is_laid_on_the_frames_next_to_one_that_its_hashes_find():
    query = ExaminedFrame(by_hash(a_frame(3.5)).query_frame, (), (), b"", (STORED, STORED))
    tried = _of_hashes(an_index(0.0, 2.0, 4.0), query, [], [by_hash(a_frame(3.5))])
    assert [each.candidate.frame.timestamp_s for each in tried] == [4.0, 2.0]


def test_of_many_videos_that_look_alike_only_some_are_laid():
    frame = a_frame(3.5)
    query = ExaminedFrame(by_hash(frame).query_frame, (), (), b"", (STORED, STORED))
    assert len(_of_hashes(an_index(2.0), query, [], [by_hash(frame)] * 20)) == 8

"""Which turns of a video's frames an index is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame, Orientation, Variant
from provenance.model.keypoints import Keypoints
from provenance.workflows.searched import searched
from tests.builders import a_fingerprint, an_examination

TURNS = [
    Orientation(mirrored, rotated) for mirrored in (False, True) for rotated in (0, 90, 180, 270)
]
BRIEF = [each for each in TURNS if not each.rotated]
SOME = (Keypoints(1, 1, b"", b""),)


def a_video(*frames: tuple[float, Sequence[Orientation]], keypoints: bool = True) -> Examination:
    still = an_examination()
    (one,) = still.frames
    made = tuple(
        replace(
            one,
            frame=replace(one.frame, timestamp_s=at, index=number),
            variants=tuple(Variant(turn, (a_fingerprint(),)) for turn in turns),
            keypoints=SOME if keypoints and turns is TURNS else (),
        )
        for number, (at, turns) in enumerate(frames)
    )
    return replace(still, frames=made)


def counts(video: Examination) -> list[int]:
    return [len(each) for each in searched(video)]


def test_a_still_is_asked_for_in_all_turns():
    assert counts(a_video((0.0, TURNS))) == [8]


def test_what_lies_near_a_frame_in_all_turns_is_asked_for_upright():
    video = a_video((0.0, TURNS), (0.5, BRIEF), (1.0, BRIEF))
    assert counts(video) == [8, 1, 1]
    assert searched(video)[1] == video.frames[1].variants[:1]


def test_what_lies_far_from_all_of_these_is_asked_for_mirrored_as_well():
    assert counts(a_video((0.0, TURNS), (30.0, BRIEF))) == [8, 2]


def test_of_the_frames_with_keypoints_one_in_three_is_asked_for_rotated():
    turned = [(float(number), TURNS) for number in range(7)]
    assert counts(a_video(*turned)) == [8, 2, 2, 8, 2, 2, 8]


def test_without_keypoints_all_are_asked_for_rotated():
    turned = [(float(number), TURNS) for number in range(4)]
    assert counts(a_video(*turned, keypoints=False)) == [8] * 4


def test_what_is_stored_turned_only_is_asked_for_as_it_lies():
    assert counts(a_video((0.0, TURNS), (0.5, [Orientation(True, 90)]))) == [8, 1]


def test_embedded_pictures_come_last_and_whole():
    video = a_video((0.0, TURNS), (0.5, BRIEF))
    hidden: tuple[ExaminedFrame, ...] = a_video((0.0, TURNS)).frames
    assert counts(replace(video, hidden_frames=hidden)) == [8, 1, 8]

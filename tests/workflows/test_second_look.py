"""More frames of a video are looked at where keypoints found it and its hashes tell too little."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import cast

import pytest

from provenance.index.interface import Engine
from provenance.matching import alignment, keypoints
from provenance.media import thumbnail
from provenance.model.case import Examination
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Fingerprint, Variant
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Role
from provenance.settings import Settings
from provenance.workflows.aligned import Laid
from provenance.workflows.second_look import MOST, looked_again
from tests.builders import a_media, an_examination
from tests.pictures import a_picture

SETTINGS = Settings(workers=1)
VIDEO = replace(a_media("b" * 64), frame_count=100)
LUMA = a_picture(1).convert("L")
STORED = keypoints.stored(LUMA)
UNLIKE = bytes(32), bytes([255]) * 32


@dataclass
class OneVideo:
    """An index of one video, all of whose frames show one picture."""

    times: tuple[float, ...] = tuple(2.0 * number for number in range(50))
    asked: list[float] = field(default_factory=list)
    value: bytes = UNLIKE[1]

    def frames(self, sha256: str) -> tuple[tuple[Frame, tuple[Fingerprint, ...]], ...]:
        prints = (Fingerprint("pdq-256", self.value, 100),)
        return tuple(
            (Frame(sha256, number, at, Role.FRAME), prints) for number, at in enumerate(self.times)
        )

    def keypoints(self, frame: Frame) -> Keypoints:
        self.asked.append(frame.timestamp_s)
        return STORED


def a_query(*times: float, looked: int = 1) -> Examination:
    """Make a video of which the first frames were looked at; it lies 20 s into the other one."""
    still = an_examination()
    prints = (Fingerprint("pdq-256", UNLIKE[0], 100),)
    found = keypoints.queried(LUMA)
    frames = [
        ExaminedFrame(
            Frame(still.media.sha256, number, at, Role.FRAME),
            prints,
            (Variant(UPRIGHT, prints),),
            b"",
            (found, keypoints.mirrored(found)) if number < looked else (),
            thumbnail.detail(LUMA),
        )
        for number, at in enumerate(times)
    ]
    return replace(still, frames=tuple(frames))


def laid(query: Examination, at_s: float = 20.0) -> Laid:
    frame = Frame(VIDEO.sha256, round(at_s / 2), at_s, Role.FRAME)
    found = alignment.align(query.frames[0].keypoints[0], STORED, mirrored=False)
    assert found
    assert found.inliers >= alignment.STRONG
    return Laid(query.frames[0].frame, VIDEO, frame, found)


def again(index: OneVideo, query: Examination, *first: Laid) -> tuple[Examination, list[Laid]]:
    return looked_again(cast("Engine", index), query, first, SETTINGS)


def test_frames_that_were_left_are_laid_near_where_they_must_lie():
    query = a_query(0.0, 1.0, 2.0)
    looked, more = again(OneVideo(), query, laid(query))
    assert all(len(each.keypoints) == 2 for each in looked.frames)
    assert {each.query.timestamp_s for each in more} == {0.0, 1.0, 2.0}
    assert {each.media for each in more} == {VIDEO}
    near = {each.frame.timestamp_s for each in more if each.query.timestamp_s == 2.0}
    assert near == {20.0, 22.0, 24.0, 26.0}


def test_nothing_is_laid_twice():
    query = a_query(0.0, 1.0, 2.0)
    first = laid(query)
    _, more = again(OneVideo(), query, first)
    pairs = [(each.query, each.frame) for each in (first, *more)]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("times", [(0.0,), (0.0, 1.0)])
def test_what_is_too_short_for_a_stretch_is_not_looked_at_again(times: tuple[float, ...]):
    index, query = OneVideo(), a_query(*times)
    assert again(index, query, laid(query)) == (query, [])
    assert index.asked == []


def test_what_keypoints_did_not_find_is_not_looked_at_again():
    query = a_query(0.0, 1.0, 2.0)
    few = replace(laid(query), alignment=replace(laid(query).alignment, inliers=6))
    assert again(OneVideo(), query) == (query, [])
    assert again(OneVideo(), query, few) == (query, [])


def test_where_hashes_tell_the_stretch_no_frame_is_looked_at_again():
    query = a_query(*(2.0 * number for number in range(12)))
    values = [bytes([number]) * 32 for number in range(50)]

    class Told(OneVideo):
        def frames(self, sha256: str) -> tuple[tuple[Frame, tuple[Fingerprint, ...]], ...]:
            return tuple(
                (frame, (Fingerprint("pdq-256", value, 100),))
                for (frame, _), value in zip(super().frames(sha256), values, strict=True)
            )

    frames = tuple(
        replace(each, variants=(Variant(UPRIGHT, (Fingerprint("pdq-256", value, 100),)),))
        for each, value in zip(query.frames, values[10:], strict=False)
    )
    told = replace(query, frames=frames)
    assert again(Told(), told, laid(query)) == (told, [])


def test_a_still_of_the_index_is_not_looked_at_again():
    query = a_query(0.0, 1.0, 2.0)
    still = replace(laid(query), media=replace(VIDEO, frame_count=1))
    assert again(OneVideo(), query, still) == (query, [])


def test_of_more_videos_than_are_looked_at_again_it_is_said():
    query = a_query(0.0, 2.0, 4.0, 6.0)
    one = laid(query)
    several = [replace(one, media=replace(VIDEO, sha256=f"{n:064}")) for n in range(MOST + 1)]
    looked, more = again(OneVideo(), query, *several)
    assert len({each.media.sha256 for each in more}) == MOST
    (remark,) = set(looked.remarks) - set(query.remarks)
    assert f"{MOST + 1} videos" in remark
    assert again(OneVideo(), query, *several[1:])[0].remarks == query.remarks

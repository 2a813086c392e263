"""A still that lies doubtfully on a frame of a video is made sure of by the frames around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

import pytest

from provenance.index.interface import Engine
from provenance.matching import keypoints
from provenance.media import thumbnail
from provenance.model.alignment import Alignment
from provenance.model.fingerprint import ExaminedFrame, Fingerprint
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Role
from provenance.settings import Settings
from provenance.workflows.aligned import Key, Laid, is_sure
from provenance.workflows.nearby import others, seen_nearby
from tests.builders import a_media
from tests.signals.framing import a_photograph

if TYPE_CHECKING:
    from PIL import Image

SHA256 = "b" * 64
VIDEO = replace(a_media(SHA256), frame_count=100)
SETTINGS = Settings(workers=1)
IDENTITY = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)
SPREAD = ((0.1, 0.1, 0.1, 0.1), (0.9, 0.1, 0.9, 0.1), (0.9, 0.9, 0.9, 0.9))
KEY: Key = (SHA256, False)
SHOWN = 2


def scenes() -> Iterator[Image.Image]:
    """Give frames before whose edges, which stand still, something else passes each time."""
    around = a_photograph("irises.jpg").convert("L").resize((320, 240))
    passing = a_photograph("street.jpg").convert("L").resize((1280, 480))
    for number in range(5):
        frame = around.copy()
        frame.paste(passing.crop((200 * number, 100, 200 * number + 260, 310)), (50, 10))
        yield frame


FRAMES = list(scenes())


@dataclass
class OneVideo:
    """An index of one video, of which the first frame has keypoints, and others may."""

    pointed: tuple[int, ...] = (0,)
    read: list[int] = field(default_factory=list)

    def frames(self, sha256: str) -> tuple[tuple[Frame, tuple[Fingerprint, ...]], ...]:
        return tuple((a_frame(number), ()) for number in range(len(FRAMES)))

    def thumbnail(self, frame: Frame) -> bytes:
        self.read.append(frame.index)
        return thumbnail.make(FRAMES[frame.index])

    def keypoints(self, frame: Frame) -> Keypoints:
        shown = frame.index in self.pointed
        return keypoints.stored(FRAMES[frame.index]) if shown else Keypoints(1, 1, b"", b"")


def a_frame(number: int) -> Frame:
    return Frame(SHA256, number, number / 2, Role.FRAME)


def a_still(picture: Image.Image) -> ExaminedFrame:
    found = keypoints.queried(picture)
    frame = Frame("a" * 64, 0, 0.0, Role.IMAGE)
    return ExaminedFrame(
        frame,
        (),
        (),
        thumbnail.make(picture),
        (found, keypoints.mirrored(found)),
        thumbnail.detail(picture),
    )


def doubtful(inliers: int) -> Laid:
    still = Frame("a" * 64, 0, 0.0, Role.IMAGE)
    return Laid(still, VIDEO, a_frame(0), Alignment(IDENTITY, inliers, SPREAD, mirrored=False))


def sure(one: Laid, still: Image.Image, video: OneVideo) -> bool:
    engine = cast("Engine", video)
    return is_sure(seen_nearby(engine, a_still(still), {KEY: one}, SETTINGS)[KEY])


def test_a_still_is_sure_where_a_frame_nearby_shows_it():
    assert sure(doubtful(8), FRAMES[SHOWN], OneVideo())


def test_it_stays_doubtful_where_none_does():
    other = FRAMES[SHOWN].copy()
    other.paste(a_photograph("river.jpg").convert("L").resize((280, 220)), (20, 10))
    assert not sure(doubtful(8), other, OneVideo())


@pytest.mark.parametrize("inliers", [7, 16])
def test_nothing_is_looked_at_where_too_few_keypoints_agree_or_enough(inliers: int):
    video = OneVideo()
    sure(doubtful(inliers), FRAMES[SHOWN], video)
    assert not video.read


def test_a_guess_that_all_lies_on_all_stays_one():
    one = replace(doubtful(8), framed=True)
    assert not sure(one, FRAMES[SHOWN], OneVideo())


def test_a_still_is_laid_on_the_other_frames_of_a_video():
    engine = cast("Engine", OneVideo((0, SHOWN, 4)))
    found = list(others(engine, a_still(FRAMES[SHOWN]), doubtful(8)))
    best = max(found, key=lambda each: each.alignment.inliers)
    assert best.frame == a_frame(SHOWN)
    assert best.alignment.inliers > 100

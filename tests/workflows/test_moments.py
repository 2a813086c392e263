"""What is held of a video's moments until it is known which are looked at closely stays small."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PIL import Image

from provenance.media.decoder import DecodedFrame
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Frame, Role
from provenance.workflows import moments
from provenance.workflows.moments import Kept, of_stored
from tests.pictures import a_picture
from tests.videos import wandering

if TYPE_CHECKING:
    import pytest


def taken(kept: Kept, count: int) -> Kept:
    for number in range(count):
        picture = a_picture(number).convert("L")
        colour = picture.convert("RGB")
        kept.take(DecodedFrame(number, 2.0 * number, picture, lambda colour=colour: colour))
    return kept


def held(kept: Kept) -> list[DecodedFrame]:
    return list(kept.closely.chosen().values())


def test_without_a_network_nobody_holds_the_frames_as_they_were_decoded():
    assert {frame.colour for frame in held(taken(of_stored(12), 3))} == {None}


def test_with_a_network_their_colour_is_held_at_the_scale_of_the_grey_one():
    frames = held(taken(of_stored(12, "weights"), 3))
    assert frames
    for frame in frames:
        assert frame.colour is not None
        assert isinstance(frame.colour(), Image.Image)
        assert frame.colour().size == frame.luma.size


def test_of_large_frames_fewer_are_held(monkeypatch: pytest.MonkeyPatch):
    pixels = a_picture(0).width * a_picture(0).height
    monkeypatch.setattr(moments, "_HELD_BYTES", 6 * pixels)
    assert len(held(taken(of_stored(12), 20))) <= 3


def test_the_end_of_an_indexed_video_is_looked_at_closely():
    kept, seen = of_stored(12), []
    for number, still in enumerate(islice(wandering(4, ["street.jpg"]), 0, 20, 5)):
        luma = still.convert("L")
        kept.take(DecodedFrame(number, number / 2, luma, lambda luma=luma: luma))

    def closely(frame: DecodedFrame) -> ExaminedFrame:
        seen.append(frame.timestamp_s)
        return ExaminedFrame(Frame("a", frame.number, frame.timestamp_s, Role.FRAME), (), (), b"")

    assert len(list(kept.frames("a", closely, lambda: True))) == 4
    assert seen == [0.0, 1.5]

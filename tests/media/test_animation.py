"""Animations are read as videos are: in time, within limits, and as far as they go."""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field

import pytest
from PIL import Image

from provenance.errors import InputError, RefusedMedia
from provenance.media import animation, formats, video
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.model.media import Location
from tests.media.files import a_file, an_animation
from tests.videos import SIZE, wandering

HERE = Location("moving.gif")
MOVING = ("GIF", "WEBP", "PNG", "AVIF")


@dataclass(slots=True)
class Seen:
    """What came of an animation."""

    frames: list[DecodedFrame] = field(default_factory=list)
    decoded: Decoded | None = None

    @property
    def times(self) -> list[float]:
        return [frame.timestamp_s for frame in self.frames]

    @property
    def remarks(self) -> str:
        assert self.decoded is not None
        return " ".join(self.decoded.remarks)


def seen(data: bytes, **limits: int) -> Seen:
    form = formats.recognise(HERE, data)
    assert isinstance(form, formats.PictureFormat)
    found = Seen()
    found.decoded = animation.read(HERE, data, form, Limits(**limits), found.frames.append)
    return found


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Give the same 4 s as an animation of each kind: two scenes, ten frames a second."""
    frames = list(wandering(4))
    return {form: an_animation(form, frames, duration=100) for form in MOVING}


@pytest.mark.parametrize("form", MOVING)
def test_frames_are_offered_in_time_and_where_a_scene_begins(form: str, files: dict[str, bytes]):
    found = seen(files[form])
    assert found.decoded is not None
    assert (found.decoded.width, found.decoded.height, found.decoded.frame_count) == (*SIZE, 40)
    assert found.times == [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]
    assert [frame.number for frame in found.frames] == [0, 5, 10, 15, 20, 25, 30, 35]
    assert found.decoded.remarks == ()


@pytest.mark.parametrize("form", MOVING)
def test_each_frame_takes_the_time_that_it_states(form: str):
    frames = list(wandering(0.6))
    data = an_animation(form, frames, duration=[500, 700, 300, 900, 500, 500])
    assert seen(data).times[:3] == [0.0, 0.5, 1.2]


def test_frames_that_state_no_time_are_shown_as_browsers_show_them():
    data = an_animation("GIF", list(wandering(1, ["street.jpg"])), duration=0)
    assert seen(data).times[:2] == [0.0, 0.5]


@pytest.mark.parametrize("form", MOVING)
def test_a_picture_of_one_frame_does_not_move(form: str):
    data = a_file(form)
    recognised = formats.recognise(HERE, data)
    assert isinstance(recognised, formats.PictureFormat)
    assert form == "GIF" or not animation.may_move(data, recognised)
    assert seen(data).decoded is None


@pytest.mark.parametrize("form", MOVING)
def test_an_animation_is_known_by_its_first_bytes(form: str, files: dict[str, bytes]):
    recognised = formats.recognise(HERE, files[form])
    assert isinstance(recognised, formats.PictureFormat)
    assert animation.may_move(files[form], recognised)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_what_is_cut_short_is_used_as_far_as_it_goes(
    form: str, share: float, files: dict[str, bytes]
):
    found = seen(files[form][: round(len(files[form]) * share)])
    assert 0.5 <= found.times[-1] <= 3.9 * share + 0.5
    assert "cut short" in found.remarks


def test_a_sequence_of_avif_that_is_cut_short_is_read_by_the_door_for_videos(
    files: dict[str, bytes],
):
    found = Seen()
    cut = files["AVIF"][: round(len(files["AVIF"]) * 0.6)]
    found.decoded = video.read(HERE, cut, formats.AVIF_SEQUENCE, Limits(), found.frames.append)
    assert found.decoded.media_type == "image/avif"
    assert 0.5 <= found.times[-1] <= 3.0
    assert "cut short" in found.remarks


def test_too_many_pixels_are_refused(files: dict[str, bytes]):
    with pytest.raises(RefusedMedia, match="max_frame_pixels"):
        seen(files["GIF"], frame_pixels=SIZE[0] * SIZE[1] - 1)


def test_over_the_limit_of_pixels_the_first_part_is_read_and_that_is_said(
    files: dict[str, bytes],
):
    found = seen(files["GIF"], file_pixels=SIZE[0] * SIZE[1] * 12)
    assert found.times == [0.0, 0.5, 1.0]
    assert "12 frames were examined" in found.remarks
    assert "max_file_pixels" in found.remarks


def test_time_runs_out_and_that_is_said(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch):
    clock = iter(range(1_000_000, 2_000_000, 4))  # after whatever this process took before
    monkeypatch.setattr(animation.time, "process_time", lambda: float(next(clock)))
    assert "max_cpu_s" in seen(files["GIF"]).remarks


def test_pixels_are_upright_and_in_colour_where_that_is_asked():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = an_animation("WEBP", list(wandering(1)), duration=100, exif=exif.tobytes())
    found: list[DecodedFrame] = []
    decoded = animation.read(HERE, data, formats.WEBP, Limits(), found.append, in_colour=True)
    assert decoded is not None
    assert (decoded.width, decoded.height) == SIZE[::-1]
    assert found[0].luma.size == SIZE[::-1]
    assert found[0].colour is not None
    assert (found[0].colour().mode, found[0].colour().size) == ("RGB", SIZE[::-1])


@pytest.mark.parametrize("form", MOVING)
def test_a_damaged_animation_gives_frames_or_an_error_of_ours(form: str):
    whole = an_animation(form, list(wandering(0.5)), duration=100)
    dice = random.Random(form)
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 20)):
            data[dice.randrange(16, len(data))] = dice.randrange(256)
        try:
            recognised = formats.recognise(HERE, bytes(data))
            if isinstance(recognised, formats.PictureFormat):
                seen(bytes(data), frame_pixels=1_000_000)
        except InputError as error:
            assert str(error).startswith("moving.gif: ")  # noqa: PT017


def test_pyav_is_not_needed(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "av", None)
    assert len(seen(files["GIF"]).frames) == 8

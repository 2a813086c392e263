"""The moment of a still is told from the frames around the one whose keypoints agree."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageOps

from provenance.media import thumbnail
from provenance.model.span import Span
from provenance.reports.match_words import likeness
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex
from provenance.workflows.pinpointed import Asked, _span
from tests.matching.photographs import luma
from tests.signals.framing import a_photograph
from tests.videos import RATE, wandering, written

STILLS = list(wandering(8))


@pytest.fixture
def video(index: OpenIndex, tmp_path: Path) -> OpenIndex:
    folder = tmp_path / "videos"
    folder.mkdir()
    (folder / "video.mp4").write_bytes(written(STILLS))
    ingest(index, folder)
    return index


def moment(index: OpenIndex, still: Image.Image, folder: Path) -> tuple[Span, str]:
    still.save(folder / "still.png")
    (match,) = check(index, folder / "still.png").case.matches
    assert match.shown is not None
    return match.shown, likeness(match)


def test_a_still_between_frames_with_keypoints_is_told_to_the_moment(
    video: OpenIndex, tmp_path: Path
):
    barred = ImageOps.expand(STILLS[29], (0, 30), "black")
    told, words = moment(video, barred, tmp_path)
    assert told.at_s == pytest.approx(29 / RATE, abs=0.6)
    assert "of the indexed video" in words


def test_a_part_that_is_seen_for_long_is_told_as_a_span(video: OpenIndex, tmp_path: Path):
    part = STILLS[20].crop((55, 30, 135, 100)).resize((320, 280))
    told, words = moment(video, part, tmp_path)
    assert told.earliest_s < told.latest_s
    assert told.earliest_s - 0.5 <= 2.0 <= told.latest_s + 0.5
    assert "between" in words
    assert "which look alike there" in words


def test_a_video_that_is_asked_about_has_a_stretch_and_no_moment(video: OpenIndex, tmp_path: Path):
    (tmp_path / "clip.mp4").write_bytes(written(STILLS[10:40]))
    (match,) = check(video, tmp_path / "clip.mp4").case.matches
    assert match.clip is not None
    assert match.shown is None


def turning(degrees: int) -> Image.Image:
    """Give what a camera that stands still sees of a street in which something large turns."""
    street = luma(a_photograph("street.jpg")).resize((240, 240))
    disc = luma(a_photograph("irises.jpg")).resize((240, 240)).rotate(degrees)
    edge = Image.new("L", street.size)
    ImageDraw.Draw(edge).ellipse((30, 30, 210, 210), fill=255)
    return Image.composite(disc, street, edge)


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_turns_before_a_still_camera_does_not_lead_to_another_moment(mirrored: bool):
    frames = tuple(thumbnail.make(turning(45 * at)) for at in range(8))
    still = ImageOps.mirror(turning(225)) if mirrored else turning(225)
    # What turns lies on the first frame where it is turned back.
    turned = (-0.707, -0.707, 1.207, 0.707, -0.707, 0.5, 0.0, 0.0, 1.0)
    asked = Asked(thumbnail.make(still), turned, tuple(0.5 * at for at in range(8)), frames, 0)
    assert _span((asked,)) == (2.5, 2.5, 2.5)


def test_the_moment_is_looked_for_where_the_still_lies_clearly_better():
    frames = tuple(thumbnail.make(turning(45 * number)) for number in range(8))
    times = tuple(0.5 * at for at in range(8))
    part = thumbnail.make(turning(225).crop((0, 0, 240, 180)))
    turned = (-0.707, -0.53, 1.207, 0.707, -0.53, 0.5, 0.0, 0.0, 1.0)
    by_chance = Asked(part, turned, times, frames, 0)
    as_it_is = Asked(part, (1.0, 0, 0, 0, 0.75, 0, 0, 0, 1.0), times, frames, 5)
    assert _span((by_chance, as_it_is)) == (2.5, 2.5, 2.5)
    found = _span((by_chance,))
    assert found is not None
    assert found[0] < 2.0

"""A clip that only keypoints find is told to the moment, in a check and between two files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.model.clip import Clip
from provenance.settings import Settings
from provenance.workflows import clip_moments
from provenance.workflows.aligned import Laid
from provenance.workflows.check import check
from provenance.workflows.clip_moments import Told
from provenance.workflows.compare import compare
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import open_index
from tests.builders import a_frame, a_media, an_alignment
from tests.videos import RATE, How, wandering, written

if TYPE_CHECKING:
    from PIL import Image

FRAMES = list(wandering(9, ("street.jpg", "river.jpg", "badlands.jpg")))
KEYPOINTS_ONLY = Settings(workers=1, pdq_strong=0, pdq_possible=0, phash_possible=0)
START, END = 23, 70


def cropped(frame: Image.Image) -> Image.Image:
    return frame.crop((20, 8, 150, 106)).resize((260, 196))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("clips")
    (place / "posted").mkdir()
    (place / "posted" / "whole.mp4").write_bytes(written(FRAMES))
    (place / "clip.mp4").write_bytes(written(map(cropped, FRAMES[START:END]), How(crf="28")))
    return place


def test_the_stretch_of_a_cropped_clip_is_told_to_the_moment(place: Path):
    with open_index(place / "index.db", create=True, settings=KEYPOINTS_ONLY) as index:
        ingest(index, place / "posted")
        (match,) = check(index, place / "clip.mp4").case.matches
    assert match.method == "keypoints"
    assert match.clip is not None
    assert match.clip.offset_s == pytest.approx(START / RATE, abs=0.3)
    assert match.clip.speed == pytest.approx(1.0, abs=0.03)


def test_a_comparison_says_the_same_moment(place: Path):
    found = compare(
        place / "clip.mp4", place / "posted" / "whole.mp4", draw=False, settings=KEYPOINTS_ONLY
    )
    assert found.match is not None
    assert found.match.clip is not None
    assert found.match.clip.offset_s == pytest.approx(START / RATE, abs=0.3)


@pytest.mark.parametrize(
    ("held", "agreement", "apart"),
    [(0.19, 0.58, True), (0.43, 0.58, False), (0.19, 0.75, False)],
)
def test_two_recordings_are_told_apart_only_by_keypoints_and_pixels_together(
    held: float, agreement: float, apart: bool
):
    clip = Clip(0.0, 2.0, 1.0, 3.0, 1.0, 1.0, 4)
    laid = Laid(a_frame(), a_media(), a_frame(), replace(an_alignment(), held=held))
    told = Told(clip, (), (laid,), lambda _: b"")
    line = (1.2, 1.0, (0.0, 0.5, 2.0), agreement)
    assert clip_moments._exact(told, line).apart is apart


def test_where_hardly_anything_agrees_the_stretch_stays_as_it_was():
    clip = Clip(0.0, 2.0, 1.0, 3.0, 1.0, 1.0, 4)
    told = Told(clip, (), (), lambda _: b"")
    assert clip_moments._exact(told, (9.0, 1.5, (), 0.1)).clip == clip
    assert clip_moments._exact(told, None).clip == clip

"""A clip that only keypoints find is told to the moment, in a check and between two files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.compare import compare
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import open_index
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

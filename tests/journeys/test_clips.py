"""Somebody has a clip, or a still, and the longer video: `compare` and `check`, as programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.command_line import Finished, RunCli
from tests.journeys.schemas import fits
from tests.videos import RATE, How, wandering, written

Run = Callable[..., Finished]
FRAMES = list(wandering(6, ("street.jpg", "river.jpg")))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a video, a clip out of its middle, a still, and something else."""
    place = tmp_path_factory.mktemp("clips")
    (place / "posted").mkdir()
    (place / "posted" / "whole.mp4").write_bytes(written(FRAMES))
    (place / "clip.mp4").write_bytes(written(FRAMES[20:45], How(crf="33")))
    (place / "other.mp4").write_bytes(written(wandering(2, ("irises.jpg",))))
    FRAMES[4 * RATE].save(place / "still.png")
    return place


@pytest.fixture(scope="module")
def run(place: Path) -> Run:
    """Run a command there; only two frames of a video are looked at closely, which takes long."""
    return partial(RunCli(place), environment={"PROVENANCE_MAX_FRAMES": "2"})


WHOLE = "posted/whole.mp4"


def test_compare_says_which_stretch_of_a_video_a_clip_is(run: Run, place: Path):
    done = run("compare", "clip.mp4", WHOLE, "--html", "clip.html")
    assert done.code == 0
    assert "A and B have a stretch in common" in done.out
    assert "stretch of A: 00:00:00.0 to 00:00:0" in done.out
    assert "is this of B: 00:00:0" in done.out
    assert "not compared, sound of A and B: only pictures were compared" in done.out
    assert "█" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    page = (place / "clip.html").read_text("utf-8")
    assert page.count('<ol class="frames"') == 2
    assert 'class="inside"' in page
    assert "Frames that agree best" in page
    assert "<script" not in page


def test_the_json_of_two_videos_fits_its_schema(run: Run):
    document = fits(run("compare", "clip.mp4", WHOLE, "--json").json)
    clip = document["match"]["clip"]
    assert clip["offset_s"] == pytest.approx(2.0, abs=0.5)
    assert set(document["frames_compared"]) == {"a", "b"}
    assert {each["method"] for each in document["compared"]} >= {"clip", "pdq-256"}
    for pair in document["match"]["pairs"]:
        gap = pair["b"]["timestamp_s"] - pair["a"]["timestamp_s"]
        assert gap == pytest.approx(clip["offset_s"], abs=1.0)


def test_compare_says_at_which_moment_of_a_video_a_still_is(run: Run):
    document = fits(run("compare", "still.png", WHOLE, "--json").json)
    assert document["match"]["clip"] is None
    shown = document["match"]["shown"]
    assert shown["earliest_s"] - 0.5 <= 4.0 <= shown["latest_s"] + 0.5
    assert set(document["frames_compared"]) == {"b"}
    nearest = min(
        document["match"]["pairs"], key=lambda pair: (pair["method"] != "pdq-256", pair["distance"])
    )
    assert nearest["b"]["timestamp_s"] == pytest.approx(4.0, abs=0.5)


def test_of_two_videos_without_anything_in_common_it_is_said_what_was_compared(run: Run):
    done = run("compare", "other.mp4", WHOLE)
    assert done.code == 0
    assert "Nothing in common was found." in done.said
    assert "stretch in common: none was found" in done.out
    assert "one each 0.5 s on average" in done.said


def test_check_shows_the_frames_of_both_videos_with_the_stretch_marked(run: Run, place: Path):
    index = place / "archive.db"
    assert run("ingest", "posted", "--signals", "hashes", index=index).code == 0
    done = run("check", "clip.mp4", "--html", "check.html", index=index)
    assert done.code == 0
    assert "checked  00:00.0 █" in done.out
    assert "indexed  00:00.0 ─" in done.out
    page = (place / "check.html").read_text("utf-8")
    assert page.count('<ol class="frames"') == 2
    assert "The indexed video at 00:02" in page

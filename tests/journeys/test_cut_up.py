"""A video was cut up, and parts of it joined anew: every stretch of it is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.command_line import Finished, RunCli
from tests.journeys.schemas import fits
from tests.videos import How, wandering, written

Run = Callable[..., Finished]
FRAMES = list(wandering(9, ("street.jpg", "river.jpg", "badlands.jpg")))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a command where an index holds a video of which two parts were joined in a file."""
    place = tmp_path_factory.mktemp("cut-up")
    (place / "posted").mkdir()
    (place / "posted" / "whole.mp4").write_bytes(written(FRAMES))
    strange = wandering(2, ("irises.jpg",))
    joined = [*FRAMES[60:90], *strange, *FRAMES[:30]]
    (place / "joined.mp4").write_bytes(written(joined, How(crf="30")))
    run: Run = partial(RunCli(place), environment={"PROVENANCE_MAX_FRAMES": "2"})
    index = place / "index.db"
    run("ingest", "posted", "--signals", "hashes", index=index)
    return partial(run, index=index)


def both(match: dict) -> list[dict]:
    return sorted([match["clip"], *match["more_clips"]], key=lambda each: each["query_start_s"])


def test_a_check_tells_both_stretches_in_both_videos(run: Run):
    (match,) = fits(run("check", "joined.mp4", "--json").json)["reports"][0]["matches"]
    first, last = both(match)
    assert first["offset_s"] == pytest.approx(6.0, abs=0.3)
    assert first["query_end_s"] == pytest.approx(2.9, abs=0.5)
    assert last["offset_s"] == pytest.approx(-5.0, abs=0.3)
    assert last["query_start_s"] == pytest.approx(5.0, abs=0.5)


def test_a_check_says_both_in_words(run: Run):
    said = " ".join(run("check", "joined.mp4").out.split())
    assert said.count("of the checked video is 00:00:0") == 2


def test_a_comparison_says_how_much_all_stretches_are_together(run: Run):
    done = run("compare", "joined.mp4", "posted/whole.mp4")
    assert "A and B have 2 stretches in common" in done.out
    assert "one more stretch: 00:00:0" in done.out
    bars = [line for line in done.out.splitlines() if line.startswith(("  A  00", "  B  00"))]
    assert [len(re.findall("█+", bar)) for bar in bars] == [2, 2]
    (longer,) = fits(run("compare", "joined.mp4", "posted/whole.mp4", "--json").json)["match"][
        "more_clips"
    ]
    assert longer["speed"] == pytest.approx(1.0, abs=0.05)


def test_a_longer_video_of_which_the_index_holds_parts_is_told_in_the_same_way(run: Run):
    index = Path("parts.db")
    run("ingest", "joined.mp4", "--signals", "hashes", index=index)
    done = run("check", "posted/whole.mp4", "--json", index=index)
    (match,) = fits(done.json)["reports"][0]["matches"]
    first, last = both(match)
    assert first["offset_s"] == pytest.approx(5.0, abs=0.3)
    assert last["offset_s"] == pytest.approx(-6.0, abs=0.3)

"""Animations and videos find each other, a still finds either, each at its moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.model.media import Role
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex
from tests.media.files import an_animation
from tests.videos import RATE, wandering, written

WHOLE = list(wandering(16, ("street.jpg", "river.jpg", "irises.jpg", "still-life.jpg")))
PART = WHOLE[50:110]
ENDINGS = {"GIF": "gif", "WEBP": "webp", "PNG": "png", "AVIF": "avif"}


@pytest.mark.parametrize("form", ENDINGS)
def test_an_animation_made_of_a_clip_is_found_in_the_video(
    index: OpenIndex, tmp_path: Path, form: str
):
    video, part = tmp_path / "whole.mp4", tmp_path / f"part.{ENDINGS[form]}"
    video.write_bytes(written(WHOLE))
    part.write_bytes(an_animation(form, PART, duration=1000 // RATE))
    ingest(index, video, keypoints=False)
    (match,) = check(index, part).case.matches
    assert match.clip is not None
    assert match.clip.offset_s == pytest.approx(5.0, abs=0.5)
    assert match.clip.speed == pytest.approx(1.0, rel=0.06)


def test_a_clip_and_a_still_of_an_animation_are_found_in_it(index: OpenIndex, tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "whole.gif").write_bytes(an_animation("GIF", WHOLE, duration=1000 // RATE))
    ingest(index, tmp_path / "in", keypoints=False)
    (tmp_path / "part.mp4").write_bytes(written(PART))
    (match,) = check(index, tmp_path / "part.mp4").case.matches
    assert match.clip is not None
    assert match.clip.offset_s == pytest.approx(5.0, abs=0.5)
    WHOLE[70].save(tmp_path / "still.png")
    (match,) = check(index, tmp_path / "still.png").case.matches
    assert match.match_frame.role is Role.FRAME
    assert match.match_frame.timestamp_s == pytest.approx(70 / RATE, abs=0.5)


@pytest.mark.parametrize("form", ENDINGS)
def test_an_animation_that_is_cut_short_is_found_by_what_is_there(
    index: OpenIndex, tmp_path: Path, form: str
):
    (tmp_path / "in").mkdir()
    whole = an_animation(form, PART, duration=1000 // RATE)
    (tmp_path / "in" / f"cut.{ENDINGS[form]}").write_bytes(whole[: len(whole) * 2 // 3])
    report = ingest(index, tmp_path / "in", keypoints=False)
    assert (report.added, report.failed) == (1, ())
    PART[5].save(tmp_path / "still.png")
    (match,) = check(index, tmp_path / "still.png").case.matches
    assert match.match_frame.timestamp_s == pytest.approx(0.5, abs=0.5)
    case = check(index, tmp_path / "in" / f"cut.{ENDINGS[form]}").case
    assert any("cut short" in each.reason for each in case.not_searched)


def test_keypoints_of_an_animation_leave_nothing_to_extend(index: OpenIndex, tmp_path: Path):
    (tmp_path / "a.gif").write_bytes(an_animation("GIF", PART[::3], duration=300))
    ingest(index, tmp_path / "a.gif")
    coverage = index.engine.coverage()
    assert coverage.frames == coverage.keypoints > 1

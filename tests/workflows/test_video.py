"""Stills are found in videos and videos by stills, each at its moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageOps

from provenance.model.media import Role
from provenance.reports.match_words import likeness
from provenance.workflows.check import check
from provenance.workflows.compare import compare
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex
from tests.videos import RATE, How, wandering, written

STILLS = list(wandering(6))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("videos") / "clip.mp4"
    path.write_bytes(written(STILLS))
    return path


def test_a_still_is_found_at_its_moment_of_a_video(index: OpenIndex, clip: Path, tmp_path: Path):
    ingest(index, clip.parent, keypoints=False)
    STILLS[44].save(tmp_path / "still.png")
    (match,) = check(index, tmp_path / "still.png").case.matches
    assert match.match_frame.role is Role.FRAME
    assert match.match_frame.timestamp_s == pytest.approx(44 / RATE, abs=0.5)
    assert "of the indexed video" in likeness(match)


def test_a_video_finds_the_still_and_says_at_which_moment(
    index: OpenIndex, clip: Path, tmp_path: Path
):
    STILLS[45].save(tmp_path / "still.png")
    ingest(index, tmp_path / "still.png", keypoints=False)
    (match,) = check(index, clip).case.matches
    assert match.query_frame.timestamp_s == pytest.approx(45 / RATE, abs=0.5)
    assert "of the checked video" in likeness(match)


def test_frames_that_look_alike_are_kept_once_in_two_seconds(index: OpenIndex, tmp_path: Path):
    (tmp_path / "still.mp4").write_bytes(written([STILLS[0]] * 60))
    ingest(index, tmp_path, source="folder", keypoints=False)
    frames = check(index, tmp_path / "still.mp4").case.examination.frames
    assert [each.frame.timestamp_s for each in frames] == [0.0, 2.0, 4.0]


def test_keypoints_of_a_video_leave_nothing_to_extend(index: OpenIndex, clip: Path):
    ingest(index, clip.parent)
    coverage = index.engine.coverage()
    assert coverage.frames == coverage.keypoints > 0


def test_hostile_videos_are_each_accounted_for(index: OpenIndex, clip: Path, tmp_path: Path):
    folder = tmp_path / "hostile"
    folder.mkdir()
    data = clip.read_bytes()
    (folder / "good.mp4").write_bytes(data)
    (folder / "cut.mp4").write_bytes(data[: data.index(b"moov")])
    (folder / "list.mp4").write_bytes(b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/x.ts\n")
    (folder / "boxes.mp4").write_bytes(
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42" + b"\0\0\x20\0moov" * 1000
    )
    (folder / "zeros.mkv").write_bytes(b"\x1aE\xdf\xa3" + bytes(4096))
    report = ingest(index, folder, keypoints=False)
    assert (report.added, report.found) == (1, 5)
    assert {Path(each.where).name for each in report.failed} == {
        *("cut.mp4", "list.mp4", "boxes.mp4", "zeros.mkv"),
    }


def test_two_videos_are_compared_at_their_nearest_moments(clip: Path, tmp_path: Path):
    again = tmp_path / "again.mkv"
    again.write_bytes(written(STILLS, How("matroska", crf="35")))
    found = compare(clip, again)
    assert found.match is not None
    gap = found.match.query_frame.timestamp_s - found.match.match_frame.timestamp_s
    assert abs(gap) <= 0.5
    assert found.drawn is not None


@pytest.mark.parametrize(
    ("edit", "speed"),
    [
        ("plain", 1.0),
        ("faster", 2.0),
        ("slower", 0.5),
        ("mirrored", 1.0),
        ("recompressed", 1.0),
        ("barred", 1.0),
    ],
)
def test_a_clip_is_found_in_the_longer_video(
    index: OpenIndex, tmp_path: Path, edit: str, speed: float
):
    whole = list(wandering(16, ("street.jpg", "river.jpg", "irises.jpg", "still-life.jpg")))
    folder = tmp_path / "whole"
    folder.mkdir()
    (folder / "whole.mp4").write_bytes(written(whole))
    ingest(index, folder, keypoints=False)
    part = whole[50:110]
    if edit == "mirrored":
        part = [each.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for each in part]
    if edit == "barred":
        part = [ImageOps.expand(each.resize((320, 240)), (0, 60), "black") for each in part]
    how = How(crf="38" if edit == "recompressed" else "23", rate=round(RATE * speed))
    (tmp_path / "part.mp4").write_bytes(written(part, how))
    (match,) = check(index, tmp_path / "part.mp4").case.matches
    assert match.clip is not None
    assert match.clip.mirrored is (edit == "mirrored")
    assert match.clip.offset_s == pytest.approx(5.0, abs=0.5)
    assert match.clip.speed == pytest.approx(speed, rel=0.06)
    assert "of the checked video is" in likeness(match)


CHAIRS = ("chair-22-with-small-logo-bar.mp4", "chair-22-sd-sepia-bar.mp4")


@pytest.mark.shared_data
def test_real_videos_of_one_source_match_and_others_do_not(index: OpenIndex, tmp_path: Path):
    folder = Path(__file__).parents[3] / "shared" / "data" / "hashes" / "vpdq-videos"
    if not folder.is_dir():
        pytest.skip("../shared/data/hashes/vpdq-videos is not here")
    stored = tmp_path / "stored"
    stored.mkdir()
    for name in (CHAIRS[0], "doorknob-hd-no-bar.mp4", "pattern-sd-grey-bar.mp4"):
        (stored / name).write_bytes((folder / name).read_bytes())
    ingest(index, stored, keypoints=False)
    (match,) = check(index, folder / CHAIRS[1]).case.matches
    assert match.sightings[0].files[0].endswith(CHAIRS[0])
    assert match.clip is not None
    assert match.clip.offset_s == pytest.approx(0, abs=0.3)
    assert match.clip.speed == pytest.approx(1, abs=0.02)
    assert match.clip.query_end_s > 20

"""A text of vPDQ stands for a video: it is asked about, and indexed, by its hashes alone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from provenance.errors import UnreadableMedia, UnsupportedMedia
from provenance.model.case import Examination
from provenance.model.media import HASH_LIST, Location
from provenance.reports.match_words import likeness
from provenance.settings import Settings
from provenance.signals.vpdq import written as as_text
from provenance.workflows import hash_list
from provenance.workflows.check import check
from provenance.workflows.compare import compare
from provenance.workflows.extend import extend
from provenance.workflows.hashes import as_vpdq, hashes
from provenance.workflows.ingest import ingest, stated_posting
from provenance.workflows.lookup import lookup
from provenance.workflows.opening import OpenIndex
from tests.videos import RATE, wandering, written

WHOLE = list(wandering(16, ("street.jpg", "river.jpg", "irises.jpg", "still-life.jpg")))
PART = WHOLE[50:110]
POSTED = stated_posting("telegram", "", "https://t.example/1", "2023-11-17", "")


@pytest.fixture(scope="module")
def videos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a video, a part of it, this mirrored, and the hashes of each."""
    folder = tmp_path_factory.mktemp("videos")
    mirrored = [each.transpose(Image.Transpose.FLIP_LEFT_RIGHT) for each in PART]
    for name, frames in (("whole", WHOLE), ("part", PART), ("mirrored", mirrored)):
        path = folder / f"{name}.mp4"
        path.write_bytes(written(frames))
        found = hashes(path, Settings(workers=1))
        path.with_suffix(".vpdq").write_text(as_text(as_vpdq(found)))
    return folder


@pytest.mark.parametrize("indexed", ["whole.mp4", "whole.vpdq"])
@pytest.mark.parametrize("asked", ["part.vpdq", "mirrored.vpdq", "part.mp4"])
def test_a_clip_is_found_by_hashes_alone(index: OpenIndex, videos: Path, indexed: str, asked: str):
    ingest(index, videos / indexed, stated=POSTED, keypoints=False)
    (match,) = check(index, videos / asked).case.matches
    assert match.clip is not None
    assert match.clip.offset_s == pytest.approx(5.0, abs=0.5)
    assert match.clip.mirrored is asked.startswith("mirrored")
    assert match.sightings[0].posting.url == "https://t.example/1"
    assert ("known by its hashes only" in likeness(match)) is indexed.endswith("vpdq")


def test_that_only_hashes_were_compared_is_said(index: OpenIndex, videos: Path):
    ingest(index, videos / "whole.mp4", keypoints=False)
    case = check(index, videos / "part.vpdq").case
    assert case.examination.media.media_type == HASH_LIST
    assert any("only hashes were compared" in each.reason for each in case.not_searched)
    report = lookup(index, str(videos / "part.vpdq"))
    assert any("only hashes were compared" in each.reason for each in report.not_searched)


def test_a_lookup_of_hashes_answers_with_the_clip(index: OpenIndex, videos: Path):
    ingest(index, videos / "whole.mp4", stated=POSTED, keypoints=False)
    report = lookup(index, str(videos / "part.vpdq"))
    (match,) = report.matches
    assert match.clip is not None
    assert match.clip.offset_s == pytest.approx(5.0, abs=0.5)
    assert report.media == ()
    assert lookup(index, str(videos / "whole.vpdq")).matches[0].clip is not None


def test_a_still_is_found_at_its_moment_of_indexed_hashes(
    index: OpenIndex, videos: Path, tmp_path: Path
):
    ingest(index, videos / "whole.vpdq", stated=POSTED)
    WHOLE[70].save(tmp_path / "still.png")
    (match,) = check(index, tmp_path / "still.png").case.matches
    assert match.match_frame.timestamp_s == pytest.approx(70 / RATE, abs=0.5)
    assert match.transform.scale is None


def test_indexed_hashes_leave_nothing_to_extend(index: OpenIndex, videos: Path):
    ingest(index, videos / "whole.vpdq", keypoints=False)
    extend(index)
    coverage = index.engine.coverage()
    assert coverage.frames == coverage.keypoints > 0


def test_a_list_names_hashes_as_it_does_a_picture(index: OpenIndex, videos: Path, tmp_path: Path):
    (tmp_path / "v.vpdq").write_bytes((videos / "whole.vpdq").read_bytes())
    (tmp_path / "list.csv").write_text("path,url,posted\nv.vpdq,https://x.example/1,2020-01-01\n")
    assert ingest(index, tmp_path / "list.csv").added == 1
    (match,) = check(index, videos / "part.mp4").case.matches
    assert match.sightings[0].posting.url == "https://x.example/1"


def test_a_broken_line_is_named_and_the_rest_of_a_folder_is_ingested(
    index: OpenIndex, videos: Path, tmp_path: Path
):
    (tmp_path / "good.vpdq").write_bytes((videos / "whole.vpdq").read_bytes())
    (tmp_path / "bad.vpdq").write_text((videos / "whole.vpdq").read_text() + "1,2,3\n")
    (tmp_path / "other.vpdq").write_bytes(b"\xff\xfe\0")
    report = ingest(index, tmp_path)
    assert (report.added, len(report.failed)) == (1, 2)
    reasons = " ".join(each.reason for each in report.failed)
    assert "is not `frame,quality,hash,seconds` of vPDQ (3 parts instead of 4)" in reasons
    assert "it is not UTF-8" in reasons
    with pytest.raises(UnreadableMedia, match=r"bad\.vpdq: line \d+ is not"):
        check(index, tmp_path / "bad.vpdq")


def test_hashes_cannot_be_laid_on_a_picture(videos: Path):
    with pytest.raises(UnsupportedMedia, match=r"part\.vpdq: holds hashes and no picture"):
        compare(videos / "part.vpdq", videos / "whole.mp4")


def test_a_name_alone_makes_no_picture_a_list(videos: Path):
    data = (videos / "part.mp4").read_bytes()
    assert not hash_list.is_one(Location("part.vpdq"), data)
    assert hash_list.is_one(Location("part.txt"), (videos / "part.vpdq").read_bytes())


def a_list(*lines: tuple[int, int, float]) -> Examination:
    """Examine a list of hashes that are far from one another: number, quality, seconds."""
    dice = random.Random(1)
    text = "".join(
        f"{number},{quality},{dice.randbytes(32).hex()},{seconds:.3f}\n"
        for number, quality, seconds in lines
    )
    return hash_list.examined(Location("a.vpdq"), text.encode(), as_query=True, weights=None)


def test_of_flat_frames_the_best_is_kept_and_no_more():
    found = a_list((0, 3, 0.0), (1, 9, 0.1), (2, 5, 0.2))
    assert [each.frame.index for each in found.frames] == [1]
    assert "1 of its 3 hashes were compared" in found.remarks[1]


def test_of_a_very_long_list_no_more_is_compared_than_of_a_video():
    found = a_list(*((number, 100, number / 30) for number in range(9000)))
    assert len(found.frames) <= 2400
    assert "of its 9,000 hashes" in found.remarks[1]


DATA = Path(__file__).parents[3] / "shared" / "data" / "hashes" / "vpdq-videos"


@pytest.mark.shared_data
@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/hashes/vpdq-videos is not here")
def test_hashes_that_threatexchange_published_find_the_video(index: OpenIndex, tmp_path: Path):
    for name in ("chair-22-with-small-logo-bar", "doorknob-hd-no-bar"):
        (tmp_path / f"{name}.mp4").write_bytes((DATA / f"{name}.mp4").read_bytes())
    ingest(index, tmp_path, keypoints=False)
    for name in ("chair-22-with-small-logo-bar", "doorknob-hd-no-bar"):
        (match,) = check(index, DATA / f"{name}.txt").case.matches
        assert match.sightings[0].files[0].endswith(f"{name}.mp4")
        assert match.clip is not None
        assert match.clip.offset_s == pytest.approx(0, abs=0.3)

"""Somebody has two pictures and no index: `provenance compare`, from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import RunCli
from tests.journeys.schemas import fits
from tests.journeys.test_bad_input import BAD, Bad
from tests.pictures import Pictures, a_picture
from tests.signals import framing

STREET = framing.a_photograph("street.jpg")


@pytest.fixture
def two(pictures: Pictures) -> tuple[Path, Path]:
    """A crop of a photograph, and the photograph."""
    crop = STREET.crop((200, 100, 700, 500))
    return pictures.save("crop.jpg", crop, quality=70), pictures.save("street.jpg", STREET)


def test_two_files_are_compared_without_any_index(run_cli: RunCli, two, index_path: Path):
    done = run_cli("compare", *two, index=index_path)
    assert (done.code, done.err) == (0, "")
    assert "A and B show the same picture." in done.out
    assert "how B became A: cropped" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert not index_path.exists()


def test_the_json_fits_its_schema(run_cli: RunCli, two):
    done = run_cli("compare", *two, "--json")
    document = fits(done.json)
    assert document["match"]["relation"] == "same-picture"
    assert document["a"]["path"] == str(two[0])
    assert document["match"]["transform"]["crop_match"] == pytest.approx(
        [200 / 800, 100 / 600, 700 / 800, 500 / 600], abs=0.01
    )


def test_the_page_is_one_file(run_cli: RunCli, two, tmp_path: Path):
    done = run_cli("compare", *two, "--html", "two.html")
    assert (done.code, done.err) == (0, "report written to two.html\n")
    page = (tmp_path / "two.html").read_text("utf-8")
    assert page.count("data:image/jpeg;base64,") == 5
    assert "http-equiv" in page
    assert "<script" not in page


def test_that_nothing_in_common_was_found_is_no_failure(run_cli: RunCli, pictures: Pictures):
    done = run_cli("compare", pictures.save("a.png", 1), pictures.save("b.png", 2))
    assert done.code == 0
    assert "Nothing in common was found." in done.said


def test_a_file_compared_with_itself_is_the_same_bytes(run_cli: RunCli, two):
    done = run_cli("compare", two[0], two[0])
    assert done.code == 0
    assert "The two files are the same bytes." in done.out


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_a_bad_file_is_named_with_the_next_step(run_cli: RunCli, pictures: Pictures, bad: Bad):
    good = pictures.save("good.png", a_picture(1))
    path = pictures.folder / bad.name
    bad.make(path)
    done = run_cli("compare", good, path)
    assert (done.code, done.out) == (bad.code, "")
    assert bad.name in done.err
    assert bad.says in done.said
    assert bad.then in done.said


def test_a_video_is_refused_by_name(run_cli: RunCli, pictures: Pictures):
    video = pictures.write("clip.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(64))
    done = run_cli("compare", video, pictures.save("b.png", 2))
    assert done.code == 1
    assert "clip.mp4: is a video" in done.said


def test_a_folder_for_the_page_that_is_not_there_is_said_before_any_work(run_cli: RunCli, two):
    done = run_cli("compare", *two, "--html", "nowhere/two.html")
    assert (done.code, done.out) == (1, "")
    assert "no such folder" in done.err


def test_one_file_is_too_few(run_cli: RunCli, two):
    done = run_cli("compare", two[0])
    assert done.code == 2
    assert "Missing argument 'B'" in done.err


def test_a_name_that_is_no_text_is_shown_and_escaped(
    run_cli: RunCli, pictures: Pictures, tmp_path: Path
):
    strange = pictures.save("<b>\u202egnp.png", 1).relative_to(tmp_path)
    done = run_cli("compare", strange, strange, "--html", "two.html")
    assert done.code == 0
    assert "<U+202E>" in done.out
    page = (tmp_path / "two.html").read_text("utf-8")
    assert "<b>" not in page
    assert "\u202e" not in page

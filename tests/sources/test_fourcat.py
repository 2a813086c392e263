from __future__ import annotations

import csv
from pathlib import Path

import pytest

from provenance.model.moment import ANY_ZONE, Clock, iso
from provenance.model.posting import Attachment, Failed, JoinKey, Skipped
from provenance.sources import recognise
from tests.sources.exports import EXPORTS, a_picture, only, read


def a_table(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "dataset.csv"
    with path.open("w", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path


def a_row(**cells: str) -> dict[str, str]:
    return {"id": "5", "thread_id": "5", "timestamp": "2023-11-17 13:00:00", "body": "A"} | cells


def test_the_fixture_accounts_for_each_row() -> None:
    kinds = [type(entry).__name__[0] for entry in read(EXPORTS / "fourcat" / "posts.csv")]
    assert kinds == ["A", "A", "S", "S"]


def test_unix_time_is_exact_and_goes_before_the_text(tmp_path: Path) -> None:
    entry = only(a_table(tmp_path, a_row(unix_timestamp="1700222400", images="https://a.b/1.jpg")))
    (posted,) = entry.posting.moments
    assert (iso(posted.earliest), posted.earliest) == ("2023-11-17T12:00:00Z", posted.latest)


def test_the_text_is_of_a_servers_clock_so_it_is_open_by_any_zone(tmp_path: Path) -> None:
    entry = only(a_table(tmp_path, a_row(images="https://a.b/1.jpg")))
    (posted,) = entry.posting.moments
    assert posted.latest - posted.earliest == 2 * ANY_ZONE


def test_a_time_that_nobody_understands_fails_alone(tmp_path: Path) -> None:
    bad = a_row(timestamp="yesterday", images="https://a.b/1.jpg")
    failed, following = read(a_table(tmp_path, bad, a_row(images="https://a.b/1.jpg")))
    assert isinstance(failed, Failed)
    assert isinstance(following, Attachment)


def test_a_forward_says_whose_message_it_repeats_and_when_that_was() -> None:
    second = read(EXPORTS / "fourcat" / "posts.csv")[1]
    clocks = {moment.clock: moment for moment in second.posting.moments}
    assert second.posting.text.startswith("Forwarded from another_channel\n")
    assert iso(clocks[Clock.FORWARDED_ORIGINAL].latest) == "2023-11-14T20:46:20Z"
    assert clocks[Clock.POSTED].earliest > clocks[Clock.FORWARDED_ORIGINAL].latest


def test_telegrams_old_and_new_ids_name_the_same_message(tmp_path: Path) -> None:
    telegram = {"chat": "c", "attachment_type": "photo", "attachment_filename": "c-5.jpeg"}
    rows = [a_row(**telegram), a_row(**telegram | {"id": "c-5"})]
    assert {e.posting.native_id for e in read(a_table(tmp_path, *rows))} == {"c/5"}


@pytest.mark.parametrize(
    ("cells", "platform", "keys"),
    [
        (
            {
                "link": "https://x.com/a/status/5",
                "images": "https://pbs.twimg.com/media/A.jpg?name=orig",
            },
            "x",
            (JoinKey("media-url", "https://pbs.twimg.com/media/A.jpg"),),
        ),
        (
            {"tiktok_url": "https://www.tiktok.com/@a/video/5", "thumbnail_url": "https://a.b/t"},
            "tiktok",
            (JoinKey("tiktok-video", "5"),),
        ),
        (
            {"board": "b", "image_md5": "1B2M2Y8AsgTpgAmY7PhCfg==", "image_file": "a.jpg"},
            "4chan",
            (JoinKey("md5", "d41d8cd98f00b204e9800998ecf8427e"),),
        ),
        ({"url": "https://www.instagram.com/p/A", "image_urls": "https://a.b/1"}, "instagram", ()),
        ({"link": "https://elsewhere.example/5", "images": "https://a.b/1.jpg"}, "", ()),
    ],
)
def test_each_platform_is_told_by_its_links(
    tmp_path: Path, cells: dict[str, str], platform: str, keys: tuple[JoinKey, ...]
) -> None:
    path = a_table(tmp_path, a_row(**cells))
    assert recognise(path).name == "fourcat"
    entry = only(path)
    assert isinstance(entry, Attachment)
    assert (entry.posting.platform, entry.keys) == (platform, keys)


def test_several_pictures_of_a_post_are_an_entry_each(tmp_path: Path) -> None:
    a_picture(tmp_path / "2.jpg")
    row = a_row(images="https://a.b/1.jpg,https://a.b/2.jpg, https://a.b/2.jpg")
    entries = read(a_table(tmp_path, row))
    assert [entry.location is None for entry in entries] == [True, False]


def test_a_cell_may_be_longer_than_pythons_own_limit(tmp_path: Path) -> None:
    long = a_row(body="words " * 50_000, images="https://a.b/1.jpg")
    first, second = read(a_table(tmp_path, long, a_row(images="https://a.b/2.jpg")))
    assert isinstance(first, Attachment)
    assert len(first.posting.text) > 250_000
    assert isinstance(second, Attachment)


@pytest.mark.parametrize(
    "cells",
    [
        {"attachment_type": "video", "attachment_filename": "c-5.mp4"},
        {"attachment_type": "document", "attachment_filename": "c-5.mp4"},
        {"video_url": "https://a.b/c-5.mp4"},
    ],
)
def test_a_video_of_a_post_is_found_beside_the_table(tmp_path: Path, cells: dict[str, str]) -> None:
    folder = tmp_path / "videos" if "attachment_type" in cells else tmp_path
    folder.mkdir(exist_ok=True)
    (folder / "c-5.mp4").write_bytes(b"of a video")
    entry = only(a_table(tmp_path, a_row(**cells)))
    assert isinstance(entry, Attachment)
    assert entry.location is not None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (a_row(images=""), "no picture"),
        (a_row(attachment_type="audio", attachment_filename="a.ogg"), "audio: neither"),
        (a_row(attachment_type="video", attachment_filename=""), "no picture or video"),
        (dict.fromkeys(a_row(images=""), ""), "says nothing"),
    ],
)
def test_a_row_without_a_picture_says_why(tmp_path: Path, row: dict[str, str], reason: str) -> None:
    entry = only(a_table(tmp_path, row))
    assert isinstance(entry, Skipped)
    assert reason in entry.reason

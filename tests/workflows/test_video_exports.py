"""A video inside an export is found by a still of it: its posting, when, and at which moment."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

from provenance.model.media import Role
from provenance.model.moment import Clock, iso
from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex, open_index
from tests.videos import RATE, How, wandering, written

STILLS = list(wandering(6))


@pytest.fixture(scope="module")
def video() -> bytes:
    return written(STILLS)


def a_message(ident: int, **fields: object) -> dict[str, object]:
    plain = {"id": ident, "type": "message", "date_unixtime": "1700229600", "from": "Somebody"}
    return plain | {"from_id": "user7", "text": "At the river"} | fields


def a_telegram_zip(folder: Path, files: dict[str, bytes], *messages: object) -> Path:
    chat = {"name": "A", "type": "public_channel", "id": 99, "messages": messages}
    with zipfile.ZipFile(folder / "export.zip", "w") as archive:
        archive.writestr("result.json", json.dumps(chat))
        for name, data in files.items():
            archive.writestr(name, data)
    return folder / "export.zip"


def a_warc(path: Path, data: bytes) -> Path:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + data
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/1.mp4\r\n"
        "WARC-Date: 2023-11-18T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    path.write_bytes(head.encode() + answer + b"\r\n\r\n")
    return path


def a_still(folder: Path, number: int = 44) -> Path:
    STILLS[number].save(folder / "still.png")
    return folder / "still.png"


def test_a_still_finds_the_video_of_a_telegram_message(
    index: OpenIndex, video: bytes, tmp_path: Path
):
    named = {"file": "video_files/v.mp4", "media_type": "video_file", "mime_type": "video/mp4"}
    archive = a_telegram_zip(tmp_path, {"video_files/v.mp4": video}, a_message(5, **named))
    report = ingest(index, archive, keypoints=False)
    assert (report.added, report.without_picture, report.skipped, report.failed) == (1, 0, (), ())
    (match,) = check(index, a_still(tmp_path)).case.matches
    assert match.match_frame.role is Role.FRAME
    assert match.match_frame.timestamp_s == pytest.approx(44 / RATE, abs=0.5)
    (sighting,) = match.sightings
    assert (sighting.posting.native_id, sighting.posting.text) == ("99/5", "At the river")
    (posted,) = sighting.posting.moments
    assert (posted.clock, iso(posted.latest)) == (Clock.POSTED, "2023-11-17T14:00:00Z")


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "wacz"])
def test_a_still_finds_the_video_of_a_web_archive(
    index: OpenIndex, video: bytes, tmp_path: Path, packed: bool
):
    archive = a_warc(tmp_path / "data.warc", video)
    if packed:
        with zipfile.ZipFile(tmp_path / "a.wacz", "w") as wacz:
            wacz.write(archive, "archive/data.warc")
        archive = tmp_path / "a.wacz"
    report = ingest(index, archive, keypoints=False)
    assert (report.added, report.failed) == (1, ())
    (match,) = check(index, a_still(tmp_path)).case.matches
    assert match.match_frame.timestamp_s == pytest.approx(44 / RATE, abs=0.5)
    (sighting,) = match.sightings
    assert sighting.posting.url == "https://news.example/1.mp4"
    (crawled,) = sighting.posting.moments
    assert (crawled.clock, iso(crawled.latest)) == (Clock.CRAWLED, "2023-11-18T09:00:00Z")


def test_an_animation_a_round_message_and_a_moving_sticker_are_found(
    index: OpenIndex, tmp_path: Path
):
    files = {
        "animation.mp4": written(STILLS[:12]),
        "sticker.webm": written(STILLS[40:52], How("webm", "libvpx")),
    }
    messages = [
        a_message(number, file=name, media_type=name.partition(".")[0])
        for number, name in enumerate(files, 1)
    ]
    ingest(index, a_telegram_zip(tmp_path, files, *messages), keypoints=False)
    for number, start in enumerate((0, 40), 1):
        (match, *_) = check(index, a_still(tmp_path, start + 6)).case.matches
        assert match.sightings[0].posting.native_id == f"99/{number}"


def test_without_its_part_each_video_is_skipped_with_what_to_install_and_the_rest_is_added(
    index_path: Path, video: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "av", None)
    files = {"v.mp4": video, "p.png": a_still(tmp_path).read_bytes()}
    kinds = {"v.mp4": {"file": "v.mp4", "media_type": "video_file"}, "p.png": {"photo": "p.png"}}
    messages = [a_message(number, **kinds[name]) for number, name in enumerate(files, 1)]
    archive = a_telegram_zip(tmp_path, files, *messages)
    with open_index(index_path, create=True, settings=Settings(workers=1)) as index:
        report = ingest(index, archive, keypoints=False)
    assert (report.added, report.found, report.failed) == (1, 2, ())
    (skipped,) = report.skipped
    assert "message 1" in skipped.where
    assert "pip install 'provenance[video]'" in skipped.reason


def test_a_video_over_the_limit_of_bytes_is_refused_and_the_rest_is_added(
    index_path: Path, video: bytes, tmp_path: Path
):
    files = {"v.mp4": video, "p.png": a_still(tmp_path).read_bytes()}
    messages = [a_message(1, file="v.mp4", mime_type="video/mp4"), a_message(2, photo="p.png")]
    archive = a_telegram_zip(tmp_path, files, *messages)
    settings = Settings(workers=1, max_file_bytes=len(files["p.png"]))
    assert len(video) > settings.max_file_bytes
    with open_index(index_path, create=True, settings=settings) as index:
        report = ingest(index, archive, keypoints=False)
    assert (report.added, report.found) == (1, 2)
    (failed,) = report.failed
    assert failed.refused
    assert "max_file_bytes" in failed.reason

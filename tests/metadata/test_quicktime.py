"""What an MP4 or MOV says of itself."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance.metadata import read, video_segments
from provenance.metadata.boxes import MOST_BOXES, walk
from provenance.model.metadata import Metadata, Position, State, ZoneState
from provenance.model.moment import ANY_ZONE
from tests.metadata.boxes import box, keys, movie, track, user_text

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata" / "video"
WHEN = datetime(2019, 7, 24, 8, 25, 57)
APPLE = {
    "com_apple_quicktime_location_ISO6709": "+32.0929+034.8620+028.516/",
    "com_apple_quicktime_creationdate": "2019-07-24T11:25:40+0300",
    "com_apple_quicktime_make": "Apple",
    "com_apple_quicktime_model": "iPhone 6",
}
WHOLE = movie(track(WHEN), keys(**APPLE), box("udta", user_text("\xa9swr", "12")), made=WHEN)


def said_by(data: bytes) -> Metadata:
    return read(video_segments(data))


def tags_of(said: Metadata) -> dict[str, str]:
    return {tag.name: tag.value for block in said.blocks for tag in block.tags}


def test_the_key_with_an_offset_gives_an_exact_time_of_capture() -> None:
    said = said_by(WHOLE)
    assert said.captured_from == "Keys:CreationDate"
    assert said.zone is ZoneState.OFFSET_STATED
    assert said.captured is not None
    assert said.captured.earliest == datetime(2019, 7, 24, 8, 25, 40, tzinfo=UTC)


def test_the_time_of_the_movie_is_one_in_an_unknown_zone() -> None:
    said = said_by(movie(made=WHEN))
    assert said.captured_from == "QuickTime:CreateDate"
    assert said.captured is not None
    assert said.captured.earliest == WHEN.replace(tzinfo=UTC) - ANY_ZONE
    assert any("local time" in remark for remark in said.remarks)


def test_a_time_of_zero_is_no_time_and_no_statement() -> None:
    said = said_by(movie(track(None)))
    assert said.captured is None
    assert said.block("quicktime").state is State.ABSENT
    assert said.state is State.ABSENT
    assert tags_of(said)["QuickTime:CreateDate"] == "0000:00:00 00:00:00"


def test_position_and_device_come_from_the_keys() -> None:
    said = said_by(WHOLE)
    assert said.position == Position(32.0929, 34.862)
    assert said.positions[0].tag == "Keys:GPSCoordinates"
    assert (said.device, said.software) == ("Apple iPhone 6", "12")


def test_a_position_of_zero_is_not_used() -> None:
    said = said_by(movie(box("udta", user_text("\xa9xyz", "+00.0000+000.0000/"))))
    assert said.position is None
    assert "not used" in " ".join(said.remarks)


def test_the_structure_names_boxes_handlers_and_edit_lists() -> None:
    tags = tags_of(said_by(WHOLE + box("mdat")))
    assert tags["QuickTime:Boxes"] == "ftyp, moov, mdat"
    assert tags["QuickTime:HandlerDescription"] == "VideoHandler"
    assert tags["QuickTime:EditListEntries"] == "1"


def test_a_box_that_reaches_beyond_the_file_is_cut_and_said() -> None:
    assert "cut short" in tags_of(said_by(movie() + b"\0\0\xff\xffmdat"))["QuickTime:Warning"]


def test_boxes_without_number_or_bottom_end() -> None:
    nested = b""
    for _ in range(200):
        nested = box("udta", nested)
    assert len(list(walk(nested))) < 20
    assert len(list(walk(box("free") * (MOST_BOXES + 9)))) == MOST_BOXES


def test_damaged_bytes_never_raise() -> None:
    chance = random.Random(6)
    for _ in range(300):
        data = bytearray(WHOLE)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randint(1, len(data))])
        assert all("Error" not in each.reason for each in said_by(cut).blocks)


@pytest.mark.parametrize(
    ("name", "stated", "tag"),
    [
        ("with-gps.mov", "2019-07-24T11:25:40+0300", "Keys:CreationDate"),
        ("Issue_515_(java).mp4", "2020-11-20T15:04:02+0100", "UserData:DateTimeOriginal"),
        ("test-metadata.mp4", "2024:03:13 23:42:28", "QuickTime:CreateDate"),
    ],
)
def test_real_files_say_when(name: str, stated: str, tag: str) -> None:
    said = said_by(sample(name))
    assert said.captured is not None
    assert (said.captured.stated, said.captured_from) == (stated, tag)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("with-gps.mov", Position(32.0929, 34.862)),
        ("Issue_515_(java).mp4", Position(52.36929, 6.67609)),
    ],
)
def test_real_files_say_where(name: str, place: Position) -> None:
    assert said_by(sample(name)).position == place


def test_a_real_file_says_its_xmp_history() -> None:
    assert "After Effects" in tags_of(said_by(sample("xmp480qt.mov")))["XMP-xmp:CreatorTool"]


def test_a_day_of_margin_is_kept_on_both_sides() -> None:
    captured = said_by(movie(made=WHEN)).captured
    assert captured is not None
    assert captured.earliest is not None
    assert captured.latest is not None
    assert captured.latest - captured.earliest == timedelta(hours=28)


def sample(name: str) -> bytes:
    file = FOLDER / name
    if not file.exists():
        pytest.skip(f"{name} is not in ../shared/data/metadata/video")
    return file.read_bytes()

"""EXIF segments to tags."""

from __future__ import annotations

import subprocess
import sys

import pytest

from provenance.metadata.exif import Exif
from provenance.model.metadata import Block, Segments, State
from tests.metadata.raw_exif import (
    ASCII,
    BYTE,
    EXIF_DIRECTORY,
    GPS_DIRECTORY,
    LONG,
    SHORT,
    UNDEFINED,
    a_phone_segment,
    a_segment,
    a_tiff,
)


def parsed(segment: bytes) -> Block:
    return Exif().parse(Segments(exif=segment))


def tags_of(segment: bytes) -> dict[str, str]:
    return {tag.name: tag.value for tag in parsed(segment).tags}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("IFD0:Make", "Google"),
        ("IFD0:Orientation", "Horizontal (normal)"),
        ("EXIF:DateTimeOriginal", "2022:08:22 20:30:46"),
        ("EXIF:ExposureTime", "1/200"),
        ("GPS:GPSLatitude", "[48, 49, 39/2]"),
        ("GPS:GPSDateStamp", "2022:08:22"),
    ],
)
def test_tags_are_named_by_their_group(name: str, value: str) -> None:
    assert tags_of(a_phone_segment())[name] == value


def test_the_same_tags_are_read_without_the_prefix_of_jpeg() -> None:
    segment = a_phone_segment()
    assert parsed(segment.removeprefix(b"Exif\0\0")) == parsed(segment)


def test_tags_of_the_second_and_third_directory_are_told_apart() -> None:
    orientation = [(0x0112, SHORT, 1, 1)]
    found = tags_of(a_tiff(orientation, orientation, orientation))
    assert list(found) == ["IFD0:Orientation", "IFD1:Orientation", "IFD2:Orientation"]


def test_processing_software_is_named_though_exifread_does_not_know_it() -> None:
    assert tags_of(a_segment({0x000B: "digiKam-7.1.0"}))["IFD0:ProcessingSoftware"]


def test_an_unknown_tag_keeps_its_number() -> None:
    assert tags_of(a_tiff([(0xBEEF, SHORT, 1, 7)])) == {"IFD0:Tag 0xBEEF": "7"}


def test_nuls_and_trailing_blanks_are_stripped() -> None:
    tail = b"Canon  \0\0\0"
    assert tags_of(a_tiff([(0x010F, ASCII, 10, 26)], tail=tail)) == {"IFD0:Make": "Canon"}


def test_text_that_is_not_utf8_is_read_as_latin1() -> None:
    tail = "© Müller".encode("latin-1")
    assert tags_of(a_tiff([(0x8298, ASCII, 8, 26)], tail=tail)) == {"IFD0:Copyright": "© Müller"}


def test_the_utf16_of_windows_is_read_as_text() -> None:
    tail = "Кидаль\0".encode("utf-16-le")
    assert tags_of(a_tiff([(0x9C9B, BYTE, 14, 26)], tail=tail)) == {"IFD0:XPTitle": "Кидаль"}


def test_a_long_value_is_cut_with_an_ellipsis() -> None:
    value = tags_of(a_segment({0x010E: "x" * 5000}))["IFD0:ImageDescription"]
    assert value == "x" * 1000 + "…"


def test_binary_data_is_named_but_not_kept() -> None:
    tail = bytes(range(200))
    found = tags_of(a_tiff([(0xC4A5, UNDEFINED, 200, 26)], tail=tail))
    assert found == {"IFD0:PrintIM": "(200 bytes, not shown)"}


def test_values_that_exifread_leaves_out_are_not_shown_as_an_empty_list() -> None:
    found = tags_of(a_tiff([(0x0111, LONG, 1000, 26)], tail=bytes(4000)))
    assert found == {"IFD0:StripOffsets": "(4,000 bytes, not shown)"}


def test_an_empty_directory_is_present_without_tags() -> None:
    assert parsed(a_tiff([])) == Block("exif", State.PRESENT)


@pytest.mark.parametrize(
    ("segment", "reason"),
    [
        (b"", "empty"),
        (b"Exif\0\0", "empty"),
        (b"\xff\xd8\xff\xe1 a whole JPEG", "does not begin with a TIFF header"),
        (b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0", "does not begin with a TIFF header"),
        (b"II*\0\x08", "cut short"),
        (b"II*\0\xff\xff\0\0", "cut short"),
        (b"II*\0\x02\0\0\0\0\0", "cut short"),
        (b"II*\0\x08\0\0\0\x05\0", "none of which can be read"),
    ],
)
def test_what_cannot_be_read_says_why(segment: bytes, reason: str) -> None:
    block = parsed(segment)
    assert (block.state, block.tags) == (State.UNREADABLE, ())
    assert reason in block.reason


def test_an_exception_of_exifread_becomes_a_sentence() -> None:
    offsets_missing = [(EXIF_DIRECTORY, LONG, 0, 0)]
    block = parsed(a_tiff(offsets_missing))
    assert block.state is State.UNREADABLE
    assert block.reason.startswith("the EXIF segment is damaged and its tags cannot be read (")


def test_a_maker_note_of_a_billion_values_is_not_decoded() -> None:
    maker_note = [(0x927C, UNDEFINED, 1_000_000_000, 0)]
    # The one entry of the first directory ends at byte 22; the second begins at 26.
    found = tags_of(a_tiff([(EXIF_DIRECTORY, LONG, 1, 26)], maker_note))
    assert not any("MakerNote" in name for name in found)


def test_an_honest_maker_note_is_not_kept() -> None:
    assert not any("Maker" in name for name in tags_of(a_phone_segment()))


def test_a_thumbnail_is_not_kept() -> None:
    pointers = [(0x0201, LONG, 1, 0), (0x0202, LONG, 1, 40)]
    assert not any("Thumbnail" in name for name in tags_of(a_tiff([], pointers)))


@pytest.mark.parametrize(
    "segment",
    [
        a_tiff([(GPS_DIRECTORY, LONG, 1, 8)] * 5000),
        a_tiff([(0x9000 + number, ASCII, 0xFFFFFFFF, 8) for number in range(5000)]),
        a_tiff(*[[]] * 200_000),
    ],
    ids=["directories in one another", "every text is the whole file", "endless chain"],
)
def test_a_segment_made_to_cost_hours_is_given_up(segment: bytes) -> None:
    assert "given up" in parsed(segment).reason


@pytest.mark.parametrize(
    "segment",
    [
        a_phone_segment(),
        a_phone_segment()[:90],
        a_tiff([(0x0112, SHORT, 1, 1)])[:-4] + b"\x08\0\0\0",
        a_tiff([(0x8298, ASCII, 8, 26)], tail=b"\xa9 M\xfcller"),
    ],
    ids=["whole", "cut", "loop of directories", "not UTF-8"],
)
def test_nothing_is_printed_or_logged(
    segment: bytes, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    parsed(segment)
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_without_a_segment_exifread_is_not_even_imported() -> None:
    program = (
        "import sys; sys.path[:] = sys.argv[1:]\n"
        "from provenance.metadata import read\n"
        "from provenance.model.metadata import Segments\n"
        "read(Segments()); read(Segments(problem='broken'))\n"
        "sys.exit('exifread' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program, *sys.path], check=False)
    assert ran.returncode == 0


def test_an_orientation_that_the_reader_of_the_container_rewrote_is_put_back() -> None:
    segments = Segments(exif=a_phone_segment(), orientation=6)
    tags = {tag.name: tag.value for tag in Exif().parse(segments).tags}
    assert tags["IFD0:Orientation"] == "Rotated 90 CW"

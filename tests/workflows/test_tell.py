"""What `tell` reads of real files, held to what ExifTool read of them (SOURCES.csv)."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from provenance.errors import UnreadableMedia, UnsupportedMedia
from provenance.media import decoder
from provenance.media.limits import Limits
from provenance.metadata.second_opinion import second_opinion
from provenance.model.media import Location
from provenance.model.metadata import Told
from provenance.workflows.tell import _told, told_of
from tests.metadata.raw_blocks import a_jpeg, a_packet
from tests.metadata.raw_exif import a_phone_segment

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"
FIELDS = {
    *("DateTimeOriginal", "CreateDate", "ModifyDate", "Make", "Model", "Software", "Orientation"),
    *("SubSecTimeOriginal", "OffsetTimeOriginal", "GPSDateStamp", "DigitalSourceType"),
    *("GPSLatitude", "GPSLongitude"),
}
ORIENTATIONS = {
    "Horizontal (normal)": "1",
    "Rotated 180": "3",
    "Mirrored horizontal then rotated 90 CCW": "5",
    "Rotated 90 CW": "6",
    "Rotated 90 CCW": "8",
}

MISSING = {
    # ExifTool takes these from the records that a thermal camera of FLIR keeps by themselves.
    ("mex-gps/FLIR_iPhone_device.jpg", "DateTimeOriginal"),
    ("mex-gps/FLIR_iPhone_device.jpg", "GPSLatitude"),
    ("mex-gps/FLIR_iPhone_device.jpg", "GPSLongitude"),
    # It stands only in the box in which Pentax keeps its MakerNotes.
    ("exiftool/QuickTime.mov", "Make"),
}
"""What ExifTool reads and we do not; the test fails where it grows, and where it shrinks."""

WRONG: dict[tuple[str, str], tuple[set[str], str]] = {}
"""What we read differently from ExifTool."""


def _stated(row: dict[str, str]) -> dict[str, str]:
    found = re.findall(r"(?:^|[;|])\s*([A-Za-z]+)=([^;]*)", row["what_it_shows"])
    return {name: value.strip() for name, value in found if name in FIELDS and value.strip()}


def _read(told: Told, field: str) -> set[str]:
    """Give the fact that we would use; for what is no fact, the value of each block."""
    said = told.metadata
    if field in {"GPSLatitude", "GPSLongitude"}:
        axis = field.removeprefix("GPS").lower()
        return {f"{abs(getattr(each.position, axis)):.4f}" for each in said.positions[:1]}
    if field == "DateTimeOriginal" and said.captured:
        # ExifTool shows a zone that stands in a tag of its own, and parts of a second, there.
        stated = _as_exiftool(field, said.captured.stated)
        return {stated, stated[: len("2024:01:01 00:00:00")]}
    tags = (tag for block in said.blocks for tag in block.tags)
    values = {tag.value.strip() for tag in tags if tag.name.endswith(f":{field}")} - {""}
    return {_as_exiftool(field, value) for value in values}


def _as_exiftool(field: str, value: str) -> str:
    """Write a value as ExifTool does with `-n`: only its notation differs, not what it says."""
    if field == "Orientation":
        return ORIENTATIONS.get(value, value)
    if field in {"GPSLatitude", "GPSLongitude"}:
        return f"{abs(float(value)):.4f}"
    if field == "Software" and re.fullmatch(r"\d+\.\d+", value):
        return str(float(value))
    value = re.sub(r"^(\d{4})-(\d\d)-(\d\d)T(.*)([+-]\d\d)(\d\d)$", r"\1-\2-\3T\4\5:\6", value)
    return re.sub(r"^(\d{4})-(\d\d)-(\d\d)T", r"\1:\2:\3 ", value)


def _files() -> Iterator[tuple[str, dict[str, str]]]:
    with (FOLDER / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["file"], _stated(row)


@pytest.mark.shared_data
@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here")
def test_real_files_are_read_as_exiftool_reads_them(capsys: pytest.CaptureFixture[str]):
    pytest.importorskip("pi_heif")
    decoder.prepare()
    counts: Counter[str] = Counter()
    wrong: dict[tuple[str, str], tuple[set[str], str]] = {}
    missing = set()
    for name, stated in _files():
        if not stated:
            continue
        try:
            told = _told(Limits(), Location(str(FOLDER / name)))
        except UnsupportedMedia:
            counts["of videos"] += len(stated)
            continue
        for field, value in stated.items():
            read = _read(told, field)
            counts["fields"] += 1
            if not read:
                missing.add((name, field))
            elif _as_exiftool(field, value) not in read:
                wrong[name, field] = (read, value)
    with capsys.disabled():
        agree = counts["fields"] - len(wrong) - len(missing)
        sys.stdout.write(f"\nExifTool and we agree in {agree} of {counts['fields']} fields\n")
    assert (wrong, missing) == (WRONG, MISSING)
    assert counts == {"fields": 693}


WORDS = {
    "Camera Model Name": "Model",
    "Date/Time Original": "DateTimeOriginal",
    "XMP Toolkit": "XMPToolkit",
    "By-line": "By-line",
}
LINE = re.compile(r"\[(\w+), ([\w-]+), \w+\] \S+ - ([^:]+): (.*)")


def _by_block(path: Path) -> Iterator[tuple[str, str]]:
    """Give what a test of ExifTool's own expects, by the block that it names."""
    for line in path.read_text("utf-8", "replace").splitlines():
        if found := LINE.fullmatch(line):
            name = WORDS.get(found[3], found[3].replace(" ", ""))
            yield f"{found[2]}:{name}", found[4]


@pytest.mark.shared_data
@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here")
def test_what_the_tests_of_exiftool_expect_is_read_block_by_block():
    decoder.prepare()
    agreed, apart, missed = 0, [], set()
    for expected in sorted((FOLDER / "exiftool").glob("*_2.out")):
        (path,) = (FOLDER / "exiftool").glob(expected.stem.removesuffix("_2") + ".*[!t]")
        with suppress(UnsupportedMedia):
            told = _told(Limits(), Location(str(path)))
            second = second_opinion(told.metadata, _by_block(expected), "a test of ExifTool's")
            agreed += second.agreed
            apart += [(path.name, each.what) for each in second.disagreements]
            missed |= {(path.name, name) for name in second.only_there}
    assert agreed > 150
    assert apart == []
    # It is enciphered with the date.
    assert missed == {("Pentax.jpg", "Pentax:ShutterCount")}


def test_a_picture_that_cannot_be_opened_still_tells_what_it_says():
    jpeg = a_jpeg((0xE1, a_phone_segment()), (0xFE, b"hi"))
    told = told_of(Location("a.jpg"), jpeg, Limits())
    assert told.metadata.device == "Google Pixel 4a"
    assert "cannot be opened" in told.metadata.remarks[0]


def test_a_picture_that_cannot_be_opened_and_says_nothing_is_an_error():
    with pytest.raises(UnreadableMedia):
        told_of(Location("a.jpg"), a_jpeg((0xFE, b"hi")), Limits())


def test_what_the_blocks_state_is_named_as_the_tags_are():
    packet = a_packet("", 'photo:DateCreated="2001-02-03"').replace(
        b"xmlns:dc", b'xmlns:photo="http://ns.adobe.com/photoshop/1.0/" xmlns:dc', 1
    )
    xmp = b"http://ns.adobe.com/xap/1.0/\0" + packet
    said = told_of(
        Location("a.jpg"), a_jpeg((0xE1, a_phone_segment()), (0xE1, xmp)), Limits()
    ).metadata
    tags = {tag.name for block in said.blocks for tag in block.tags}
    assert [each.tag for each in said.captures] == [
        "ExifIFD:DateTimeOriginal",
        "XMP-photoshop:DateCreated",
    ]
    assert {each.by for each in said.disagreements[0].statements} <= tags

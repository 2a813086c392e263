"""What `tell` reads of real files, held to what ExifTool read of them (SOURCES.csv)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from provenance.errors import UnsupportedMedia
from provenance.media import decoder
from provenance.media.limits import Limits
from provenance.model.media import Location
from provenance.model.metadata import Told
from provenance.workflows.tell import _told

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

WRONG: set[tuple[str, str]] = set()
MISSING = {
    # ExifTool puts this one together from the date and the time of IPTC or XMP.
    ("digitalsourcetype/Issue_258_(dotnet).jpg", "DateTimeOriginal"),
    ("exifr/RangeError_Offset_outside_bounds.jpg", "DateTimeOriginal"),
    ("immich/thompson-springs.jpg", "DateTimeOriginal"),
    ("mex-gps/FLIR_iPhone_device.jpg", "DateTimeOriginal"),
    # Positions that only XMP or other blocks state, and those at 0, 0, are not used.
    ("mex-gps/FLIR_iPhone_device.jpg", "GPSLatitude"),
    ("mex-gps/FLIR_iPhone_device.jpg", "GPSLongitude"),
    ("tika/testJPEG_commented.jpg", "GPSLatitude"),
    ("tika/testJPEG_commented.jpg", "GPSLongitude"),
    ("avif/paris_icc_exif_xmp.avif", "GPSLatitude"),
    ("avif/paris_icc_exif_xmp.avif", "GPSLongitude"),
    ("mex-gps/Samsung_GT-I9000_(Galaxy_S).jpg", "GPSLatitude"),
    ("mex-gps/Samsung_GT-I9000_(Galaxy_S).jpg", "GPSLongitude"),
}
"""What is known to differ from ExifTool; the test fails where it grows, and where it shrinks."""


def _stated(row: dict[str, str]) -> dict[str, str]:
    found = re.findall(r"(?:^|[;|])\s*([A-Za-z]+)=([^;]*)", row["what_it_shows"])
    return {name: value.strip() for name, value in found if name in FIELDS and value.strip()}


def _read(told: Told, field: str) -> set[str]:
    position = told.metadata.position
    if field in {"GPSLatitude", "GPSLongitude"}:
        axis = field.removeprefix("GPS").lower()
        return {f"{abs(getattr(position, axis)):.4f}"} if position else set()
    tags = (tag for block in told.metadata.blocks for tag in block.tags)
    values = {tag.value.strip() for tag in tags if tag.name.endswith(f":{field}")}
    return {_as_exiftool(field, value) for value in values}


def _as_exiftool(field: str, value: str) -> str:
    """Write a value as ExifTool does with `-n`: only its notation differs, not what it says."""
    if field == "Orientation":
        return ORIENTATIONS.get(value, value)
    if field in {"GPSLatitude", "GPSLongitude"}:
        return f"{abs(float(value)):.4f}"
    if field == "Software" and re.fullmatch(r"\d+\.\d+", value):
        return str(float(value))
    return re.sub(r"^(\d{4})-(\d\d)-(\d\d)T", r"\1:\2:\3 ", value)


@pytest.mark.shared_data
@pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here")
def test_real_files_are_read_as_exiftool_reads_them():
    pytest.importorskip("pi_heif")
    decoder.prepare()
    counts: Counter[str] = Counter()
    wrong, missing = set(), set()
    with (FOLDER / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["file"], _stated(row)) for row in csv.DictReader(file)]
    for name, stated in rows:
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
                wrong.add((name, field))
    assert (wrong, missing) == (WRONG, MISSING)
    assert counts == {"fields": 667, "of videos": 26}

"""Real files: the room agrees with Pillow and with ExifTool, and hostile files leave it calm."""

from __future__ import annotations

import csv
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, UnidentifiedImageError

from provenance.metadata import read
from provenance.model.metadata import Metadata, Position, Segments, State
from tests.metadata.raw_exif import EXIF_DIRECTORY, GPS_DIRECTORY

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "metadata"
FORMATS = ["JPEG", "WEBP", "AVIF", "PNG", "TIFF"]
HOSTILE = ("exif-samples-invalid", "exif-samples-bugs", "fuzzed", "mex-warn")

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/data/metadata is not here"),
]


@dataclass(frozen=True)
class Real:
    """A real file: what the room reads from its segment, and what Pillow reads from it."""

    name: str
    found: Metadata
    pillow: Image.Exif

    def tag(self, name: str) -> str:
        return next((tag.value for tag in self.found.block("exif").tags if tag.name == name), "")

    def pillow_text(self, number: int, directory: int | None = None) -> str:
        tags = self.pillow.get_ifd(directory) if directory else self.pillow
        text = str(tags.get(number, "")).partition("\0")[0].rstrip()
        try:  # Pillow takes all text for Latin-1
            return text.encode("latin-1").decode()
        except UnicodeError:
            return text


def opened(path: Path) -> Real:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path, formats=FORMATS) as image:
            image.load()
            return Real(
                path.relative_to(FOLDER).as_posix(),
                read(Segments(exif=image.info.get("exif"))),
                image.getexif(),
            )


@pytest.fixture(scope="module")
def reals() -> list[Real]:
    found = []
    for path in sorted(FOLDER.rglob("*")):
        try:
            real = opened(path)
        except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
            continue
        if real.found.state is not State.ABSENT:
            found.append(real)
    assert len(found) > 80
    return found


@pytest.fixture(scope="module")
def exiftool() -> dict[str, dict[str, str]]:
    """Give what ExifTool reads from each file, as recorded beside the files."""
    with (FOLDER / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["file"]: dict(re.findall(r"(\w+)=([^;]*)", row["what_it_shows"]))
            for row in csv.DictReader(file)
        }


def test_every_real_segment_can_be_read(reals: list[Real]) -> None:
    assert [real.name for real in reals if real.found.state is not State.PRESENT] == []


@pytest.mark.parametrize(
    ("name", "number", "directory"),
    [
        ("IFD0:Make", 0x010F, None),
        ("IFD0:Model", 0x0110, None),
        ("IFD0:Software", 0x0131, None),
        ("IFD0:DateTime", 0x0132, None),
        ("EXIF:DateTimeOriginal", 0x9003, EXIF_DIRECTORY),
        ("EXIF:DateTimeDigitized", 0x9004, EXIF_DIRECTORY),
        ("EXIF:OffsetTimeOriginal", 0x9011, EXIF_DIRECTORY),
    ],
)
def test_pillow_reads_the_same_text(
    reals: list[Real], name: str, number: int, directory: int | None
) -> None:
    pairs = [(real.name, real.tag(name), real.pillow_text(number, directory)) for real in reals]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []
    assert any(pair[1] for pair in pairs)


def test_pillow_reads_the_same_positions(reals: list[Real]) -> None:
    pairs = [(real.name, real.found.position, pillow_position(real.pillow)) for real in reals]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []
    assert sum(pair[1] is not None for pair in pairs) >= 20


def pillow_position(tags: Image.Exif) -> Position | None:
    gps = tags.get_ifd(GPS_DIRECTORY)
    if not (gps.get(2) and gps.get(4)):
        return None
    latitude, longitude = (
        float(gps[number][0]) + float(gps[number][1]) / 60 + float(gps[number][2]) / 3600
        for number in (2, 4)
    )
    if math.isnan(latitude) or latitude == longitude == 0:
        return None
    north, east = 1 if gps[1] == "N" else -1, 1 if gps[3] == "E" else -1
    return Position(round(north * latitude, 6), round(east * longitude, 6))


def test_exiftool_reads_the_same_times(
    reals: list[Real], exiftool: dict[str, dict[str, str]]
) -> None:
    times = [
        (real.name, real.found.captured.stated[:19], exiftool[real.name]["DateTimeOriginal"])
        for real in reals
        if real.found.captured and real.found.captured_from == "EXIF:DateTimeOriginal"
    ]
    assert [time for time in times if time[1] != time[2]] == []
    assert len(times) > 60


def test_exiftool_knows_no_time_of_capture_that_was_missed(
    reals: list[Real], exiftool: dict[str, dict[str, str]]
) -> None:
    # The times that ExifTool takes from XMP carry a zone, those from EXIF do not.
    missed = [
        real.name
        for real in reals
        if re.fullmatch(r"[\d:]{10} [\d:]{8}", exiftool[real.name].get("DateTimeOriginal", ""))
        and real.found.captured is None
    ]
    assert missed == []


def test_exiftool_reads_the_same_devices(
    reals: list[Real], exiftool: dict[str, dict[str, str]]
) -> None:
    devices = [
        (real.name, real.found.device, exiftool[real.name]["Make"], exiftool[real.name]["Model"])
        for real in reals
        if real.found.device
    ]
    assert len(devices) > 60
    assert [
        device
        for device in devices
        if device[1] not in {device[3], f"{device[2]} {device[3]}".strip()}
    ] == []


def test_exiftool_reads_the_same_distances_from_equator_and_meridian(
    reals: list[Real], exiftool: dict[str, dict[str, str]]
) -> None:
    wrong = []
    for real in reals:
        if position := real.found.position:
            stated = exiftool[real.name]
            here = (abs(position.latitude), abs(position.longitude))
            there = (float(stated["GPSLatitude"]), float(stated["GPSLongitude"]))
            if here != pytest.approx(there, abs=1e-6):
                wrong.append((real.name, here, there))
    assert wrong == []


def test_date_time_original_wins_over_all_other_dates() -> None:
    found = opened(FOLDER / "immich" / "date-priority-test.jpg").found
    assert found.captured is not None
    assert found.captured.stated == "2023:02:02 02:00:00"


def test_a_nikon_with_gps_is_read() -> None:
    found = opened(FOLDER / "exif-samples-gps" / "DSCN0010.jpg").found
    assert found.position == Position(43.467448, 11.885127)
    assert found.device == "NIKON COOLPIX P6000"
    assert found.software == "Nikon Transfer 1.1 W"


def test_a_webp_without_the_prefix_of_jpeg_is_read() -> None:
    found = opened(FOLDER / "webp" / "HTC_Desire.webp").found
    assert found.captured is not None
    assert found.captured.stated == "2011:05:06 09:59:48"
    assert found.device == "HTC Desire"


def test_a_phone_without_a_fix_has_no_position() -> None:
    found = opened(FOLDER / "mex-gps" / "Samsung_GT-I9000_(Galaxy_S).jpg").found
    assert found.position is None
    assert "without a fix" in found.remarks[0]
    assert any(tag.name == "GPS:GPSLatitude" for tag in found.block("exif").tags)


@pytest.mark.parametrize("folder", HOSTILE)
def test_hostile_files_are_parsed_to_a_state(folder: str) -> None:
    segments = list(hostile_segments(FOLDER / folder))
    assert segments
    for segment in segments:
        assert read(Segments(exif=segment)).state in {State.PRESENT, State.UNREADABLE}


def hostile_segments(folder: Path) -> Iterator[bytes]:
    """Give each file whole, and from everything in it that looks like a TIFF header on."""
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        yield data
        for header in re.finditer(rb"II\*\0|MM\0\*", data):
            yield data[header.start() :]

"""Makes the pictures of the demo, and the altered copies in fixtures/images, from the real ones.

Run it only to make them again: `python demo/make_case.py [FOLDER]`. Everything in it is fixed, so
the files come out the same, up to what another version of Pillow does to a JPEG.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps
from PIL.ExifTags import GPS, IFD, Base

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / "fixtures" / "images"


@dataclass(frozen=True, slots=True)
class Shot:
    """What a camera is made to say: local time, its offset from UTC, and degrees WGS 84."""

    taken: str
    offset: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Copy:
    """A picture to make: from which one, how wide in pixels, at which JPEG quality."""

    name: str
    made_from: str
    width: int
    quality: int
    mirrored: bool = False
    shot: Shot | None = None


LUND = Shot("2014:06:20 13:40:00", "+02:00", 55.69861, 13.19501)
"""Where OpenSfM says that the street was photographed; the time is invented."""

KIDAL = Shot("2023:11:14 16:20:00", "+00:00", 18.4411, 1.4078)

COPIES = (
    Copy("fixtures/images/street-half.jpg", "street.jpg", 400, 80),
    Copy("fixtures/images/street-mirrored.jpg", "street.jpg", 640, 55, mirrored=True),
    Copy("fixtures/images/street-exif-lund.jpg", "street.jpg", 640, 75, shot=LUND),
    Copy("fixtures/images/street-exif-kidal.jpg", "street.jpg", 640, 75, shot=KIDAL),
    Copy("demo/prior/facebook-album/1.jpg", "street.jpg", 760, 68),
    Copy("demo/prior/facebook-album/2.jpg", "still-life.jpg", 600, 60),
    Copy("demo/prior/facebook-album/3.jpg", "river.jpg", 720, 65),
    Copy("demo/prior/telegram/photos/photo_1@03-02-2022_09-12-00.jpg", "irises.jpg", 560, 50),
    Copy("demo/prior/telegram/photos/photo_2@17-11-2023_19-05-00.jpg", "street.jpg", 560, 45),
    Copy("demo/prior/newsroom/stained-glass.jpg", "stained-glass.jpg", 400, 60),
    Copy("demo/downloads/claimed-kidal.jpg", "street.jpg", 700, 72, shot=LUND),
    Copy("demo/downloads/unchanged.jpg", "irises.jpg", 560, 50),
    Copy("demo/downloads/mirrored.jpg", "river.jpg", 500, 40, mirrored=True),
    Copy("demo/downloads/another-photograph.jpg", "street-further-on.jpg", 640, 65),
    Copy("demo/downloads/not-in-the-index.jpg", "badlands.jpg", 640, 65),
)

FLAT = "fixtures/images/flat.png"


def main(target: Path = ROOT) -> None:
    """Make every picture below a folder, the project's own by default."""
    for copy in COPIES:
        make(copy, _place(target, copy.name))
    Image.new("L", (320, 240), 118).save(_place(target, FLAT), optimize=True)


def make(copy: Copy, target: Path) -> None:
    """Make one picture; no metadata of the real one survives."""
    with Image.open(REAL / copy.made_from) as opened:
        picture = opened.convert("RGB")
    height = round(picture.height * copy.width / picture.width)
    picture = picture.resize((copy.width, height), Image.Resampling.LANCZOS)
    if copy.mirrored:
        picture = ImageOps.mirror(picture)
    exif = _exif(copy.shot).tobytes() if copy.shot else b""
    picture.save(target, quality=copy.quality, optimize=True, exif=exif)


def _exif(shot: Shot) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Make] = "Example"
    exif[Base.Model] = "Example phone"
    times = exif.get_ifd(IFD.Exif)
    times[Base.DateTimeOriginal] = shot.taken
    times[Base.OffsetTimeOriginal] = shot.offset
    position = exif.get_ifd(IFD.GPSInfo)
    position[GPS.GPSLatitudeRef], position[GPS.GPSLatitude] = "N", _degrees(shot.latitude)
    position[GPS.GPSLongitudeRef], position[GPS.GPSLongitude] = "E", _degrees(shot.longitude)
    return exif


def _degrees(decimal: float) -> tuple[float, float, float]:
    """Write degrees as EXIF does: degrees, minutes, seconds."""
    minutes, seconds = divmod(round(decimal * 3600, 1), 60)
    degrees, minutes = divmod(minutes, 60)
    return degrees, minutes, round(seconds, 1)


def _place(target: Path, name: str) -> Path:
    place = target / name
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

"""Files as cases: what our own parsers would make of some tags, and what a check finds in them."""

from __future__ import annotations

from dataclasses import replace

from provenance.checks import run_checks
from provenance.metadata.facts import facts_of
from provenance.model.case import Case, Claim, Place, Surroundings
from provenance.model.finding import Bearing, Finding
from provenance.model.media import Location
from provenance.model.metadata import Block, Metadata, Position, State, Tag
from tests.builders import a_case, an_examination

ASKS, INFORMS = Bearing.ASKS, Bearing.INFORMS
TAKEN = {"EXIF:DateTimeOriginal": "2019:08:11 14:02:00"}
ZONED = TAKEN | {"EXIF:OffsetTimeOriginal": "+02:00"}
POSITION = {
    "GPS:GPSLatitude": "[18, 26, 2793/100]",
    "GPS:GPSLatitudeRef": "N",
    "GPS:GPSLongitude": "[1, 24, 2811/100]",
    "GPS:GPSLongitudeRef": "E",
}
FIX = {"GPS:GPSDateStamp": "2019:08:11", "GPS:GPSTimeStamp": "[12, 2, 0]"}
SIZE = {"EXIF:ExifImageWidth": "4000", "EXIF:ExifImageLength": "3000"}
EXPOSED = {"EXIF:FNumber": "8", "EXIF:ExposureTime": "1/500", "EXIF:ISOSpeedRatings": "100"}
IPHONE = {"IFD0:Make": "Apple", "IFD0:Model": "iPhone 12"}
LIBJPEG = "87 (exactly those of libjpeg)"
BERLIN = Place("Berlin, Germany", Position(52.52, 13.4), 25.0)


def said(tags: dict[str, str]) -> Metadata:
    """What our own parsers would make of these tags."""
    kinds = {"XMP": "xmp", "IPTC": "iptc", "ICC": "icc", "PNG": "png-text", "File": "jpeg"}
    blocks: dict[str, list[Tag]] = {"exif": []}
    for name, value in tags.items():
        kind = next((kind for start, kind in kinds.items() if name.startswith(start)), "exif")
        blocks.setdefault(kind, []).append(Tag(name, value))
    return facts_of(tuple(Block(kind, State.PRESENT, tuple(own)) for kind, own in blocks.items()))


def a_file(
    tags: dict[str, str],
    *,
    name: str = "photo.jpg",
    around: Surroundings | None = None,
    claim: Claim | None = None,
) -> Case:
    examined = replace(an_examination(said(tags)), location=Location(f"in/{name}"))
    case = a_case(examination=examined, claim=claim)
    return replace(case, surroundings=around or Surroundings())


def found(check: str, case: Case) -> list[Finding]:
    return [finding for finding in run_checks(case) if finding.check == check]

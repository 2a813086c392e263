"""When and where a file was taken by the blocks that are not EXIF: XMP and IPTC, nothing guessed.

Which property means the time of capture is that of the Guidelines for Handling Image Metadata 2.0
(Metadata Working Group, "Date/Time"): photoshop:DateCreated and IPTC 2:55 for the picture itself,
xmp:CreateDate and IPTC 2:62 for its digital form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.metadata.capture import NEVER_SET, ends_in_zone, is_never_set
from provenance.metadata.place import NO_FIX
from provenance.model.metadata import Position, StatedPosition, StatedTime, ZoneState
from provenance.model.moment import Basis, Clock, Moment, Trust, interval

ORIGINAL = ("XMP-exif:DateTimeOriginal", "XMP-photoshop:DateCreated", "IPTC:DateCreated")
DIGITIZED = ("XMP-exif:DateTimeDigitized", "IPTC:DigitalCreationDate", "XMP-xmp:CreateDate")
LATITUDE, LONGITUDE = "XMP-exif:GPSLatitude", "XMP-exif:GPSLongitude"

_TIMES = {"IPTC:DateCreated": "IPTC:TimeCreated"}
_TIMES["IPTC:DigitalCreationDate"] = "IPTC:DigitalCreationTime"
_BY_PROGRAMS = "XMP-xmp:CreateDate"
_CAMERAS = ("IFD0:Model", "IFD0:Make", "XMP-tiff:Model", "XMP-tiff:Make")
_UNKNOWN_PARTS = re.compile(r"(?:[-:]00)+$", re.ASCII)
_COLONS = re.compile(r"(\d{4}):(\d{2}):(\d{2})", re.ASCII)
# XMP part 2, 8.2.1 (GPSCoordinate): DDD,MM,SSk or DDD,MM.mmk; some write plain degrees.
_COORDINATE = re.compile(
    r"(?P<sign>[+-])?(?P<degrees>\d{1,3}(?:\.\d+)?)(?:,(?P<minutes>\d{1,2}(?:\.\d+)?)"
    r"(?:,(?P<seconds>\d{1,2}(?:\.\d+)?))?)?\s*(?P<letter>[NSEW])?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What XMP and IPTC state: for the picture itself, for its digital form, where; and remarks."""

    original: tuple[StatedTime, ...]
    digitized: tuple[StatedTime, ...]
    positions: tuple[StatedPosition, ...]
    remarks: tuple[str, ...]


def elsewhere_of(tags: dict[str, str]) -> Elsewhere:
    """Read the times and the position that XMP and IPTC state; each says its tag.

    Times that state their zone come first, for they say more.
    """
    remarks: list[str] = []
    original = sorted(_times(tags, ORIGINAL, remarks), key=_lacks_zone)
    digitized = sorted(_times(tags, DIGITIZED, remarks), key=_lacks_zone)
    positions = tuple(_positions(tags, remarks))
    return Elsewhere(tuple(original), tuple(digitized), positions, tuple(remarks))


def _lacks_zone(time: StatedTime) -> bool:
    return time.zone is ZoneState.UNKNOWN


def _times(
    tags: dict[str, str], names: tuple[str, ...], remarks: list[str]
) -> Iterator[StatedTime]:
    for name in names:
        if not tags.get(name):
            continue
        stated = f"{tags[name]} {tags.get(_TIMES.get(name, ''), '')}".strip()
        if name == _BY_PROGRAMS and not any(tags.get(camera) for camera in _CAMERAS):
            remarks.append(
                f'{name} says "{stated}"; no camera is named, so that is when a program made the '
                "file, and it is not used as a time of capture."
            )
            continue
        try:
            yield _time(name, stated)
        except ValueError as error:
            why = str(error) if str(error) == NEVER_SET else "this cannot be read as a time"
            remarks.append(f'{name} says "{stated}": {why}.')


def _time(name: str, stated: str) -> StatedTime:
    time = _iso(stated)
    basis = Basis.IPTC if name.startswith("IPTC") else Basis.XMP
    moment = Moment(Clock.CAPTURED, *interval(time), stated, basis, Trust.SELF_ASSERTED)
    zone = ZoneState.OFFSET_STATED if ends_in_zone(time) else ZoneState.UNKNOWN
    return StatedTime(moment, name, zone)


def _iso(stated: str) -> str:
    """Write a time of XMP or IPTC as ISO 8601; `ValueError` says in words why it is none."""
    date, _, clock = _COLONS.sub(r"\1-\2-\3", stated, count=1).replace("T", " ", 1).partition(" ")
    if is_never_set(date, clock):
        raise ValueError(NEVER_SET)
    # IIM 4.2, 2:55: a month or a day of 00 is not known.
    return f"{date}T{clock}" if clock else _UNKNOWN_PARTS.sub("", date)


def _positions(tags: dict[str, str], remarks: list[str]) -> Iterator[StatedPosition]:
    """Give the position of XMP; one that is not used says why, and is remarked."""
    if LATITUDE not in tags and LONGITUDE not in tags:
        return
    texts = [tags.get(LATITUDE, ""), tags.get(LONGITUDE, "")]
    latitude, longitude = _coordinate(texts[0], "NS", 90), _coordinate(texts[1], "EW", 180)
    unlikely = ""
    if latitude is None or longitude is None:
        unlikely = "no place on Earth"
    elif latitude == longitude == 0:
        unlikely = NO_FIX
    elif not all("," not in text or text[-1:].isalpha() for text in texts):
        unlikely = "a guess without N or S, E or W"
    if unlikely:
        stated = ", ".join(texts)
        remarks.append(
            f'XMP-exif states the position as "{stated}", which is {unlikely}: not used.'
        )
    if latitude is not None and longitude is not None:
        yield StatedPosition(Position(latitude, longitude), LATITUDE, unlikely)


def _coordinate(text: str, letters: str, most: int) -> float | None:
    """Give degrees, north and east positive, or nothing where the text is no coordinate."""
    found = _COORDINATE.fullmatch(text.strip())
    if found is None or (found["letter"] and found["letter"] not in letters):
        return None
    degrees = float(found["degrees"])
    degrees += float(found["minutes"] or 0) / 60 + float(found["seconds"] or 0) / 3600
    if degrees > most:
        return None
    south_or_west = found["sign"] == "-" or found["letter"] == letters[1]
    return round(-degrees if south_or_west else degrees, 6)

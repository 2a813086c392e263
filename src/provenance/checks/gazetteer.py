"""The gazetteer: where a claimed place is, looked up without any network.

The list in `data/` is made from GeoNames by `scripts/build_gazetteer.py`; `data/README.md` tells
what it holds. Nothing is read before the first look-up.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources
from math import asin, atan2, cos, degrees, hypot, radians, sin

from provenance.checks.distance import kilometres
from provenance.checks.place_names import fold
from provenance.errors import UsageError
from provenance.model.case import Place
from provenance.model.metadata import Position

TOWN_RADIUS_KM = 25.0
"""How far from its point still counts as a town (metadata.md, G01)."""

POINT_RADIUS_KM = 1.0
"""The same for a point given in degrees."""

_DEGREES = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*", re.ASCII)
_COMMA = re.compile("[,،]")
_ADVICE = "give the nearest town, or the point as LAT,LON (18.4411,1.4078)"


@dataclass(frozen=True, slots=True)
class _Town:
    """One line of the list; `keys` are its folded names, its own name first."""

    name: str
    country: str
    position: Position
    population: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Country:
    """A country with its ISO codes and folded names."""

    codes: frozenset[str]
    code: str
    name: str
    keys: frozenset[str]


def find_place(text: str) -> Place:
    """Find the place that a text names: `LAT,LON` in degrees, a town, `town, country`, a country.

    Names are compared without case and accents, in Latin, Arabic and Cyrillic script. Of several
    towns of one name the most populous is taken, unless a country is stated. Raises `UsageError`
    for what is not found.
    """
    point = _DEGREES.fullmatch(text)
    if point is not None:
        return _point(text.strip(), float(point[1]), float(point[2]))
    country = _country_named(fold(text))
    if country is not None:
        return _whole(country)
    towns = list(_towns(fold(text))) or _towns_in_country(text)
    if not towns:
        raise UsageError(f"{text!r} is not in the list of places{_nearest(text)}; {_ADVICE}")
    return _place(max(towns, key=lambda town: town.population))


def _point(text: str, latitude: float, longitude: float) -> Place:
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees of the globe
        raise UsageError(
            f"{text!r} is not on the globe: latitude is -90 to 90 and longitude -180 to 180, "
            "in this order"
        )
    return Place(text, Position(latitude, longitude), POINT_RADIUS_KM)


def _place(town: _Town) -> Place:
    country = next((c.name for c in _countries() if c.code == town.country), town.country)
    return Place(f"{town.name}, {country}", town.position, TOWN_RADIUS_KM)


def _towns_in_country(text: str) -> list[_Town]:
    name, *_, last = [*_COMMA.split(text), ""][:-1] * 2
    return [] if not last else [t for t in _towns(fold(name)) if t.country == last]

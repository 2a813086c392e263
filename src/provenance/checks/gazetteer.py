"""The gazetteer: where a claimed place is, looked up without any network.

The list in `data/` is made from GeoNames by `scripts/build_gazetteer.py`; `data/README.md` tells
what it holds. Nothing is read before the first look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, floor, radians
from pkgutil import get_data

from provenance.checks.distance import kilometres, middle
from provenance.checks.place_names import fold
from provenance.errors import UsageError
from provenance.model.case import Nearby, Place
from provenance.model.metadata import Position

TOWN_RADIUS_KM = 25.0
"""How far from its point still counts as a town (metadata.md, G01)."""

POINT_RADIUS_KM = 1.0
"""The same for a point given in degrees."""

OWN_NAME_WEIGHT = 8
"""Where several places answer to a name, one whose own name it is counts as so many times as
populous as one of which it is a by-name: Islamabad is not Chattogram, yet Odessa is Odesa and not
Odessa in Texas. Chosen by eye on the 973 names where the two orders differ."""

_NUMBER = r"([+-]?\d+(?:\.\d+)?)"
_DEGREES = re.compile(rf"{_NUMBER}(?:\s*[,;]\s*|\s+){_NUMBER}", re.ASCII)
_COMMA = re.compile("[,،]")
_ADVICE = "name the nearest town, or give the point as LAT,LON (18.4411,1.4078)"


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
    """A country with its ISO codes (`ML`, `MLI`) and its folded names."""

    codes: tuple[str, str]
    name: str
    keys: tuple[str, ...]


def find_place(text: str) -> Place:
    """Find the place that a text names: `LAT,LON` in degrees, a town, `town, country`, a country.

    Names are compared without case and accents, in Latin, Arabic and Cyrillic script. Of several
    towns of one name the most populous is taken, unless a country is stated. Raises `UsageError`
    for what is not found; its text offers the nearest names.
    """
    point = _DEGREES.fullmatch(text.strip())
    if point is not None:
        return _point(text.strip(), float(point[1]), float(point[2]))
    country = _country(text)
    if country is not None:
        return _extent(country)
    town = _largest(fold(text), None) or _town_in_country(text)
    if town is None:
        raise UsageError(f"{text!r} is not in the list of places{_nearest(text)}; {_ADVICE}")
    return _place(town)


def nearest(position: Position) -> Nearby | None:
    """Find the nearest place of the list; `None` where none is within 5 degrees."""
    for reach in (1.0, 5.0):
        towns = [_town(line) for line in _around(position, reach)]
        if towns:
            distances = ((kilometres(position, town.position), town) for town in towns)
            distance, town = min(distances, key=lambda pair: pair[0])
            return Nearby(_place(town).name, round(distance, 1))
    return None


def _around(position: Position, reach: float) -> Iterator[bytes]:
    """Give the lines whose whole degrees are near, by one search of the list as text."""
    wide = reach / max(cos(radians(position.latitude)), 0.05)
    north = "|".join(_degrees_around(position.latitude, reach))
    east = "|".join(_degrees_around(position.longitude, wide))
    listed = _list()
    for found in re.finditer(rf"\t(?:{north})\.\d+\t(?:{east})\.\d+\t".encode(), listed):
        start = listed.rfind(b"\n", 0, found.start()) + 1
        yield listed[start : listed.index(b"\n", start)]


def _degrees_around(middle: float, reach: float) -> Iterator[str]:
    """Write the whole degrees near a coordinate as the list does: -0 is from 0 down to -1."""
    for degree in range(floor(middle - reach), floor(middle + reach) + 1):
        turned = (degree + 180) % 360 - 180
        yield str(turned) if turned >= 0 else f"-{-turned - 1}"


def _point(text: str, latitude: float, longitude: float) -> Place:
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees of the globe
        raise UsageError(
            f"{text!r} is not on the globe: write the latitude (-90 to 90) first, then the "
            "longitude (-180 to 180)"
        )
    return Place(text, Position(latitude, longitude), POINT_RADIUS_KM)


def _extent(country: _Country) -> Place:
    """Give the middle of a country's towns, and as radius the way to the farthest of them."""
    mark = f"\t{country.codes[0]}\t".encode()
    towns = [_town(line).position for line in _list().splitlines() if mark in line]
    if not towns:
        raise UsageError(f"the list of places has no town in {country.name}; {_ADVICE}")
    centre = middle(towns)
    reach = max(kilometres(centre, town) for town in towns)
    return Place(country.name, centre, round(reach + TOWN_RADIUS_KM, 1))


def _town_in_country(text: str) -> _Town | None:
    first, *rest = _COMMA.split(text)
    if not rest:
        return None
    country = _country(rest[-1]) or _country_by_code(rest[-1])
    if country is None:
        raise UsageError(f"{rest[-1].strip()!r} is not a country that the list knows; {_ADVICE}")
    return _largest(fold(first), country)


def _largest(key: str, country: _Country | None) -> _Town | None:
    def weight(town: _Town) -> int:
        return town.population * (OWN_NAME_WEIGHT if town.keys[0] == key else 1)

    towns = (t for t in _towns(key) if country is None or t.country in country.codes)
    return max(towns, key=weight, default=None)


def _place(town: _Town) -> Place:
    country = next(c.name for c in _countries() if town.country in c.codes)
    return Place(f"{town.name}, {country}", town.position, TOWN_RADIUS_KM)


def _towns(key: str) -> Iterator[_Town]:
    """Find every town with this folded name by searching the whole list as one text.

    Cutting 37,000 lines into fields first would take ten times as long.
    """
    listed = _list()
    at = listed.find(f"|{key}|".encode())
    while at >= 0:
        end = listed.index(b"\n", at)
        yield _town(listed[listed.rfind(b"\n", 0, at) + 1 : end])
        at = listed.find(f"|{key}|".encode(), end)


def _town(line: bytes) -> _Town:
    name, country, latitude, longitude, population, names = line.decode().split("\t")
    keys = tuple(names.strip("|").split("|"))
    position = Position(float(latitude), float(longitude))
    return _Town(name or keys[0].title(), country, position, int(population), keys)


def _nearest(text: str) -> str:
    """Offer the towns whose own names look most like what was asked."""
    from difflib import get_close_matches

    key = fold(_COMMA.split(text)[0])
    if not key:
        return ""
    shortest, longest = max(len(key) - 3, 0), len(key) + 1
    alike = rf"\t\|({key[0]}[^|\n]{{{shortest},{longest}}})\|".encode()
    names = {name.decode() for name in re.findall(alike, _list())}
    towns = [next(_towns(name)) for name in get_close_matches(key, sorted(names))]
    return "; nearest: " + "; ".join(_place(town).name for town in towns) if towns else ""


def _country(text: str) -> _Country | None:
    key = fold(text)
    return next((country for country in _countries() if key in country.keys), None)


def _country_by_code(text: str) -> _Country | None:
    code = text.strip().upper()
    return next((country for country in _countries() if code in country.codes), None)


@cache
def _countries() -> tuple[_Country, ...]:
    lines = _data("countries.tsv").decode().splitlines()
    rows = (line.split("\t") for line in lines)
    return tuple(
        _Country((code, code3), name, tuple(keys.strip("|").split("|")))
        for code, code3, name, keys in rows
    )


@cache
def _list() -> bytes:
    import gzip

    return gzip.decompress(_data("places.tsv.gz"))


def _data(name: str) -> bytes:
    return get_data("provenance.checks", f"data/{name}") or b""

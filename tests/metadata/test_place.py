"""Where a file says it was taken."""

from __future__ import annotations

import pytest

from provenance.metadata.place import Place, place_of
from provenance.model.metadata import Position


def placed(
    latitude: str = "[18, 26, 28]",
    north: str = "N",
    longitude: str = "[1, 24, 28]",
    east: str = "E",
) -> Place:
    return place_of(
        {
            "GPS:GPSLatitude": latitude,
            "GPS:GPSLatitudeRef": north,
            "GPS:GPSLongitude": longitude,
            "GPS:GPSLongitudeRef": east,
        }
    )


@pytest.mark.parametrize(
    ("latitude", "degrees"),
    [
        ("[18, 26, 7/2]", 18.434306),
        ("[48, 1973/40, 0]", 48.822083),
        ("[90, 0, 0]", 90.0),
        ("[937/50]", 18.74),
        ("937/50", 18.74),
        ("18.74", 18.74),
        ("(18.74,)", 18.74),
        ("[(18.0,), (44.0,), (24.0,)]", 18.74),
    ],
)
def test_degrees_are_added_up_from_every_form_that_exifread_prints(
    latitude: str, degrees: float
) -> None:
    found = placed(latitude).position
    assert found is not None
    assert found.latitude == degrees


@pytest.mark.parametrize(
    ("north", "east", "position"),
    [
        ("N", "E", Position(18.0, 1.0)),
        ("S", "W", Position(-18.0, -1.0)),
        ("n", "w", Position(18.0, -1.0)),
        ("North", "West", Position(18.0, -1.0)),
    ],
)
def test_the_hemispheres_give_the_signs(north: str, east: str, position: Position) -> None:
    assert placed("[18, 0, 0]", north, "[1, 0, 0]", east) == Place(position)


@pytest.mark.parametrize(("north", "east"), [("", "E"), ("N", ""), ("E", "N"), ("?", "E")])
def test_without_a_hemisphere_there_is_no_position(north: str, east: str) -> None:
    found = placed(north=north, east=east)
    assert found.position is None
    assert "without N or S, E or W" in found.remarks[0]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("[90, 0, 1]", "[1, 0, 0]"), ("[1, 0, 0]", "[4294967295, 0, 0]"), ("inf", "1")],
)
def test_what_is_outside_the_globe_is_no_position(latitude: str, longitude: str) -> None:
    found = placed(latitude, longitude=longitude)
    assert found.position is None
    assert "no place on Earth" in found.remarks[0]


@pytest.mark.parametrize(
    "latitude",
    ["[0/0, 0/0, 0/0]", "[18, 0/0, 0]", "nan", "[]", "", "[1, 2, 3, 4]", "[-18, 0, 0]", "north"],
)
def test_what_is_not_made_of_numbers_is_no_position(latitude: str) -> None:
    found = placed(latitude)
    assert found.position is None
    assert "not a pair of numbers" in found.remarks[0]


@pytest.mark.parametrize("north", ["N", ""])
def test_zero_zero_is_a_receiver_without_a_fix(north: str) -> None:
    found = placed("[0, 0, 0]", north, "[0, 0, 0]")
    assert found.position is None
    assert "without a fix" in found.remarks[0]


def test_a_place_on_the_equator_is_a_place() -> None:
    assert placed("[0, 0, 0]").position == Position(0.0, 1.407778)


def test_half_a_position_is_remarked() -> None:
    found = place_of({"GPS:GPSLatitude": "[18, 0, 0]", "GPS:GPSLatitudeRef": "N"})
    assert found.position is None
    assert '"[18, 0, 0] N, "' in found.remarks[0]


def test_gps_tags_without_a_position_say_nothing() -> None:
    assert place_of({"GPS:GPSVersionID": "[2, 2, 0, 0]"}) == Place()


@pytest.mark.parametrize("datum", ["", "WGS-84", "WGS84", "wgs 84"])
def test_wgs84_in_any_spelling_is_not_remarked(datum: str) -> None:
    tags = {"GPS:GPSLatitude": "18", "GPS:GPSLatitudeRef": "N", "GPS:GPSMapDatum": datum}
    found = place_of(tags | {"GPS:GPSLongitude": "1", "GPS:GPSLongitudeRef": "E"})
    assert found == Place(Position(18.0, 1.0))


def test_another_datum_is_remarked() -> None:
    tags = {"GPS:GPSLatitude": "35", "GPS:GPSLatitudeRef": "N", "GPS:GPSMapDatum": "TOKYO"}
    found = place_of(tags | {"GPS:GPSLongitude": "139", "GPS:GPSLongitudeRef": "E"})
    assert found.position == Position(35.0, 139.0)
    assert '"TOKYO"' in found.remarks[0]

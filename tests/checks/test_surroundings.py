"""What is looked up before the checks run: the nearest town, zones, places in captions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from provenance.checks.gazetteer import find_place, nearest
from provenance.checks.sun import sun
from provenance.checks.surroundings import surroundings
from provenance.model.case import Claim, Surroundings
from provenance.model.metadata import Metadata, Position
from tests.builders import KIDAL, a_claim
from tests.checks.files import POSITION, TAKEN, said

PARIS = {
    "GPS:GPSLatitude": "[48, 51, 24]",
    "GPS:GPSLatitudeRef": "N",
    "GPS:GPSLongitude": "[2, 21, 8]",
    "GPS:GPSLongitudeRef": "E",
}


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (18.44, 1.41, "Kidal, Mali"),
        (-0.2, -78.5, "Quito, Ecuador"),
        (-17.8, -179.99, "Labasa, Fiji"),
        (51.5, -0.01, "London"),
    ],
)
def test_the_nearest_place_is_found_across_every_line(
    latitude: float, longitude: float, name: str
) -> None:
    found = nearest(Position(latitude, longitude))
    assert found is not None
    assert found.name.endswith(name) or found.distance_km < 200


def test_there_is_no_place_near_the_pole() -> None:
    assert nearest(Position(89.9, 0.0)) is None


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("كيدال", "Kidal, Mali"),
        ("تمبكتو", "Timbuktu, Mali"),
        ("القاهرة", "Cairo, Egypt"),
        ("Tombouctou", "Timbuktu, Mali"),
        ("Le Caire", "Cairo, Egypt"),
        ("الخرطوم", "Khartoum, Sudan"),
        ("أغاديز", "Agadez, Niger"),
        ("غزة", "Gaza, Palestinian Territory"),
        ("Le Cap", "Cape Town, South Africa"),
        ("Alep", "Aleppo, Syria"),
        ("Damas", "Damascus, Syria"),
    ],
)
def test_places_are_found_by_their_arabic_and_french_names(name: str, place: str) -> None:
    assert find_place(name).name == place


def test_the_offset_is_that_of_the_place_on_that_day() -> None:
    summer = surroundings(said(TAKEN | PARIS), Claim())
    assert (summer.zone, summer.offset) == ("Europe/Paris", timedelta(hours=2))
    winter = surroundings(said(PARIS | {"EXIF:DateTimeOriginal": "2019:01:11 14:02:00"}), Claim())
    assert winter.offset == timedelta(hours=1)


def test_without_a_time_there_is_no_offset() -> None:
    assert surroundings(said(PARIS), Claim()).offset is None


def test_the_claimed_place_has_its_zone() -> None:
    found = surroundings(Metadata(()), a_claim("2023-11-14", KIDAL))
    assert (found.claimed_zone, found.claimed_offset) == ("Africa/Bamako", timedelta(0))


@pytest.mark.parametrize(
    ("tags", "name", "tag"),
    [
        ({"IPTC:City": "Kidal", "IPTC:Country-PrimaryLocationName": "Mali"}, "Kidal, Mali", "City"),
        ({"XMP-photoshop:Country": "مالي"}, "Mali", "Country"),
        (
            {"XMP-photoshop:City": "Nowhere at all", "XMP-photoshop:Country": "Mali"},
            "Mali",
            "City",
        ),
    ],
)
def test_the_place_of_a_caption_is_found(tags: dict[str, str], name: str, tag: str) -> None:
    found = surroundings(said(tags), Claim())
    assert found.named is not None
    assert (found.named.name, found.named_from.rpartition(":")[2]) == (name, tag)


@pytest.mark.parametrize("tags", [{}, {"IPTC:City": "Springfield"}, {"IPTC:City": "x" * 999}])
def test_a_town_without_a_country_is_not_guessed(tags: dict[str, str]) -> None:
    assert surroundings(said(tags), Claim()).named is None


def test_nothing_is_looked_up_where_nothing_is_stated() -> None:
    assert surroundings(Metadata(()), Claim()) == Surroundings()


@pytest.mark.parametrize(
    ("latitude", "longitude", "at", "height", "words"),
    [
        (0.0, 0.0, datetime(2024, 3, 20, 12, 7, tzinfo=UTC), 90, "day"),
        (23.44, 0.0, datetime(2024, 6, 21, 12, 2, tzinfo=UTC), 90, "day"),
        (80.0, 0.0, datetime(2024, 6, 21, 0, 2, tzinfo=UTC), 13.4, "in the north"),
        (-33.9, 18.4, datetime(2024, 6, 21, 10, 48, tzinfo=UTC), 32.7, "in the north"),
        (52.5, 13.4, datetime(2024, 12, 21, 11, 5, tzinfo=UTC), 14.1, "in the south"),
        (52.5, 13.4, datetime(2024, 12, 21, 23, 5, tzinfo=UTC), -60.9, "night"),
    ],
)
def test_the_sun_stands_where_the_calendar_has_it(
    latitude: float, longitude: float, at: datetime, height: float, words: str
) -> None:
    stood = sun(Position(latitude, longitude), at)
    assert stood.height == pytest.approx(height, abs=0.3)
    assert words in stood.words


def test_the_sun_says_day_and_night_by_its_height_alone() -> None:
    noon = sun(KIDAL.position, datetime(2023, 11, 14, 12, tzinfo=UTC))
    night = sun(KIDAL.position, datetime(2023, 11, 14, 0, tzinfo=UTC))
    assert noon.height == pytest.approx(53.0, abs=0.1)
    assert "day" in noon.words
    assert "night" in night.words
    assert night.shadow == ""


def test_a_position_of_the_file_is_looked_up() -> None:
    found = surroundings(said(TAKEN | POSITION), Claim())
    assert found.nearest is not None
    assert (found.nearest.name, found.zone) == ("Kidal, Mali", "Africa/Bamako")

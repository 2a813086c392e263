"""When and where by XMP and IPTC, and what contradicts EXIF."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from provenance.metadata.facts import facts_of
from provenance.model.metadata import (
    Block,
    Disagreement,
    Metadata,
    Position,
    State,
    StatedPosition,
    Statement,
    Tag,
    ZoneState,
)
from provenance.model.moment import Basis

DTO, CREATED = "EXIF:DateTimeOriginal", "XMP-photoshop:DateCreated"
LATITUDE, LONGITUDE = "XMP-exif:GPSLatitude", "XMP-exif:GPSLongitude"


def told(tags: dict[str, str]) -> Metadata:
    return facts_of(
        (Block("x", State.PRESENT, tuple(Tag(name, value) for name, value in tags.items())),)
    )


def test_xmp_gives_the_time_of_capture_where_exif_has_none_and_says_so():
    found = told({CREATED: "2021-03-04T05:06:07+01:00"})
    assert found.captured is not None
    assert found.captured.earliest == datetime(2021, 3, 4, 4, 6, 7, tzinfo=UTC)
    assert (found.captured_from, found.zone) == (CREATED, ZoneState.OFFSET_STATED)
    assert found.captured.basis is Basis.XMP


def test_iptc_puts_its_date_and_its_time_together():
    found = told({"IPTC:DateCreated": "2019:10:16", "IPTC:TimeCreated": "19:01:00+00:00"})
    assert found.captured is not None
    assert found.captured.earliest == datetime(2019, 10, 16, 19, 1, tzinfo=UTC)
    assert found.captured.stated == "2019:10:16 19:01:00+00:00"
    assert found.captured.basis is Basis.IPTC


@pytest.mark.parametrize(("date", "days"), [("2019:10:16", 1), ("2019:10:00", 31)])
def test_a_day_or_month_alone_is_the_whole_of_it_in_all_zones(date: str, days: int):
    captured = told({"IPTC:DateCreated": date}).captured
    assert captured is not None
    assert captured.earliest is not None
    assert captured.latest is not None
    hours = (captured.latest - captured.earliest).total_seconds() / 3600
    assert hours == 24 * days + 28


def test_exif_comes_first_and_times_of_the_picture_before_those_of_its_scan():
    scan = {"EXIF:DateTimeDigitized": "2010:05:06 07:08:09", CREATED: "1968-08-21T12:00:00"}
    assert told(scan).captured_from == CREATED
    assert told({DTO: "2010:05:06 07:08:09", **scan}).captured_from == DTO


def test_a_statement_with_its_zone_comes_before_one_without():
    found = told(
        {
            CREATED: "2022-01-10T15:15:44.31",
            "IPTC:DateCreated": "2022:01:10",
            "IPTC:TimeCreated": "15:15:44-04:00",
        }
    )
    assert [each.tag for each in found.captures] == ["IPTC:DateCreated", CREATED]
    assert found.disagreements == ()


def test_when_a_program_made_the_file_is_a_time_of_capture_only_beside_a_camera():
    made = {"XMP-xmp:CreateDate": "2013-09-23T10:09:46+02:00"}
    assert told(made).captured is None
    assert "no camera is named" in told(made).remarks[0]
    assert told({**made, "IFD0:Model": "N78"}).captured_from == "XMP-xmp:CreateDate"


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ("2010-07-28T11:02:12.000CEST", "cannot be read"),
        ("2008-01-01T00:00:12", "never set"),
        ("0000-00-00T00:00:00", "never set"),
        ("2021-13-04", "cannot be read"),
        ("yesterday", "cannot be read"),
    ],
)
def test_what_is_no_time_is_remarked(stated: str, why: str):
    found = told({CREATED: stated})
    assert found.captured is None
    assert why in found.remarks[0]
    assert stated in found.remarks[0]


@pytest.mark.parametrize(
    ("latitude", "longitude", "position"),
    [
        ("34,4.52555N", "118,15.2561W", Position(34.075426, -118.254268)),
        ("56,0,30S", "14,27,0E", Position(-56.008333, 14.45)),
        ("-33.45", "-70.66", Position(-33.45, -70.66)),
    ],
)
def test_positions_of_xmp_are_read_in_each_of_their_forms(
    latitude: str, longitude: str, position: Position
):
    found = told({LATITUDE: latitude, LONGITUDE: longitude})
    assert found.position == position
    assert found.positions == (StatedPosition(position, LATITUDE),)


@pytest.mark.parametrize(
    ("latitude", "longitude", "why", "stated"),
    [
        ("0,0N", "0,0E", "receiver without a fix", 1),
        ("56,0.000000", "14,27.000000", "a guess without N or S", 1),
        ("91,0N", "14,27E", "no place on Earth", 0),
        ("56,0E", "14,27E", "no place on Earth", 0),
        ("north", "", "no place on Earth", 0),
    ],
)
def test_positions_that_are_unlikely_are_told_and_not_used(
    latitude: str, longitude: str, why: str, stated: int
):
    found = told({LATITUDE: latitude, LONGITUDE: longitude})
    assert found.position is None
    assert len(found.positions) == stated
    assert all(why in each.unlikely for each in found.positions)
    assert why in found.remarks[0]


def test_a_receiver_without_a_fix_is_told_as_it_is_and_not_used():
    zero = {f"GPS:GPS{axis}": "[0, 0, 0]" for axis in ("Latitude", "Longitude")}
    found = told(zero)
    assert found.position is None
    assert [each.position for each in found.positions] == [Position(0.0, 0.0)]
    assert "without a fix" in found.positions[0].unlikely


@pytest.mark.parametrize(
    ("exif", "xmp", "differ"),
    [
        ("2020:09:14 11:09:34", "2018-10-27T13:27:23.53", True),
        ("2020:09:14 11:09:34", "2020-09-14T11:09:34-05:00", False),
        ("2020:09:14 11:09:34", "2020-09-14T11:09", False),
        ("2020:09:14 11:09:34", "2020-09-14", False),
        ("2020:09:14 11:09:34", "2020-09-15", True),
        ("2020:09:14 11:09:34+02:00", "2020-09-14T09:09:34Z", False),
        ("2020:09:14 11:09:34+02:00", "2020-09-14T11:09:34Z", True),
        ("2020:09:14 11:09:34", "2020", False),
        ("2020:09:14 11:09:34", "2018", True),
    ],
)
def test_times_that_differ_by_more_than_a_minute_contradict_one_another(
    exif: str, xmp: str, differ: bool
):
    found = told({DTO: exif, CREATED: xmp})
    assert bool(found.disagreements) is differ
    if differ:
        statements = (Statement(DTO, exif), Statement(CREATED, xmp))
        assert found.disagreements == (Disagreement("time of capture", statements),)


@pytest.mark.parametrize(("east", "differ"), [("14,27.01E", False), ("14,30E", True)])
def test_positions_far_from_one_another_contradict_one_another(east: str, differ: bool):
    exif = {
        "GPS:GPSLatitude": "[56, 0, 0]",
        "GPS:GPSLatitudeRef": "N",
        "GPS:GPSLongitude": "[14, 27, 0]",
        "GPS:GPSLongitudeRef": "E",
    }
    found = told({**exif, LATITUDE: "56,0N", LONGITUDE: east})
    assert bool(found.disagreements) is differ
    assert found.position == Position(56.0, 14.45)

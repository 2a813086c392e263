"""The check that measures how far the file's position is from the claimed place (G01)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.checks.position_against_claimed_place import PositionAgainstClaimedPlace
from provenance.model.case import Place
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Metadata, Position, State, StatedPosition
from tests.builders import KIDAL, a_claim, a_metadata
from tests.checks.cases import a_searched_case

KM_PER_DEGREE = 111.195


def north_of_kidal(distance_km: float) -> Metadata:
    latitude = KIDAL.position.latitude + distance_km / KM_PER_DEGREE
    return a_metadata(position=Position(latitude, KIDAL.position.longitude))


def findings(metadata: Metadata, place: Place | None = KIDAL) -> list[Finding]:
    case = a_searched_case(metadata=metadata, claim=a_claim(place=place))
    return list(PositionAgainstClaimedPlace().run(case))


def bearing(distance_km: float, radius_km: float) -> Bearing:
    (finding,) = findings(north_of_kidal(distance_km), replace(KIDAL, radius_km=radius_km))
    return finding.bearing


@pytest.mark.parametrize(
    ("distance_km", "radius_km", "expected"),
    [
        (0, 1, Bearing.SUPPORTS),
        (24.9, 1, Bearing.SUPPORTS),
        (25.1, 1, Bearing.INFORMS),
        (100.9, 1, Bearing.INFORMS),
        (101.1, 1, Bearing.CONTRADICTS),
        (799, 800, Bearing.SUPPORTS),
        (899, 800, Bearing.INFORMS),
        (901, 800, Bearing.CONTRADICTS),
    ],
)
def test_the_bearing_follows_the_distance(
    distance_km: float, radius_km: float, expected: Bearing
) -> None:
    assert bearing(distance_km, radius_km) is expected


@pytest.mark.parametrize(
    ("tag", "block"), [("XMP-exif:GPSLatitude", "XMP"), ("GPS:GPSLatitude", "EXIF")]
)
def test_the_block_that_states_the_position_is_named(tag: str, block: str) -> None:
    at = KIDAL.position
    told = replace(a_metadata(position=at), positions=(StatedPosition(at, tag),))
    (finding,) = findings(told)
    assert finding.evidence[0].source == f"the file's {block}"


def test_a_far_position_tells_its_distance() -> None:
    paris = a_metadata(position=Position(48.8534, 2.3488))
    (finding,) = findings(paris)
    assert finding.summary.startswith(
        "The file's position is 3,383 km from the claimed place (Kidal, Mali)"
    )


def test_the_innocent_explanations_are_told() -> None:
    (finding,) = findings(north_of_kidal(500))
    assert "stale" in finding.summary
    (told,) = [one.value for one in finding.evidence if one.what == "other explanations"]
    assert "set by hand" in told


def test_both_points_are_told() -> None:
    (finding,) = findings(north_of_kidal(0))
    told = [one.value for one in finding.evidence][:2]
    assert told == ["18.4411, 1.4078", "Kidal, Mali: 18.4411, 1.4078, 25 km around"]


def test_nothing_is_said_without_a_claimed_place() -> None:
    assert findings(north_of_kidal(0), None) == []


def test_without_a_position_it_was_not_checked() -> None:
    (finding,) = findings(a_metadata(state=State.UNREADABLE))
    assert finding.bearing is Bearing.NOT_CHECKED
    assert "could not be read" in finding.summary


def test_a_receiver_without_a_fix_is_told() -> None:
    (finding,) = findings(replace(a_metadata(), remarks=("0, 0: no fix",)))
    assert finding.summary.endswith("the file states no position that can be used.")
    assert [one.value for one in finding.evidence] == ["0, 0: no fix"]

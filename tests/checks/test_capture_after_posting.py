"""The check that compares the capture time in the file with the first posting (T01)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.checks.capture_after_posting import MARGIN, CaptureAfterPosting
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Metadata, State, ZoneState
from provenance.model.moment import Basis
from tests.builders import a_metadata, captured
from tests.checks.cases import a_dated_match, a_searched_case

POSTED = "2023-11-17T10:00:00Z"


def says(stated: str, zone: ZoneState = ZoneState.UNKNOWN) -> Metadata:
    return replace(a_metadata(captured(stated)), zone=zone)


def findings(metadata: Metadata, posted: str | None = POSTED) -> list[Finding]:
    matches = [a_dated_match(posted)] if posted else []
    return list(CaptureAfterPosting().run(a_searched_case(*matches, metadata=metadata)))


def test_a_capture_days_after_the_first_posting_contradicts() -> None:
    (finding,) = findings(says("2023-11-20T10:00:00Z", ZoneState.OFFSET_STATED))
    assert finding.bearing is Bearing.CONTRADICTS
    assert "or the match is another picture" in finding.summary


@pytest.mark.parametrize("basis", [Basis.XMP, Basis.IPTC])
def test_a_time_that_an_agency_may_have_written_only_informs(basis: Basis) -> None:
    late = replace(captured("2023-11-20T10:00:00Z"), basis=basis)
    told = replace(says("2023-11-20T10:00:00Z", ZoneState.OFFSET_STATED), captured=late)
    (finding,) = findings(told)
    assert finding.bearing is Bearing.INFORMS


def test_the_innocent_explanations_are_told() -> None:
    (finding,) = findings(says("2023-11-20T10:00:00Z", ZoneState.OFFSET_STATED))
    (told,) = [one.value for one in finding.evidence if one.what == "other explanations"]
    assert "clock was set wrong" in told


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        ("2023-11-16T10:00:00Z", ZoneState.OFFSET_STATED),
        ("2023-11-17T10:15:00Z", ZoneState.OFFSET_STATED),
        ("2023-11-18T12:00:00", ZoneState.UNKNOWN),
    ],
    ids=["before", "15 minutes after", "26 hours after by a clock without a zone"],
)
def test_a_clock_a_little_off_says_nothing(stated: str, zone: ZoneState) -> None:
    assert findings(says(stated, zone)) == []


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        ("2023-11-17T10:16:00Z", ZoneState.OFFSET_STATED),
        ("2023-11-18T12:01:00", ZoneState.UNKNOWN),
    ],
)
def test_beyond_its_margin_it_contradicts(stated: str, zone: ZoneState) -> None:
    (finding,) = findings(says(stated, zone))
    assert finding.bearing is Bearing.CONTRADICTS


def test_every_zone_state_has_a_margin() -> None:
    assert set(MARGIN) == set(ZoneState)


def test_nothing_is_said_without_an_earliest_appearance() -> None:
    assert findings(says("2023-11-20T10:00:00Z"), posted=None) == []


def test_without_a_capture_time_it_was_not_checked() -> None:
    (finding,) = findings(a_metadata(state=State.ABSENT))
    assert finding.bearing is Bearing.NOT_CHECKED
    assert finding.summary.endswith("the file carries no EXIF.")

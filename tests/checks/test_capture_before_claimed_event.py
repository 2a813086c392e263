"""The check that holds the capture time in the file against the claimed time (T02)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.checks.capture_before_claimed_event import CaptureBeforeClaimedEvent
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Metadata, State
from tests.builders import a_claim, a_metadata, captured
from tests.checks.cases import a_searched_case

CLAIMED = "2023-11-14"


def findings(metadata: Metadata, claimed: str | None = CLAIMED) -> list[Finding]:
    case = a_searched_case(metadata=metadata, claim=a_claim(claimed))
    return list(CaptureBeforeClaimedEvent().run(case))


def the_finding(stated: str) -> Finding:
    (finding,) = findings(a_metadata(captured(stated)))
    return finding


@pytest.mark.parametrize(
    ("stated", "bearing", "words"),
    [
        ("2019-08-11T10:00:00Z", Bearing.CONTRADICTS, "so it would be older than claimed"),
        ("2023-11-11T09:59:00Z", Bearing.CONTRADICTS, "at least 2 days before"),
        ("2023-11-11T10:00:00Z", Bearing.INFORMS, "near the claimed time"),
        ("2023-11-13T09:00:00Z", Bearing.INFORMS, "near the claimed time"),
        ("2023-11-13T20:00:00", Bearing.SUPPORTS, "consistent with the claimed time"),
        ("2023-11-14T12:00:00Z", Bearing.SUPPORTS, "consistent with the claimed time"),
        ("2023-11-16T10:00:00Z", Bearing.INFORMS, "near the claimed time"),
        ("2023-11-17T14:01:00Z", Bearing.INFORMS, "after the claimed time"),
        ("2026-01-01T10:00:00Z", Bearing.INFORMS, "at least 2 years 1 month after"),
    ],
)
def test_the_capture_time_is_held_against_the_claim(
    stated: str, bearing: Bearing, words: str
) -> None:
    finding = the_finding(stated)
    assert finding.bearing is bearing
    assert words in finding.summary


def test_a_contradiction_says_that_a_clock_can_be_wrong() -> None:
    assert "a camera's clock can be wrong" in the_finding("2019-08-11T10:00:00Z").summary


def test_the_tag_that_stated_it_is_told() -> None:
    told = the_finding("2019-08-11T10:00:00Z").evidence[0]
    assert (told.value, told.source) == ("2019-08-11T10:00:00Z", "EXIF:DateTimeOriginal")


def test_nothing_is_said_without_a_claimed_time() -> None:
    assert findings(a_metadata(captured("2019-08-11T10:00:00Z")), None) == []


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        (a_metadata(state=State.ABSENT), "the file carries no EXIF."),
        (
            a_metadata(state=State.UNREADABLE),
            "the file's EXIF could not be read (the EXIF block is cut short).",
        ),
        (a_metadata(), "the file states no capture time."),
        (
            replace(a_metadata(), remarks=("its clock was never set",)),
            "the file states no capture time that can be used.",
        ),
    ],
    ids=["absent", "unreadable", "no time", "clock never set"],
)
def test_not_checked_says_why_in_its_own_words(metadata: Metadata, reason: str) -> None:
    (finding,) = findings(metadata)
    assert finding.bearing is Bearing.NOT_CHECKED
    assert finding.summary.endswith(reason)


def test_a_clock_that_was_never_set_is_told() -> None:
    (finding,) = findings(replace(a_metadata(), remarks=("its clock was never set",)))
    assert [one.value for one in finding.evidence] == ["its clock was never set"]

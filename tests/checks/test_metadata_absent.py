"""The check that explains why there is no metadata (H02, H05, D02)."""

from __future__ import annotations

from provenance.checks.metadata_absent import MetadataAbsent
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import State
from tests.builders import a_metadata
from tests.checks.cases import a_searched_case
from tests.checks.files import IPHONE, TAKEN, a_file, found


def findings(state: State) -> list[Finding]:
    return list(MetadataAbsent().run(a_searched_case(metadata=a_metadata(state=state))))


def test_absent_exif_is_normal() -> None:
    (finding,) = findings(State.ABSENT)
    assert finding.bearing is Bearing.INFORMS
    assert "says nothing about the picture" in finding.summary


def test_unreadable_exif_was_not_checked() -> None:
    (finding,) = findings(State.UNREADABLE)
    assert finding.bearing is Bearing.NOT_CHECKED
    assert finding.summary == "The file's EXIF could not be read: the EXIF block is cut short."


def test_exif_without_a_camera_is_normal() -> None:
    (finding,) = findings(State.PRESENT)
    assert finding.bearing is Bearing.INFORMS
    assert "says nothing about the picture" in finding.summary


def test_exif_of_a_camera_needs_no_word() -> None:
    assert found("metadata-absent", a_file(TAKEN)) == []
    assert found("metadata-absent", a_file(IPHONE)) == []

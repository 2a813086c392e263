"""Checks: pure functions from a case to findings, in the order in which a report shows them."""

from __future__ import annotations

from provenance.checks.capture_after_posting import CaptureAfterPosting
from provenance.checks.capture_before_claimed_event import CaptureBeforeClaimedEvent
from provenance.checks.content_credentials_present import ContentCredentialsPresent
from provenance.checks.digital_source_type import DigitalSourceType
from provenance.checks.earlier_appearance import EarlierAppearance
from provenance.checks.editing_software import EditingSoftware
from provenance.checks.embedded_match import EmbeddedMatch
from provenance.checks.embedded_picture import EmbeddedPicture
from provenance.checks.facebook_mark import FacebookMark
from provenance.checks.generator_text import GeneratorText
from provenance.checks.interface import Check
from provenance.checks.linked_files import LinkedFiles
from provenance.checks.metadata_absent import MetadataAbsent
from provenance.checks.not_found_in_coverage import NotFoundInCoverage
from provenance.checks.position_against_claimed_place import PositionAgainstClaimedPlace
from provenance.checks.same_day_ambiguous import SameDayAmbiguous
from provenance.checks.xmp_history import XmpHistory
from provenance.model.case import Case
from provenance.model.finding import Finding

CHECKS: tuple[Check, ...] = (
    EarlierAppearance(),
    SameDayAmbiguous(),
    CaptureAfterPosting(),
    CaptureBeforeClaimedEvent(),
    PositionAgainstClaimedPlace(),
    DigitalSourceType(),
    GeneratorText(),
    ContentCredentialsPresent(),
    FacebookMark(),
    EditingSoftware(),
    XmpHistory(),
    EmbeddedPicture(),
    EmbeddedMatch(),
    LinkedFiles(),
    MetadataAbsent(),
    NotFoundInCoverage(),
)


def run_checks(case: Case) -> tuple[Finding, ...]:
    """Run every check on a case and give their findings in the order of `CHECKS`."""
    return tuple(finding for check in CHECKS for finding in check.run(case))

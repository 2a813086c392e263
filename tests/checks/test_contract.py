"""What every check must hold to, whatever the case."""

from __future__ import annotations

import builtins
import io
import re
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from provenance.checks import CHECKS, run_checks
from provenance.checks.interface import Check
from provenance.metadata.sensitive import is_sensitive
from provenance.model.case import Case, Claim
from provenance.model.finding import Bearing, Finding
from tests.builders import a_case
from tests.checks.cases import cases

ORDER = [
    "earlier-appearance",
    "same-day-ambiguous",
    "capture-after-posting",
    "capture-before-claimed-event",
    "capture-in-the-future",
    "capture-before-camera",
    "saved-before-capture",
    "dates-of-blocks-disagree",
    "clock-against-satellites",
    "offset-against-position",
    "clock-never-set",
    "saved-after-capture",
    "time-in-name",
    "address-parameters",
    "metadata-kept",
    "position-against-claimed-place",
    "place-names-disagree",
    "nearest-place",
    "position-unusable",
    "position-rounded",
    "weak-fix",
    "altitude-not-on-earth",
    "direction-of-view",
    "sun-at-claim",
    "sun-at-capture",
    "digital-source-type",
    "generator-text",
    "text-in-pixels",
    "generator-name",
    "no-generator-mark",
    "content-credentials-present",
    "credentials-hold",
    "credentials-signer",
    "credentials-say",
    "credentials-against-metadata",
    "credentials-elsewhere",
    "facebook-mark",
    "tiny-profile",
    "size-of-platform",
    "size-of-screen",
    "screenshot",
    "type-against-name",
    "editing-software",
    "xmp-history",
    "embedded-picture",
    "thumbnails-disagree",
    "embedded-match",
    "linked-files",
    "derived-from",
    "pasted-from-documents",
    "raw-crop",
    "size-against-stated",
    "orientation-kept",
    "blocks-of-two-cameras",
    "compression-tables",
    "progressive-from-camera",
    "jfif-beside-exif",
    "makers-notes-missing",
    "maker-notes-moved",
    "traces-of-programs",
    "iptc-digest",
    "colour-profile-of-scanner",
    "comment-of-program",
    "bytes-behind-the-end",
    "blocks-twice",
    "readers-disagree",
    "cut-short",
    "video-written-by",
    "video-dates-apart",
    "video-date-zero",
    "video-position",
    "video-boxes",
    "video-size",
    "track-dates-apart",
    "caption-inside",
    "agency-fields",
    "owner-and-serial",
    "paired-file",
    "second-pictures",
    "file-beside",
    "metadata-absent",
    "not-found-in-coverage",
]
NEVER_SAID = re.compile("fake|authentic|original|verdict|genuine|proof|proves", re.IGNORECASE)

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def test_the_checks_stand_in_the_order_of_the_report() -> None:
    assert [check.name for check in CHECKS] == ORDER


def test_names_are_kebab_case() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", check.name) for check in CHECKS)


@every_check
def test_a_check_stands_in_the_file_of_its_name(check: Check) -> None:
    file = Path(sys.modules[type(check).__module__].__file__ or "")
    assert file.stem == check.name.replace("-", "_")
    assert type(check).__name__ == check.name.title().replace("-", "")


@every_check
def test_a_check_runs_on_the_empty_case(check: Check) -> None:
    assert all(finding.check == check.name for finding in check.run(a_case()))


@every_check
def test_a_check_says_what_it_is_worth(check: Check) -> None:
    about = check.about
    assert re.fullmatch(r"[A-Z]\d\d(, [A-Z]\d\d)*", about.code)
    assert about.says.endswith(".")
    assert about.bearings
    doubts = (about.otherwise, about.cannot_tell, about.source)
    assert all(doubt and not doubt.endswith(".") and "\n" not in doubt for doubt in doubts)
    assert all("|" not in text for text in (about.says, *doubts))


@given(case=cases)
@settings(max_examples=200)
def test_a_finding_stands_alone(case: Case) -> None:
    for check in CHECKS:
        for finding in check.run(case):
            assert finding.check == check.name
            assert finding.bearing in {*check.about.bearings, Bearing.NOT_CHECKED}
            assert not finding.summary[0].islower()
            assert finding.summary.endswith(".")
            assert "\n" not in finding.summary
            assert finding.evidence or finding.bearing is Bearing.NOT_CHECKED


@given(case=cases)
@settings(max_examples=200)
def test_a_question_names_its_innocent_reasons(case: Case) -> None:
    for finding in run_checks(case):
        if finding.bearing is Bearing.ASKS:
            told = {fact.what for fact in finding.evidence}
            assert {"other explanations", "cannot tell", "after"} < told


@given(case=cases)
@settings(max_examples=200)
def test_what_can_lead_to_a_person_is_marked_sensitive(case: Case) -> None:
    for finding in run_checks(case):
        for fact in finding.evidence:
            named = is_sensitive(fact.what) or is_sensitive(fact.source)
            assert fact.sensitive or not (named or fact.what == "position"), fact


@given(case=cases)
@settings(max_examples=200)
def test_a_summary_never_says_more_than_we_can_know(case: Case) -> None:
    for finding in run_checks(case):
        assert NEVER_SAID.search(finding.summary) is None, finding.summary


@given(case=cases)
@settings(max_examples=100)
def test_a_check_is_pure(case: Case) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a check opens no file and no connection")

    once = list(run_checks(case))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "open", refuse)
        patch.setattr(io, "open", refuse)
        patch.setattr(socket.socket, "connect", refuse)
        assert list(run_checks(case)) == once


@given(cases)
@settings(max_examples=60)
def test_all_findings_come_in_the_order_of_the_checks(case: Case) -> None:
    found = [finding.check for finding in run_checks(case)]
    assert found == sorted(found, key=ORDER.index)


@given(cases)
def test_only_what_is_certainly_earlier_contradicts_a_claimed_time(case: Case) -> None:
    contradicted = "earlier-appearance" in contradictions(run_checks(case))
    certain = bool(
        case.earliest
        and case.claim.time
        and case.earliest.first.public.certainly_before(case.claim.time)
    )
    assert contradicted is certain


@given(cases)
def test_without_a_claim_and_a_match_nothing_contradicts(case: Case) -> None:
    alone = replace(case, claim=Claim(), matches=(), earliest=None)
    assert contradictions(run_checks(alone)) == []


def contradictions(findings: tuple[Finding, ...]) -> list[str]:
    return [each.check for each in findings if each.bearing is Bearing.CONTRADICTS]

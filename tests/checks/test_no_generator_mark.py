"""What was looked for and not found stays beside the findings, and says where nobody looked."""

from __future__ import annotations

from dataclasses import replace

from provenance.model.media import HASH_LIST
from provenance.model.metadata import Block, Metadata, State, Tag
from provenance.reports.html import Html
from provenance.reports.text import Text
from tests.builders import a_case, a_report, a_run, an_examination
from tests.checks.files import a_file, found

XMP_BROKEN = Block("xmp", State.UNREADABLE, reason="it is no XML")
EXIF = Block("exif", State.PRESENT, (Tag("IFD0:Make", "Canon"),))


def test_it_is_accounted_for_in_a_line_and_not_listed_among_the_findings():
    (finding,) = found("no-generator-mark", a_file({"IFD0:Make": "Canon"}))
    assert finding.aside
    report = a_report(a_case(), finding)
    lines = Text().check(a_run(report)).splitlines()
    (line,) = [each for each in lines if "No mark of a program" in each]
    assert line.startswith("  looked for: No mark of a program")
    page = Html().check(a_run(report))
    assert "<dt>Looked for</dt><dd>No mark of a program" in page.replace("<bdi>", "")
    assert "No check had anything to say" in page


def test_a_block_that_could_not_be_read_is_named_as_not_looked_at():
    case = a_case(examination=an_examination(Metadata((EXIF, XMP_BROKEN))))
    (finding,) = found("no-generator-mark", case)
    assert "as far as it could be read (not xmp)" in finding.summary
    said = [(fact.what, fact.value) for fact in finding.evidence]
    assert ("looked at", "exif") in said
    assert ("not looked at", "xmp") in said


def test_a_list_of_hashes_has_no_metadata_to_look_at():
    case = a_file({})
    media = replace(case.examination.media, width=0, height=0, media_type=HASH_LIST)
    case = replace(case, examination=replace(case.examination, media=media))
    assert found("no-generator-mark", case) == []

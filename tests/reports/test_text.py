"""Plain text for a terminal."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given

from provenance.model.case import Appearance, Earliest, Rejected
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.fingerprint import Orientation
from provenance.model.match import Transform
from provenance.model.posting import Failed, Skipped
from provenance.reports.columns import COLUMNS, display_width
from provenance.reports.text import Text
from tests.builders import (
    KIDAL,
    SHA_B,
    a_case,
    a_claim,
    a_coverage,
    a_lookup,
    a_match,
    a_metadata,
    a_posting,
    a_report,
    a_run,
    a_sighting,
    an_examination,
    an_ingest,
    captured,
)
from tests.reports.saying import (
    a_lookup_saying,
    a_run_saying,
    an_ingest_saying,
    any_text,
    repeatable,
)

OLD = a_sighting(a_posting("2019-08-11T14:02:00Z", native_id="old", account="@riverwatch"))
NEW = a_sighting(a_posting("2023-11-17T10:00:00Z", native_id="new"))
EARLIEST = Earliest(Appearance(SHA_B, OLD, OLD.posting.moments[0]), None, (), ())
SKIP = Skipped("notes.txt", "not a picture")
FAIL = Failed("cut.jpg", "the file ends in the middle of the picture")


def unfolded(text: str) -> str:
    return " ".join(text.split())


def checked(*findings: Finding, **case: object) -> str:
    return Text().check(a_run(a_report(a_case(a_match(NEW, OLD), **case), *findings)))


def test_the_first_line_is_the_file_and_the_answer():
    report = a_report(a_case(a_match(OLD), earliest=EARLIEST))
    assert Text().check(a_run(report)).splitlines()[0] == (
        "photo.jpg   seen before: earliest known appearance 2019-08-11 14:02 UTC"
    )


def test_a_long_name_stands_above_the_answer():
    examination = an_examination(path=f"{'folder/' * 8}photo.jpg")
    first, second = Text().check(a_run(a_report(a_case(examination=examination)))).splitlines()[:2]
    assert first.endswith("photo.jpg")
    assert second == "  not found in this index"


def test_no_match_never_reads_as_a_new_picture():
    said = unfolded(Text().check(a_run(a_report(a_case(coverage=a_coverage(41_208, 96_550))))))
    assert said.startswith("photo.jpg not found in this index ")
    assert "index: 41,208 pictures, 96,550 postings, 2012-01-04 to 2026-11-20" in said


def test_findings_stand_by_what_they_do_to_the_claim_contradictions_first():
    findings = [Finding("c", bearing, f"It {bearing}.") for bearing in Bearing]
    text = checked(*findings)
    places = [
        text.index(f"{mark} It {bearing}.")
        for mark, bearing in zip(
            "!+-?",
            (Bearing.CONTRADICTS, Bearing.SUPPORTS, Bearing.INFORMS, Bearing.NOT_CHECKED),
            strict=True,
        )
    ]
    assert places == sorted(places)


def test_evidence_stands_under_its_finding_with_its_source():
    fact = Evidence("EXIF:Software", "Snapseed", "exif")
    text = checked(Finding("c", Bearing.INFORMS, "It was edited.", (fact,)))
    assert "- It was edited.\n        EXIF:Software: Snapseed [exif]\n" in text


def test_sightings_are_in_order_of_time_with_the_earliest_marked():
    text = checked(earliest=EARLIEST)
    rows = re.findall(r"^ +\d  .*$", text, re.MULTILINE)
    assert [row.split()[1] for row in rows] == ["2019-08-11", "2023-11-17"]
    assert text.count("earliest known appearance; same picture") == 1


def test_a_sighting_shows_platform_account_and_distance():
    text = checked()
    assert "2019-08-11 14:02 UTC  facebook  @riverwatch  strong 4/256" in text


def test_a_mirrored_match_says_so():
    match = a_match(transform=Transform(Orientation(mirrored=True, rotated=0)))
    assert "same picture, mirrored" in Text().check(a_run(a_report(a_case(match))))


def test_a_link_stands_alone_and_unbroken():
    url = "https://example.org/" + "a" * 150
    report = a_report(a_case(a_match(a_sighting(a_posting(url=url)))))
    lines = [line.strip() for line in Text().check(a_run(report)).splitlines()]
    assert url in lines


def test_a_caption_is_cut_to_two_lines():
    sighting = a_sighting(a_posting(text="so many words " * 30))
    lines = Text().check(a_run(a_report(a_case(a_match(sighting))))).splitlines()
    caption = [line for line in lines if "so many words" in line]
    assert len(caption) == 2
    assert caption[-1].endswith("…")


def test_a_sighting_that_was_set_aside_says_why():
    undated = a_sighting(a_posting(None))
    case = a_case(a_match(undated), undated=(Rejected(SHA_B, undated, "no time is stated"),))
    text = Text().check(a_run(a_report(case)))
    assert "undated" in text
    assert "set aside: no time is stated" in text


def test_the_claim_is_repeated():
    text = checked(claim=a_claim("2023-11-14", KIDAL))
    assert "claimed time: 2023-11-14 (stated)\n  claimed place: Kidal, Mali\n" in text


def test_metadata_says_which_state_each_block_is_in():
    assert "metadata: exif absent" in checked()


def test_the_time_of_capture_names_its_tag_and_its_zone():
    metadata = a_metadata(captured("2023-11-14T10:02:11"), position=KIDAL.position)
    text = unfolded(checked(examination=an_examination(metadata)))
    assert "2023-11-14T10:02:11 (stated), zone: unknown [EXIF:DateTimeOriginal]" in text
    assert "position: 18.44110, 1.40780" in text


def test_the_ground_of_the_answer_is_said():
    text = checked(coverage=a_coverage(41_208, 96_550), not_searched=(Skipped("pdq", "too flat"),))
    assert "index: 41,208 pictures, 96,550 postings, 2012-01-04 to 2026-11-20" in text
    assert "not searched: pdq: too flat" in text


def test_a_run_of_several_ends_in_its_tally():
    text = Text().check(a_run(a_report(), a_report(), skipped=(SKIP,), failed=(FAIL, FAIL)))
    tally = text[text.index("2 checked, 1 skipped, 2 failed") :]
    assert tally.count("skipped notes.txt: not a picture") == 1
    assert tally.count("failed cut.jpg: the file ends in the middle") == 2


def test_a_single_checked_file_needs_no_tally():
    assert "checked," not in Text().check(a_run(a_report()))


def test_a_run_is_made_of_the_parts_that_a_scan_prints_one_by_one():
    run = a_run(a_report(), skipped=(SKIP,))
    parts = [Text().item(run.reports[0]), Text().tally(1, run.skipped, ())]
    assert Text().check(run) == "\n".join(parts)


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (SKIP, "  skipped notes.txt: not a picture\n"),
        (FAIL, "  failed cut.jpg: the file ends in the middle of the picture\n"),
    ],
)
def test_an_input_that_was_not_examined_is_one_line(item, line):
    assert Text().item(item) == line


def test_a_lookup_gives_appearances_with_captions_and_sources():
    lookup = replace(
        a_lookup(a_match(OLD)),
        appearances=(Appearance(SHA_B, OLD, OLD.posting.moments[0]),),
        earliest=EARLIEST,
    )
    text = unfolded(Text().lookup(lookup))
    assert "1 known appearance" in text
    assert "women facing the wall" in text
    assert "from csv list.csv, collected 2026-11-22 12:00 UTC" in text
    assert "file album/1.jpg" in text


def test_the_counts_of_an_ingest_add_up():
    report = an_ingest(added=1200, known=3, skipped=(SKIP,), failed=(FAIL,))
    text = Text().ingest(report)
    counts = [int(found.replace(",", "")) for found in re.findall(r"(?m)^ +([\d,]+) ", text)]
    assert text.startswith("ingest from folder   1,205 found\n")
    assert counts == [1200, 3, 1, 1]


def test_skips_are_grouped_by_reason_with_five_examples():
    skipped = tuple(Skipped(f"{number}.tgs", "a sticker") for number in range(7))
    text = Text().ingest(an_ingest(skipped=(*skipped, SKIP)))
    assert "skipped 7: a sticker" in text
    assert text.count(".tgs") == 5
    assert "… and 2 more" in text
    assert "skipped 1: not a picture\n      notes.txt" in text


def test_every_failure_of_an_ingest_is_listed():
    failed = tuple(Failed(f"{number}.jpg", "cut short") for number in range(9))
    assert Text().ingest(an_ingest(failed=failed)).count("cut short") == 9


def test_a_dry_run_says_that_nothing_was_written():
    assert "nothing was written" in Text().ingest(an_ingest(dry_run=True))


@repeatable
@given(any_text)
def test_no_line_but_one_with_a_link_passes_80_columns(text):
    for written in (
        Text().check(a_run_saying(text)),
        Text().lookup(a_lookup_saying(text)),
        Text().ingest(an_ingest_saying(text)),
    ):
        assert all(
            display_width(line) <= COLUMNS for line in written.split("\n") if "://" not in line
        )


def test_text_reports_load_no_heavy_library():
    code = (
        "import sys, provenance.reports;"
        "print(sorted({'jinja2', 'rich', 'markupsafe', 'numpy', 'PIL'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""One JSON object per line."""

from __future__ import annotations

import json

from hypothesis import given

from provenance.model.posting import Failed, Skipped
from provenance.reports.ndjson import Ndjson
from tests.builders import INDEX, TOOL, a_report, a_run, an_ingest
from tests.reports.saying import (
    a_lookup_saying,
    a_run_saying,
    an_ingest_saying,
    any_text,
    repeatable,
)

SKIP = Skipped("notes.txt", "not a picture")
FAIL = Failed("cut.jpg", "cut short")


def test_every_input_has_its_line():
    run = a_run(a_report(), a_report(), skipped=(SKIP,), failed=(FAIL,))
    assert len(Ndjson().check(run).splitlines()) == 4


def test_a_run_is_the_lines_that_a_scan_prints_one_by_one():
    run = a_run(a_report(), skipped=(SKIP,), failed=(FAIL,))
    lines = [Ndjson().line(TOOL, INDEX, item) for item in (*run.reports, SKIP, FAIL)]
    assert Ndjson().check(run) == "".join(f"{line}\n" for line in lines)


def test_a_line_starts_with_its_schema():
    assert Ndjson().line(TOOL, INDEX, a_report()).startswith('{"schema": "provenance.check/1"')


def test_an_input_that_failed_has_no_matches_and_no_findings():
    line = json.loads(Ndjson().line(TOOL, INDEX, FAIL))
    assert line["input"] == {"path": "cut.jpg"}
    assert line["failed"] == {"where": "cut.jpg", "reason": "cut short"}
    assert not {"matches", "findings"} & line.keys()


def test_an_input_that_was_skipped_says_so():
    line = json.loads(Ndjson().line(TOOL, INDEX, SKIP))
    assert line["skipped"] == {"where": "notes.txt", "reason": "not a picture"}


def test_no_input_is_no_line():
    assert Ndjson().check(a_run()) == ""


@repeatable
@given(any_text)
def test_whatever_it_holds_an_object_stays_on_its_line(text):
    written = Ndjson().check(a_run_saying(text))
    assert len(written.splitlines()) == 3


@repeatable
@given(any_text)
def test_a_lookup_and_an_ingest_are_one_line_each(text):
    assert len(Ndjson().lookup(a_lookup_saying(text)).splitlines()) == 1
    assert len(Ndjson().ingest(an_ingest_saying(text)).splitlines()) == 1


def test_an_ingest_names_its_schema():
    assert json.loads(Ndjson().ingest(an_ingest()))["schema"] == "provenance.ingest/1"

"""The exit code, and which matches are shown in which order."""

from __future__ import annotations

import click
import pytest

from provenance.cli.output import Output, exit_code
from provenance.model.finding import Bearing, Finding
from provenance.model.posting import Failed
from provenance.model.report import Report
from tests.builders import a_case, a_match, a_posting, a_report, a_sighting

BROKEN = Failed("a.jpg", "is empty")
REFUSED = Failed("b.jpg", "is too large", refused=True)
CONTRADICTED = a_report(None, Finding("x", Bearing.CONTRADICTS, "It was posted before."))
PLAIN = a_report(None, Finding("x", Bearing.INFORMS, "It carries no EXIF."))


def an_output(**options: object) -> Output:
    plain = {
        "claimed_time": None,
        "claimed_place": None,
        "as_json": False,
        "as_ndjson": False,
        "html": None,
        "sort": "closest",
        "limit": None,
        "fail_on": None,
    }
    return Output(**plain | options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reports", "failed", "fail_on", "code"),
    [
        ([PLAIN], [], None, 0),
        ([CONTRADICTED], [], None, 0),
        ([PLAIN], [], "contradicts", 0),
        ([PLAIN, CONTRADICTED], [], "contradicts", 20),
        ([CONTRADICTED], [BROKEN], "contradicts", 20),
        ([PLAIN], [BROKEN], None, 3),
        ([PLAIN], [REFUSED], None, 3),
        ([], [BROKEN], None, 1),
        ([], [REFUSED], None, 13),
        ([], [REFUSED, REFUSED], None, 13),
        ([], [REFUSED, BROKEN], None, 1),
        ([], [], None, 0),
    ],
)
def test_the_exit_code_tells_what_came_of_the_inputs(
    reports: list[Report], failed: list[Failed], fail_on: str | None, code: int
):
    assert exit_code(reports, failed, fail_on) == code


def test_two_formats_on_one_stdout_are_refused():
    with pytest.raises(click.UsageError, match="exclude each other"):
        an_output(as_json=True, as_ndjson=True)


def _with_two_matches() -> Report:
    new = a_match(a_sighting(a_posting("2023-11-17T10:00:00Z"), "c" * 64), sha256="c" * 64)
    old = a_match(a_sighting(a_posting("2019-03-02T11:00:00Z"), "d" * 64), sha256="d" * 64)
    return a_report(a_case(new, old))


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({}, "cd"),
        ({"sort": "oldest"}, "dc"),
        ({"limit": 1}, "c"),
        ({"sort": "oldest", "limit": 1}, "d"),
        ({"limit": 9}, "cd"),
    ],
)
def test_matches_are_sorted_and_then_cut(options: dict[str, object], shown: str):
    report = an_output(**options).arranged(_with_two_matches())
    assert "".join(match.media.sha256[0] for match in report.case.matches) == shown

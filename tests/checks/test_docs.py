"""The pages about the checks are true: every check and limit is there, and the example runs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from provenance.checks import (
    CHECKS,
    altitude_not_on_earth,
    bytes_behind_the_end,
    capture_before_camera,
    capture_in_the_future,
    clock_against_satellites,
    dates_of_blocks_disagree,
    gazetteer,
    nearest_place,
    offset_against_position,
    place_names_disagree,
    position_rounded,
    same_day_ambiguous,
    saved_after_capture,
    saved_before_capture,
    sun_at_capture,
    sun_at_claim,
    time_in_name,
    weak_fix,
)
from provenance.checks import capture_after_posting as t01
from provenance.checks import capture_before_claimed_event as t02
from provenance.checks import position_against_claimed_place as g01
from provenance.matching import agreement, alignment, confirmation
from provenance.model.embedding import UNITS
from provenance.model.finding import Bearing
from provenance.model.match import Relation, Strength
from provenance.model.metadata import ZoneState
from provenance.model.moment import ANY_ZONE, Clock
from provenance.settings import Settings
from provenance.workflows import aligned
from provenance.workflows.alike import ALIKE, ALIKE_WITHIN
from tests.builders import a_case, a_metadata, an_examination, captured

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "how-it-decides.md").read_text("utf-8")
HOUR = timedelta(hours=1)


def hours(length: timedelta) -> str:
    return f"{length / HOUR:.0f} hours"


WITHOUT_A_ZONE = t01.MARGIN[ZoneState.UNKNOWN] + ANY_ZONE

LIMITS = {
    "strong match, PDQ": f"{Settings().pdq_strong} of 256 bits",
    "possible match, PDQ": f"{Settings().pdq_possible} of 256 bits",
    "possible match, pHash": f"{Settings().phash_possible} of 64 bits",
    "strong match, keypoints alone": f"{alignment.ALONE} that agree",
    "strong match, keypoints and some pixels": (
        f"{alignment.STRONG} that agree, and {confirmation.SOME * 100:.0f} % of the blocks"
    ),
    "strong match, keypoints and most pixels": (
        f"{alignment.CONFIRMED} that agree, and {confirmation.MOST * 100:.0f} % of the blocks"
    ),
    "possible match, keypoints": (
        f"{alignment.STRONG} that agree, "
        f"or {alignment.POSSIBLE} and {confirmation.SOME * 100:.0f} % of the blocks"
    ),
    "possible match, network alone": f"cosine of {1 - ALIKE_WITHIN / UNITS:.2f}",
    "pictures that a network proposes for a queried one": f"{ALIKE}",
    "spread of a strong match's keypoints, in one of the pictures": (
        f"{aligned.SMALLEST_SHARE * 100:.0f} % of it"
    ),
    "frames that a query is laid on": f"{aligned.CANDIDATES}",
    "least quality, both pictures": f"{Settings().min_quality} of 100",
    "a day stated without a zone": f"{same_day_ambiguous.A_DAY / HOUR:.0f} hours",
    "clock with its offset, against a posting": (
        f"{t01.MARGIN[ZoneState.OFFSET_STATED] / HOUR * 60:.0f} minutes"
    ),
    "clock without a zone, against a posting": f"{WITHOUT_A_ZONE / HOUR:.0f} hours",
    "capture time against the claimed time": f"{t02.MARGIN / HOUR:.0f} hours",
    "near the claimed place": f"{g01.NEAR_KM:.0f} km",
    "far from the claimed place": f"{g01.FAR_KM:.0f} km beyond its radius",
    "radius of a town": f"{gazetteer.TOWN_RADIUS_KM:.0f} km",
    "radius of a point": f"{gazetteer.POINT_RADIUS_KM:.0f} km",
    "dates of two blocks of a file": hours(dates_of_blocks_disagree.MARGIN),
    "written before or after the capture": hours(saved_after_capture.A_DAY),
    "camera's clock against the satellites, asked about": hours(clock_against_satellites.FAR),
    "camera's clock against the satellites, told": (
        f"{clock_against_satellites.CLOSE / HOUR * 60:.0f} minutes"
    ),
    "offset of the clock against that of the place, asked about": (
        f"{offset_against_position.AN_HOUR / HOUR:.0f} hour"
    ),
    "capture before its camera came out": f"{capture_before_camera.MARGIN.days} days",
    "time in the name of a file": hours(time_in_name.MARGIN),
    "place in a caption, beyond both circles": f"{place_names_disagree.FAR_KM:.0f} km",
    "no town near a position": f"{nearest_place.FAR_KM:.0f} km",
    "a claimed place too wide for its sun": f"{sun_at_claim.TOO_WIDE_KM:.0f} km",
    "night and day for an exposure": (
        f"{sun_at_capture.NIGHT:.0f}° and {sun_at_capture.DAY:.0f}° of the sun"
    ),
    "bright and dark for an exposure": (
        f"{sun_at_capture.BRIGHT:.0f} and {sun_at_capture.DARK:.0f} EV at ISO 100"
    ),
    "a position in few digits": f"{position_rounded.DECIMALS} decimals",
    "a weak fix": f"{weak_fix.WEAK_M / 1000:.0f} km",
    "altitudes where people take pictures": (
        f"{altitude_not_on_earth.LOWEST_M:.0f} to {altitude_not_on_earth.HIGHEST_M:,.0f} m"
    ),
    "bytes behind the end of a picture": f"{bytes_behind_the_end.SHORTEST:,}",
}


HEADINGS = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(
    "check",
    [each for each in CHECKS if {Bearing.CONTRADICTS, Bearing.SUPPORTS} & {*each.about.bearings}],
    ids=lambda check: check.name,
)
def test_every_check_that_bears_on_a_claim_has_a_heading(check: Any) -> None:
    assert check.name in HEADINGS


def test_headings_name_checks_in_their_order() -> None:
    assert [check.name for check in CHECKS if check.name in HEADINGS] == HEADINGS


@pytest.mark.parametrize(("limit", "value"), LIMITS.items())
def test_every_limit_is_the_one_in_use(limit: str, value: str) -> None:
    assert f"| {limit} | {value} |\n" in PAGE


def test_both_orders_of_writing_have_one_limit() -> None:
    assert saved_before_capture.A_DAY == saved_after_capture.A_DAY


def test_every_row_of_the_limits_is_held() -> None:
    tables = re.findall(r"\| limit \| value \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)
    rows = [row.split(" | ")[0].strip("| ") for table in tables for row in table.splitlines()]
    assert sorted(rows) == sorted(LIMITS)


@pytest.mark.parametrize("word", [*Strength, *Relation])
def test_every_strength_and_relation_is_explained(word: str) -> None:
    assert f"`{word}`" in PAGE


@pytest.mark.parametrize("clock", Clock)
def test_every_clock_is_explained(clock: Clock) -> None:
    assert re.search(rf"^\|[^|]*\b{clock}\b[^|]*\|", PAGE, re.MULTILINE)


@pytest.mark.parametrize(
    ("share", "relation"),
    [
        (0.95, Relation.SAME_PICTURE),
        (0.94, Relation.EDITED_COPY),
        (0.4, Relation.EDITED_COPY),
        (0.39, Relation.UNKNOWN),
    ],
)
def test_the_relations_begin_where_the_page_says(share: float, relation: Relation) -> None:
    assert agreement.Agreement(share, torn=False).relation is relation


@pytest.fixture(scope="module")
def example() -> Any:
    guide = (DOCS / "adding-a-check.md").read_text("utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, "adding-a-check.md", "exec"), names)
    return names["CaptureInTheFuture"]()


def test_the_example_is_the_check_that_runs() -> None:
    guide = (DOCS / "adding-a-check.md").read_text("utf-8")
    file = Path(capture_in_the_future.__file__)
    assert f"```python\n{file.read_text('utf-8')}```" in guide


def test_the_example_tells_of_a_time_that_has_not_come(example: Any) -> None:
    case = a_case(examination=an_examination(a_metadata(captured("2038-01-19T03:14:07Z"))))
    (finding,) = example.run(case)
    assert finding.bearing is Bearing.ASKS
    assert finding.evidence


@pytest.mark.parametrize("metadata", [a_metadata(), a_metadata(captured("2023-11-14T12:00:00Z"))])
def test_the_example_is_silent_otherwise(example: Any, metadata: Any) -> None:
    assert list(example.run(a_case(examination=an_examination(metadata)))) == []

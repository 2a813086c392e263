"""The sentences that reports for people share."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from provenance.model.case import Appearance, Earliest
from provenance.model.finding import Bearing
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box
from provenance.model.match import Relation, Strength, Transform
from provenance.model.metadata import Block, State, Tag
from provenance.model.moment import Basis, Clock, Moment, Trust
from provenance.model.posting import Skipped
from provenance.reports import match_words, wording
from tests.builders import (
    EMBEDDING_MATCH,
    KEYPOINT_MATCH,
    SHA_A,
    SHA_B,
    a_case,
    a_coverage,
    a_match,
    a_moment,
    a_report,
    a_sighting,
)

NOON = datetime(2019, 8, 11, 12, 0, tzinfo=UTC)


def between(earliest: datetime | None, latest: datetime | None, stated: str = "") -> Moment:
    return Moment(Clock.POSTED, earliest, latest, stated, Basis.LIST, Trust.PLATFORM_RECORD)


def first_seen(sha256: str) -> Earliest:
    return Earliest(Appearance(sha256, a_sighting(), between(NOON, NOON)), None, (), ())


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (between(NOON, NOON), "2019-08-11 12:00 UTC"),
        (between(NOON, NOON + timedelta(seconds=59)), "2019-08-11 12:00 UTC"),
        (between(None, NOON), "by 2019-08-11 12:00 UTC"),
        (between(NOON, None), "from 2019-08-11 12:00 UTC"),
        (a_moment("2019-08-11"), "2019-08-11 (stated)"),
        (between(None, None), "time unknown"),
    ],
)
def test_a_moment_is_written_as_precisely_as_it_is_known(moment, written):
    assert wording.when(moment) == written


def test_an_instant_of_another_zone_is_written_in_utc():
    local = NOON.replace(tzinfo=timezone(timedelta(hours=2)))
    assert wording.minute(local) == "2019-08-11 10:00 UTC"


def test_a_picture_that_was_seen_is_dated_in_the_headline():
    report = a_report(a_case(a_match(), earliest=first_seen(SHA_B)))
    assert str(wording.headline(report)) == (
        "seen before: earliest known appearance 2019-08-11 12:00 UTC"
    )


def test_a_picture_without_a_match_is_not_found_in_this_index():
    assert str(wording.headline(a_report(a_case()))) == "not found in this index"


def test_a_search_with_gaps_says_so_in_the_headline():
    case = a_case(not_searched=(Skipped("pdq-256", "the picture is too flat"),))
    assert "not everything was searched" in str(wording.headline(a_report(case)))


def test_a_match_without_a_time_is_seen_before_all_the_same():
    headline = wording.headline(a_report(a_case(a_match())))
    assert str(headline) == "seen before: no appearance with a known time"


def test_a_possible_match_is_only_possibly_seen_before():
    case = a_case(a_match(strength=Strength.POSSIBLE))
    assert str(wording.headline(a_report(case))).startswith("possibly seen before")


def test_the_headline_is_as_sure_as_the_match_it_rests_on():
    possible = a_match(sha256=SHA_A, strength=Strength.POSSIBLE)
    case = a_case(a_match(), possible, earliest=first_seen(SHA_A))
    assert str(wording.headline(a_report(case))).startswith("possibly seen before")


def test_not_found_says_how_little_that_shows():
    assert wording.not_found(a_coverage(41_208, 96_550)) == (
        "Not found in this index (96,550 postings, 2012-01-04 to 2026-11-20). "
        "This does not show that the picture is new."
    )


def test_an_empty_index_has_no_span():
    empty = replace(a_coverage(0, 0), earliest=None, latest=None)
    assert wording.holdings(empty) == "0 pictures, 0 postings"


def test_holdings_are_counted():
    assert wording.holdings(a_coverage(41_208, 96_550)) == (
        "41,208 pictures, 96,550 postings, 2012-01-04 to 2026-11-20"
    )


@pytest.mark.parametrize(
    ("match", "written"),
    [
        (a_match(distance=4), "strong 4/256"),
        (a_match(strength=Strength.EXACT), "exact"),
        (replace(a_match(distance=4), method="own"), "strong 4"),
    ],
)
def test_closeness_is_strength_and_bits(match, written):
    assert match_words.closeness(match) == written


@pytest.mark.parametrize(
    ("transform", "written"),
    [
        (Transform(), "same picture"),
        (Transform(Orientation(mirrored=True, rotated=90)), "same picture, mirrored, rotated 90°"),
        (Transform(crop_match=Box(0.1, 0, 0.9, 1)), "same picture, cropped (shows 80 % of it)"),
        (Transform(crop_query=Box(0, 0, 1, 1)), "same picture"),
        (Transform(crop_query=Box(0, 0.1, 1, 0.9)), "same picture, with something around it"),
        (Transform(scale=0.5), "same picture, scaled by 0.50"),
        (Transform(scale=1.001), "same picture"),
    ],
)
def test_what_was_done_to_a_picture_is_named(transform, written):
    assert match_words.likeness(a_match(transform=transform)) == written


def test_an_unknown_relation_is_called_unknown():
    assert match_words.likeness(a_match(relation=Relation.UNKNOWN)) == "relation unknown"


@pytest.mark.parametrize(
    ("block", "written"),
    [
        (Block("exif", State.PRESENT, (Tag("a", "b"),)), "present, 1 tag"),
        (Block("exif", State.ABSENT), "absent"),
        (Block("exif", State.UNREADABLE, reason="cut short"), "unreadable: cut short"),
    ],
)
def test_the_three_states_of_metadata_read_differently(block, written):
    assert wording.state(block) == written


@pytest.mark.parametrize("trust", Trust)
@pytest.mark.parametrize("basis", Basis)
def test_every_trust_and_every_basis_have_words(trust, basis):
    words = wording.vouched(a_moment(trust=trust, basis=basis))
    assert re.fullmatch("posted, by .+, read from .+", words)


def test_every_bearing_has_a_heading_and_contradictions_come_first():
    assert {bearing for bearing, _ in wording.BEARINGS} == set(Bearing)
    assert wording.BEARINGS[0][0] is Bearing.CONTRADICTS


def test_a_match_by_keypoints_counts_them():
    assert match_words.closeness(KEYPOINT_MATCH) == "strong 39 points"


def test_a_match_by_a_network_states_the_cosine():
    assert match_words.closeness(EMBEDDING_MATCH) == "possible cos 0.71"
    assert match_words.likeness(EMBEDDING_MATCH) == "relation unknown"


def test_how_much_is_seen_and_where_pictures_differ_is_named():
    assert "cropped (shows 25 % of it)" in match_words.likeness(KEYPOINT_MATCH)
    assert match_words.differences(KEYPOINT_MATCH) == "differs in: bottom (20 %)"


def test_two_parts_on_one_side_are_named_together():
    boxes = (Box(0, 0.9, 0.2, 1), Box(0.1, 0.7, 0.2, 0.8))
    assert match_words.differences(a_match(differing=boxes)) == "differs in: bottom left (3 %)"


def test_pictures_that_differ_nowhere_are_not_said_to():
    assert match_words.differences(a_match()) == ""


@pytest.mark.parametrize(
    ("box", "named"),
    [
        (Box(0.4, 0.4, 0.6, 0.6), "middle (4 %)"),
        (Box(0.8, 0, 1, 0.1), "top right (2 %)"),
        (Box(0, 0.45, 0.1, 0.55), "left (1 %)"),
        (Box(0.5, 0.98, 0.51, 0.99), "bottom (1 %)"),
    ],
)
def test_a_part_is_named_by_where_it_is(box: Box, named: str):
    assert match_words.differences(a_match(differing=(box,))) == f"differs in: {named}"


@pytest.mark.parametrize("crop", ["crop_query", "crop_match"])
def test_a_box_that_is_nearly_all_of_a_picture_is_no_crop(crop: str):
    whole = Transform(**{crop: Box(0.013, 0.02, 0.99, 0.981)})
    assert match_words.changes(whole) == []

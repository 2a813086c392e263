"""The sightings of a report in order of time."""

from __future__ import annotations

from dataclasses import replace

from provenance.model.case import Appearance, Earliest, Rejected
from provenance.model.moment import Basis, Clock, Trust
from provenance.reports.timeline import AMBIGUOUS, EARLIEST, RUNNER_UP, of_case, of_lookup, public
from tests.builders import SHA_B, a_case, a_lookup, a_match, a_moment, a_posting, a_sighting

OLD = a_sighting(a_posting("2019-08-11T14:02:00Z", native_id="old"))
NEW = a_sighting(a_posting("2023-11-17T10:00:00Z", native_id="new"))
UNDATED = a_sighting(a_posting(None, native_id="undated"))
ARCHIVED = a_moment("2021-01-01T00:00:00Z", Clock.ARCHIVED, Basis.ARCHIVE, Trust.ARCHIVE)


def appearance(sighting) -> Appearance:
    return Appearance(SHA_B, sighting, sighting.posting.moments[0])


def test_the_oldest_comes_first_and_the_undated_last():
    entries = of_case(a_case(a_match(UNDATED, NEW, OLD)))
    assert [entry.sighting for entry in entries] == [OLD, NEW, UNDATED]


def test_each_entry_knows_its_match():
    match = a_match(OLD)
    assert of_case(a_case(match))[0].match is match


def test_the_earliest_and_the_next_are_marked():
    earliest = Earliest(appearance(OLD), appearance(NEW), (), ())
    entries = of_case(a_case(a_match(OLD, NEW), earliest=earliest))
    assert [entry.mark for entry in entries] == [EARLIEST, RUNNER_UP]


def test_a_sighting_that_may_have_been_first_says_so():
    earliest = Earliest(appearance(OLD), appearance(NEW), (appearance(NEW),), ())
    assert of_case(a_case(a_match(OLD, NEW), earliest=earliest))[1].mark == (
        f"{RUNNER_UP}, {AMBIGUOUS}"
    )


def test_the_moment_of_the_reasoning_prevails_over_the_stated_one():
    used = replace(appearance(NEW), public=a_moment("2015-01-01T00:00:00Z"))
    case = a_case(a_match(OLD, NEW), earliest=Earliest(used, None, (), ()))
    assert of_case(case)[0].sighting is NEW


def test_a_rejected_sighting_keeps_its_time_and_gets_its_reason():
    earliest = Earliest(appearance(NEW), None, (), (Rejected(SHA_B, OLD, "only possible"),))
    entry = of_case(a_case(a_match(OLD, NEW), earliest=earliest))[0]
    assert (entry.reason, entry.moment) == ("only possible", OLD.posting.moments[0])


def test_an_undated_sighting_says_why():
    undated = (Rejected(SHA_B, UNDATED, "no time is stated"),)
    assert of_case(a_case(a_match(UNDATED), undated=undated))[0].reason == "no time is stated"


def test_an_archive_bounds_a_posting_from_above_only():
    moment = public(a_posting(moments=(ARCHIVED,)))
    assert moment is not None
    assert (moment.earliest, moment.latest) == (None, ARCHIVED.latest)


def test_the_time_of_posting_prevails_over_an_archive():
    posted = a_moment()
    assert public(a_posting(moments=(ARCHIVED, posted))) is posted


def test_the_time_of_an_edit_dates_no_posting():
    assert public(a_posting(moments=(a_moment(clock=Clock.EDITED),))) is None


def test_a_lookup_keeps_the_order_of_its_appearances():
    lookup = replace(
        a_lookup(a_match(OLD, NEW, UNDATED)),
        appearances=(appearance(OLD), appearance(NEW)),
        undated=(Rejected(SHA_B, UNDATED, "no time is stated"),),
        earliest=Earliest(appearance(OLD), None, (), ()),
    )
    entries = of_lookup(lookup)
    assert [entry.sighting for entry in entries] == [OLD, NEW, UNDATED]
    assert [entry.mark for entry in entries] == [EARLIEST, "", ""]
    assert entries[2].reason == "no time is stated"

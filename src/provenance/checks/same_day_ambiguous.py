"""Whether two times lie so close together that their order is not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from provenance.checks.facts import (
    SHOWN,
    of_appearance,
    of_claimed_time,
    of_other,
    of_the_rest,
)
from provenance.checks.interface import About
from provenance.checks.wording import count, when
from provenance.model.case import Case, Earliest
from provenance.model.finding import Bearing, Finding
from provenance.model.moment import ANY_ZONE, Moment

A_DAY = timedelta(days=1) + 2 * ANY_ZONE
"""The longest interval that a day stated without a zone can mean: 52 hours."""


class SameDayAmbiguous:
    """Says which postings cannot be put in order, and when the claimed time cannot either."""

    name = "same-day-ambiguous"
    about = About(
        code="M02",
        says="Other postings may have been first, or a day decides.",
        bearings=(Bearing.INFORMS,),
        otherwise="a time without a zone may be 14 hours off either way",
        cannot_tell="which posting was first, until the exact times are found",
        source="First Draft, Verifying Online Information (date)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Name the postings that may have been first, and a claimed time on the same day."""
        if case.earliest is None:
            return
        if case.earliest.ambiguous:
            yield self._among_postings(case, case.earliest)
        claimed, public = case.claim.time, case.earliest.first.public
        if (
            claimed
            and _within_a_day(claimed)
            and _within_a_day(public)
            and public.overlaps(claimed)
        ):
            evidence = (*of_appearance(case.earliest.first, ()), of_claimed_time(claimed))
            yield Finding(self.name, Bearing.INFORMS, _day_decides(public, claimed), evidence)

    def _among_postings(self, case: Case, earliest: Earliest) -> Finding:
        others = earliest.ambiguous
        summary = (
            f"{count(len(others), 'other posting')} may have been public before the earliest known "
            "appearance: the stated times do not put them in order."
        )
        evidence = [*of_appearance(earliest.first, case.matches)]
        evidence += [of_other("may have been first", other) for other in islice(others, SHOWN)]
        evidence += of_the_rest("may have been first", len(others))
        return Finding(self.name, Bearing.INFORMS, summary, tuple(evidence))


def _within_a_day(moment: Moment) -> bool:
    if moment.earliest is None or moment.latest is None:
        return False
    return moment.latest - moment.earliest <= A_DAY


def _day_decides(public: Moment, claimed: Moment) -> str:
    return (
        f"The earliest known appearance ({when(public)}) may be before or after the claimed time "
        f"({when(claimed)}): a difference of one day decides here; find the exact time and zone."
    )

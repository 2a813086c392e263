"""What time the name of the file holds, and whose form it has (P04, T14, T15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from provenance.checks.facts import of_capture, of_claimed_time
from provenance.checks.interface import About, asks, informs
from provenance.checks.wording import bounds
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.moment import Clock, Moment
from provenance.model.reading import Reading

MARGIN = timedelta(hours=48)
"""As for a camera's clock (T02)."""


class TimeInName:
    """Holds the time that a platform or a program wrote into the name against capture and claim."""

    name = "time-in-name"
    about = About(
        code="P04, T14, T15",
        says=(
            "The name of the file has a known form; its time is held against the claim and the "
            "capture time."
        ),
        bearings=(
            Bearing.ASKS,
            Bearing.INFORMS,
        ),
        otherwise="anybody can rename a file; the time may be that of a download, in another zone",
        cannot_tell=(
            "when the picture was taken: the time in a name is that of a save, an upload or a "
            "download"
        ),
        source="Takeout Helper; tdesktop 1586 and 7963; dfir-unfurl",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the name is certainly older than claim or capture; else inform of the form."""
        for reading in case.readings:
            if reading.certain or len(case.readings) == 1:  # else it may be of several platforms
                yield self._held(reading, _existed(reading.moment), case)

    def _held(self, reading: Reading, made: Moment, case: Case) -> Finding:
        form = f"The name of the file has the form of {reading.platform}"
        stated = Evidence("name of the file", reading.text, f"{reading.kind}: {reading.meaning}")
        facts = (stated, Evidence("time in the name", bounds(made), reading.platform))
        metadata, claimed = case.examination.metadata, case.claim.time
        if claimed is not None and made.certainly_before(claimed, MARGIN):
            summary = (
                f"{form}, and its time is before the claimed one: the picture would be older than "
                "claimed. Ask where the file comes from."
            )
            return asks(self, summary, *facts, of_claimed_time(claimed))
        if metadata.captured is not None and made.certainly_before(metadata.captured, MARGIN):
            summary = (
                f"{form}, and its time is before the capture time in the file: one of the two is "
                "wrong. Ask where the file comes from."
            )
            return asks(self, summary, *facts, *of_capture(metadata, metadata.captured))
        summary = (
            f"{form}, with a time in it: where the file passed, and when. Names can be changed."
        )
        return informs(self, summary, *facts)


def _existed(made: Moment) -> Moment:
    """Give when the file was there: an id without a latest end is made when an upload begins."""
    if made.clock is Clock.ID_CREATED and made.latest is None:
        return replace(made, latest=made.earliest)
    return made

"""Whether a capture time has not come yet (T03)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, asks
from provenance.checks.wording import instant, when
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import ZoneState

MARGIN = {ZoneState.OFFSET_STATED: timedelta(minutes=15), ZoneState.UNKNOWN: timedelta(hours=12)}
"""What a clock may be wrong by; without a zone the 14 hours of the interval come on top."""


class CaptureInTheFuture:
    """Tells of a capture time after the time of the question."""

    name = "capture-in-the-future"
    about = About(
        code="T03",
        says="The file says that it was captured at a time that has not come yet.",
        bearings=(Bearing.ASKS,),
        otherwise=(
            "the clock of the camera was set wrong; the date was written by hand; this computer's "
            "clock is slow"
        ),
        cannot_tell=(
            "when the picture was taken; every other time from the same clock needs doubt as well"
        ),
        source="metadata catalogue, three files of 1,632",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the file's capture time is certainly later than now."""
        metadata = case.examination.metadata
        captured = metadata.captured
        if captured is None or captured.earliest is None:
            return
        if case.now + MARGIN[metadata.zone] < captured.earliest:
            summary = (
                f"The file says it was captured on {when(captured)}, which has not come yet: "
                "its clock was set wrong, so its other times need doubt as well."
            )
            asked = Evidence("time of the question", instant(case.now), "own clock")
            yield asks(self, summary, *of_capture(metadata, captured), asked)

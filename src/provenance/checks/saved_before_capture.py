"""Whether a file was last written before it was captured (T06)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, asks
from provenance.checks.stated_time import modified
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

A_DAY = timedelta(days=1)


class SavedBeforeCapture:
    """Tells of two times of one file in an order that cannot be."""

    name = "saved-before-capture"
    about = About(
        code="T06",
        says="The file was last written more than a day before the capture that it states.",
        bearings=(Bearing.ASKS,),
        otherwise=(
            "the clock was set between the two; software or a hand wrote one of the dates; a scan "
            "dated later"
        ),
        cannot_tell="which of the two times is wrong",
        source="ExifTool forum; 3 of 480 files with a date",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the time of writing lies certainly more than a day before the capture."""
        metadata = case.examination.metadata
        captured, written = metadata.captured, modified(metadata)
        if captured is None or written is None:
            return
        if written.moment.certainly_before(captured, A_DAY):
            summary = (
                "The file says that it was last written more than a day before it was captured: "
                "one of its two dates is wrong. Ask the source which."
            )
            yield asks(self, summary, *of_capture(metadata, captured), written.line("written"))

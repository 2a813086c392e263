"""Whether a file was last written long after its capture (T05)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture
from provenance.checks.interface import About, informs
from provenance.checks.stated_time import modified
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

A_DAY = timedelta(days=1)


class SavedAfterCapture:
    """Tells that a file was saved again later, which nearly all published files are."""

    name = "saved-after-capture"
    about = About(
        code="T05",
        says="The file was last written more than a day after its capture.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "a copy, a rotation or an export in a newsroom; a phone that writes the date of a "
            "transfer"
        ),
        cannot_tell="whether anything in the picture changed",
        source="ExifTool FAQ; 107 of 480 files with a date",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the time of writing lies certainly more than a day after the capture."""
        metadata = case.examination.metadata
        captured, written = metadata.captured, modified(metadata)
        if captured is None or written is None:
            return
        if captured.certainly_before(written.moment, A_DAY):
            summary = (
                "The file was last written more than a day after the time that it gives as its "
                "capture: it was saved again. That is usual, and tells nothing about the picture."
            )
            yield informs(self, summary, *of_capture(metadata, captured), written.line("written"))

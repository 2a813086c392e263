"""Whether a file says it was captured after a matching picture was already public (T01)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_appearance, of_capture, of_remarks, why_missing
from provenance.checks.interface import About
from provenance.checks.wording import instant, when
from provenance.model.case import Appearance, Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import ZoneState
from provenance.model.moment import Basis, Moment

MARGIN = {
    ZoneState.OFFSET_STATED: timedelta(minutes=15),
    ZoneState.UNKNOWN: timedelta(hours=12),
}
"""What a clock may be wrong by. Without a zone the 14 hours of the interval come on top, which
makes the 26 hours of metadata.md, T01."""

OTHER_EXPLANATIONS = (
    "the camera's clock was set wrong; the date was rewritten by software or by hand; the match is "
    "another picture of the same scene; the posting was edited and its picture swapped"
)


class CaptureAfterPosting:
    """Compares the capture time in the file with the earliest known appearance."""

    name = "capture-after-posting"
    about = About(
        code="T01",
        says="The file says it was captured after a matching picture was already public.",
        bearings=(Bearing.CONTRADICTS, Bearing.INFORMS),
        otherwise=OTHER_EXPLANATIONS,
        cannot_tell="which of the two statements is wrong; nothing in EXIF is signed",
        source="Verification Handbook, chapter 9",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Contradict where the file's own time is certainly after the picture was public."""
        if case.earliest is None:
            return
        metadata = case.examination.metadata
        if metadata.captured is None:
            reason = why_missing(metadata, "capture time")
            summary = f"The capture time was not compared with the first posting: {reason}."
            yield Finding(self.name, Bearing.NOT_CHECKED, summary, of_remarks(metadata))
        elif case.earliest.first.public.certainly_before(metadata.captured, MARGIN[metadata.zone]):
            yield self._contradiction(case, case.earliest.first, metadata.captured)

    def _contradiction(self, case: Case, first: Appearance, captured: Moment) -> Finding:
        assert first.public.latest is not None
        summary = (
            f"The file says it was captured on {when(captured)}, but a matching picture was "
            f"already public at the latest on {instant(first.public.latest)}: the file's clock or "
            "metadata is wrong, or the match is another picture."
        )
        evidence = (
            *of_capture(case.examination.metadata, captured),
            *of_appearance(first, case.matches),
            Evidence("other explanations", OTHER_EXPLANATIONS, "docs/how-it-decides.md"),
        )
        # Agencies write into XMP and IPTC the day on which they edited or sent a picture.
        by_camera = captured.basis is Basis.EXIF
        bearing = Bearing.CONTRADICTS if by_camera else Bearing.INFORMS
        return Finding(self.name, bearing, summary, evidence)

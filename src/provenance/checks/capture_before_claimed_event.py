"""Whether the capture time that a file states agrees with the claimed time (T02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.facts import of_capture, of_claimed_time, of_remarks, why_missing
from provenance.checks.interface import About
from provenance.checks.wording import span, when
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.moment import Moment

MARGIN = timedelta(hours=48)
"""What a camera's clock may be wrong by (metadata.md, T02)."""

OTHER_EXPLANATIONS = (
    "the camera's clock was never set or was reset with its battery; software or somebody's hand "
    "rewrote the date; nothing in EXIF is signed"
)


class CaptureBeforeClaimedEvent:
    """Holds the capture time in the file against the claimed time."""

    name = "capture-before-claimed-event"
    about = About(
        code="T02",
        says="The file says when it was captured, against the claimed time.",
        bearings=(
            Bearing.SUPPORTS,
            Bearing.CONTRADICTS,
            Bearing.INFORMS,
        ),
        otherwise=OTHER_EXPLANATIONS,
        cannot_tell="whether the clock was right; nothing in EXIF is signed",
        source="First Draft, Verifying Online Information (date)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Contradict where the file says that it is more than 48 hours older than claimed."""
        claimed, metadata = case.claim.time, case.examination.metadata
        if claimed is None:
            return
        if metadata.captured is None:
            reason = why_missing(metadata, "capture time")
            summary = f"The capture time was not compared with the claimed time: {reason}."
            yield Finding(self.name, Bearing.NOT_CHECKED, summary, of_remarks(metadata))
            return
        bearing, summary = _compare(metadata.captured, claimed)
        evidence = (
            *of_capture(metadata, metadata.captured),
            of_claimed_time(claimed),
            Evidence("other explanations", OTHER_EXPLANATIONS, "docs/how-it-decides.md"),
        )
        yield Finding(self.name, bearing, summary, evidence)


def _compare(captured: Moment, claimed: Moment) -> tuple[Bearing, str]:
    says = f"The file says it was captured on {when(captured)}"
    if captured.certainly_before(claimed, MARGIN):
        return Bearing.CONTRADICTS, (
            f"{says}, at least {_between(captured, claimed)} before the claimed time "
            f"({claimed.stated}), so it would be older than claimed; a camera's clock can be wrong."
        )
    if claimed.certainly_before(captured, MARGIN):
        return Bearing.INFORMS, (
            f"{says}, at least {_between(claimed, captured)} after the claimed time "
            f"({claimed.stated}); a camera's clock or a later edit can be the reason."
        )
    if captured.overlaps(claimed):
        return Bearing.SUPPORTS, (
            f"{says}, which is consistent with the claimed time ({claimed.stated}); such a date "
            "can be set by hand."
        )
    return Bearing.INFORMS, (
        f"{says}, near the claimed time ({claimed.stated}) but not at it: the difference is no "
        "more than a camera's clock is often wrong by."
    )


def _between(earlier: Moment, later: Moment) -> str:
    assert earlier.latest is not None
    assert later.earliest is not None
    return span(earlier.latest, later.earliest)

"""Whether the blocks of a file date its creation differently (T07)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.interface import About, asks
from provenance.checks.stated_time import created
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

MARGIN = timedelta(hours=48)
"""What a camera's clock may be wrong by, as in T02."""


class DatesOfBlocksDisagree:
    """Holds the capture time of EXIF against those of XMP and IPTC."""

    name = "dates-of-blocks-disagree"
    about = About(
        code="T07",
        says="Two blocks of the file give dates of creation that are more than two days apart.",
        bearings=(Bearing.ASKS,),
        otherwise=(
            "an editor wrote the day of the edit; the picture of a painting or an old print was "
            "dated twice; a caption template was not changed"
        ),
        cannot_tell="which of the dates is right",
        source="IPTC mapping guide; MWG guidelines",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the earliest and the latest of the dates are certainly apart."""
        stated = [*created(case.examination.metadata)]
        stated.sort(key=lambda each: str(each.moment.earliest))
        if len(stated) > 1 and stated[0].moment.certainly_before(stated[-1].moment, MARGIN):
            summary = (
                "Two blocks of the file date its creation more than two days apart: one is wrong, "
                "or dates another thing. Ask the source which is the day of the picture."
            )
            yield asks(self, summary, *(each.line("created") for each in stated))

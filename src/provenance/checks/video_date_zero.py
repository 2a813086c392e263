"""Whether a video's date is zero, which is no date (V03)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_ZERO = re.compile(r"(0000|1904.01.01|1970.01.01)\D.*", re.ASCII)


class VideoDateZero:
    """Tells that the date of a movie is where its clock begins to count."""

    name = "video-date-zero"
    about = About(
        code="V03",
        says="The video holds no date: its field is zero.",
        bearings=(Bearing.INFORMS,),
        otherwise="most programs and sites leave the date at zero when they write a video",
        cannot_tell="when the video was recorded",
        source="ISO/IEC 14496-12, 8.2.2 (movie header)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a date of 1904 or 1970, where no other date is stated."""
        metadata = case.examination.metadata
        unset = [tag for tag in named(metadata, "QuickTime:CreateDate") if _ZERO.match(tag.value)]
        if unset and metadata.captured is None:
            summary = (
                "The date of the video is zero, as programs and sites leave it: it says nothing "
                "of when it was recorded."
            )
            yield informs(self, summary, *(shown(tag) for tag in unset))

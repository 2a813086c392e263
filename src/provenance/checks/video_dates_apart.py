"""Whether a video's date of recording and that of its file lie apart (V02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from provenance.checks.interface import About, asks
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

MARGIN = timedelta(days=1)
_RECORDED, _WRITTEN = "Keys:CreationDate", "QuickTime:CreateDate"


class VideoDatesApart:
    """Holds Apple's date of recording against the date of the movie."""

    name = "video-dates-apart"
    about = About(
        code="V02",
        says="The video was recorded certainly more than a day from when its file was written.",
        bearings=(Bearing.ASKS,),
        otherwise=(
            "it was trimmed, exported or sent later: that renews the date of the file and keeps "
            "that of the recording; or a clock was wrong"
        ),
        cannot_tell="whether anything but the length was changed",
        source="Apple, QuickTime File Format, movie header and metadata keys",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the two are certainly apart, whatever the zone of the second."""
        metadata = case.examination.metadata
        times = {each.tag: each.moment for each in metadata.captures}
        if _RECORDED not in times or _WRITTEN not in times:
            return
        one, other = times[_RECORDED], times[_WRITTEN]
        if one.certainly_before(other, MARGIN) or other.certainly_before(one, MARGIN):
            summary = (
                "The video states a day of recording that is more than a day from the one on "
                "which its file was written: ask what was done to it in between."
            )
            stated = named(metadata, _RECORDED, _WRITTEN)
            yield asks(self, summary, *(shown(tag) for tag in stated))

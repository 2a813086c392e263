"""Where a video says it was recorded (V04)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_PLACES = ("Keys:GPSCoordinates", "UserData:GPSCoordinates", "ItemList:GPSCoordinates")


class VideoPosition:
    """Tells that the container of a video holds a position; the checks of places weigh it."""

    name = "video-position"
    about = About(
        code="V04",
        says="The video holds a position.",
        bearings=(Bearing.INFORMS,),
        otherwise="the phone's last fix was old, or a program wrote the position later",
        cannot_tell="whether the camera was there",
        source="ISO 6709; Apple, QuickTime File Format; 3GPP TS 26.244, 8.10",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the position as it stands, marked as leading to a person."""
        found = named(case.examination.metadata, *_PLACES)
        if found:
            summary = (
                "The video states where it was recorded: hold that against the claimed place, "
                "and take it out before the file is shared."
            )
            yield informs(self, summary, *(shown(tag, sensitive=True) for tag in found))

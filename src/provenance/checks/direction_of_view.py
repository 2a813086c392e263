"""Which way the camera looked (G07)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.numbers import number
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

FULL_TURN = 360.0


class DirectionOfView:
    """Tells the direction that the file states, for the map and against the sun."""

    name = "direction-of-view"
    about = About(
        code="G07",
        says="The file states in which direction the camera looked.",
        bearings=(Bearing.INFORMS,),
        otherwise="a phone's compass is often 10 to 20 degrees off, and more near metal",
        cannot_tell="whether the compass was right",
        source="EXIF 2.32, 4.6.6; Bellingcat, chronolocation",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the direction; lay it on the map from the position."""
        metadata = case.examination.metadata
        degrees = number(value(metadata, "GPS:GPSImgDirection"))
        if degrees is None or metadata.position is None or not 0 <= degrees <= FULL_TURN:
            return
        north = "magnetic" if value(metadata, "GPS:GPSImgDirectionRef").startswith("M") else "true"
        summary = (
            f"The file says that the camera looked towards {degrees:.0f}° from {north} north: lay "
            "that line on a map from its position and see what must be in the picture."
        )
        yield informs(self, summary, *map(shown, named(metadata, "GPS:GPSImgDirection")))

"""Whether an altitude is none where people take pictures (G06)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.numbers import number
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

LOWEST_M, HIGHEST_M = -450.0, 9_000.0
"""The shore of the Dead Sea, and above every mountain."""


class AltitudeNotOnEarth:
    """Tells of an altitude below the Dead Sea or above the mountains."""

    name = "altitude-not-on-earth"
    about = About(
        code="G06",
        says="The file states an altitude below -450 m or above 9,000 m.",
        bearings=(Bearing.INFORMS,),
        otherwise="a picture from an aircraft; a receiver without a good fix; a wrong sign",
        cannot_tell="the true altitude",
        source="EXIF 2.32, 4.6.6",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of an altitude out of bounds."""
        metadata = case.examination.metadata
        height = number(value(metadata, "GPS:GPSAltitude"))
        if height is None:
            return
        below = value(metadata, "GPS:GPSAltitudeRef").startswith(("1", "Below"))
        metres = -height if below else height
        if not LOWEST_M <= metres <= HIGHEST_M:
            summary = (
                f"The file states an altitude of {metres:,.0f} m, where hardly anybody takes "
                "pictures but from an aircraft: the fix may be a bad one."
            )
            yield informs(self, summary, *map(shown, named(metadata, "GPS:GPSAltitude")))

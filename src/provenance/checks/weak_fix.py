"""How far off the file itself says that its position may be (G10)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.numbers import number
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

WEAK_M = 1_000.0


class WeakFix:
    """Tells of a position that is good for a district, and not for a street."""

    name = "weak-fix"
    about = About(
        code="G10",
        says="The file says that its position may be more than a kilometre off.",
        bearings=(Bearing.INFORMS,),
        otherwise="the phone knew only its cell or an old fix",
        cannot_tell="the true position",
        source="EXIF 2.31, GPSHPositioningError",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the stated error is more than a kilometre."""
        metadata = case.examination.metadata
        metres = number(value(metadata, "GPS:GPSHPositioningError"))
        if metres is not None and metres > WEAK_M:
            summary = (
                f"The file says that its position may be {metres / 1000:,.0f} km off: good for a "
                "district, and not for a street."
            )
            yield informs(self, summary, *map(shown, named(metadata, "GPS:GPSHPositioningError")))

"""Whether a position looks set by hand (G05)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

DECIMALS = 3
"""About a hundred metres; a receiver that gives them on both axes by chance is one in a million."""

ON_THE_POINT_KM = 0.05


class PositionRounded:
    """Tells of a position in few digits, or on the point of a town in the list of places."""

    name = "position-rounded"
    about = About(
        code="G05",
        says="The file's position has at most three decimals, or is the point of a town.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "rounded for privacy; a camera app that writes few digits; an archive set the town by "
            "hand"
        ),
        cannot_tell="who set the position, and whether it is right",
        source="ExifTool forum, geotagging by hand",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a position that no receiver gives by chance."""
        position, nearest = case.examination.metadata.position, case.surroundings.nearest
        if position is None:
            return
        centre = nearest is not None and nearest.distance_km < ON_THE_POINT_KM
        if centre or (_few_digits(position.latitude) and _few_digits(position.longitude)):
            summary = (
                "The file's position is a round one, or the very point by which maps know a town: "
                "it may have been set by hand. Ask the source how it came about."
            )
            stated = f"{position.latitude}, {position.longitude}"
            yield informs(self, summary, Evidence("position", stated, "EXIF", sensitive=True))


def _few_digits(degrees: float) -> bool:
    return round(degrees, DECIMALS) == degrees

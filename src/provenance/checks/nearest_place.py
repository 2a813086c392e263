"""Which town is nearest to the position of the file (G09)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.model.case import Case, Surroundings
from provenance.model.finding import Bearing, Evidence, Finding

FAR_KM = 100.0


class NearestPlace:
    """Names the nearest place of the list and its time zone: a position to be judged at sight."""

    name = "nearest-place"
    about = About(
        code="G09",
        says="The town nearest to the file's position, or that there is none.",
        bearings=(Bearing.INFORMS,),
        otherwise="a position can be set by hand; the list leaves out small places",
        cannot_tell="whether the picture was taken there",
        source="GeoNames (CC BY 4.0)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the town, or that the position is far from every one: sea or desert."""
        position, there = case.examination.metadata.position, case.surroundings
        if position is None or there == Surroundings():
            return
        nearest = there.nearest
        if nearest is None or nearest.distance_km > FAR_KM:
            summary = (
                f"The file's position is more than {FAR_KM:.0f} km from every town of the list: "
                "open sea, ice or desert."
            )
        else:
            summary = (
                f"The file's position is {nearest.distance_km:,.0f} km from {nearest.name}, the "
                "nearest town of the list."
            )
        stated = f"{position.latitude}, {position.longitude}"
        zone = [Evidence("time zone", there.zone, "tz database")] if there.zone else []
        at = Evidence("position", stated, "the file", sensitive=True)
        yield informs(self, summary, at, *zone)

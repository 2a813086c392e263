"""Whether the place that a caption names is the claimed one (G08)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.distance import kilometres
from provenance.checks.interface import About, asks
from provenance.checks.tags import named, shown
from provenance.model.case import Case, Place
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Position

FAR_KM = 100.0
"""As in G01."""


class PlaceNamesDisagree:
    """Holds the place that IPTC or XMP names against the claim and against the position."""

    name = "place-names-disagree"
    about = About(
        code="G08",
        says=(
            "The place that the file's caption names lies far from the claimed place or the "
            "position."
        ),
        bearings=(Bearing.ASKS,),
        otherwise=(
            "an agency writes the town of its desk; the caption names the event and not the spot; "
            "another town of the same name"
        ),
        cannot_tell="where the picture was taken",
        source="IPTC Photo Metadata Standard, City and Country",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Ask where the named place lies more than 100 km beyond both circles."""
        place = case.surroundings.named
        if place is None:
            return
        tags = named(case.examination.metadata, case.surroundings.named_from)
        stated = (*map(shown, tags), Evidence("found as", place.name, "GeoNames"))
        if case.claim.place is not None:
            beyond = _beyond(place, case.claim.place.position, case.claim.place.radius_km)
            if beyond > FAR_KM:
                claimed = Evidence("claimed place", case.claim.place.name, "the claim")
                summary = _sentence("the claimed place", beyond)
                yield asks(self, summary, *stated, claimed)
        position = case.examination.metadata.position
        if position is not None:
            beyond = _beyond(place, position, 0.0)
            if beyond > FAR_KM:
                at = f"{position.latitude}, {position.longitude}"
                where = Evidence("position", at, "EXIF", sensitive=True)
                yield asks(self, _sentence("its own position", beyond), *stated, where)


def _beyond(place: Place, position: Position, radius_km: float) -> float:
    """Give how far apart the two are at least, their circles taken off."""
    return kilometres(place.position, position) - place.radius_km - radius_km


def _sentence(other: str, apart_km: float) -> str:
    return (
        f"The file's caption names a place at least {apart_km:,.0f} km from {other}: ask whether "
        "it is that of the desk, of the event or of the picture."
    )

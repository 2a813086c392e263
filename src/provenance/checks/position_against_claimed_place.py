"""Whether the position in a file agrees with the claimed place (G01)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.distance import kilometres
from provenance.checks.facts import of_remarks, why_missing
from provenance.checks.interface import About
from provenance.model.case import Case, Place
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata, Position

NEAR_KM = 25.0
"""As far from the point of a town as its outskirts may lie (metadata.md, G01)."""

FAR_KM = 100.0
"""Beyond the claimed place by more than this, a stale fix no longer explains it (same)."""

OTHER_EXPLANATIONS = (
    "the position was set by hand or by an archive's software; the receiver kept a stale fix, or "
    "that of home; the claim names the desk's town and not the picture's"
)


class PositionAgainstClaimedPlace:
    """Measures how far the position in the file lies from the claimed place."""

    name = "position-against-claimed-place"
    about = About(
        code="G01",
        says="How far the file's position lies from the claimed place.",
        bearings=(
            Bearing.SUPPORTS,
            Bearing.CONTRADICTS,
            Bearing.INFORMS,
        ),
        otherwise=OTHER_EXPLANATIONS,
        cannot_tell="whether the position was measured or set by hand",
        source="Verification Handbook, chapter 9",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Support within the place, contradict more than 100 km beyond it."""
        place, metadata = case.claim.place, case.examination.metadata
        if place is None:
            return
        if metadata.position is None:
            reason = why_missing(metadata, "position")
            summary = f"The position was not compared with the claimed place: {reason}."
            yield Finding(self.name, Bearing.NOT_CHECKED, summary, of_remarks(metadata))
            return
        bearing, summary = _compare(kilometres(metadata.position, place.position), place)
        yield Finding(self.name, bearing, summary, tuple(_evidence(metadata, place)))


def _compare(distance_km: float, place: Place) -> tuple[Bearing, str]:
    says = f"The file's position is {distance_km:,.0f} km from the claimed place ({place.name})"
    there_km = max(NEAR_KM, place.radius_km)
    if distance_km <= there_km:
        return Bearing.SUPPORTS, (
            f"{says}, within the {there_km:,.0f} km that count as there: consistent with the "
            "claim, though a position can be set by hand."
        )
    if distance_km > place.radius_km + FAR_KM:
        return Bearing.CONTRADICTS, (
            f"{says}; a position that is stale or was set by hand can be the reason."
        )
    return Bearing.INFORMS, f"{says}: not there, but not far from it either."


def _evidence(metadata: Metadata, place: Place) -> Iterator[Evidence]:
    assert metadata.position is not None
    used = next((each.tag for each in metadata.positions if not each.unlikely), "")
    block = "XMP" if used.startswith("XMP") else "EXIF"
    there = f"{_degrees(place.position)}, {place.radius_km:,.0f} km around"
    yield Evidence("position", _degrees(metadata.position), f"the file's {block}", sensitive=True)
    yield Evidence("claimed place", f"{place.name}: {there}", "the claim")
    yield Evidence("other explanations", OTHER_EXPLANATIONS, "docs/how-it-decides.md")


def _degrees(position: Position) -> str:
    return f"{position.latitude:.4f}, {position.longitude:.4f}"

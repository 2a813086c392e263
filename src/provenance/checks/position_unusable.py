"""Whether a file states a position that is none (G02, G03)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.facts import of_remarks
from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class PositionUnusable:
    """Tells of a receiver without a fix and of numbers that are no place."""

    name = "position-unusable"
    about = About(
        code="G02, G03",
        says="The file states a position that is no place: no fix, or numbers not on Earth.",
        bearings=(Bearing.INFORMS,),
        otherwise="the receiver had no fix; a tool emptied the position and left the tag",
        cannot_tell="where the picture was taken",
        source="EXIF 2.32, 4.6.6; five files of 1,632",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where there are tags of a position and no position came of them."""
        metadata = case.examination.metadata
        tags = named(metadata, "GPS:GPSLatitude", "GPS:GPSLongitude")
        if metadata.position is None and tags:
            summary = (
                "The file states a position that is none: a receiver without a fix or a damaged "
                "value. It is not used, and says nothing about the place."
            )
            yield informs(self, summary, *(shown(tag) for tag in tags), *of_remarks(metadata))

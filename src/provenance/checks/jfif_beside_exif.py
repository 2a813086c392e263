"""Whether a camera's EXIF stands behind a JFIF header (J04)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class JfifBesideExif:
    """Tells of a file that names a camera and has both headers, of which cameras write one."""

    name = "jfif-beside-exif"
    about = About(
        code="J04",
        says="The file names a camera and has the JFIF header that programs write beside EXIF.",
        bearings=(Bearing.INFORMS,),
        otherwise="some phones and cameras write both; every program that saves JPEGs may",
        cannot_tell="whether anything in the picture changed",
        source="EXIF 2.32, 4.5.4; ITU-T T.871; 161 of 809 JPEGs have both",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where a camera is named and both are there."""
        metadata = case.examination.metadata
        if metadata.device and value(metadata, "JFIF:JFIFVersion"):
            summary = (
                "The file names a camera, but begins with the header (JFIF) that programs write "
                "and most cameras do not: it was probably saved again. That alone is usual."
            )
            yield informs(
                self, summary, *map(shown, named(metadata, "JFIF:JFIFVersion", "IFD0:Model"))
            )

"""Whether a camera's file has the compression tables of libjpeg (J01, J02)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class CompressionTables:
    """Tells of a camera's name beside the tables of the library that websites use."""

    name = "compression-tables"
    about = About(
        code="J01, J02",
        says="The file names a camera and has exactly the compression tables of libjpeg.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "many phones use libjpeg, too: 176 of 404 files with a camera's EXIF have exactly its "
            "tables"
        ),
        cannot_tell="which program it was, and whether anything in the picture changed",
        source="Kee, Johnson and Farid 2011; ITU-T T.81, annex K",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where a camera is named beside libjpeg's own tables and a JFIF header."""
        metadata = case.examination.metadata
        exactly = "exactly" in value(metadata, "File:JPEGQualityEstimate")
        if exactly and metadata.device and value(metadata, "JFIF:JFIFVersion"):
            summary = (
                "The file names a camera, but was compressed with exactly the tables of libjpeg "
                "and carries its header, as websites and messengers write it: it was probably "
                "saved again. Ask for the file of the camera."
            )
            names = ("File:JPEGQualityEstimate", "File:JPEGDigest", "IFD0:Make", "IFD0:Model")
            yield informs(self, summary, *map(shown, named(metadata, *names)))

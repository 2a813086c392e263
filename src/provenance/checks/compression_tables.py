"""Which encoder the quantisation tables point to (J01, J02)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class CompressionTables:
    """Tells at which quality libjpeg writes such tables, or that they are of another encoder."""

    name = "compression-tables"
    about = About(
        code="J01, J02",
        says="The compression tables of the JPEG are exactly those of libjpeg, or not.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "many phones use libjpeg, too: 176 of 404 files with a camera's EXIF have exactly its "
            "tables"
        ),
        cannot_tell="which program it was, and whether anything in the picture changed",
        source="Kee, Johnson and Farid 2011; ITU-T T.81, annex K",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the quality; of a camera's name beside it only in the evidence."""
        metadata = case.examination.metadata
        quality = value(metadata, "File:JPEGQualityEstimate")
        if "exactly" in quality:
            summary = (
                "The picture was compressed with exactly the tables of libjpeg, as websites, "
                "messengers and many phones do: a lead to its last encoder, and no more."
            )
        elif quality:
            summary = (
                "The picture was compressed with tables of its own, as cameras and Adobe's "
                "programs have them: a lead to its last encoder, and no more."
            )
        else:
            return
        names = ("File:JPEGQualityEstimate", "File:JPEGDigest", "IFD0:Make", "IFD0:Model")
        yield informs(self, summary, *map(shown, named(metadata, *names)))

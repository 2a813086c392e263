"""Whether a camera's file lacks the notes that its maker always writes (D03)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import State

_MAKERS = ("APPLE", "CANON", "NIKON", "SONY", "PANASONIC", "OLYMPUS", "FUJIFILM", "PENTAX")
"""Makers whose cameras write a MakerNote into their pictures, all but the earliest models."""


class MakersNotesMissing:
    """Tells of a file that names a camera and has only a part of what that camera writes."""

    name = "makers-notes-missing"
    about = About(
        code="D03",
        says="The file names a camera, but lacks the notes that its maker's cameras write.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "most programs and websites that keep EXIF leave the notes out; early models (the "
            "iPhone 4, camcorders) and scanners of the maker wrote none"
        ),
        cannot_tell="whether anything in the picture changed",
        source="Kee, Johnson, Farid 2011, Digital image authentication from JPEG headers",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the maker and a time of capture are stated and no notes are there."""
        metadata = case.examination.metadata
        make = value(metadata, "IFD0:Make").upper()
        taken = value(metadata, "EXIF:DateTimeOriginal")
        absent = metadata.block("maker-notes").state is State.ABSENT
        if absent and taken and make.startswith(_MAKERS):
            summary = (
                "The file names a camera, but lacks the notes that nearly all cameras of its maker "
                "write: a program probably wrote the file anew. That is usual after any editing "
                "or sending; ask for the file of the camera."
            )
            facts = map(shown, named(metadata, "IFD0:Make", "IFD0:Model"))
            yield informs(self, summary, *facts, Evidence("MakerNote", "absent", "the EXIF block"))

"""Whether the camera's own notes were moved in the file (E11)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_OUTSIDE = "MakerNotes:Outside"


class MakerNotesMoved:
    """Tells that the notes point to where their values lay before some program moved them."""

    name = "maker-notes-moved"
    about = About(
        code="E11",
        says="The camera's own notes were moved by a program that did not know their layout.",
        bearings=(Bearing.INFORMS,),
        otherwise="rotating, tagging or captioning with many everyday programs does it",
        cannot_tell="what else the program wrote, and whether it touched the picture",
        source="ExifTool FAQ, possibly incorrect maker notes offsets",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where most of the values lie outside of the notes that point to them."""
        metadata = case.examination.metadata
        if value(metadata, _OUTSIDE):
            summary = (
                "The notes that the camera wrote for itself point to places outside of them: a "
                "program rewrote the file's EXIF after the camera. Ask for the file of the camera."
            )
            tags = named(metadata, _OUTSIDE, "MakerNotes:Maker", "IFD0:Software")
            yield informs(self, summary, *map(shown, tags))

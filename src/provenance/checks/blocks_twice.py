"""Whether a block of metadata is there more than once (H04)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import every, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Tag


class BlocksTwice:
    """Tells that two blocks of one kind lie in the file, of which one was read."""

    name = "blocks-twice"
    about = About(
        code="H04",
        says="The file holds two blocks of one kind, of which only one was read.",
        bearings=(Bearing.INFORMS,),
        otherwise="some editors add a block instead of replacing it",
        cannot_tell="which of the blocks is the later one",
        source="XMP specification part 3; MWG guidelines",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the warning of a parser."""
        said = [tag for tag in every(case.examination.metadata) if _says(tag)]
        if said:
            summary = (
                "The file holds more than one block of the same kind of metadata, and only the "
                "first was read: look at all of them with ExifTool."
            )
            yield informs(self, summary, *map(shown, said))


def _says(tag: Tag) -> bool:
    return tag.name.endswith(":Warning") and "only the first was read" in tag.value

"""Whether a file carries no EXIF, or metadata that cannot be read (H02, H05)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import State


class MetadataAbsent:
    """Says that a file without EXIF is a usual thing, and that a broken block was not looked at."""

    name = "metadata-absent"
    about = About(
        code="H05",
        says="The file carries no EXIF, which is normal for pictures from social media.",
        bearings=(Bearing.INFORMS,),
        otherwise="social media, messengers and many websites remove it",
        cannot_tell="anything about the picture",
        source="Verification Handbook, chapter 9",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of absent EXIF; NOT_CHECKED for every block that could not be read."""
        metadata = case.examination.metadata
        if case.examination.media.is_hash_list:
            return
        of_video = metadata.block("quicktime").state is State.PRESENT
        if metadata.block("exif").state is State.ABSENT and not of_video:
            evidence = Evidence("EXIF", "absent", "the file")
            summary = (
                "The file carries no EXIF. That is normal for pictures from social media and says "
                "nothing about the picture; ask the source for the file as document."
            )
            yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))
        for block in metadata.blocks:
            if block.state is State.UNREADABLE:
                summary = f"The file's {block.kind.upper()} could not be read: {block.reason}."
                yield Finding(self.name, Bearing.NOT_CHECKED, summary)

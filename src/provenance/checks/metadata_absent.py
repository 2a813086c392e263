"""Whether a file carries no EXIF, no camera in it, or what cannot be read (H02, H05, D02)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About
from provenance.checks.tags import value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata, State

_OF_VIDEOS = ("quicktime", "matroska", "riff")


class MetadataAbsent:
    """Says that a file without EXIF is a usual thing, and that a broken block was not looked at."""

    name = "metadata-absent"
    about = About(
        code="H05, D02",
        says="The file carries no EXIF, or none of a camera, as is normal from social media.",
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
        of_video = any(metadata.block(kind).state is State.PRESENT for kind in _OF_VIDEOS)
        if metadata.block("exif").state is State.ABSENT and not of_video:
            evidence = Evidence("EXIF", "absent", "the file")
            summary = (
                "The file carries no EXIF. That is normal for pictures from social media and says "
                "nothing about the picture; ask the source for the file as document."
            )
            yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))
        elif metadata.block("exif").state is State.PRESENT and not _of_camera(metadata):
            summary = (
                "The file's EXIF names no camera and no time of capture. That is normal for "
                "pictures from social media and for what programs make; it says nothing about the "
                "picture."
            )
            evidence = Evidence("Make, Model, DateTimeOriginal", "absent", "the EXIF block")
            yield Finding(self.name, Bearing.INFORMS, summary, (evidence,))
        for block in metadata.blocks:
            if block.state is State.UNREADABLE:
                summary = f"The file's {block.kind.upper()} could not be read: {block.reason}."
                yield Finding(self.name, Bearing.NOT_CHECKED, summary)


def _of_camera(metadata: Metadata) -> bool:
    return bool(value(metadata, "IFD0:Make", "IFD0:Model", "EXIF:DateTimeOriginal"))

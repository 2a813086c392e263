"""Whether a file kept what its platform takes away (P08)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_REMOVE = frozenset({"whatsapp", "x", "instagram", "facebook", "tiktok"})
"""Telegram and Signal are left out: files that are sent as documents keep everything there."""


class MetadataKept:
    """Tells of a camera's block in a file whose name is that of a messenger which removes it."""

    name = "metadata-kept"
    about = About(
        code="P08",
        says="The name is that of a platform that removes EXIF, but the file names a camera.",
        bearings=(Bearing.INFORMS,),
        otherwise="it was sent as a document; somebody renamed a file; an app wrote its own block",
        cannot_tell="which of the two happened",
        source="Fojo course; Bellingcat; Takeout Helper",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where a certain reading of the name meets a camera's block."""
        metadata = case.examination.metadata
        for reading in case.readings:
            if reading.certain and reading.platform in _REMOVE and metadata.device:
                summary = (
                    f"The name of the file has the form of {reading.platform}, which removes what "
                    "a camera writes, but the file names a camera: it came another way, or was "
                    "sent as a document. Ask how."
                )
                name = Evidence("name of the file", reading.text, reading.kind)
                camera = map(shown, named(metadata, "IFD0:Make", "IFD0:Model"))
                yield informs(self, summary, name, *camera)
                return

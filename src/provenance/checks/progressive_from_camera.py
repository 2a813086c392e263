"""Whether a file with a camera's name is coded as the web codes (J03)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding


class ProgressiveFromCamera:
    """Tells of a JPEG with a camera's EXIF in the coding that cameras do not write."""

    name = "progressive-from-camera"
    about = About(
        code="J03",
        says="The file names a camera and is a progressive JPEG, which cameras do not write.",
        bearings=(Bearing.INFORMS,),
        otherwise="every newsroom and website saves pictures so",
        cannot_tell="whether anything in the picture changed",
        source="ITU-T T.81; 27 of 809 JPEGs are progressive",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where both are stated."""
        metadata = case.examination.metadata
        coding = value(metadata, "File:EncodingProcess")
        if metadata.device and coding.startswith("Progressive"):
            summary = (
                "The file names a camera, but is coded as websites and editors do it: it was saved "
                "again after the camera wrote it. Ask for the file of the camera."
            )
            tags = named(metadata, "File:EncodingProcess", "IFD0:Make", "IFD0:Model")
            yield informs(self, summary, *map(shown, tags))

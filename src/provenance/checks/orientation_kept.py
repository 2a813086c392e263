"""Whether the picture was turned while its tag still asks to turn it (E10)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.numbers import number
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding

_QUARTER_TURNS = ("90 CW", "90 CCW")
_TURNED_BY_THE_CONTAINER = {"image/heic", "image/heif", "image/avif"}


class OrientationKept:
    """Holds the orientation and the size that EXIF states against the size of the picture."""

    name = "orientation-kept"
    about = About(
        code="E10",
        says="The pixels were already turned, but the orientation still asks for a turn.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "some phones state the size as the picture is shown; viewers turn pixels and forget "
            "the tag"
        ),
        cannot_tell="whether anything but the turn was changed",
        source="EXIF 2.32, 4.6.4 (Orientation) and 4.6.5 (PixelXDimension)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform where the picture, turned as stated, has the size that it had before."""
        metadata, media = case.examination.metadata, case.examination.media
        turn = value(metadata, "IFD0:Orientation")
        if media.media_type in _TURNED_BY_THE_CONTAINER or not turn.endswith(_QUARTER_TURNS):
            return
        width = number(value(metadata, "EXIF:ExifImageWidth"))
        height = number(value(metadata, "EXIF:ExifImageLength"))
        if width != height and (width, height) == (media.width, media.height):
            summary = (
                "A program turned the pixels of the picture and left the tag that asks to turn "
                "them, so viewers show it lying on its side: it was saved again after the camera "
                "wrote it."
            )
            tags = ("IFD0:Orientation", "EXIF:ExifImageWidth", "EXIF:ExifImageLength")
            size = Evidence("size when turned as stated", f"{media.width}x{media.height}", "pixels")
            yield informs(self, summary, *map(shown, named(metadata, *tags)), size)

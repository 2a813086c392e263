"""Whether the picture has the size that its EXIF states (D04)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.numbers import number
from provenance.checks.tags import named, shown, value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

SAME_SHAPE = 0.01
"""How far the ratios of the sides may differ by rounding."""


class SizeAgainstStated:
    """Holds the size that the camera wrote against the size of the picture."""

    name = "size-against-stated"
    about = About(
        code="D04",
        says="The picture has another size than the one that its EXIF states.",
        bearings=(Bearing.INFORMS,),
        otherwise="every resizing by software that keeps EXIF; 123 of 809 JPEGs have it",
        cannot_tell="whether the picture was cut or only made smaller",
        source="Amped Software blog, 29 January 2019",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a size that was cut, and less firmly of one that was only scaled."""
        metadata, media = case.examination.metadata, case.examination.media
        width = number(value(metadata, "EXIF:ExifImageWidth"))
        height = number(value(metadata, "EXIF:ExifImageLength"))
        if not width or not height or width <= 0 or height <= 0 or media.frame_count != 1:
            return
        stated, real = sorted((width, height)), sorted((media.width, media.height))
        if stated == real:
            return
        scaled = abs(stated[0] / stated[1] - real[0] / real[1]) < SAME_SHAPE
        done = "made smaller or larger" if scaled else "cut, or joined with something"
        summary = (
            f"The EXIF states {width:.0f}x{height:.0f} pixels and the picture has "
            f"{media.width}x{media.height}: it was {done} after the camera wrote it. Ask for the "
            "file of the camera."
        )
        tags = named(metadata, "EXIF:ExifImageWidth", "EXIF:ExifImageLength")
        yield informs(self, summary, *map(shown, tags))

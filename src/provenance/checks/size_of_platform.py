"""Whether the longer side is one that a platform makes (P03)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import State

_SIZES = {
    960: "older Facebook",
    1280: "Telegram",
    1440: "Instagram",
    1600: "WhatsApp",
    2048: "Facebook or X",
    4096: "X",
}
"""Longer sides in pixels. Instagram's 1080 is left out: half of the web has it."""


class SizeOfPlatform:
    """Tells whose copies often have that size, where nothing of a camera is left."""

    name = "size-of-platform"
    about = About(
        code="P03",
        says="The picture has a size to which platforms reduce what they hand out.",
        bearings=(Bearing.INFORMS,),
        otherwise="many other programs use the same sizes, and platforms change theirs every year",
        cannot_tell="which platform it was; this is a lead and never more",
        source="Giudice et al. 2017; Moltisanti et al. 2015",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform for a JPEG without EXIF of exactly such a size."""
        metadata, media = case.examination.metadata, case.examination.media
        if media.media_type != "image/jpeg" or metadata.block("exif").state is not State.ABSENT:
            return
        platforms = _SIZES.get(max(media.width, media.height))
        if platforms is not None:
            summary = (
                f"The picture carries no EXIF and its longer side has "
                f"{max(media.width, media.height)} pixels, as many copies from {platforms} have. "
                "That is a lead and no more: other programs use that size, too."
            )
            size = Evidence("size", f"{media.width}x{media.height} pixels", "the picture")
            tables = named(metadata, "File:JPEGQualityEstimate", "File:YCbCrSubSampling")
            yield informs(self, summary, size, *map(shown, tables))

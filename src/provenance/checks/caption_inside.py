"""What caption the file carries in itself (E14)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding
from provenance.model.metadata import Tag

_WORDS = (
    *("IPTC:Headline", "IPTC:Caption-Abstract", "IPTC:ObjectName", "IPTC:Keywords"),
    *("XMP-photoshop:Headline", "XMP-dc:Title", "XMP-dc:Description", "XMP-dc:Subject"),
    *("IFD0:ImageDescription", "IFD0:XPTitle", "IFD0:XPComment", "IFD0:XPKeywords"),
    *("PNG:Title", "PNG:Description"),
)
_BY_ITSELF = re.compile(
    r"[\W_]*|(olympus|sony|kodak|konica|minolta|samsung|digital|sanyo|casio|exif).{0,40}"
    r"|(default|untitled|dcf|dscn?|img|imag|image|photo|picture|mde|sams|kad)[\W_\d]*",
    re.IGNORECASE,
)
"""What cameras and templates write by themselves: OLYMPUS DIGITAL CAMERA, DCIM names, blanks."""


class CaptionInside:
    """Tells that the file has a caption of its own: what somebody once said it shows."""

    name = "caption-inside"
    about = About(
        code="E14",
        says="The file carries a caption, a headline or keywords of its own.",
        bearings=(Bearing.INFORMS,),
        otherwise="a camera or a template writes the same words into every file",
        cannot_tell="who wrote them, and whether they are true",
        source="IPTC Photo Metadata Standard; MWG guidelines",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the words; those that cameras write by themselves are passed over."""
        found: dict[str, Tag] = {}
        for tag in named(case.examination.metadata, *_WORDS):
            if _BY_ITSELF.fullmatch(tag.value.strip()) is None:
                found.setdefault(tag.value.strip(), tag)
        if found:
            summary = (
                "The file carries a caption or keywords of its own: hold them against the claim, "
                "and search for their words."
            )
            yield informs(self, summary, *map(shown, found.values()))

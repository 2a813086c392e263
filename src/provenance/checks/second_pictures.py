"""Whether the file still carries the second pictures that phones write (D09)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import every
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Tag

_NAMESPACES = {
    "XMP-hdrgm": "a gain map (HDR)",
    "XMP-HDRGainMap": "a gain map (HDR)",
    "XMP-GDepth": "a depth map",
    "XMP-apdi": "an auxiliary picture of Apple's",
    "XMP-GPano": "what joins it to a panorama",
}
_SEGMENTS = {
    "urn:iso:std:iso:ts:21496": "a gain map (HDR)",
    "APP2 MPF": "further pictures behind the visible one (MPF)",
}


class SecondPictures:
    """Names gain maps, depth maps and further pictures, which most programs and sites drop."""

    name = "second-pictures"
    about = About(
        code="D09",
        says="The file carries gain maps, depth maps or further pictures, as phones write them.",
        bearings=(Bearing.INFORMS,),
        otherwise="some editors and some sites keep or write such parts, too",
        cannot_tell="whether the visible picture is as the camera wrote it",
        source="ISO 21496-1; CIPA DC-007; Google, GDepth and Ultra HDR; Apple, auxiliary images",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of each kind once, in one finding."""
        found = {
            words: name for tag in every(case.examination.metadata) for name, words in _of(tag)
        }
        if found:
            summary = (
                "The file carries more than its visible picture, as phones and cameras write it: "
                f"{', '.join(found)}. Most programs and sites drop this, so it is consistent with "
                "a file that was hardly worked on. Look at these parts, too."
            )
            yield informs(self, summary, *(Evidence("part", w, name) for w, name in found.items()))


def _of(tag: Tag) -> Iterator[tuple[str, str]]:
    if words := _NAMESPACES.get(tag.name.partition(":")[0]):
        yield tag.name, words
    if tag.name == "File:Segments":
        yield from ((tag.name, words) for mark, words in _SEGMENTS.items() if mark in tag.value)

"""Whether programs left their own segments in a JPEG (E09)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import value
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.metadata import Metadata

_SEGMENTS, _RESOURCES = "File:Segments", "Photoshop:Resources"

_MARKS = {
    "APP12 Ducky": "Photoshop's or Fireworks' export for the web (Ducky segment)",
    "APP14 Adobe": "a program of Adobe's, or one that codes colours as those do (Adobe segment)",
    "APP13 Adobe_CM": "Photoshop's colour management (Adobe_CM segment)",
}
_OF_CAPTIONS = {"0x0404", "0x0425", "0x0422", "0x0424"}
"""Resources that programs for captions write, too: IPTC, its digest, EXIF and XMP."""

_NUMBER = re.compile(r"0x[0-9a-f]{4}", re.ASCII)
_FEWEST = 3
"""Resources of its own from which on the block is one of Photoshop's."""


class TracesOfPrograms:
    """Names the programs whose own segments lie in the file, whatever its Software tag says."""

    name = "traces-of-programs"
    about = About(
        code="E09",
        says="Programs left segments of their own in the file, whether or not it names them.",
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "newsrooms, archives and websites send every picture through such programs, and other "
            "programs copy those segments"
        ),
        cannot_tell="what was done to the picture, if anything",
        source="ExifTool, tag names of APP12, APP13 and APP14; ITU-T T.872, 6.5.3",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform once, of all traces."""
        facts = tuple(_traces(case.examination.metadata))
        if facts:
            summary = (
                "The file went through other programs than its camera's: they left segments of "
                "their own in it. That is usual wherever pictures are prepared for print or web."
            )
            yield informs(self, summary, *facts)


def _traces(metadata: Metadata) -> Iterator[Evidence]:
    segments = value(metadata, _SEGMENTS)
    for mark, words in _MARKS.items():
        if mark in segments:
            yield Evidence("trace", words, _SEGMENTS)
    own = set(_NUMBER.findall(value(metadata, _RESOURCES))) - _OF_CAPTIONS
    if len(own) >= _FEWEST:
        words = f"Photoshop, or a program that writes as it does ({len(own)} of its resources)"
        yield Evidence("trace", words, _RESOURCES)

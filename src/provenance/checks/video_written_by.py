"""Which program or site wrote a video anew (V01)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

_STATED_IN = (
    "ItemList:Encoder",
    "UserData:Encoder",
    "UserData:EncodedBy",
    "QuickTime:HandlerDescription",
    "Matroska:WritingApp",
    "Matroska:MuxingApp",
    "RIFF:Software",
)
_WRITERS = re.compile(
    r"\b(lav[fc]\d|handbrake|x26[45]|vimeo|twitter|gpac|mainconcept|produced by google)",
    re.IGNORECASE,
)
"""FFmpeg and what sites run; a camera's own handlers are not among them."""


class VideoWrittenBy:
    """Tells that a program or a site wrote the file, as nearly every shared video's was."""

    name = "video-written-by"
    about = About(
        code="V01",
        says="A program or site wrote the video, not the camera alone.",
        bearings=(Bearing.INFORMS,),
        otherwise="every site writes uploads anew, and some cameras and apps use FFmpeg themselves",
        cannot_tell="whether what is seen was changed",
        source="FFmpeg and ExifTool, practice of encoder and handler names",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the encoder and the handlers that name such a program."""
        stated = named(case.examination.metadata, *_STATED_IN)
        found = [tag for tag in stated if _WRITERS.search(tag.value)]
        if found:
            summary = (
                "The video was written by a program or a site, as most videos that were shared "
                "are: ask for the file of the camera."
            )
            yield informs(self, summary, *(shown(tag) for tag in found))

"""What a file says about itself: raw segments in, tags and the facts read from them out."""

from __future__ import annotations

from dataclasses import replace

from provenance.metadata import second_reader
from provenance.metadata.c2pa import C2pa
from provenance.metadata.container import Container
from provenance.metadata.embedded import embedded as embedded_in
from provenance.metadata.embedded import stated_turn
from provenance.metadata.exif import Exif
from provenance.metadata.facts import facts_of
from provenance.metadata.file_keys import file_keys
from provenance.metadata.icc import Icc
from provenance.metadata.interface import Parser
from provenance.metadata.iptc import Iptc
from provenance.metadata.jpeg import Jpeg
from provenance.metadata.maker_notes import MakerNotes
from provenance.metadata.matroska import Matroska
from provenance.metadata.photoshop import Photoshop
from provenance.metadata.pixel_text import PixelText
from provenance.metadata.png_text import PngText
from provenance.metadata.quicktime import QuickTime
from provenance.metadata.riff import Riff
from provenance.metadata.video_structure import VideoStructure, video_segments
from provenance.metadata.xmp import Xmp
from provenance.model.metadata import Metadata, Segments

__all__ = [
    "PARSERS",
    "PixelText",
    "embedded_in",
    "file_keys",
    "read",
    "stated_turn",
    "video_segments",
]

PARSERS: tuple[Parser, ...] = (
    *(Exif(), MakerNotes(), Xmp(), Iptc(), Photoshop(), Icc(), C2pa()),
    *(PngText(), PixelText(), Jpeg(), Container(), QuickTime(), VideoStructure()),
    *(Matroska(), Riff()),
)
"""Every kind of metadata that is looked for, in the order in which reports show it."""


def read(segments: Segments) -> Metadata:
    """Read all kinds of metadata; never raises, whatever the bytes are."""
    said = facts_of(tuple(parser.parse(segments) for parser in PARSERS))
    differently = second_reader.disagreements(segments, said.block("exif"))
    return replace(said, disagreements=(*said.disagreements, *differently))

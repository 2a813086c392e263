"""Walks Photoshop's image resources wherever a file keeps them (Photoshop File Formats, 2019)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.metadata.jpeg_walk import application
from provenance.metadata.png_profiles import profiles
from provenance.metadata.tiff_walk import tiff_of
from provenance.model.metadata import Segments

_START = b"Photoshop 3.0\0"
_RESOURCE = b"8BIM"
_TIFF_TAG = 34377
_MOST = 2_000


def resources(segments: Segments) -> Iterator[tuple[int, bytes]]:
    """Give number and data of each resource: of APP13, split or not, a TIFF tag, a PNG profile."""
    blocks = [b"".join(application(segments.jpeg, 13, _START)), segments.photoshop or b""]
    if not segments.photoshop and (tiff := tiff_of(segments.exif)):
        entry = tiff.directory(tiff.first()).get(_TIFF_TAG)
        blocks.append(entry.raw if entry else b"")
    blocks += profiles(segments, "8bim", "iptc")
    for block in blocks:
        yield from _in(block)


def _in(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = data.find(_RESOURCE)
    left = 2 * len(data)
    for _ in range(_MOST):
        if not 0 <= place <= len(data) - 12 or left < 0:
            return
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        start = place + 6 + (data[place + 6] + 2 & ~1)  # a name and its length, to an even size
        size = int.from_bytes(data[start : start + 4], "big")
        held = data[start + 4 : start + 4 + size]
        left -= len(held)  # sizes that lie would give the same part again and again
        yield number, held
        # Sizes that lie send us on to the next mark, not out of the file.
        past = start + 4 + size
        place = data.find(_RESOURCE, past if past <= len(data) else place + 4)

"""Walks the image resources that Photoshop and others write (Photoshop File Formats, 2019)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.metadata.jpeg_walk import application
from provenance.model.metadata import Segments

_SIGNATURE = b"Photoshop 3.0\0"
_RESOURCE = b"8BIM"
_MOST = 500


def resources(segments: Segments) -> Iterator[tuple[int, bytes]]:
    """Give the number and the data of each resource; blocks that were split are joined."""
    yield from _walk(b"".join(application(segments.jpeg, 13, _SIGNATURE)))
    yield from _walk(segments.photoshop or b"")


def _walk(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = data.find(_RESOURCE)
    for _ in range(_MOST):
        if not 0 <= place <= len(data) - 12:
            return
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        start = place + 6 + (data[place + 6] + 2 & ~1)  # a name and its length, to an even size
        size = int.from_bytes(data[start : start + 4], "big")
        past = start + 4 + size
        if past <= len(data):
            yield number, data[start + 4 : past]
        # Sizes that lie send us on to the next mark, not out of the file.
        place = data.find(_RESOURCE, past if past <= len(data) else place + 4)

"""Real videos of the project's data: short ones, that are filmed by hand or hardly move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

REAL = Path("../shared/data")
INDEXED = (
    "hashes/vpdq-videos/chair-22-with-small-logo-bar.mp4",
    "hashes/vpdq-videos/pattern-hd-no-bar.mp4",
    "hashes/vpdq-videos/doorknob-hd-no-bar.mp4",
    "hashes/meedan/rails.mp4",
    "metadata/video/test-metadata.mp4",
)
"""Videos of five different scenes, of which the other files are copies."""

_SIDE = 640
_EACH = 7


def read(file: Path) -> Iterator[tuple[float, Image.Image]]:
    """Give some frames of a video in order, each with its seconds from the start.

    It is each seventh, so that most are none of those that are kept in the index.
    """
    with av.open(str(file)) as container:
        first: float | None = None
        for number, frame in enumerate(container.decode(video=0)):
            at = frame.time or 0.0
            first = at if first is None else first
            if number % _EACH:
                continue
            picture = frame.to_image()  # type: ignore[no-untyped-call]
            picture.thumbnail((_SIDE, _SIDE))
            yield at - first, picture

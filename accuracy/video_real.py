"""Real videos of the project's data: short ones, filmed by hand, from the air, or hardly moving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

from provenance import signals

REAL = Path("../shared/data")
INDEXED = (
    "hashes/vpdq-videos/chair-22-with-small-logo-bar.mp4",
    "hashes/vpdq-videos/pattern-hd-no-bar.mp4",
    "hashes/vpdq-videos/doorknob-hd-no-bar.mp4",
    "hashes/meedan/rails.mp4",
    "metadata/video/test-metadata.mp4",
    "hashes/meedan/h265-video.mp4",
    "hashes/perception/v2.m4v",
    "metadata/c2pa/video1.mp4",
    "metadata/video/Issue_515_(java).mp4",
    "metadata/video/with-gps.mov",
)
"""Videos of ten different scenes, of some of which there are copies."""

COPIES = (
    ("hashes/vpdq-videos/chair-22-sd-sepia-bar.mp4", INDEXED[0]),
    ("hashes/vpdq-videos/pattern-sd-grey-bar.mp4", INDEXED[1]),
    ("hashes/vpdq-videos/pattern-sd-with-large-logo-bar.mp4", INDEXED[1]),
    ("hashes/perception/v2s.mov", INDEXED[6]),
)
"""Copies that others made: the file, and that of which it is one from its beginning."""

SAME_AGAIN = {INDEXED[3], INDEXED[5], INDEXED[9]}
"""Those of which the moment cannot be told from two frames a second: a model and a box that stand
still before a camera that does, and a record that turns once in 1.8 s."""

CLIPPED = tuple(INDEXED[number] for number in (0, 1, 3, 4, 5, 6))
"""Those that are long enough to cut a clip out of them."""

_SIDE = 640
_EACH = 7


FLAT = 50
"""PDQ's threshold of quality, under which next to nothing is to be seen (hashing/pdq/README)."""


def is_flat(frame: Image.Image) -> bool:
    """Tell whether a frame shows next to nothing, as a door does of which one sees no edge."""
    prints = signals.fingerprints(frame.convert("L"))
    return all(each.quality < FLAT for each in prints if each.signal == "pdq-256")


def read(file: Path) -> Iterator[tuple[float, Image.Image]]:
    """Give some frames of a video in order, each with its seconds from the start.

    It is each seventh, so that most are none of those that are kept in the index.
    """
    for number, (at_s, frame) in enumerate(every(file)):
        if number % _EACH == 0:
            yield at_s, frame


def every(file: Path) -> Iterator[tuple[float, Image.Image]]:
    """Give all frames of a video in order, each with its seconds from the start."""
    with av.open(str(file)) as container:
        first: float | None = None
        for frame in container.decode(video=0):
            at = frame.time or 0.0
            first = at if first is None else first
            picture = frame.to_image()  # type: ignore[no-untyped-call]
            picture.thumbnail((_SIDE, _SIDE))
            even = (picture.width // 2 * 2, picture.height // 2 * 2)
            yield at - first, picture.crop((0, 0, *even))

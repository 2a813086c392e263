"""Makes small videos: a window that wanders over a photograph of the fixtures."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

PHOTOS = Path(__file__).parents[1] / "fixtures" / "images"
SIZE = (160, 120)
RATE = 10

Edit = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class How:
    """How a video is written."""

    container: str = "mp4"
    codec: str = "libx264"
    rate: int = RATE
    crf: str = "23"
    gop: int = 20


def wandering(
    seconds: float, photos: Iterable[str] = ("street.jpg", "river.jpg"), rate: int = RATE
) -> Iterator[Image.Image]:
    """Give frames: a window that glides over each photo for its part of the time."""
    names = list(photos)
    count = round(seconds * rate)
    each = max(1, count // len(names))
    for number in range(count):
        at = min(number // each, len(names) - 1)
        with Image.open(PHOTOS / names[at]) as photo:
            wide = photo.convert("RGB").resize((SIZE[0] * 5 // 4, SIZE[1] * 5 // 4))
        part = (number - at * each) / each
        left, top = round(SIZE[0] * part / 4), round(SIZE[1] * part * part / 4)
        yield wide.crop((left, top, left + SIZE[0], top + SIZE[1]))


def written(
    frames: Iterable[Image.Image], how: How | None = None, keys: Mapping[str, str] | None = None
) -> bytes:
    """Write frames as a video, perhaps with keys in its metadata, and give its bytes."""
    how = how or How()
    out = io.BytesIO()
    own = {"movflags": "use_metadata_tags"} if keys else {}
    with av.open(out, "w", format=how.container, options=own) as container:
        container.metadata.update(keys or {})
        stream = None
        for number, picture in enumerate(frames):
            if stream is None:
                options = {"crf": how.crf, "preset": "ultrafast"} if how.codec == "libx264" else {}
                stream = container.add_stream(how.codec, rate=how.rate, options=options)
                stream.width, stream.height = picture.size
                stream.pix_fmt = "yuv420p"
                stream.gop_size = how.gop
            frame = av.VideoFrame.from_ndarray(np.asarray(picture.convert("RGB")), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, how.rate)
            container.mux(stream.encode(frame))
        assert stream is not None
        container.mux(stream.encode(None))
    return out.getvalue()

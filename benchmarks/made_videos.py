"""Makes the videos that are measured, from photographs: shots that pan or zoom, and cuts."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import photo_folders
from PIL import Image, ImageOps

SIZE = (1280, 720)
RATE = 30
MINUTE_S = 60

_SHOT_S = 4
_WIDE = 1.25
_OPTIONS = {"crf": "26", "preset": "veryfast", "threads": "2"}


def minute(cache: Path, photos: Path) -> Path:
    """Give a minute of 720p at 30 frames a second, kept until its making changes."""
    return _kept(cache, "minute", photos, lambda path: _write(path, _frames(photos, MINUTE_S)))


def repeated(cache: Path, photos: Path, minutes: int) -> Path:
    """Give the minute so many times on end, its packets copied."""
    source = minute(cache, photos)
    return _kept(cache, f"minutes-{minutes}", photos, lambda path: _repeat(source, path, minutes))


def part(cache: Path, photos: Path, start_s: int, seconds: int) -> Path:
    """Give a stretch of the minute: scaled to a half and encoded anew, as a site does."""
    source = minute(cache, photos)
    return _kept(
        cache,
        f"part-{start_s}-{seconds}",
        photos,
        lambda path: _write(path, _halved(source, start_s, seconds)),
    )


def still(cache: Path, photos: Path, at_s: int) -> Path:
    """Give one frame of the minute as a JPEG."""
    (frame,) = _halved(minute(cache, photos), at_s, 1 / RATE)
    path = cache / f"still-{at_s}.jpg"
    frame.save(path, quality=80)
    return path


def _kept(cache: Path, name: str, photos: Path, write) -> Path:
    made = Path(__file__).read_bytes() + str(photos).encode()
    path = cache / f"{name}-{hashlib.sha256(made).hexdigest()[:8]}.mp4"
    if not path.exists():
        draft = path.with_suffix(".part")
        write(draft)
        draft.rename(path)
    return path


def shown(photos: Path, seconds: int = MINUTE_S) -> list[Path]:
    """Choose the photographs of which the minute is made."""
    dice = random.Random(photo_folders.SEED)
    return dice.sample(photo_folders.photographs(photos), seconds // _SHOT_S)


def _frames(photos: Path, seconds: int) -> Iterator[Image.Image]:
    for number, photo in enumerate(shown(photos, seconds)):
        with Image.open(photo) as opened:
            wide = ImageOps.fit(opened.convert("RGB"), tuple(round(s * _WIDE) for s in SIZE))
        shot = _zoomed if number % 3 == 2 else _panned
        for step in range(_SHOT_S * RATE):
            yield shot(wide, step / (_SHOT_S * RATE), number)


def _panned(wide: Image.Image, share: float, number: int) -> Image.Image:
    across = share if number % 2 else 1 - share
    left, top = (wide.width - SIZE[0]) * across, (wide.height - SIZE[1]) * share
    box = (round(left), round(top), round(left) + SIZE[0], round(top) + SIZE[1])
    return wide.crop(box)


def _zoomed(wide: Image.Image, share: float, _: int) -> Image.Image:
    cut = 1 - share * (1 - 1 / _WIDE)
    across, down = wide.width * (1 - cut) / 2, wide.height * (1 - cut) / 2
    box = (across, down, wide.width - across, wide.height - down)
    return wide.resize(SIZE, Image.Resampling.BILINEAR, box=box)


def _halved(source: Path, start_s: float, seconds: float) -> Iterator[Image.Image]:
    with av.open(str(source)) as container:
        for frame in container.decode(video=0):
            if start_s <= frame.time < start_s + seconds:
                yield frame.to_image(width=SIZE[0] // 2, height=SIZE[1] // 2)


def _write(path: Path, frames: Iterator[Image.Image]) -> None:
    with av.open(str(path), "w", format="mp4") as container:
        stream = None
        for number, picture in enumerate(frames):
            if stream is None:
                stream = container.add_stream("libx264", rate=RATE, options=_OPTIONS)
                stream.width, stream.height = picture.size
                stream.pix_fmt = "yuv420p"
            frame = av.VideoFrame.from_ndarray(np.asarray(picture), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _repeat(source: Path, path: Path, times: int) -> None:
    with av.open(str(path), "w", format="mp4") as target:
        stream = None
        for number in range(times):
            with av.open(str(source)) as container:
                own = container.streams.video[0]
                stream = stream or target.add_stream_from_template(own)
                for packet in container.demux(own):
                    if packet.dts is None:
                        continue
                    later = round(number * MINUTE_S / packet.time_base)
                    packet.pts, packet.dts = packet.pts + later, packet.dts + later
                    packet.stream = stream
                    target.mux(packet)

"""Reads animations (GIF, WebP, APNG, AVIF) as videos are read: their frames, in order, in time.

A frame that states to be shown for 10 ms or less is shown for 100 ms, as browsers do, and FFmpeg
where it makes a video of a GIF.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from provenance.media import colour, decoder, grey, video_frame
from provenance.media.containers import segments_of
from provenance.media.decoder import HASH_SIDE, Decoded, DecodedFrame
from provenance.media.formats import AVIF, GIF, PNG, WEBP, PictureFormat
from provenance.media.limits import Limits
from provenance.media.video import CPU_SHARE, FRAMES, GLANCE_S, STEP_S
from provenance.model.media import Location
from provenance.model.metadata import Segments

if TYPE_CHECKING:
    from PIL import Image

_SHORTEST_MS = 10.0
_INSTEAD_MS = 100.0
_GLANCE_SIDE = 64
_WEBP_HEADER = 12
_CHUNK_HEADER = 8


@dataclass(slots=True)
class _Progress:
    """How far an animation was read, and what kept us from reading on.

    `cut` tells that what follows its last whole frame was left away.
    """

    in_colour: bool
    cut: bool
    started: float = field(default_factory=time.process_time)
    decoded: int = 0
    offered: int = 0
    pixels: int = 0
    at_s: float = 0.0
    last_s: float = -1.0
    glanced_s: float = 0.0
    glance: bytes = b""
    first: DecodedFrame | None = None
    stopped: str = ""


def may_move(data: bytes, form: PictureFormat) -> bool:
    """Tell from the first bytes whether a picture may be an animation."""
    if form is PNG:  # the chunk acTL comes before the pixels (APNG specification 1.0)
        return data.find(b"acTL", 0, data.find(b"IDAT")) > 0
    if form is WEBP:  # bit 1 of the flags of VP8X
        return data[12:16] == b"VP8X" and bool(data[20:21]) and bool(data[20] & 2)
    if form is AVIF:
        return b"avis" in data[: min(int.from_bytes(data[:4]), 256)]
    return form is GIF


def read(
    location: Location,
    data: bytes,
    form: PictureFormat,
    limits: Limits,
    take: Callable[[DecodedFrame], None],
    *,
    in_colour: bool = False,
) -> Decoded | None:
    """Hand frames, in order, to `take`, as `video.read` does; `None` where there is only one.

    The answer holds the first frame alone. What is truncated gives what comes before the damage,
    and a remark. Raises as `decoder.decode` does.
    """
    mended = _mended(data, form)
    done = _Progress(in_colour, cut=len(mended) < len(data) or mended[:8] != data[:8])

    def all_of_it(image: Image.Image) -> Decoded | None:
        before = dict(image.info)
        found = _read(location, form, limits, image, take, done)
        return found and replace(found, segments=segments_of(data, form, image, before))

    return decoder.guarded(location, mended, form, limits, all_of_it)


def _mended(data: bytes, form: PictureFormat) -> bytes:
    """End a truncated WebP with its last whole chunk: its decoder opens no other."""
    if form is not WEBP or len(data) >= int.from_bytes(data[4:8], "little") + _CHUNK_HEADER:
        return data
    end = at = _WEBP_HEADER
    while at + _CHUNK_HEADER <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += _CHUNK_HEADER + size + size % 2
        end = at if at <= len(data) else end
    return data[:4] + (end - _CHUNK_HEADER).to_bytes(4, "little") + data[8:end]


def _read(
    location: Location,
    form: PictureFormat,
    limits: Limits,
    image: Image.Image,
    take: Callable[[DecodedFrame], None],
    done: _Progress,
) -> Decoded | None:
    decoder.require_few_pixels(location, image, limits)
    width, height = image.size
    stated = 0 if form is GIF else int(getattr(image, "n_frames", 1))
    for frame in _offered(location, limits, image, done):
        done.first = done.first or frame
        take(frame)
    if done.first is None or (done.decoded == 1 and stated <= 1 and not done.stopped):
        return None
    if grey.swaps_sides(grey.turn_of(decoder.orientation(image))):
        width, height = height, width
    total = max(done.decoded, stated, 2)
    remarks = tuple(_remarks(done, stated))
    return Decoded(form.media_type, width, height, total, (done.first,), Segments(), remarks)


def _offered(
    location: Location, limits: Limits, image: Image.Image, done: _Progress
) -> Iterator[DecodedFrame]:
    for number in _shown(location, limits, image, done):
        done.decoded = number + 1
        if _wanted(image, done):
            done.offered += 1
            turn = grey.turn_of(decoder.orientation(image))
            luma = grey.upright(grey.luma(image, HASH_SIDE), turn)
            picture = _coloured(image, turn).copy if done.in_colour else None
            yield DecodedFrame(number, round(done.at_s, 3), luma, picture)
        stated = float(image.info.get("duration") or 0)
        done.at_s += (stated if stated > _SHORTEST_MS else _INSTEAD_MS) / 1000


def _coloured(image: Image.Image, turn: int) -> Image.Image:
    return grey.upright(colour.scaled(image, HASH_SIDE), turn)


def _shown(
    location: Location, limits: Limits, image: Image.Image, done: _Progress
) -> Iterator[int]:
    """Bring one frame after another into the picture; what ends them early is noted in `done`."""
    for number in count():
        try:
            if number:
                image.seek(number)
            image.load()
        except EOFError:
            return
        except Exception as error:
            if not number:
                raise
            done.stopped = f"the file is damaged or cut short there ({error})"
            return
        decoder.require_few_pixels(location, image, limits)
        done.pixels += image.width * image.height
        if number and (reason := _over(limits, done)):
            done.stopped = reason
            return
        yield number


def _over(limits: Limits, done: _Progress) -> str:
    """Say which limit allows no further frame; empty for none."""
    if done.pixels > limits.file_pixels:
        return f"the limit of {limits.file_pixels:,} pixels (max_file_pixels) allows no more"
    if time.process_time() - done.started > limits.cpu_s * CPU_SHARE:
        return f"the limit of {limits.cpu_s} s of CPU time (max_cpu_s) allows no more"
    if done.offered >= 2 * FRAMES:
        return f"it has more than {2 * FRAMES} scenes"
    return ""


def _wanted(image: Image.Image, done: _Progress) -> bool:
    """Tell whether a frame begins a scene, or comes a step after the last that was offered."""
    due = done.last_s < 0 or done.at_s - done.last_s >= STEP_S - 0.005
    if not due and done.at_s - done.glanced_s < GLANCE_S - 0.005:
        return False
    glance = video_frame.glance_of(grey.luma(image, _GLANCE_SIDE))
    before, done.glance, done.glanced_s = done.glance, glance, done.at_s
    if due or video_frame.is_new_scene(before, glance):
        done.last_s = done.at_s
        return True
    return False


def _remarks(done: _Progress, stated: int) -> Iterator[str]:
    of = f" of {stated}" if stated > done.decoded else ""
    if done.stopped:
        yield f"{done.decoded}{of} frames were examined, up to {done.at_s:.1f} s: {done.stopped}"
    elif done.cut or of:
        yield f"{done.decoded}{of} frames were examined: the file is cut short after them"

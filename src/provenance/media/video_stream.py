"""What a container says of the stream of pictures in it, before the first of them is decoded."""

from __future__ import annotations

import math
from contextlib import suppress
from typing import TYPE_CHECKING

from provenance.errors import RefusedMedia, UnsupportedMedia
from provenance.media.limits import Limits
from provenance.model.media import Location

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_WHOLE = 7_000_000_000
"""Pixels of a video that are all decoded (four minutes of 720p); of a larger one its keyframes."""

_THIN = 10_000
"""Bytes for each second that a file states under which that is doubted: 80 kbit/s."""

_COUNTED = 500_000
"""Packets of a doubtful video that are counted: four hours of one at 30 frames a second."""


def of_pictures(location: Location, container: InputContainer, limits: Limits) -> VideoStream:
    """Give the stream to decode; raises `UnsupportedMedia` where none can be."""
    if not container.streams.video:
        raise UnsupportedMedia(f"{location.display}: holds sound or text, but no picture")
    # One of a single frame is a cover, or the still that stands for a sequence of AVIF.
    every = container.streams.video
    stream = next((each for each in every if each.frames != 1), every[0])
    if stream.codec_context is None:
        raise UnsupportedMedia(f"{location.display}: is coded in a way that nothing here reads")
    require_few_pixels(location, stream.width, stream.height, limits)
    # One thread: each costs memory, and the other cores have files of their own.
    stream.thread_type = "NONE"
    stream.thread_count = 1
    return stream


def require_few_pixels(location: Location, width: int, height: int, limits: Limits) -> None:
    """Raise `RefusedMedia` where a frame is larger than the limit."""
    if width * height > limits.frame_pixels:
        raise RefusedMedia(
            f"{location.display}: {width}x{height} pixels, over the limit of "
            f"{limits.frame_pixels:,}; raise max_frame_pixels in the settings if you trust it"
        )


def duration_s(container: InputContainer, stream: VideoStream) -> float:
    """Give how long the container says it is; 0 where it does not say."""
    if stream.duration and stream.time_base:
        return max(0.0, float(stream.duration * stream.time_base))
    return max(0.0, (container.duration or 0) / 1_000_000)


def began_s(container: InputContainer) -> float | None:
    """Give where the clock of a file begins, `None` where it does not say."""
    return None if container.start_time is None else container.start_time / 1_000_000


def is_doubtful(stated_s: float, size: int) -> bool:
    """Tell whether so few bytes hardly hold what is stated: cut short, or a header that lies."""
    return stated_s * _THIN > size


def held_s(container: InputContainer, stream: VideoStream) -> float:
    """Give the time between the first and the last packet that is there, which uses these up.

    It is infinite where there are more than are counted.
    """
    import av

    first, last = math.inf, -math.inf
    with suppress(av.FFmpegError, ValueError):
        for number, packet in enumerate(container.demux(stream)):
            if number >= _COUNTED:
                return math.inf
            if packet.pts is not None:
                first, last = min(first, packet.pts), max(last, packet.pts)
    return max(0.0, float(last - first) * float(stream.time_base or 0)) if last > first else 0.0


def choose(stream: VideoStream, length_s: float) -> bool:
    """Decode all of a short video and the keyframes of a long one; tell whether it is the latter.

    What decides is in the file, so that it is the same on every machine.
    """
    rate = float(stream.average_rate or 30)
    if length_s * rate * stream.width * stream.height > _WHOLE:
        stream.codec_context.skip_frame = "NONKEY"
        return True
    return False

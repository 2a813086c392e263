"""Decodes videos to upright grey frames; the one door to PyAV.

What opens a video is told its container by us and may use no protocol at all: FFmpeg would follow
a playlist that is named `.mp4` to the network, and an SDP text makes it bind a port (measured).
It runs inside limited worker processes only.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from provenance.errors import (
    InputError,
    MissingPart,
    RefusedMedia,
    UnreadableMedia,
    UnsupportedMedia,
)
from provenance.media import video_frame
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.formats import VideoFormat
from provenance.media.limits import Limits
from provenance.media.video_progress import Progress
from provenance.model.media import Location
from provenance.model.metadata import Segments

if TYPE_CHECKING:
    from av import VideoFrame
    from av.container import InputContainer
    from av.video.stream import VideoStream
    from PIL import Image

STEP_S = 0.5
"""Seconds between the frames that are offered, as long as no scene changes."""

FRAMES = 1200
"""Frames that are offered of one video; in a long one they lie further apart."""

_WHOLE = 7_000_000_000
"""Pixels of a video that are all decoded (four minutes of 720p); of a larger one its keyframes."""

CPU_SHARE = 0.6
"""Of the CPU time of a file; the rest is for the fingerprints."""

GLANCE_S = 0.1


def read(
    location: Location,
    data: bytes,
    form: VideoFormat,
    limits: Limits,
    take: Callable[[DecodedFrame], None],
) -> Decoded:
    """Hand frames, in order, to `take`; the answer holds everything but the frames.

    Offered are the first frame, those after a change of scene, and one each `STEP_S`, which is
    wider apart in videos so long that they would give more than `FRAMES`. A damaged or truncated
    video gives what comes before the damage, and a remark. Raises `RefusedMedia` over a limit,
    `UnsupportedMedia` where there is no picture in it or PyAV is not installed, and
    `UnreadableMedia` where not one frame can be decoded.
    """
    _require_part(location)
    try:
        with _opened(data, form) as container:
            stream = _stream(location, container, limits)
            return _read(location, form, limits, container, stream, take)
    except InputError:
        raise
    except MemoryError as error:
        raise RefusedMedia(
            f"{location.display}: needs more memory than the limit; raise max_memory_bytes"
        ) from error
    except (NameError, ImportError):
        raise  # a fault of ours, not of the file
    except Exception as error:  # FFmpeg's errors are of some thirty kinds
        raise _unreadable(location, error) from error


def in_colour(
    location: Location, data: bytes, form: VideoFormat, limits: Limits, number: int, side: int
) -> Image.Image:
    """Decode the frame of a number to upright mode RGB; raises as `read` does."""
    _require_part(location)
    try:
        with _opened(data, form) as container:
            stream = _stream(location, container, limits)
            _choose(container, stream)
            for at, frame in enumerate(container.decode(stream)):
                if at == number:
                    return video_frame.in_colour(frame, side)
    except InputError:
        raise
    except Exception as error:  # as in `read`
        raise _unreadable(location, error) from error
    raise UnreadableMedia(f"{location.display}: has no frame {number} any more; fetch it again")


def prepare() -> None:
    """Load PyAV now, where it is installed, so that processes forked later share it."""
    with suppress(ImportError):
        import av

        av.logging.set_level(av.logging.PANIC)


def _require_part(location: Location) -> None:
    try:
        import av  # noqa: F401
    except ImportError as error:
        raise MissingPart(
            f"{location.display}: is a video, which needs one more part: "
            "pip install 'provenance[video]'"
        ) from error


def _opened(data: bytes, form: VideoFormat) -> InputContainer:
    import av

    prepare()
    return av.open(
        io.BytesIO(data),
        mode="r",
        format=form.demuxer,
        options={"format_whitelist": form.names, "protocol_whitelist": "none"},
        metadata_errors="replace",
    )


def _stream(location: Location, container: InputContainer, limits: Limits) -> VideoStream:
    if not container.streams.video:
        raise UnsupportedMedia(f"{location.display}: holds sound or text, but no picture")
    # One of a single frame is a cover, or the still that stands for a sequence of AVIF.
    every = container.streams.video
    stream = next((each for each in every if each.frames != 1), every[0])
    if stream.codec_context is None:
        raise UnsupportedMedia(f"{location.display}: is coded in a way that nothing here reads")
    _require_few_pixels(location, stream.width, stream.height, limits)
    # One thread: each costs memory, and the other cores have files of their own.
    stream.thread_type = "NONE"
    stream.thread_count = 1
    return stream


def _require_few_pixels(location: Location, width: int, height: int, limits: Limits) -> None:
    if width * height > limits.frame_pixels:
        raise RefusedMedia(
            f"{location.display}: {width}x{height} pixels, over the limit of "
            f"{limits.frame_pixels:,}; raise max_frame_pixels in the settings if you trust it"
        )


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    """Give how long the container says it is; 0 where it does not say."""
    if stream.duration and stream.time_base:
        return max(0.0, float(stream.duration * stream.time_base))
    return max(0.0, (container.duration or 0) / 1_000_000)


def _choose(container: InputContainer, stream: VideoStream) -> bool:
    """Decode all of a short video and the keyframes of a long one; tell whether it is the latter.

    What decides is what the file states of itself, so that it is the same on every machine.
    """
    rate = float(stream.average_rate or 30)
    stated = _duration_s(container, stream) * rate * stream.width * stream.height
    if stated > _WHOLE:
        stream.codec_context.skip_frame = "NONKEY"
        return True
    return False


def _read(
    location: Location,
    form: VideoFormat,
    limits: Limits,
    container: InputContainer,
    stream: VideoStream,
    take: Callable[[DecodedFrame], None],
) -> Decoded:
    duration = _duration_s(container, stream)
    only_keys = _choose(container, stream)
    step = max(STEP_S, duration / FRAMES)
    done = Progress()
    for frame in _offered(location, limits, container.decode(stream), step, done):
        take(frame)
    if not done.decoded:
        raise UnreadableMedia(
            f"{location.display}: is a video of which not one frame can be decoded; it is "
            f"cut short or damaged, so fetch it again ({done.stopped or 'no data'})"
        )
    count = max(stream.frames or 0, done.decoded)
    remarks = tuple(_remarks(done, duration, only_keys=only_keys))
    return Decoded(form.media_type, done.width, done.height, count, (), Segments(), remarks)


def _offered(
    location: Location,
    limits: Limits,
    frames: Iterator[VideoFrame],
    step: float,
    done: Progress,
) -> Iterator[DecodedFrame]:
    """Give the frames to look at; whatever ends them early is noted in `done`."""
    for frame in _until_damage(frames, done):
        number, done.decoded = done.decoded, done.decoded + 1
        _require_few_pixels(location, frame.width, frame.height, limits)
        done.tick(frame.time)
        if number == 0:
            done.width, done.height = video_frame.size(frame)
        if _wanted(frame, step, done):
            done.offered += 1
            in_colour = partial(video_frame.scaled, frame)
            yield DecodedFrame(number, round(done.end_s, 3), done.greys.luma(frame), in_colour)
        if time.process_time() - done.started > limits.cpu_s * CPU_SHARE:
            done.stopped = f"the limit of {limits.cpu_s} s of CPU time (max_cpu_s) allows no more"
            return
        if done.offered >= 2 * FRAMES:
            done.stopped = f"it has more than {2 * FRAMES} scenes"
            return


def _until_damage(frames: Iterator[VideoFrame], done: Progress) -> Iterator[VideoFrame]:
    import av

    try:
        yield from frames
    except (av.FFmpegError, ValueError) as error:
        done.stopped = f"the file is damaged or cut short there ({_words(error)})"


def _wanted(frame: VideoFrame, step: float, done: Progress) -> bool:
    """Tell whether a frame begins a scene, or comes a step after the last that was offered."""
    # A rate of 29.97 must not make every second frame come one frame late.
    due = done.last_s < 0 or done.end_s - done.last_s >= step - 0.005
    if not due and done.end_s - done.glanced_s < GLANCE_S:
        return False
    glance = done.greys.glance(frame)
    before, done.glance, done.glanced_s = done.glance, glance, done.end_s
    if due or video_frame.is_new_scene(before, glance):
        done.last_s = done.end_s
        return True
    return False


def _remarks(done: Progress, duration: float, *, only_keys: bool) -> Iterator[str]:
    if only_keys:
        yield "it is long, so of its frames only those that are stored whole (keyframes) were read"
    if done.restarts:
        yield (
            f"its clock starts anew {done.restarts} times, as where videos were joined; the times "
            "given count on"
        )
    if done.stopped:
        stated = f" of {duration:.1f} s" if duration else ""
        yield f"examined up to {done.end_s:.1f} s{stated}: {done.stopped}"
    elif duration - done.end_s > 2 and not only_keys:  # noqa: PLR2004 - seconds
        yield (
            f"frames end at {done.end_s:.1f} s of the {duration:.1f} s that it states: "
            "it is cut short"
        )


def _words(error: Exception) -> str:
    said: Any = getattr(error, "strerror", None)
    return str(said or error or type(error).__name__)


def _unreadable(location: Location, error: Exception) -> UnreadableMedia:
    return UnreadableMedia(
        f"{location.display}: is a video that is damaged and cannot be decoded ({_words(error)}); "
        "fetch it again"
    )

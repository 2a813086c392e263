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
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from provenance.errors import (
    InputError,
    MissingPart,
    RefusedMedia,
    UnreadableMedia,
)
from provenance.media import video_frame, video_stream
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.formats import MP4, VideoFormat
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

CPU_SHARE = 0.6
"""Of the CPU time of a file; the rest is for the fingerprints."""

GLANCE_S = 0.1


@dataclass(frozen=True, slots=True)
class _Film:
    """An opened video, the stream to decode, and how long it is."""

    container: InputContainer
    stream: VideoStream
    length_s: float


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
            stream = video_stream.of_pictures(location, container, limits)
            film = _Film(container, stream, _length_s(data, form, container, stream))
            return _read(location, form, limits, film, take)
    except InputError:
        raise
    except MemoryError as error:
        raise RefusedMedia(
            f"{location.display}: needs more memory than the limit; raise max_memory_bytes"
        ) from error
    except (NameError, ImportError):
        raise  # a fault of ours, not of the file
    except Exception as error:  # FFmpeg's errors are of some thirty kinds
        raise _unreadable(location, data, form, error) from error


def in_colour(
    location: Location, data: bytes, form: VideoFormat, limits: Limits, number: int, side: int
) -> Image.Image:
    """Decode the frame of a number to upright mode RGB; raises as `read` does."""
    _require_part(location)
    try:
        with _opened(data, form) as container:
            stream = video_stream.of_pictures(location, container, limits)
            video_stream.choose(stream, _length_s(data, form, container, stream))
            for at, frame in enumerate(container.decode(stream)):
                if at == number:
                    return video_frame.in_colour(frame, video_frame.stretch_of(stream), side)
    except InputError:
        raise
    except Exception as error:  # as in `read`
        raise _unreadable(location, data, form, error) from error
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


def _length_s(
    data: bytes, form: VideoFormat, container: InputContainer, stream: VideoStream
) -> float:
    """Give how long a video is: what it states, or what is there where that is not all of it."""
    stated = video_stream.duration_s(container, stream)
    if not video_stream.is_doubtful(stated, len(data)):
        return stated
    with _opened(data, form) as again:
        same = next(each for each in again.streams.video if each.index == stream.index)
        return min(stated, video_stream.held_s(again, same))


def _read(
    location: Location,
    form: VideoFormat,
    limits: Limits,
    film: _Film,
    take: Callable[[DecodedFrame], None],
) -> Decoded:
    container, stream = film.container, film.stream
    only_keys = video_stream.choose(stream, film.length_s)
    step = max(STEP_S, film.length_s / FRAMES)
    greys = video_frame.Greys(video_frame.stretch_of(stream))
    done = Progress(greys=greys, file_began_s=video_stream.began_s(container))
    for frame in _offered(location, limits, container.decode(stream), step, done):
        take(frame)
    if not done.decoded:
        raise UnreadableMedia(
            f"{location.display}: is a video of which not one frame can be decoded; it is "
            f"cut short or damaged, so fetch it again ({done.stopped or 'no data'})"
        )
    count = max(stream.frames or 0, done.decoded)
    stated = video_stream.duration_s(container, stream)
    remarks = tuple(_remarks(done, stated, only_keys=only_keys))
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
        video_stream.require_few_pixels(location, frame.width, frame.height, limits)
        done.tick(frame.time)
        if number == 0:
            done.width, done.height = video_frame.size(frame, done.greys.stretch)
        if _wanted(frame, step, done):
            yield _taken(frame, number, done)
        if reason := _over(limits, done):
            done.stopped = reason
            return


def _taken(frame: VideoFrame, number: int, done: Progress) -> DecodedFrame:
    done.offered += 1
    in_colour = partial(video_frame.scaled, frame, done.greys.stretch)
    return DecodedFrame(number, round(done.end_s, 3), done.greys.luma(frame), in_colour)


def _over(limits: Limits, done: Progress) -> str:
    """Say which limit allows no further frame; empty for none."""
    if time.process_time() - done.started > limits.cpu_s * CPU_SHARE:
        return f"the limit of {limits.cpu_s} s of CPU time (max_cpu_s) allows no more"
    return f"it has more than {2 * FRAMES} scenes" if done.offered >= 2 * FRAMES else ""


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


def _unreadable(
    location: Location, data: bytes, form: VideoFormat, error: Exception
) -> UnreadableMedia:
    if form.demuxer == MP4.demuxer and b"moov" not in data:
        return UnreadableMedia(
            f"{location.display}: is a video that is cut short: the table without which none of "
            "its frames can be found (moov) often stands at the end; fetch all of it"
        )
    return UnreadableMedia(
        f"{location.display}: is a video that is damaged and cannot be decoded ({_words(error)}); "
        "fetch it again"
    )

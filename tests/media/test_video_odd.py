"""Videos of odd length, rate, clock and size are read as far as they go, and that is said."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import av
import pytest
from PIL import Image

from tests.media.test_video import seen
from tests.videos import How, wandering, written

SMALL = (64, 48)
HOUR_S = 3600


def timed(
    pictures: Iterator[Image.Image], times_s: Sequence[float], container: str = "mp4"
) -> bytes:
    """Write a picture at each of these seconds."""
    out = io.BytesIO()
    options = {"avoid_negative_ts": "disabled"}
    with av.open(out, "w", format=container, options=options) as target:
        codec = {"crf": "30", "preset": "ultrafast", "bf": "0"}
        stream = target.add_stream("libx264", rate=1000, options=codec)
        stream.width, stream.height = SMALL
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for picture, at in zip(pictures, times_s, strict=False):
            frame = av.VideoFrame.from_image(picture.resize(SMALL))
            frame.pts, frame.time_base = round(at * 1000), Fraction(1, 1000)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()


def black() -> Iterator[Image.Image]:
    while True:
        yield Image.new("RGB", SMALL)


def test_ten_hours_of_black_are_looked_at_from_end_to_end():
    found = seen(timed(black(), [60.0 * minute for minute in range(600)]))
    assert found.times[-1] >= 9.9 * HOUR_S
    assert len(found.frames) <= 1201
    assert max(b - a for a, b in pairwise(found.times)) <= 61


def test_a_thousand_frames_a_second_give_two_of_each_second():
    found = seen(timed(black(), [number / 1000 for number in range(2000)]))
    assert found.decoded.frame_count == 2000
    assert found.times[:4] == pytest.approx([0.0, 0.5, 1.0, 1.5], abs=0.02)
    assert len(found.times) <= 5


def test_frames_at_uneven_times_keep_their_times():
    times = [0.0, 0.04, 0.9, 0.95, 3.0, 3.01, 7.5]
    found = seen(timed(black(), times, "matroska"))
    assert found.times == pytest.approx([0.0, 0.9, 3.0, 7.5], abs=0.01)


@pytest.mark.parametrize("container", ["mp4", "matroska", "mpegts"])
def test_a_clock_that_begins_before_zero_counts_from_the_first_frame(container: str):
    found = seen(timed(black(), [number / 10 - 2 for number in range(30)], container))
    assert found.times[0] == 0.0
    assert found.times == pytest.approx(
        [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 2.9][: len(found.times)], abs=0.11
    )
    assert found.times[-1] >= 0.5


def test_a_clock_that_starts_anew_goes_on_counting_and_that_is_said():
    how = How("mpegts", "mpeg2video", rate=25)
    one, other = (written(wandering(3, (name,), 25), how) for name in ("street.jpg", "river.jpg"))
    found = seen(one + other)
    assert found.times == sorted(found.times)
    assert found.times[-1] >= 5
    assert any("starts anew" in remark for remark in found.decoded.remarks)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (3, 2), (7680, 4320)])
def test_any_size_is_read(size: tuple[int, int]):
    out = io.BytesIO()
    with av.open(out, "w", format="matroska") as target:
        stream = target.add_stream("mjpeg", rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p"
        for _ in range(2):
            target.mux(stream.encode(av.VideoFrame.from_image(Image.new("RGB", size, "teal"))))
        target.mux(stream.encode(None))
    found = seen(out.getvalue())
    assert (found.decoded.width, found.decoded.height) == size
    assert found.times == [0.0]

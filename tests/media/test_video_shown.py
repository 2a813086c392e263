"""Frames are what a player shows, when it shows them: turned, wide, late, or out of the middle."""

from __future__ import annotations

import io
import struct
from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from provenance.errors import UnreadableMedia
from provenance.media import video_stream
from tests.media.decoding import grey
from tests.media.test_video import seen
from tests.videos import SIZE, How, wandering, written

ONE = 1 << 16


@pytest.fixture(scope="module")
def clip() -> bytes:
    return written(wandering(1))


def laid(clip: bytes, a: int, b: int, c: int, d: int) -> bytes:
    """Give a clip the matrix of a turn in its track header (ISO/IEC 14496-12, 8.3.2)."""
    plain = struct.pack(">9i", ONE, 0, 0, 0, ONE, 0, 0, 0, 1 << 30)
    at = clip.index(plain, clip.index(b"tkhd"))
    turn = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    return clip[:at] + turn + clip[at + len(turn) :]


@pytest.mark.parametrize(
    ("matrix", "turn"),
    [
        ((-ONE, 0, 0, ONE), Image.Transpose.FLIP_LEFT_RIGHT),
        ((ONE, 0, 0, -ONE), Image.Transpose.FLIP_TOP_BOTTOM),
        ((-ONE, 0, 0, -ONE), Image.Transpose.ROTATE_180),
        ((0, ONE, -ONE, 0), Image.Transpose.ROTATE_270),
        ((0, -ONE, ONE, 0), Image.Transpose.ROTATE_90),
        ((0, ONE, ONE, 0), Image.Transpose.TRANSPOSE),
        ((0, -ONE, -ONE, 0), Image.Transpose.TRANSVERSE),
    ],
    ids=lambda each: getattr(each, "name", ""),
)
def test_a_track_is_seen_as_it_is_laid(clip: bytes, matrix: tuple[int, ...], turn: Image.Transpose):
    expected = seen(clip).frames[0].luma.transpose(turn)
    found = seen(laid(clip, *matrix))
    assert (found.decoded.width, found.decoded.height) == expected.size
    assert abs(grey(found.frames[0].luma) - grey(expected)).max() <= 1


def test_a_track_that_leans_is_seen_as_it_is_stored(clip: bytes):
    half = round(ONE * 0.7071)
    found = seen(laid(clip, half, half, -half, half))
    assert abs(grey(found.frames[0].luma) - grey(seen(clip).frames[0].luma)).max() <= 1


def anamorphic(aspect: Fraction) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        stream = target.add_stream("libx264", rate=10)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.codec_context.sample_aspect_ratio = aspect
        for number, picture in enumerate(wandering(1)):
            frame = av.VideoFrame.from_image(picture)
            frame.pts, frame.time_base = number, Fraction(1, 10)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()


@pytest.mark.parametrize(
    ("aspect", "shown"),
    [
        (Fraction(16, 9), (284, 120)),
        (Fraction(1, 2), (160, 240)),
        (Fraction(200, 199), SIZE),
        (Fraction(50, 1), SIZE),
    ],
    ids=str,
)
def test_pixels_that_are_no_squares_are_shown_as_wide_as_they_are(
    aspect: Fraction, shown: tuple[int, int]
):
    found = seen(anamorphic(aspect))
    assert (found.decoded.width, found.decoded.height) == shown
    assert found.frames[0].luma.size == shown
    picture = found.frames[0].colour
    assert picture is not None
    assert picture().size == shown


def sound_first(pictures_from_s: int) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format="matroska") as target:
        stream = target.add_stream("libx264", rate=10)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        sound = target.add_stream("pcm_s16le", rate=8000)
        silence = np.zeros((1, 8000), np.int16)
        for second in range(pictures_from_s + 2):
            heard = av.AudioFrame.from_ndarray(silence, format="s16", layout="mono")
            heard.rate, heard.pts = 8000, second * 8000
            target.mux(sound.encode(heard))
        for number, picture in enumerate(wandering(2)):
            frame = av.VideoFrame.from_image(picture)
            frame.pts, frame.time_base = number + pictures_from_s * 10, Fraction(1, 10)
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()


def test_time_counts_from_the_sound_that_is_heard_before_anything_is_seen():
    assert seen(sound_first(3)).times[0] == pytest.approx(3.0, abs=0.01)


def test_time_counts_from_the_first_frame_where_sound_begins_with_it():
    assert seen(sound_first(0)).times[0] == 0.0


@pytest.fixture(scope="module")
def broadcast() -> bytes:
    return written(wandering(3), How("mpegts", "mpeg2video", rate=25))


def test_a_broadcast_that_is_joined_within_a_packet_is_read(broadcast: bytes):
    found = seen(broadcast[100:])
    assert found.decoded.media_type == "video/mp2t"
    assert found.times[-1] == pytest.approx(seen(broadcast).times[-1], abs=0.6)


def test_the_packets_of_a_camera_with_a_time_before_each_are_read(broadcast: bytes):
    packets = (broadcast[at : at + 188] for at in range(0, len(broadcast), 188))
    found = seen(b"".join(b"\0\x01\x02\x03" + each for each in packets))
    assert found.times == seen(broadcast).times


def test_a_header_that_states_years_hides_no_frames():
    whole = written(wandering(4), How("matroska"))
    at = whole.index(b"\x44\x89\x88") + 3  # Duration (RFC 9559, 5.1.2.10), a double of 8 bytes
    found = seen(whole[:at] + struct.pack(">d", 1e11) + whole[at + 8 :])
    assert found.times == seen(whole).times
    assert "that it states: it is cut short" in found.decoded.remarks[0]


def test_what_takes_too_long_to_count_is_believed_to_be_as_long_as_it_states(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(video_stream, "_COUNTED", 0)
    whole = written(wandering(4), How("matroska"))
    at = whole.index(b"\x44\x89\x88") + 3
    found = seen(whole[:at] + struct.pack(">d", 1e11) + whole[at + 8 :])
    assert "keyframes" in found.decoded.remarks[0]


def test_an_mp4_that_ends_before_its_table_is_said_to_be_cut_short(clip: bytes):
    with pytest.raises(
        UnreadableMedia, match=r"cut short: the table .* \(moov\) .* fetch all of it"
    ):
        seen(clip[: clip.index(b"moov") - 4])

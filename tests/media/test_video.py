"""Videos become frames with their times; nothing in one makes us reach for the network."""

from __future__ import annotations

import itertools
import random
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from provenance.errors import InputError, RefusedMedia, UnreadableMedia, UnsupportedMedia
from provenance.media import formats, video, video_stream
from provenance.media.decoder import Decoded, DecodedFrame
from provenance.media.limits import Limits
from provenance.model.media import Location
from tests.media.decoding import grey
from tests.videos import RATE, SIZE, How, wandering, written

HERE = Location("clip.mp4")


@dataclass(slots=True)
class Seen:
    """What came of a video."""

    decoded: Decoded
    frames: list[DecodedFrame] = field(default_factory=list)

    @property
    def times(self) -> list[float]:
        return [frame.timestamp_s for frame in self.frames]


def seen(data: bytes, **limits: int) -> Seen:
    form = formats.recognise(HERE, data)
    assert isinstance(form, formats.VideoFormat)
    frames: list[DecodedFrame] = []
    return Seen(video.read(HERE, data, form, Limits(**limits), frames.append), frames)


@pytest.fixture(scope="module")
def clip() -> bytes:
    return written(wandering(4))


@pytest.mark.parametrize(
    ("how", "media_type"),
    [
        (How(), "video/mp4"),
        (How("mov"), "video/quicktime"),
        (How("matroska"), "video/matroska"),
        (How("webm", "libvpx"), "video/webm"),
        (How("avi", "mpeg4"), "video/x-msvideo"),
        (How("mpegts", "mpeg2video", rate=25), "video/mp2t"),
        (How("flv", "flv1"), "video/x-flv"),
        (How("asf", "wmv2"), "video/x-ms-wmv"),
        (How("ogg", "libvpx"), "video/ogg"),
    ],
    ids=lambda value: value.container if isinstance(value, How) else "",
)
def test_every_container_gives_frames_with_their_times(how: How, media_type: str):
    found = seen(written(wandering(2, rate=how.rate), how))
    assert (found.decoded.media_type, found.decoded.width, found.decoded.height) == (
        media_type,
        *SIZE,
    )
    assert found.times[0] == 0.0
    assert max(b - a for a, b in zip(found.times, found.times[1:], strict=False)) <= 0.6
    assert found.times[-1] >= 1.5
    assert found.decoded.remarks == ()


def test_a_new_scene_is_offered_the_moment_it_begins(clip: bytes):
    assert 2.0 in seen(clip).times


def test_a_frame_is_number_and_time_of_the_stream(clip: bytes):
    for frame in seen(clip).frames:
        assert frame.timestamp_s == pytest.approx(frame.number / RATE, abs=0.001)


def test_a_video_that_is_turned_is_seen_upright(clip: bytes):
    # The matrix of the track header for a quarter turn clockwise (ISO/IEC 14496-12, 8.3.2).
    plain = b"".join(n.to_bytes(4) for n in (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30))
    turned = b"".join(
        (n & 0xFFFFFFFF).to_bytes(4) for n in (0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    )
    at = clip.index(plain, clip.index(b"tkhd"))
    found = seen(clip[:at] + turned + clip[at + len(turned) :])
    assert (found.decoded.width, found.decoded.height) == (SIZE[1], SIZE[0])
    upright = grey(seen(clip).frames[0].luma)
    assert abs(grey(found.frames[0].luma) - upright[::-1].T).max() <= 1


def test_a_truncated_video_is_used_as_far_as_it_goes():
    whole = written(wandering(4), How("mpegts", "mpeg2video", rate=25))
    found = seen(whole[: len(whole) // 2])
    assert 0.5 < found.times[-1] < 3.6


def test_a_truncated_video_that_states_its_length_is_said_to_be_cut_short():
    whole = written(wandering(8), How("matroska"))
    found = seen(whole[: len(whole) // 2])
    assert found.times[-1] < 6
    assert "cut short" in found.decoded.remarks[0]


def test_an_mp4_without_its_table_is_unreadable(clip: bytes):
    with pytest.raises(UnreadableMedia, match=r"clip.mp4: is a video"):
        seen(clip[: clip.index(b"moov") - 4])


def test_too_many_pixels_are_refused(clip: bytes):
    with pytest.raises(RefusedMedia, match="max_frame_pixels"):
        seen(clip, frame_pixels=SIZE[0] * SIZE[1] - 1)


def test_time_runs_out_and_that_is_said(clip: bytes, monkeypatch: pytest.MonkeyPatch):
    seen_all = seen(clip).frames
    clock = itertools.count(video.time.process_time(), 4)
    monkeypatch.setattr(video.time, "process_time", lambda: next(clock))
    found = seen(clip)
    assert len(found.frames) < len(seen_all)
    assert "max_cpu_s" in found.decoded.remarks[0]


def test_of_a_long_video_the_keyframes_are_read(monkeypatch: pytest.MonkeyPatch, clip: bytes):
    monkeypatch.setattr(video_stream, "_WHOLE", 1000)
    found = seen(clip)
    assert found.times == [0.0, 2.0]
    assert "keyframes" in found.decoded.remarks[0]


def test_without_its_part_a_video_names_what_to_install(monkeypatch, clip: bytes):
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(UnsupportedMedia, match=r"pip install 'provenance\[video\]'"):
        seen(clip)


def test_sound_alone_is_no_picture():
    data = b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\0\x08mdat"
    with pytest.raises(InputError):
        seen(data)


URL = "http://127.0.0.1:9/x.ts"
PLAYLISTS = {
    "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{URL}\n#EXT-X-ENDLIST\n",
    "hls-master": f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{URL}\n",
    "hls-key": f'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{URL}"\n#EXTINF:9,\nfile:///etc/passwd\n',
    "ffconcat": f"ffconcat version 1.0\nfile '{URL}'\n",
    "concat-of-a-file": "ffconcat version 1.0\nfile '/etc/passwd'\n",
    "dash": f"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'><Period>"
    f"<BaseURL>{URL}</BaseURL></Period></MPD>",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
    "m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    "smil": f"<smil><body><video src='{URL}'/></body></smil>",
    "asx": f"<asx><entry><ref href='{URL}'/></entry></asx>",
    "pls": f"[playlist]\nFile1={URL}\n",
    "rtsp-redirect": "RTSPtext rtsp://127.0.0.1:9/x",
    "m3u": f"{URL}\n",
}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch):
    """Count the sockets of this process, FFmpeg's own among them, as the kernel sees them."""
    from pathlib import Path

    def sockets() -> list[str]:
        found = []
        for entry in Path("/proc/self/fd").iterdir():
            try:
                target = str(entry.readlink())
            except OSError:
                continue
            if target.startswith("socket:"):
                found.append(target)
        return sorted(found)

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return sockets


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")
@pytest.mark.parametrize("name", PLAYLISTS)
@pytest.mark.parametrize(
    "behind", ["", "ftyp", "matroska", "asf", "ogg", "ts"], ids=lambda each: each or "bare"
)
def test_a_playlist_named_mp4_reaches_nothing(name: str, behind: str, no_network):
    """Bare, it is no video at all; with the first bytes of a container it is a broken one."""
    text = PLAYLISTS[name].encode()
    fronts = {
        "": b"",
        "ftyp": b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
        "matroska": b"\x1aE\xdf\xa3",
        "asf": formats._ASF_HEADER,
        "ogg": b"OggS\0",
        "ts": (b"G" + bytes(187)) * 3,
    }
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    listener.settimeout(0)
    text = text.replace(b"127.0.0.1:9/", b"127.0.0.1:%d/" % listener.getsockname()[1])
    before = no_network()
    with pytest.raises(InputError):
        seen(fronts[behind] + text)
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert no_network() == before
    listener.close()


def test_a_quicktime_file_that_refers_to_another_place_opens_nothing(clip: bytes, no_network):
    # A data reference that is not "in this file" (flag 0) but names a URL.
    at = clip.index(b"url \0\0\0\x01")
    before = no_network()
    data = clip[: at + 7] + b"\0" + clip[at + 8 :]
    with suppress(InputError):
        seen(data)
    assert no_network() == before


@pytest.mark.parametrize("container", ["mp4", "matroska", "avi", "asf", "ogg"])
def test_a_damaged_video_gives_frames_or_an_error_of_ours(container: str):
    whole = written(wandering(1), How(container, "libvpx" if container == "ogg" else "mpeg4"))
    dice = random.Random(container)
    for _ in range(25):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 30)):
            data[dice.randrange(16, len(data))] = dice.randrange(256)
        try:
            assert seen(bytes(data), frame_pixels=1_000_000).frames
        except InputError as error:
            assert str(error).startswith("clip.mp4: ")  # noqa: PT017


def test_any_length_of_a_video_gives_frames_or_an_error_of_ours(clip: bytes):
    for length in range(40, len(clip), len(clip) // 25):
        try:
            assert seen(clip[:length]).frames
        except InputError as error:
            assert str(error).startswith("clip.mp4: ")  # noqa: PT017

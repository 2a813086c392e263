"""vPDQ files are read and written as ThreatExchange does."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UnreadableMedia
from provenance.media import formats, video
from provenance.media.decoder import DecodedFrame
from provenance.media.limits import Limits
from provenance.model.fingerprint import Fingerprint
from provenance.model.media import Location
from provenance.signals import fingerprints
from provenance.signals.vpdq import HashedFrame, begins, mirrored, read, written
from tests.pictures import a_picture
from tests.signals.shared import DATA

LINE = "7,100," + "0f" * 32 + ",0.233\n"
VIDEOS = DATA / "hashes" / "vpdq-videos"
NAMES = (
    "chair-22-sd-sepia-bar",
    "chair-22-with-small-logo-bar",
    "doorknob-hd-no-bar",
    "pattern-hd-no-bar",
    "pattern-sd-grey-bar",
    "pattern-sd-with-large-logo-bar",
)


def test_what_is_read_is_written_again():
    (frame,) = read("a.txt", LINE)
    assert (frame.number, frame.timestamp_s, frame.fingerprint.quality) == (7, 0.233, 100)
    assert written([frame]) == LINE


@pytest.mark.parametrize(
    "line",
    [
        "7,100,0f,0.2",
        "7,100," + "0f" * 32,
        "x,100," + "0f" * 32 + ",1",
        "7,101," + "0f" * 32 + ",1",
        "7,100," + "zz" * 32 + ",1",
        "7,100," + "0f" * 32 + ",nan",
        "7,100," + "0f" * 32 + ",-1",
        "7,100," + "0f" * 32 + ",1e3",
        "-1,100," + "0f" * 32 + ",1",
        "1_0,100," + "0f" * 32 + ",1",
        "\u0661,100," + "0f" * 32 + ",1",
        "9999999999,100," + "0f" * 32 + ",1",
        "8,100," + "0f " * 21 + "0,1",
        LINE.strip(),
    ],
)
def test_a_line_that_is_none_is_named(line: str):
    with pytest.raises(UnreadableMedia, match=r"a\.txt: line 2 is not"):
        read("a.txt", LINE + line + "\n")


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_a_text_without_a_line_says_so(text: str):
    with pytest.raises(UnreadableMedia, match=r"a\.txt: holds no line"):
        read("a.txt", text)


def test_blank_lines_line_ends_and_a_mark_of_byte_order_are_nothing():
    assert read("a.txt", "\ufeff\n" + LINE.replace("\n", "\r\n") + "\n") == read("a.txt", LINE)


@given(
    st.lists(
        st.builds(
            HashedFrame,
            st.integers(0, 999_999_999),
            st.integers(0, 10**9).map(lambda thousandths: thousandths / 1000),
            st.builds(
                Fingerprint,
                st.just("pdq-256"),
                st.binary(min_size=32, max_size=32),
                st.integers(0, 100),
            ),
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda frame: frame.number,
    )
)
def test_what_is_written_is_read_again(frames: list[HashedFrame]):
    text = written(frames)
    assert read("a.vpdq", text) == tuple(frames)
    assert begins(text.encode())


def test_a_mutant_is_read_or_its_line_is_named():
    dice = random.Random(6)
    whole = "".join(LINE.replace("7", str(number), 1) for number in range(5))
    for _ in range(2000):
        text = list(whole)
        for _ in range(dice.randrange(1, 4)):
            at = dice.randrange(len(text))
            text[at] = dice.choice(["", text[at] * 2, chr(dice.randrange(0x250)), ",", "\n", "é"])
        try:
            frames = read("a.txt", "".join(text))
        except UnreadableMedia as error:
            assert str(error).startswith("a.txt: line ")  # noqa: PT017
        else:
            assert all(len(each.fingerprint.value) == 32 for each in frames)
            again = read("a.txt", written(frames))
            assert [each.fingerprint for each in again] == [each.fingerprint for each in frames]


@given(st.binary(max_size=200))
def test_any_text_is_read_or_refused_by_name(data: bytes):
    with suppress(UnreadableMedia):
        assert read("a.txt", data.decode("latin-1"))


def test_the_hash_of_the_mirror_image_is_about_known_from_the_hash_alone():
    scenes = [a_picture(seed).convert("L") for seed in range(6)]
    for scene in scenes:
        plain, turned = fingerprints(scene)[0], fingerprints(scene.transpose(0))[0]
        assert mirrored(plain).distance(turned) <= 40
        assert plain.distance(turned) > 90
        assert mirrored(mirrored(plain)) == plain


def hashed(name: str) -> list[HashedFrame]:
    data = (VIDEOS / f"{name}.mp4").read_bytes()
    location = Location(name)
    form = formats.recognise(location, data)
    assert isinstance(form, formats.VideoFormat)
    found: list[HashedFrame] = []

    def take(frame: DecodedFrame) -> None:
        found.append(HashedFrame(frame.number, frame.timestamp_s, fingerprints(frame.luma)[0]))

    video.read(location, data, form, Limits(), take)
    return found


@pytest.mark.shared_data
@pytest.mark.skipif(not VIDEOS.is_dir(), reason="../shared/data is not here")
def test_published_hashes_of_videos_are_within_six_bits_at_their_times():
    near = far = 0
    for name in NAMES:
        text = (VIDEOS / f"{name}.txt").read_text()
        published = {each.number: each for each in read(name, text)}
        assert written(published.values()) == text
        for ours in hashed(name):
            theirs = published[ours.number]
            assert ours.timestamp_s == pytest.approx(theirs.timestamp_s, abs=0.002)
            if theirs.fingerprint.quality >= 50:
                is_near = ours.fingerprint.distance(theirs.fingerprint) <= 6
                near, far = near + is_near, far + (not is_near)
    assert near >= 0.99 * (near + far) > 100

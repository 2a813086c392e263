"""vPDQ files are read and written as ThreatExchange does."""

from __future__ import annotations

import pytest

from provenance.errors import UsageError
from provenance.media import formats, video
from provenance.media.decoder import DecodedFrame
from provenance.media.limits import Limits
from provenance.model.media import Location
from provenance.signals import fingerprints
from provenance.signals.vpdq import HashedFrame, read, written
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
    ],
)
def test_a_line_that_is_none_is_named(line: str):
    with pytest.raises(UsageError, match=r"a\.txt: line 2 is not"):
        read("a.txt", LINE + line + "\n")


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

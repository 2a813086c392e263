"""One video gives one answer: with any number of workers, in any order, in another container."""

from __future__ import annotations

import io
from pathlib import Path

import av
import pytest

from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import open_index
from tests.videos import How, wandering, written

PHOTOS = ("street.jpg", "river.jpg", "irises.jpg", "still-life.jpg")
VIDEOS = {f"{photo[:-4]}.mp4": written(wandering(3, (photo,))) for photo in PHOTOS}


def copied(data: bytes, container: str) -> bytes:
    """Put the packets of a video into another container, as they are."""
    out = io.BytesIO()
    with av.open(io.BytesIO(data)) as source, av.open(out, "w", format=container) as target:
        own = source.streams.video[0]
        stream = target.add_stream_from_template(own)
        for packet in source.demux(own):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return out.getvalue()


def stored(folder: Path, files: dict[str, bytes], workers: int) -> dict[str, list[object]]:
    """Ingest files and give what the index holds of each: the frames, their times, their hashes."""
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    found: dict[str, list[object]] = {}
    with open_index(folder / "i.db", create=True, settings=Settings(workers=workers)) as index:
        for name in files:
            assert ingest(index, folder / name, keypoints=False).added == 1
        for name in files:
            (match,) = [
                each
                for each in check(index, folder / name).case.matches
                if each.strength.value == "exact"
            ]
            found[name] = [
                (frame.index, frame.timestamp_s, prints)
                for frame, prints in index.engine.frames(match.media.sha256)
            ]
    return found


def test_workers_and_order_change_nothing(tmp_path: Path):
    one = stored(tmp_path / "one", VIDEOS, workers=1)
    backwards = dict(reversed(VIDEOS.items()))
    four = stored(tmp_path / "four", backwards, workers=4)
    assert one == four
    assert all(len(frames) >= 5 for frames in one.values())


@pytest.mark.parametrize("container", ["matroska", "mov", "mpegts"])
def test_another_container_changes_nothing(tmp_path: Path, container: str):
    video = written(wandering(4), How(gop=20))
    ours = stored(tmp_path / "ours", {"a.mp4": video}, workers=1)["a.mp4"]
    theirs = stored(tmp_path / "theirs", {"a.mkv": copied(video, container)}, workers=1)["a.mkv"]
    assert len(ours) == len(theirs)
    for (number, at, prints), (other_number, other_at, other_prints) in zip(
        ours, theirs, strict=True
    ):
        assert (number, prints) == (other_number, other_prints)
        assert at == pytest.approx(other_at, abs=0.001)

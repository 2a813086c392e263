"""Measures how much of a large index the frames of a clip must compare to be laid on the right one.

`PYTHONPATH=.:benchmarks python scripts/measure_budget.py FOLDER-OF-PHOTOS` fills an index of 1,000
hours as `benchmarks/run.py video` does, keeps it where that does, and asks it by keypoints for 10
seconds of the minute of video in it, edited in a few hard ways, with more and more of a budget.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import av
import filled_videos
import made_videos
import photo_folders
import video as benchmark
from accuracy.video_made import written
from PIL import Image, ImageOps
from platformdirs import user_cache_path

from provenance import open_index
from provenance.index import budget
from provenance.index.interface import Engine
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Location
from provenance.settings import load
from provenance.workflows.aligned import CANDIDATES
from provenance.workflows.examine import examine, limits_of
from provenance.workflows.ingest import ingest
from provenance.workflows.queries import QUERIED
from provenance.workflows.voted import chosen, votes

SECONDS = 10
RATE = 15
SIZE = (640, 360)
SHARES = ((500_000, 25_000), (1_000_000, 50_000), (2_000_000, 100_000), (4_000_000, 250_000))
"""Pairs that all frames together and each of them may compare, if there are many."""

Edit = Callable[[Image.Image], Image.Image]


@dataclass(slots=True)
class Laid:
    """Of the frames of some clips: how many are laid on the right video, and on how much of it."""

    frames: int = 0
    right: int = 0
    times: int = 0


def cropped(share: float, across: float, down: float, *, mirrored: bool = False) -> Edit:
    """Leave so much of each side, from this place on."""

    def edit(frame: Image.Image) -> Image.Image:
        wide, high = (round(side * share) for side in frame.size)
        left, top = round((frame.width - wide) * across), round((frame.height - high) * down)
        part = frame.crop((left, top, left + wide, top + high)).resize(SIZE)
        return ImageOps.mirror(part) if mirrored else part

    return edit


def on_page(frame: Image.Image) -> Image.Image:
    """Show it small on a page."""
    page = Image.new("RGB", (1280, 720), (240, 240, 240))
    page.paste(frame.resize((480, 270)), (60, 90))
    return page


EDITS: dict[str, Edit] = {
    "small on a page": on_page,
    "45 % of each side, mirrored": cropped(0.45, 0.8, 0.2, mirrored=True),
    "35 % of each side": cropped(0.35, 0.7, 0.6),
    "25 % of each side": cropped(0.25, 0.3, 0.7),
}


def main(given: argparse.Namespace) -> None:
    """Print for each edit and budget how many frames are laid on the video they were cut from."""
    asked = set(made_videos.shown(given.photos))
    strangers = [each for each in photo_folders.photographs(given.photos) if each not in asked]
    minute = made_videos.minute(given.cache, given.photos)
    path = filled_videos.large(given.cache, benchmark.HOURS, strangers)
    sha256 = hashlib.sha256(minute.read_bytes()).hexdigest()
    frames = list(decoded(minute))
    dice = random.Random(given.seed)  # noqa: S311 - the same clips on every machine
    with open_index(path, writable=True) as index:
        ingest(index, minute)
        for name, edit in EDITS.items():
            clips = [clip(frames, edit, dice) for _ in range(given.clips)]
            for share in SHARES:
                sys.stdout.write(
                    f"{name:28s} {share[0]:9,} {told(index.engine, clips, sha256, share)}\n"
                )


def decoded(path: Path) -> Iterator[Image.Image]:
    """Give every other frame, which are 15 in a second."""
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number % 2 == 0:
                yield frame.to_image()


def clip(frames: list[Image.Image], edit: Edit, dice: random.Random) -> tuple[ExaminedFrame, ...]:
    """Cut out a clip, edit it, and examine it as a query."""
    start = dice.randrange(len(frames) - SECONDS * RATE)
    data = written([edit(each) for each in frames[start : start + SECONDS * RATE]], RATE, "30")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clip.mp4"
        file.write_bytes(data)
        wanted = replace(QUERIED, few_first=True)
        return examine(Location(str(file)), limits_of(load()), wanted).frames


def told(
    engine: Engine, clips: list[tuple[ExaminedFrame, ...]], sha256: str, share: tuple[int, int]
) -> str:
    """Say for how many frames the right video is among what they are laid on."""
    budget._COMPARED_TOGETHER, budget._LEAST_SHARE = share
    found = Laid()
    for frames in clips:
        for examined, own in zip(
            frames, chosen(votes(engine, frames, CANDIDATES), CANDIDATES), strict=True
        ):
            times = sum(each.candidate.media.sha256 == sha256 for each in own)
            found.frames += bool(examined.keypoints)
            found.right += times > 0
            found.times += times
    return f"{found.right:3d} of {found.frames:3d} frames, {found.times:4d} places"


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("photos", type=Path, metavar="FOLDER-OF-PHOTOS")
    words.add_argument("--clips", type=int, default=5, metavar="N", help="of each edit [5]")
    words.add_argument("--seed", type=int, default=0, metavar="N", help="other clips [0]")
    words.add_argument("--cache", type=Path, default=user_cache_path("provenance-benchmarks"))
    main(words.parse_args())

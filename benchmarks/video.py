"""Videos: what a minute costs to ingest, and how long a question to 1,000 hours takes."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import filled_videos
import made_videos
import measuring
import photo_folders
from commands import provenance
from filled_videos import Hours
from measuring import Cost, Subject
from tables import Bar, Table

from provenance import check, open_index

if TYPE_CHECKING:
    from options import Options

HOURS = Hours(hashed=1000, pointed=1000)
MOST_TIMES_DECODING = 2.5
MOST_WALL_S = 1.0
MOST_MIB = 400

_ROUNDS = 3
_LONG_MINUTES = 10
_CLIP = (22, 10)
_STILL_S = 25

_HASHES = "provenance ingest --signals hashes"
_ALL = "provenance ingest"
_DECODE = "PyAV decodes all frames"
_PDQ = "pdqhash of all frames, as vPDQ does"
_PHASH = "imagehash.phash of all frames"

_ONE_THREAD = """
import sys, av
container = av.open(sys.argv[1])
stream = container.streams.video[0]
stream.thread_type, stream.thread_count = "NONE", 1
"""
_DECODE_LOOP = _ONE_THREAD + "for frame in container.decode(stream): pass"
_PDQ_LOOP = (
    "import numpy, pdqhash"
    + _ONE_THREAD
    + """
for frame in container.decode(stream):
    pdqhash.compute(frame.to_ndarray(format="rgb24"))
"""
)
_PHASH_LOOP = (
    "import imagehash"
    + _ONE_THREAD
    + "for frame in container.decode(stream): imagehash.phash(frame.to_image())"
)


def run(options: Options) -> list[Table]:
    """Measure what goes in, then what is asked."""
    try:
        photos = photo_folders.photographs(options.photos)
    except photo_folders.NoPhotos as missing:
        return [Table("Not run", ("reason",), [(str(missing),)])]
    return [_ingest(options), _long(options), _asked(options, photos)]


def _ingest(options: Options) -> Table:
    video = made_videos.minute(options.cache, options.photos)
    ours = [_ours(options, video, name) for name in (_HASHES, _ALL)]
    decode = _loop(_DECODE, _DECODE_LOOP, video)
    rounds = min(_ROUNDS, options.rounds)
    costs = measuring.by_turns((*ours, decode), rounds)
    peers = [_loop(_PHASH, _PHASH_LOOP, video)]
    notes = []
    if _has_pdqhash():
        peers.insert(0, _loop(_PDQ, _PDQ_LOOP, video))
    else:
        notes.append(f"{_PDQ}: not run: pdqhash is not installed.")
    costs |= {each.name: [measuring.memory_and_cost(each.command, 1.0)[1]] for each in peers}
    table = Table(
        f"A minute of 720p, 30 frames a second, H.264 ({video.stat().st_size / 2**20:.1f} MiB)",
        ("what", "CPU s, median (min)", "times decoding", "bytes of index"),
        notes=notes,
    )
    sizes = {each.name: _bytes(options, each) for each in ours}
    for name, own in costs.items():
        ratio = _middle(own) / _middle(costs[_DECODE])
        size = f"{sizes[name]:,}" if name in sizes else ""
        table.rows.append((name, _spent(own), f"{ratio:.2f}", size))
    times = measuring.cpu_ratio(costs[_HASHES], costs[_DECODE])
    promise = f"CPU of hashes at most {MOST_TIMES_DECODING}x that of decoding all frames"
    table.bars.append(Bar(promise, times, MOST_TIMES_DECODING))
    table.notes += [
        f"CPU of whole processes with all their children, {rounds} rounds by turns after one that "
        "does not count; of the peers that hash every frame one. Every decoder has one thread.",
        "Shots of four seconds that pan over or zoom into a photograph. All frames are decoded, "
        "two in a second and those after a cut are hashed, of one in two seconds keypoints.",
        "Bytes of index: the file after the ingest less an empty one, thumbnails included.",
    ]
    return table


def _long(options: Options) -> Table:
    video = made_videos.repeated(options.cache, options.photos, _LONG_MINUTES)
    subject = _ours(options, video, _ALL)
    subject.before()
    used, cost = measuring.memory_and_cost(subject.command)
    table = Table(
        f"{_LONG_MINUTES} minutes of 720p, every signal", ("command", "CPU s", "peak MiB at once")
    )
    table.rows.append((_ALL, f"{cost.cpu_s:.1f}", f"{used.at_once:,.0f}" if used else "-"))
    table.notes.append(
        "Of a video this long only the frames that are stored whole (keyframes) are decoded; up to "
        "120 are looked at by keypoints. " + measuring.told(used, _ALL)
    )
    if used:
        table.bars.append(Bar(f"peak memory at most {MOST_MIB} MiB", used.at_once, MOST_MIB))
    return table


def _asked(options: Options, photos: list[Path]) -> Table:
    asked = set(made_videos.shown(options.photos))
    strangers = [each for each in photos if each not in asked]
    path = filled_videos.large(options.cache, HOURS, strangers)
    video = made_videos.minute(options.cache, options.photos)
    # Known after the first time: what is asked for is in the index as an ingest puts it there.
    measuring.by_turns((_ingesting(path, video),), 1)
    still = made_videos.still(options.cache, options.photos, _STILL_S)
    clip = made_videos.part(options.cache, options.photos, *_CLIP)
    names = ("a still", f"a clip of {_CLIP[1]} s")
    subjects = [
        Subject(name, provenance("--index", str(path), "check", str(file)))
        for name, file in zip(names, (still, clip), strict=True)
    ]
    costs = measuring.by_turns(subjects, min(_ROUNDS, options.rounds))
    table = Table(
        f"`provenance check` against {HOURS.hashed:,} hours of video",
        ("asked", "CPU s, median (min)", "wall s, median"),
    )
    for name, own in {**costs, **_running(path, names, (still, clip), options)}.items():
        wall = median(each.wall_s for each in own)
        table.rows.append((name, _spent(own), f"{wall:.2f}"))
        table.bars.append(Bar(f"{name}: answered within {MOST_WALL_S:g} s", wall, MOST_WALL_S))
    table.notes += [
        f"{HOURS.frames:,} frames, one in {filled_videos.EVERY_S:g} seconds, with hashes and "
        f"keypoints; these are made of the codes of {len(strangers)} photographs that no question "
        "shows, with 4 of 128 bits flipped. The four frames of a shot have seven in ten in common.",
        "The minute above is ingested into it; the still and the clip are cut out of it, scaled "
        "to a half and encoded anew, and found. Made-up frames have no thumbnails.",
        f"The promise is of the time that passes (wall), here with {os.cpu_count()} cores: a check "
        "of one file uses more than one.",
        "A running process is one with an open index that has asked before, as a program that "
        "uses the Python API; elsewhere a new process is started each time.",
        f"The index: {path.stat().st_size / 2**20:,.0f} MiB.",
    ]
    return table


def _running(
    path: Path, names: tuple[str, ...], files: tuple[Path, ...], options: Options
) -> dict[str, list[Cost]]:
    """Ask in one process that has asked before, as a program does that uses the Python API."""
    costs: dict[str, list[Cost]] = {f"{name}, in a running process": [] for name in names}
    with open_index(path) as index:
        for number in range(min(_ROUNDS, options.rounds) + 1):
            for own, file in zip(costs.values(), files, strict=True):
                cost = measuring.called(partial(check, index, file))
                if number:
                    own.append(cost)
    return costs


def _ours(options: Options, video: Path, name: str) -> Subject:
    index = options.cache / "video.db"

    def remove() -> None:
        for file in options.cache.glob("video.db*"):
            file.unlink()

    return Subject(name, _ingesting(index, video, name).command, remove)


def _ingesting(index: Path, video: Path, name: str = _ALL) -> Subject:
    signals = "hashes" if name == _HASHES else "all"
    words = ("--index", str(index), "ingest", str(video), "--signals", signals)
    return Subject(name, provenance(*words))


def _bytes(options: Options, subject: Subject) -> int:
    """Count what one ingest adds to an empty index."""
    from provenance.index import connection

    subject.before()
    index = options.cache / "video.db"
    connection.create(index)
    empty = index.stat().st_size
    measuring.memory(subject.command)
    return index.stat().st_size - empty


def _loop(name: str, code: str, video: Path) -> Subject:
    return Subject(name, (sys.executable, "-c", code, str(video)))


def _has_pdqhash() -> bool:
    from importlib.util import find_spec

    return find_spec("pdqhash") is not None


def _middle(costs: list[Cost]) -> float:
    return median(each.cpu_s for each in costs)


def _spent(costs: list[Cost]) -> str:
    return f"{_middle(costs):.2f} ({min(each.cpu_s for each in costs):.2f})"

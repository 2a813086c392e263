"""Filling an index: `provenance ingest` of a folder beside tools that only hash or group it."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import measuring
import peers
import photo_folders
from commands import provenance
from measuring import Cost, Subject
from photo_folders import DAYLIGHT, DIM_LIGHT
from tables import Bar, Table

if TYPE_CHECKING:
    from options import Options

MOST_TIMES_IMMACULATE = 1.25
LEAST_TIMES_UNDER_IMAGEHASH = 3.5

_OURS = "provenance ingest --signals hashes"
_ALL = "provenance ingest"
_IMAGEHASH = "imagehash.phash(Image.open(f)) loop"
_IMMACULATE = "immaculate --json"
_IMGDD = 'imgdd.dupes(algo="phash")'

_PHASH_LOOP = """
import sys, pathlib, imagehash
from PIL import Image
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    imagehash.phash(Image.open(path))
"""
_IMGDD_DUPES = "import sys, imgdd; imgdd.dupes(sys.argv[1], algo='phash')"

_WHAT_IT_DOES = {
    _OURS: "PDQ, pHash, SHA-256, EXIF, thumbnail, SQLite",
    _ALL: "the same and keypoints, listed",
    _IMAGEHASH: "pHash only, nothing kept",
    _IMMACULATE: "PDQ, groups within 31 bits, all eight orientations",
    _IMGDD: "pHash, groups of equal hashes",
}


def run(options: Options) -> list[Table]:
    """Measure the folder of posted pictures, then the folder of camera files."""
    if options.folder:
        return [_posted(options)]
    try:
        photo_folders.photographs(options.photos)
    except photo_folders.NoPhotos as missing:
        return [Table("Not run", ("reason",), [(str(missing),)])]
    return [_posted(options), _camera(options, DAYLIGHT), _camera(options, DIM_LIGHT)]


def _posted(options: Options) -> Table:
    folder = options.folder or photo_folders.posted_folder(options.cache, options.photos)
    everything = _ours(options, folder, _ALL, "all")
    subjects = [_ours(options, folder), everything, _imagehash(folder)]
    notes = []
    try:
        theirs = peers.environment(options.cache)
        subjects.append(Subject(_IMMACULATE, (str(theirs / "immaculate"), "--json", str(folder))))
        subjects.append(Subject(_IMGDD, (str(theirs / "python"), "-c", _IMGDD_DUPES, str(folder))))
        notes.append(f"Peers run in an environment of their own: {peers.names()}.")
    except peers.NoPeers as missing:
        notes.append(f"{_IMMACULATE} and {_IMGDD}: not run: {missing}.")
    costs = measuring.by_turns(subjects, options.rounds)
    table = _table(f"A folder of {_count(folder)}", costs, notes)
    if _IMMACULATE in costs:
        ratio = measuring.cpu_ratio(costs[_OURS], costs[_IMMACULATE])
        promise = f"CPU at most {MOST_TIMES_IMMACULATE}x immaculate's"
        table.bars.append(Bar(promise, ratio, MOST_TIMES_IMMACULATE))
    table.notes.append(_memory(subjects[0]))
    return table


def _camera(options: Options, grain: float) -> Table:
    folder = photo_folders.camera_folder(options.cache, options.photos, grain)
    subjects = [_ours(options, folder), _imagehash(folder)]
    costs = measuring.by_turns(subjects, options.rounds)
    light = "daylight" if grain == DAYLIGHT else "dim light"
    table = _table(f"Camera files, {light}: {_count(folder)}, 12 megapixels, q90", costs, [])
    table.notes += [
        "The larger the file, the more of our work is Huffman decoding, which every reader of it "
        "has to do: the ratio falls with the size of the files, not with their number.",
        _memory(subjects[0]),
    ]
    times = measuring.cpu_ratio(costs[_IMAGEHASH], costs[_OURS])
    promise = f"CPU at least {LEAST_TIMES_UNDER_IMAGEHASH}x less than the imagehash loop's"
    table.bars.append(Bar(promise, times, LEAST_TIMES_UNDER_IMAGEHASH, at_least=True))
    return table


def _table(title: str, costs: dict[str, list[Cost]], notes: list[str]) -> Table:
    columns = ("tool", "CPU s, median (min)", "wall s, median", "provenance is", "what it does")
    table = Table(title, columns, notes=notes)
    for name, own in costs.items():
        cpu = [cost.cpu_s for cost in own]
        wall = median(cost.wall_s for cost in own)
        ratio = "" if name == _OURS else f"{measuring.cpu_ratio(costs[_OURS], own):.2f}x"
        spent = f"{median(cpu):.2f} ({min(cpu):.2f})"
        table.rows.append((name, spent, f"{wall:.2f}", ratio, _WHAT_IT_DOES[name]))
    table.notes.insert(
        0,
        f"CPU of whole processes with all their children, {len(costs[_OURS])} rounds by turns "
        "after one that does not count; ratios are medians of each round's ratio. The index is "
        "new in each round.",
    )
    return table


def _ours(options: Options, folder: Path, name: str = _OURS, signals: str = "hashes") -> Subject:
    index = options.cache / "ingest.db"

    def remove() -> None:
        for file in options.cache.glob("ingest.db*"):
            file.unlink()

    words = ("--index", str(index), "ingest", str(folder), "--signals", signals)
    return Subject(name, provenance(*words), remove)


def _imagehash(folder: Path) -> Subject:
    return Subject(_IMAGEHASH, (sys.executable, "-c", _PHASH_LOOP, str(folder)))


def _memory(ours: Subject) -> str:
    ours.before()
    return measuring.told(measuring.memory(ours.command), _OURS)


def _count(folder: Path) -> str:
    sizes = [file.stat().st_size for file in folder.iterdir()]
    return f"{len(sizes):,} files ({sum(sizes) / 2**20:,.0f} MiB)"

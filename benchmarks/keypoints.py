"""A check by all tiers, keypoints included, beside faiss's binary inverted lists."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import hashes
import measuring
import numpy as np
import photo_folders
import pointed_index
from commands import provenance
from measuring import Subject
from PIL import Image
from tables import Bar, Table

from provenance.index import open_engine, vocabulary
from provenance.matching import alignment, keypoints
from provenance.model.keypoints import Keypoints

if TYPE_CHECKING:
    from options import Options

    from provenance.index.interface import Candidate, Engine

MOST_CHECK_S = 1.0
MOST_CHECK_S_OF_A_MILLION = 1.5
MOST_QUERY_S = 0.35
MOST_BYTES = 8_000
CANDIDATES = 24

PHOTOS = 120
QUERIES = 24
_PROBES = 4
_LISTS = 16_384
_FAISS_UP_TO = 100_000


def run(options: Options) -> list[Table]:
    """Measure at each size."""
    try:
        photos = photo_folders.photographs(options.photos)
    except photo_folders.NoPhotos as missing:
        return [Table("Not run", ("reason",), [(str(missing),)])]
    queries = [_edited(photo) for photo in photos[:QUERIES]]
    sizes = sorted({min(100_000, options.media), options.media})
    return [_table(options, (photos[:PHOTOS], photos[QUERIES:]), queries, size) for size in sizes]


def _table(
    options: Options,
    folders: tuple[list[Path], list[Path]],
    queries: list[tuple[Keypoints, ...]],
    media: int,
) -> Table:
    photos, strangers = folders
    path = pointed_index.large(options.cache, media, photos, strangers)
    table = Table(
        f"A quarter of a photograph, mirrored or not, against {media:,} pictures",
        ("what", "CPU s, median", "right one among the first 10", "first"),
    )
    engine = open_engine(path)
    ranks, spent, aligned = [], [], []
    for number, both in enumerate(queries):
        start = time.process_time()
        found = _candidates(engine, both)
        middle = time.process_time()
        best = max(_laid(both, found), key=lambda each: each[1], default=("", 0))
        aligned.append(time.process_time() - middle)
        spent.append(middle - start)
        wanted = filled_sha256(pointed_index.frame_of(number))
        names = [candidate.media.sha256 for _, candidate in found]
        ranks.append(names.index(wanted) if wanted in names else len(names) + 100)
        assert best[1] < alignment.STRONG or best[0] == wanted
    engine.close()
    _row(table, "provenance: candidates, running process", spent, ranks)
    table.rows.append(("provenance: laying on 24 candidates", f"{median(aligned):.3f}", "", ""))
    if media <= _FAISS_UP_TO:
        _faiss(table, path, queries, spent)
    photo = options.cache / "quarter.jpg"
    _quarter(photos[0]).save(photo, quality=85)
    command = Subject("check", provenance("--index", str(path), "check", str(photo)))
    costs = measuring.by_turns((command,), options.rounds)["check"]
    check = median(cost.cpu_s for cost in costs)
    table.rows.append(("provenance check, new process, all tiers", f"{check:.3f}", "", ""))
    query = median(spent) + median(aligned)
    few = media <= 100_000
    most = MOST_CHECK_S if few else MOST_CHECK_S_OF_A_MILLION
    table.bars.append(Bar("check by all tiers, CPU s at most", check, most))
    if few:  # no bar was set for more
        table.bars.append(Bar("query in a running process, CPU s at most", query, MOST_QUERY_S))
    table.bars += [
        Bar("keypoints and word lists, bytes a picture at most", _bytes(path) / media, MOST_BYTES),
    ]
    pool = pointed_index.pool_of(strangers)
    real, made_up = np.mean([pointed_index.nearness(both[0], pool) for both in queries], axis=0)
    table.notes.append(
        f"{len(queries)} queries; {len(photos)} photographs among pictures made of the codes of "
        f"{len(strangers)} others, with 4 of 128 bits flipped: of a million pairs of a query's "
        f"keypoint and an entry {made_up:.0f} are near, of real strangers {real:.0f}."
    )
    return table


def filled_sha256(number: int) -> str:
    """Give the SHA-256 under which `filled_index` put a picture."""
    import filled_index

    return filled_index.sha256_of(number)


def _candidates(engine: Engine, both: tuple[Keypoints, ...]) -> list[tuple[bool, Candidate]]:
    sides = engine.candidates(both, CANDIDATES)
    found = [(bool(side), each) for side, some in enumerate(sides) for each in some]
    found.sort(key=lambda each: (-each[1].score, each[1].media.sha256))
    return found[:CANDIDATES]


def _laid(
    both: tuple[Keypoints, ...], found: list[tuple[bool, Candidate]]
) -> list[tuple[str, int]]:
    laid = []
    for mirrored, each in found:
        one = alignment.align(both[mirrored], each.keypoints, mirrored=mirrored)
        if one:
            laid.append((each.media.sha256, one.inliers))
    return laid


def _row(table: Table, name: str, spent: list[float], ranks: list[int]) -> None:
    ten = sum(rank < 10 for rank in ranks) / len(ranks)
    first = sum(rank == 0 for rank in ranks) / len(ranks)
    table.rows.append((name, f"{median(spent):.3f}", f"{ten:.1%}", f"{first:.1%}"))


def _faiss(
    table: Table, path: Path, queries: list[tuple[Keypoints, ...]], ours: list[float]
) -> None:
    """Let faiss look up the same codes in as many lists, without any vote."""
    import sqlite3

    import faiss

    faiss.omp_set_num_threads(1)
    store = sqlite3.connect(path)
    codes = [
        np.frombuffer(Keypoints.unpacked(packed).codes, np.uint8).reshape(-1, 16)[
            : vocabulary.LISTED
        ]
        for (packed,) in store.execute("SELECT packed FROM keypoints")
    ]
    store.close()
    everything = np.concatenate(codes)
    # A random sample serves as centres as well as trained ones do, for faiss as for us.
    random = np.random.default_rng(hashes.SEED)
    coarse = faiss.IndexBinaryFlat(128)
    coarse.add(everything[random.choice(len(everything), _LISTS, replace=False)])
    index = faiss.IndexBinaryIVF(coarse, 128, _LISTS)
    index.is_trained = True
    index.add(everything)
    index.nprobe = _PROBES
    spent = []
    for both in queries:
        asked = np.concatenate(
            [np.frombuffer(each.codes, np.uint8).reshape(-1, 16) for each in both]
        )
        start = time.process_time()
        index.search(asked, 9)
        spent.append(time.process_time() - start)
    name = f"faiss IndexBinaryIVF, {_LISTS:,} lists, {_PROBES} read: 9 nearest codes, no vote"
    table.rows.append((name, f"{median(spent):.3f}", "", ""))
    table.notes.append(
        f"Candidates take {median(ours) / median(spent):.2f} times the CPU of faiss's look-up."
    )


def _edited(photo: Path) -> tuple[Keypoints, ...]:
    found = keypoints.queried(_quarter(photo).convert("L"))
    return vocabulary.both_sides(found, keypoints.mirrored(found))


def _quarter(photo: Path) -> Image.Image:
    """Cut the middle quarter of a photograph's area out of it; every second one is mirrored."""
    with Image.open(photo) as image:
        width, height = image.size
        box = (width // 4, height // 4, width * 3 // 4, height * 3 // 4)
        cut = image.convert("RGB").crop(box)
    odd = sum(photo.name.encode()) % 2
    return cut.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if odd else cut


def _bytes(path: Path) -> int:
    """Count what SQLite's pages of the two tables take."""
    import sqlite3

    store = sqlite3.connect(path)
    (pages,) = store.execute(
        "SELECT sum(pgsize) FROM dbstat WHERE name IN "
        "('keypoints', 'word_lists', 'sqlite_autoindex_word_lists_1')"
    ).fetchone()
    store.close()
    return int(pages)

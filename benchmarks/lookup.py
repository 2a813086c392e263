"""Exact Hamming search in a warm process: the index's packed blocks, faiss, and a NumPy scan."""

from __future__ import annotations

import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import faiss
import hashes
import numpy as np
from tables import Bar, Table

from provenance.index import blocks, nearest
from provenance.index.columns import Columns
from provenance.index.connection import connect, create

if TYPE_CHECKING:
    from hashes import Words
    from options import Options

RADIUS = 31
QUERIES = 24
MOST_TIMES_FAISS = 3.0

_SIGNAL = "pdq-256"
_QUALITY = 100
_BATCH = 16 * blocks.ROWS
_SCAN_ROWS = 16_384

_WARM = "provenance, warm"
_FIRST = "provenance, first search"
_FAISS = "faiss IndexBinaryFlat"
_TURNED = "provenance, first search, 8 hashes at once"


@dataclass(frozen=True, slots=True)
class _Engine:
    """`search` is what is timed; `found` turns what it gave into distances by row."""

    name: str
    search: Callable[[Words], Any]
    found: Callable[[Any], dict[int, int]]


def run(options: Options) -> list[Table]:
    """Measure at every size."""
    faiss.omp_set_num_threads(1)
    table = Table(
        f"Everything within {RADIUS} of 256 bits, warm process",
        ("hashes", "engine", "CPU ms, median (min)", "x faiss", "recall"),
        notes=[
            f"CPU of one search, over {QUERIES} queries, half of them copies of stored hashes; "
            "the engines take turns within each query, and a ratio is the median over all turns.",
            "Hashes: random bits, a tenth of them near copies (14 flips at most) in Zipf clusters "
            "of at most 5,000, fixed seed. faiss and NumPy hold the hashes in memory.",
            "provenance has a real SQLite file in the page cache. Its first search reads the "
            "packed columns from there, as every `check` does; a warm process has kept them.",
            "Every result, rows and distances, was asserted equal to the NumPy scan's.",
        ],
    )
    for rows in options.rows:
        _measure(rows, options.rounds, table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = 1 if sys.platform == "darwin" else 1024
    table.notes.append(f"Peak memory of the benchmark itself: {peak * unit / 2**20:,.0f} MiB.")
    return [table]


def _measure(rows: int, rounds: int, table: Table) -> None:
    stored, source = hashes.make(rows)
    queries = _queries(stored, source)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lookup.db"
        build_s = _fill(path, stored)
        connection = connect(path, lock_wait_s=1, writable=False)
        engines = (
            _ours(_WARM, connection, Columns(connection)),
            _ours(_FIRST, connection, None),
            _faiss(stored),
            _scan(stored),
        )
        times = _times(engines, queries, rounds)
        turned = _turned(connection, queries)
        connection.close()
        size = path.stat().st_size
    peer = np.array(times[_FAISS])
    for name, own in times.items():
        middle = f"{np.median(own):.2f} ({min(own):.2f})"
        ratio = f"{np.median(np.array(own) / peer):.2f}"
        table.rows.append((f"{rows:,}", name, middle, ratio, "exact"))
    table.rows.append((f"{rows:,}", _TURNED, f"{turned:.2f}", "", ""))
    promise = f"{rows:,} hashes, warm: CPU at most {MOST_TIMES_FAISS:g}x faiss"
    table.bars.append(
        Bar(promise, float(np.median(np.array(times[_WARM]) / peer)), MOST_TIMES_FAISS)
    )
    table.notes.append(
        f"{rows:,} hashes were packed in {build_s:.1f} s of CPU into {size / 2**20:,.0f} MiB."
    )


def _queries(stored: Words, source: hashes.Rows) -> Words:
    """Give copies of stored hashes, half of those from clusters, and hashes never stored."""
    random = np.random.default_rng(hashes.SEED + 1)
    copied = np.flatnonzero(source != np.arange(len(source)))
    quarter = QUERIES // 4
    chosen = np.concatenate(
        [random.choice(len(stored), quarter), random.choice(copied, quarter, replace=False)]
    )
    unseen = random.integers(0, 2**64, (QUERIES - len(chosen), stored.shape[1]), np.uint64)
    return random.permutation(np.concatenate([hashes.near(stored[chosen], random), unseen]))


def _fill(path: Path, stored: Words) -> float:
    create(path)
    connection = connect(path, lock_wait_s=1, writable=True)
    start = time.process_time()
    for top in range(0, len(stored), _BATCH):
        batch = [
            blocks.Row(top + offset + 1, words.tobytes(), _QUALITY)
            for offset, words in enumerate(stored[top : top + _BATCH])
        ]
        connection.execute("BEGIN")
        blocks.append(connection, _SIGNAL, batch)
        connection.execute("COMMIT")
    connection.close()
    return time.process_time() - start


def _ours(name: str, connection: sqlite3.Connection, columns: Columns | None) -> _Engine:
    def search(query: Words) -> list[nearest.Neighbour]:
        asked = [query.tobytes()]
        return nearest.search(
            connection, _SIGNAL, asked, radius=RADIUS, min_quality=50, columns=columns
        )

    return _Engine(name, search, lambda found: {each.frame_id - 1: each.distance for each in found})


def _faiss(stored: Words) -> _Engine:
    index = faiss.IndexBinaryFlat(64 * stored.shape[1])
    index.add(stored.view(np.uint8).reshape(len(stored), -1))

    def search(query: Words) -> tuple[Any, Any, Any]:
        # range_search is strict, so that 32 means "at most 31".
        result: tuple[Any, Any, Any] = index.range_search(query.view(np.uint8)[None], RADIUS + 1)
        return result

    return _Engine(
        _FAISS,
        search,
        lambda found: dict(zip(found[2].tolist(), found[1].astype(int).tolist(), strict=True)),
    )


def _scan(stored: Words) -> _Engine:
    def search(query: Words) -> dict[int, int]:
        found: dict[int, int] = {}
        for top in range(0, len(stored), _SCAN_ROWS):
            distances = np.bitwise_count(stored[top : top + _SCAN_ROWS] ^ query).sum(1)
            rows = np.flatnonzero(distances <= RADIUS)
            if len(rows):
                found.update(zip((rows + top).tolist(), distances[rows].tolist(), strict=True))
        return found

    return _Engine("NumPy scan of rows", search, lambda found: found)


def _times(engines: tuple[_Engine, ...], queries: Words, rounds: int) -> dict[str, list[float]]:
    """Give CPU milliseconds of every turn, in the same order for each engine."""
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for number in range(rounds + 1):
        for query in queries:
            answers = []
            for engine in engines:
                start = time.process_time()
                answer = engine.search(query)
                spent = (time.process_time() - start) * 1000
                answers.append(engine.found(answer))
                if number:
                    times[engine.name].append(spent)
            assert all(answer == answers[-1] for answer in answers), "the engines disagree"
    return times


def _turned(connection: sqlite3.Connection, queries: Words) -> float:
    """Give CPU milliseconds of a search with eight hashes, as `check` does for turned copies."""
    times = []
    for top in range(0, QUERIES, 8):
        values = [query.tobytes() for query in queries[top : top + 8]]
        start = time.process_time()
        nearest.search(connection, _SIGNAL, values, radius=RADIUS, min_quality=50)
        times.append((time.process_time() - start) * 1000)
    return median(times)

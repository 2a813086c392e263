"""Taking in exports of gigabytes: how much memory it takes, and that nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import measuring
from commands import provenance
from posting_lists import TELEGRAM, X_V1, Kind
from tables import Bar, Table

if TYPE_CHECKING:
    from options import Options

MOST_MIB = 400
_WORDS = "Water in the street, and what a real export says beside it. " * 80
_GIB = 1 << 30


def run(options: Options) -> list[Table]:
    """Measure one file of each kind, as large as asked, and the dry run of it."""
    with TemporaryDirectory(dir=options.cache) as folder:
        return [_measured(kind, Path(folder), options.gigabytes) for kind in (TELEGRAM, X_V1)]


def _measured(kind: Kind, folder: Path, gigabytes: float) -> Table:
    large = replace(kind, pieces=lambda count: _padded(kind, count))
    count = _count(large, gigabytes)
    file = large.write(folder, count)
    size = file.stat().st_size / _GIB
    title = f"{size:.1f} GiB, {count:,} postings: {kind.name}"
    table = Table(title, ("command", "peak MiB at once", "CPU s", "MiB per CPU s"))
    for words in (("ingest", "--dry-run"), ("ingest",)):
        index = folder / "index.db"
        command = provenance("--index", str(index), *words, str(file))
        used, cost = measuring.memory_and_cost(command, every_s=0.05)
        shown = f"{used.at_once:,.0f}" if used else "-"
        speed = size * 1024 / cost.cpu_s
        table.rows.append((" ".join(words), shown, f"{cost.cpu_s:,.0f}", f"{speed:,.0f}"))
        if used:
            promise = f"Peak memory of {' '.join(words)} at most {MOST_MIB} MiB"
            table.bars.append(Bar(promise, used.at_once, MOST_MIB))
    stored = measuring.rows_of(folder / "index.db", "postings")
    table.bars.append(
        Bar("Postings stored of each that the file has", stored / count, 1, at_least=True)
    )
    file.unlink()
    (folder / "index.db").unlink()
    return table


def _padded(kind: Kind, count: int) -> Iterator[str]:
    """Make each posting as long as real ones are, of four kilobytes."""
    words = json.dumps(_WORDS)[1:-1]
    mark = '"text": "' if kind is TELEGRAM else '"full_text": "'
    for piece in kind.pieces(count):
        yield piece.replace(mark, f"{mark}{words}", 1)


def _count(kind: Kind, gigabytes: float) -> int:
    sample = 100
    size = sum(map(len, kind.pieces(sample)))
    return max(1, round(gigabytes * _GIB * sample / size))

"""Taking in postings without their media, beside sqlite-utils that stores the same lines."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import measuring
from commands import provenance
from measuring import Subject
from posting_lists import KINDS, Kind
from tables import Bar, Table

if TYPE_CHECKING:
    from options import Options

LEAST_PER_CPU_SECOND = 5_000
MOST_MIB = 400


def run(options: Options) -> list[Table]:
    """Measure a file of each kind; every posting of it names one picture that is not there."""
    with TemporaryDirectory() as folder:
        return [
            _measured(kind, Path(folder, str(number)), options) for number, kind in enumerate(KINDS)
        ]


def _measured(kind: Kind, folder: Path, options: Options) -> Table:
    count = options.postings
    file = kind.write(folder, count)
    subjects = list(_subjects(kind, file, folder))
    costs = measuring.by_turns(subjects, options.rounds)
    title = f"{count:,} postings: {kind.name}"
    table = Table(title, ("tool", "postings per CPU s", "wall s", "x CPU"))
    peer = costs[subjects[-1].name]
    for tool, own in costs.items():
        wall = median(cost.wall_s for cost in own)
        ratio = f"{measuring.cpu_ratio(own, peer):.2f}" if kind.peer else "-"
        table.rows.append((tool, f"{_speed(count, own):,.0f}", f"{wall:.1f}", ratio))
    speed = _speed(count, costs[subjects[0].name])
    promise = f"Postings per CPU second at least {LEAST_PER_CPU_SECOND:,}"
    table.bars.append(Bar(promise, speed, LEAST_PER_CPU_SECOND, at_least=True))
    subjects[0].before()
    used = measuring.memory(subjects[0].command)
    if used:
        promise = f"Peak memory at most {MOST_MIB} MiB"
        table.bars.append(Bar(promise, used.at_once, MOST_MIB))
    table.notes.append(measuring.told(used, subjects[0].name))
    table.notes.append(
        "sqlite-utils does less work: it stores each line's fields as they are, and reads no times "
        "and ids, joins nothing, and keeps no search for what is met twice."
        if kind.peer
        else "sqlite-utils inserts no list that lies inside another object."
    )
    file.unlink()
    return table


def _speed(count: int, costs: list[measuring.Cost]) -> float:
    return median(count / cost.cpu_s for cost in costs)


def _subjects(kind: Kind, file: Path, folder: Path) -> Iterator[Subject]:
    ours, theirs = folder / "ours.db", folder / "theirs.db"

    def fresh() -> None:
        for index in (ours, theirs):
            for left in folder.glob(f"{index.name}*"):
                left.unlink()

    command = provenance("--index", str(ours), "ingest", str(file))
    yield Subject("provenance ingest", command, fresh)
    if kind.peer:
        inserting = ("insert", str(theirs), "postings", str(file), *kind.peer)
        name = f"sqlite-utils insert {' '.join(kind.peer)}"
        yield Subject(name, (sys.executable, "-m", "sqlite_utils", *inserting), fresh)

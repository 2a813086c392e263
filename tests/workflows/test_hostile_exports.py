"""Damaged real exports go all the way into an index, or are refused by name; the rest is stored.

`HOSTILE_MUTANTS=5000 pytest tests/workflows/test_hostile_exports.py` makes that many of them.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from provenance.model.report import IngestReport
from provenance.workflows.ingest import ingesting, parts_of, report_on
from provenance.workflows.opening import OpenIndex
from provenance.workflows.wanted import HASHES_ONLY
from tests.sources.exports import REPO, needs_shared_data
from tests.sources.mutants import HOW_MANY, mutated, swapped

SHARED = REPO.parent / "shared" / "data" / "exports"
BYSTANDER = Path(__file__).parents[2] / "fixtures" / "exports" / "twarc" / "posts.jsonl"
MUTANTS = HOW_MANY or 240
SEED = 20231117
IN_A_FOLDER = 12
LONGEST_S = 120
"""For a folder of twelve: far more than they take, for only one that never ends shall fail."""


class Hangs(BaseException):
    """An ingest did not come to its end; no handler of errors takes this for one."""


@contextmanager
def ending(seconds: int) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def ingested(index: OpenIndex, path: Path) -> IngestReport:
    parts = parts_of(path, None)
    outcomes = list(ingesting(index, parts, wanted=HASHES_ONLY))
    report = report_on(index, parts, outcomes, dry_run=False)
    assert report.found == len(outcomes)
    assert all(each.where and each.reason for each in (*report.skipped, *report.failed))
    return report


def exports() -> list[Path]:
    return sorted(path for path in SHARED.rglob("*") if path.is_file() and path.suffix != ".txt")


class TestDamagedExports:
    pytestmark = needs_shared_data

    @pytest.mark.parametrize("part", range(max(1, MUTANTS // IN_A_FOLDER)))
    def test_the_rest_is_stored_and_every_mutant_is_accounted_for(
        self, index: OpenIndex, tmp_path: Path, part: int
    ) -> None:
        chance = random.Random(SEED + part)
        folder = tmp_path / "handed in" / "deeper"
        folder.mkdir(parents=True)
        shutil.copy(BYSTANDER, folder / "zz bystander.jsonl")
        alone = ingested(index, folder)
        assert alone.added
        for number in range(IN_A_FOLDER):
            original = chance.choice(exports())
            damaged = chance.choice([mutated, swapped])(original.read_bytes(), chance)
            (folder / f"{number:02}-{original.name}").write_bytes(damaged)
        before = {path: path.stat().st_mtime_ns for path in (tmp_path / "handed in").rglob("*")}
        with ending(LONGEST_S):
            report = ingested(index, folder)
        names = " ".join(
            [each.where for each in (*report.skipped, *report.failed)]
            + [each.path for each in report.parts]
        )
        assert all(f"{number:02}-" in names for number in range(IN_A_FOLDER))
        assert report.known >= alone.added
        after = {path: path.stat().st_mtime_ns for path in (tmp_path / "handed in").rglob("*")}
        assert after == before
        _read_again(index)


def _read_again(index: OpenIndex) -> None:
    """Ask the index for all that it stored."""
    assert index.engine.verify() == ()
    assert index.engine.coverage().postings > 0

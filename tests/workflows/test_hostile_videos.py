"""A few hundred damaged videos with a fixed seed, examined as an ingest examines them.

`scripts/fuzz_video.py` does the same by the thousand.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from provenance.workflows.examine import prepare
from provenance.workflows.wanted import HASHES_ONLY

SCRIPT = Path(__file__).parents[2] / "scripts" / "fuzz_video.py"
MUTANTS = 220
KINDS = (
    *("mp4", "mov", "matroska", "webm", "avi", "mpegts", "flv", "asf", "ogg"),
    *("gif", "webp", "png", "avif"),
)


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_video", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_video"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(fuzz: ModuleType) -> dict[str, bytes]:
    found: dict[str, bytes] = fuzz.seeds(0.6)
    return found


def test_the_seeds_are_of_every_container_and_whole(fuzz: ModuleType, made: dict[str, bytes]):
    assert tuple(made) == KINDS
    for name, data in made.items():
        examination = fuzz._examined(HASHES_ONLY, (name, data))
        assert len(examination.frames) >= 1
        assert examination.media.frame_count > 1


def test_a_mutant_is_made_again_by_its_number(fuzz: ModuleType, made: dict[str, bytes]):
    data = list(made.values())
    assert fuzz.mutant(data, 1, 7) == fuzz.mutant(data, 1, 7)
    assert fuzz.mutant(data, 1, 7) != fuzz.mutant(data, 2, 7)


@pytest.mark.usefixtures("no_process_is_left")
def test_every_mutant_is_examined_or_an_error_of_ours_says_why(
    fuzz: ModuleType, made: dict[str, bytes]
):
    prepare(HASHES_ONLY)
    result = fuzz.run(made, range(MUTANTS), 6, HASHES_ONLY, 2)
    assert result.escapes == []
    assert result.accounted == MUTANTS
    read = {name.split()[0] for name in result.counts if name.endswith(" read")}
    refused = {name.split()[0] for name in result.counts if not name.endswith(" read")}
    # Mutants of every kind are read, and nearly every kind has some that cannot be.
    assert read == set(KINDS)
    assert len(refused) > len(KINDS) // 2

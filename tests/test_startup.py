"""A start costs little: each command imports what it needs, when it needs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import RunCli, command, environment_with
from tests.pictures import Pictures
from tests.test_layers import DOORS, LIGHT


@pytest.mark.parametrize(
    "statement",
    ["import provenance", "import provenance.cli.main", "from provenance import Settings"],
)
def test_a_start_loads_no_heavy_library(statement: str):
    heavy = (DOORS.keys() | {"httpx"}) - LIGHT
    loaded = _loaded([sys.executable, "-X", "importtime", "-c", statement])
    assert loaded & heavy == set()


def test_the_help_loads_no_heavy_library():
    heavy = (DOORS.keys() | {"httpx"}) - LIGHT
    loaded = _loaded([sys.executable, "-X", "importtime", "-m", "provenance", "--help"])
    assert "click" in loaded
    assert loaded & heavy == set()


def test_an_id_is_read_without_an_index_or_any_heavy_library():
    heavy = (DOORS.keys() | {"httpx", "sqlite3"}) - {"click"}
    words = [sys.executable, "-X", "importtime", "-m", "provenance", "when", "1703197127906644088"]
    assert _loaded(words) & heavy == set()


def test_a_check_loads_only_what_it_needs(run_cli: RunCli, index_path: Path, pictures: Pictures):
    picture = pictures.save("one.jpg", 1)
    assert run_cli("ingest", picture, index=index_path).code == 0
    words = command("check", picture, index=index_path)
    loaded = _loaded([words[0], "-X", "importtime", *words[1:]])
    assert "numpy" in loaded
    unneeded = {"imagehash", "scipy", "sqlite_utils", "httpx", "rich", "jinja2", "platformdirs"}
    assert loaded & unneeded == set()


def test_a_check_of_an_index_without_keypoints_does_not_load_opencv(
    run_cli: RunCli, index_path: Path, pictures: Pictures
):
    picture = pictures.save("one.jpg", 1)
    assert run_cli("ingest", picture, "--signals", "hashes", index=index_path).code == 0
    words = command("check", pictures.save("two.png", 1), index=index_path)
    assert "cv2" not in _loaded([words[0], "-X", "importtime", *words[1:]])


def _loaded(words: list) -> set[str]:
    """Run a program and give the libraries that it imported."""
    done = subprocess.run(words, env=environment_with(), capture_output=True, text=True, check=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}

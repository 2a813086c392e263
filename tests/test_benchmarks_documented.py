"""Every benchmark has its section of the page, with what it was measured on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
PAGE = (REPO / "docs" / "benchmarks.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def listed() -> list[str]:
    command = [sys.executable, str(REPO / "benchmarks" / "run.py"), "--list"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_the_page_has_a_section_for_each_benchmark_and_no_other():
    assert list(SECTIONS) == listed()


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("said", ["Measured on 20", "benchmarks/run.py", "Machine:", "Versions:"])
def test_a_section_says_when_by_what_and_on_what_it_was_measured(name: str, said: str):
    assert said in SECTIONS[name]


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_holds_a_promise_that_was_met_or_missed(name: str):
    assert re.search(r"^- .+: \d+\.\d\d, (met|missed)$", SECTIONS[name], re.MULTILINE)

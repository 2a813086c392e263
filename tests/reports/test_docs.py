"""The page about adding a report format, executed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.reports.test_contract import assert_nothing_is_lost

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-report-format.md"


@pytest.fixture(scope="module")
def executed():
    names = {}
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(compile(block, str(PAGE), "exec"), names)
    return names


def test_the_example_keeps_the_contract_of_a_format(executed):
    assert_nothing_is_lost(executed["Brief"]())


def test_the_example_is_named_as_a_format_is(executed):
    assert executed["Brief"].name == "brief"

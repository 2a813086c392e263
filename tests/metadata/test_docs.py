"""The guide to adding a parser is true: its example runs and keeps the contract."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from provenance.model.metadata import Segments, State
from tests.metadata.raw_exif import a_segment

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-parser.md"


@pytest.fixture(scope="module")
def example() -> Any:
    (block,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, GUIDE.name, "exec"), names)
    return names["ByteOrder"]()


@pytest.mark.parametrize(
    ("segments", "state"),
    [
        (Segments(exif=a_segment({0x010F: "Canon"})), State.PRESENT),
        (Segments(), State.ABSENT),
        (Segments(exif=b""), State.UNREADABLE),
        (Segments(problem="cut short"), State.UNREADABLE),
    ],
)
def test_the_example_gives_the_three_states(example: Any, segments: Segments, state: State) -> None:
    assert example.parse(segments).state is state

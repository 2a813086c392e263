"""The worked example of docs/adding-an-identifier.md runs, and keeps what it teaches."""

from __future__ import annotations

import re
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.identifiers import IDENTIFIERS
from provenance.identifiers.interface import Identifier
from provenance.identifiers.subject import Subject
from provenance.model.reading import Reading
from tests.identifiers.asking import REPO, at


def example() -> Identifier:
    page = (REPO / "docs" / "adding-an-identifier.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(block, "docs/adding-an-identifier.md", "exec"), names)
    return cast("type[Identifier]", names["Sonyflake"])()


KIND = example()


def test_the_example_reads_its_own_example() -> None:
    (shown,) = KIND.examples
    reading = KIND.read(Subject.of(shown.text), "")
    assert isinstance(reading, Reading)
    assert reading.certain
    assert reading.moment.earliest == at(shown.earliest)
    assert reading.moment.latest is None


@pytest.mark.parametrize(
    ("text", "platform", "certain"),
    [("477217382000000000", "", False), ("477217382000000000", "posts-example", True)],
)
def test_the_example_is_certain_where_the_platform_is_named(
    text: str, platform: str, certain: bool
) -> None:
    reading = KIND.read(Subject.of(text), platform)
    assert isinstance(reading, Reading)
    assert reading.certain is certain


@given(st.text())
def test_the_example_never_raises(text: str) -> None:
    assert KIND.read(Subject.of(text), "") is None or text.strip()


def test_the_example_is_not_yet_a_kind() -> None:
    assert KIND.name not in [kind.name for kind in IDENTIFIERS]

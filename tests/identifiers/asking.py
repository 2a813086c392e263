"""Short ways to ask what a text says about time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance.identifiers import read
from provenance.model.reading import Reading, Unread

NOW = datetime(2026, 11, 26, tzinfo=UTC)
REPO = Path(__file__).parents[2]
IDS = REPO.parent / "shared" / "data" / "ids"

needs_shared_data = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not IDS.is_dir(), reason=f"the shared data is not beside {REPO.name}"),
]


def readings(text: str, platform: str = "") -> tuple[Reading, ...]:
    answer = read(text, platform, NOW)
    assert isinstance(answer, tuple), answer
    return answer


def only(text: str, platform: str = "") -> Reading:
    (reading,) = readings(text, platform)
    return reading


def unread(text: str, platform: str = "") -> Unread:
    answer = read(text, platform, NOW)
    assert isinstance(answer, Unread), answer
    return answer


def at(text: str) -> datetime:
    """Read an instant; it must state its zone."""
    instant = datetime.fromisoformat(text)
    assert instant.tzinfo is not None
    return instant

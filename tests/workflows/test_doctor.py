"""The doctor says what works here and what does not, and never fails itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.settings import Settings
from provenance.workflows import doctor
from provenance.workflows.doctor import examine_installation
from provenance.workflows.opening import OpenIndex


@pytest.fixture
def settings(index_path: Path) -> Settings:
    return Settings(index=str(index_path))


def _said(settings: Settings) -> dict[str, tuple[str, ...]]:
    return dict(examine_installation(settings))


def test_an_index_that_is_there_is_described(index: OpenIndex, settings: Settings):
    (_, held) = _said(settings)["index"]
    assert held == f"{settings.index}: 0 postings"


def test_an_index_that_is_not_there_leads_to_ingest(settings: Settings):
    (_, held) = _said(settings)["index"]
    assert "there is no index" in held
    assert "ingest" in held


def test_a_damaged_index_is_described_as_such(settings: Settings, index_path: Path):
    index_path.write_bytes(b"SQLite format 3\x00" + bytes(200))
    (_, held) = _said(settings)["index"]
    assert "damaged" in held


def test_every_setting_is_shown_as_it_is_in_force(index_path: Path):
    shown = _said(Settings(index=str(index_path), max_frames=3))["settings"]
    assert len(shown) == len(Settings.__dataclass_fields__)
    assert "max_frames = 3" in shown


def test_a_format_that_needs_an_extra_names_it(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    assert "image/heif" in _said(settings)["formats"]
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    assert "image/heif: needs provenance[heic]" in _said(settings)["formats"]


def test_it_is_said_that_nothing_leaves_the_machine(settings: Settings):
    assert _said(settings)["network"] == ("nothing leaves this machine",)


def test_the_versions_of_all_parts_are_shown(settings: Settings):
    said = _said(settings)
    heading = next(iter(said))
    assert heading.startswith("provenance ")
    parts = {line.split()[0] for line in said[heading]}
    assert {"python", "sqlite", "pillow", "numpy", "exifread"} <= parts

"""The doctor says what works here and what does not, and never fails itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from provenance.settings import Settings
from provenance.signals import sscd
from provenance.workflows import doctor
from provenance.workflows.doctor import examine_installation
from provenance.workflows.opening import OpenIndex
from tests.networks import a_network, needs_runtime


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


def test_without_onnxruntime_it_is_said_that_nothing_needs_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sscd, "has_runtime", lambda: False)
    (said,) = _said(settings)["neural"]
    assert said.startswith("not ready, and not needed: onnxruntime is not installed")


def test_without_weights_it_is_said_how_to_bring_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sscd, "has_runtime", lambda: True)
    (said,) = _said(settings)["neural"]
    assert "set neural_weights" in said


@needs_runtime
def test_weights_are_tried_and_named(settings: Settings, tmp_path: Path):
    path = a_network(tmp_path / "small.onnx")
    (said,) = _said(replace(settings, neural_weights=str(path)))["neural"]
    assert said.startswith("ready: onnxruntime ")
    assert f"weights {sscd.read(path).sha256[:12]} ({path})" in said
    path.write_bytes(b"no network")
    (said,) = _said(replace(settings, neural_weights=str(path)))["neural"]
    assert said.startswith(f"not ready: {path}: cannot be used")


def test_it_is_said_that_nothing_leaves_the_machine(settings: Settings):
    assert _said(settings)["network"] == ("nothing leaves this machine",)


def test_the_versions_of_all_parts_are_shown(settings: Settings):
    said = _said(settings)
    heading = next(iter(said))
    assert heading.startswith("provenance ")
    parts = {line.split()[0] for line in said[heading]}
    assert {"python", "sqlite", "pillow", "numpy", "exifread"} <= parts

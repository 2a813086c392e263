"""Which index is opened, and that its settings go with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import NoStore, StoreError
from provenance.settings import Settings
from provenance.workflows.opening import open_index, radii_of, thresholds_of, tool


def test_a_path_that_is_given_is_used(tmp_path: Path):
    with open_index(tmp_path / "a.db", create=True) as index:
        assert index.engine.identity().path == str(tmp_path / "a.db")


def test_a_given_path_goes_before_that_of_the_settings(tmp_path: Path):
    settings = Settings(index=str(tmp_path / "settings.db"))
    with open_index(tmp_path / "given.db", create=True, settings=settings) as index:
        assert index.engine.identity().path == str(tmp_path / "given.db")


def test_the_environment_names_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PROVENANCE_INDEX", str(tmp_path / "environment.db"))
    with open_index(create=True) as index:
        assert index.engine.identity().path == str(tmp_path / "environment.db")


def test_a_project_folder_has_its_own_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "db").mkdir()
    (tmp_path / "pyproject.toml").touch()
    with open_index(create=True):
        assert (tmp_path / "db" / "provenance.db").is_file()


def test_elsewhere_the_users_own_index_is_used(
    tmp_path: Path, home_of_its_own: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    with open_index(create=True) as index:
        assert Path(index.engine.identity().path).is_relative_to(home_of_its_own)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_made_unless_it_is_asked_for(tmp_path: Path):
    with pytest.raises(NoStore):
        open_index(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []


def test_an_index_is_opened_for_reading_unless_it_is_asked_for(index_path: Path):
    open_index(index_path, create=True).engine.close()
    from tests.builders import a_collection
    from tests.index.entries import an_entry

    with open_index(index_path) as index, pytest.raises(StoreError):
        index.engine.add(a_collection(), [an_entry("a")])


def test_the_search_reaches_as_far_as_the_widest_threshold():
    pdq, phash = radii_of(Settings(pdq_strong=40, pdq_possible=30, phash_possible=5, min_quality=7))
    assert (pdq.signal, pdq.bits, pdq.min_quality) == ("pdq-256", 40, 7)
    assert (phash.signal, phash.bits, phash.min_quality) == ("phash-64", 5, 7)


def test_a_report_states_the_thresholds_of_the_settings():
    stated = thresholds_of(Settings(pdq_strong=1, pdq_possible=2, phash_possible=3, min_quality=4))
    assert (stated.pdq_strong, stated.pdq_possible) == (1, 2)
    assert (stated.phash_possible, stated.min_quality) == (3, 4)


def test_the_tool_names_the_parts_that_can_change_an_answer():
    parts = dict(tool().parts)
    assert {"python", "sqlite", "pillow", "numpy"} <= parts.keys()
    assert all(parts.values())

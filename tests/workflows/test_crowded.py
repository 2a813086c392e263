"""A picture in a screenshot is found although many screenshots of that app are indexed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from provenance.model.match import Relation, Strength
from provenance.settings import Settings
from provenance.workflows import aligned, crowded
from provenance.workflows.check import check
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex, open_index
from tests.matching.photographs import NAMES
from tests.matching.test_lettering import on_a_screen
from tests.signals.framing import a_photograph

TURNS = (Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.ROTATE_180)
WANTED = "street.jpg"


def saved(folder: Path, name: str, picture: Image.Image) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.png"
    picture.save(path)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowded")
    posted = folder / "posted"
    saved(posted, "wanted", a_photograph(WANTED))
    for name in NAMES:
        if name != WANTED:
            for turn in TURNS:
                shown = a_photograph(name).transpose(turn)
                saved(posted, f"{name}-{turn.name}", on_a_screen(shown))
    part = a_photograph(WANTED).crop((300, 200, 600, 425)).resize((150, 112))
    saved(folder, "query", on_a_screen(part))
    with open_index(folder / "x.db", create=True, settings=Settings()) as index:
        ingest(index, posted, source="folder")
    return folder


def found(folder: Path, monkeypatch: pytest.MonkeyPatch, crowd: int) -> dict[Relation, Strength]:
    """Ask with room for four candidates, which the screenshots take."""
    for module in (aligned, crowded):
        monkeypatch.setattr(module, "CANDIDATES", 4)
    monkeypatch.setattr(crowded, "CROWD", crowd)
    with open_index(folder / "x.db", settings=Settings()) as index:
        assert isinstance(index, OpenIndex)
        matches = check(index, folder / "query.png").case.matches
    return {each.relation: each.strength for each in matches}


def test_what_screenshots_crowd_out_is_asked_for_once_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    alone = found(folder, monkeypatch, crowd=100)
    assert set(alone) == {Relation.SAME_LETTERING}
    behind = found(folder, monkeypatch, crowd=3)
    assert Strength.STRONG in {behind[each] for each in behind if each not in alone}


def test_a_few_screenshots_are_no_crowd(folder: Path, monkeypatch: pytest.MonkeyPatch):
    asked: list[object] = []
    monkeypatch.setattr(crowded, "votes", lambda *given: asked.append(given))
    found(folder, monkeypatch, crowd=100)
    assert not asked

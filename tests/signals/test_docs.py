"""The guide to adding a signal is true: its example runs and keeps the contract."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from PIL import Image

from provenance import signals
from provenance.media.limits import Limits
from provenance.model.fingerprint import Orientation
from provenance.model.media import Location
from provenance.signals.interface import Signal
from provenance.signals.projection import project
from provenance.workflows.examine import examine
from provenance.workflows.wanted import Wanted
from tests.pictures import Pictures, a_picture
from tests.signals.greys import greys

if TYPE_CHECKING:
    import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-signal.md"


def example() -> Signal:
    (block,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    names: dict[str, type[Signal]] = {}
    exec(compile(block, GUIDE.name, "exec"), names)
    return names["Squares"]()


SQUARES = example()


@given(luma=greys(200))
def test_the_example_gives_its_bits_for_any_picture(luma: Image.Image) -> None:
    found = SQUARES.compute(project(luma))
    assert found.signal == SQUARES.name == f"squares-{SQUARES.bits}"
    assert len(found.value) * 8 == SQUARES.bits


def test_the_example_finds_a_small_copy_and_no_stranger() -> None:
    one, other = (a_picture(seed, (640, 480)).convert("L") for seed in (1, 2))
    small, stranger = SQUARES.compute(project(one.reduce(3))), SQUARES.compute(project(other))
    assert SQUARES.compute(project(one)).distance(small) <= 4
    assert SQUARES.compute(project(one)).distance(stranger) > 16


def test_one_line_makes_the_example_part_of_every_examination(
    pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signals, "SIGNALS", (*signals.SIGNALS, SQUARES))
    location = Location(str(pictures.save("photo.jpg", 1)))
    (frame,) = examine(location, Limits(), Wanted(as_query=True)).frames
    names = [each.signal for each in frame.fingerprints]
    assert names == ["pdq-256", "phash-64", "squares-64"]
    assert all(len(variant.fingerprints) == 3 for variant in frame.variants)


def test_the_example_finds_a_turned_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "SIGNALS", (SQUARES,))
    upright = a_picture(1, (640, 480)).convert("L")
    (indexed,) = signals.fingerprints(upright)
    turned = upright.transpose(Image.Transpose.ROTATE_270)
    distances = {
        each.orientation: each.fingerprints[0].distance(indexed)
        for each in signals.variants(turned)
    }
    assert distances[Orientation(mirrored=False, rotated=90)] <= 2


def test_the_files_that_the_guide_names_are_there() -> None:
    source = GUIDE.parents[1] / "src" / "provenance"
    named = re.findall(r"`((?:workflows|signals|settings)[\w/]*\.py)`", GUIDE.read_text("utf-8"))
    assert named
    assert [each for each in named if not (source / each).is_file()] == []

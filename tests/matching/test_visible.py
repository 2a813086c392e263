"""What a query shows of a picture ends where it shows something else, and nowhere before."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from provenance.matching import visible, warp
from provenance.model.geometry import Box
from tests.matching.photographs import luma
from tests.signals.framing import a_photograph

SAME = (1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0)
MATCH = luma(a_photograph("street.jpg")).resize((192, 144))
OTHER = luma(a_photograph("irises.jpg")).resize((192, 144))


def part(query: Image.Image) -> Box | None:
    """Lay a query of the same shape on the match, frame on frame."""
    return visible.part(*warp.laid(np.asarray(query), np.asarray(MATCH), SAME))


def near(found: Box | None, wanted: Box) -> bool:
    """Tell whether no side is off by more than two of a hundred."""
    sides = ("left", "top", "right", "bottom")
    return found is not None and all(
        abs(getattr(found, side) - getattr(wanted, side)) <= 0.02 for side in sides
    )


def covered(*boxes: tuple[int, int, int, int]) -> Image.Image:
    """Show something else than the match in boxes."""
    query = MATCH.copy()
    for box in boxes:
        query.paste(OTHER.crop(box), box)
    return query


def test_of_a_picture_that_is_wholly_shown_nothing_is_cut_off():
    assert part(MATCH) is None


@pytest.mark.parametrize(
    ("box", "wanted"),
    [
        ((0, 0, 48, 144), Box(0.25, 0, 1, 1)),
        ((150, 0, 192, 144), Box(0, 0, 150 / 192, 1)),
        ((0, 0, 192, 30), Box(0, 30 / 144, 1, 1)),
        ((0, 100, 192, 144), Box(0, 0, 1, 100 / 144)),
    ],
)
def test_a_side_where_another_picture_begins_is_cut_off(
    box: tuple[int, int, int, int], wanted: Box
):
    assert near(part(covered(box)), wanted)


def test_two_sides_are_cut_off_at_once():
    assert near(part(covered((0, 0, 192, 30), (140, 0, 192, 144))), Box(0, 30 / 144, 140 / 192, 1))


def test_a_banner_with_a_strip_of_the_picture_beyond_it_cuts_nothing_off():
    assert part(covered((0, 96, 192, 134))) is None


def test_a_box_in_a_corner_cuts_nothing_off():
    assert part(covered((0, 0, 80, 60))) is None


def test_words_on_white_paper_beside_the_picture_are_cut_off():
    query = MATCH.copy()
    paper = ImageDraw.Draw(query)
    paper.rectangle((0, 110, 192, 144), fill=255)
    paper.text((10, 118), "who took this picture, and when?", fill=0)
    assert near(part(query), Box(0, 0, 1, 110 / 144))


def test_of_two_pictures_that_have_nothing_in_common_nothing_is_said():
    assert part(OTHER) is None


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (8, 8)])
def test_pictures_too_small_for_it_are_whole(shape: tuple[int, int]):
    grey = np.zeros(shape, np.uint8)
    assert visible.part(*warp.laid(grey, grey, SAME)) is None


@pytest.mark.parametrize("high", range(6, 30, 2))
@pytest.mark.parametrize("wide", [40, 100, 192])
def test_a_shred_that_both_have_is_told_without_a_fault(high: int, wide: int):
    for step in range(6):
        shred = (
            10 * step % (193 - wide),
            20 * step,
            10 * step % (193 - wide) + wide,
            20 * step + high,
        )
        query = OTHER.copy()
        query.paste(MATCH.crop(shred), shred)
        found = part(query)
        assert found is None or (found.left < found.right and found.top < found.bottom)

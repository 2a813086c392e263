"""A very long picture is cut into pieces, so that a photograph somewhere in it is still found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from provenance.model.fingerprint import ExaminedFrame, Piece
from provenance.model.geometry import Box
from provenance.model.match import Strength
from provenance.model.media import Frame, Role
from provenance.workflows.compare import compare
from provenance.workflows.pieces import LONG, MOST, boxes, picture_of
from tests.pictures import Pictures
from tests.signals import framing

STREET = framing.a_photograph("street.jpg")


@pytest.mark.parametrize("size", [(1080, 2220), (512, 512), (1, 4000), (4000, 1), (159, 4000)])
def test_what_is_not_long_or_too_narrow_to_show_another_picture_is_not_cut(size: tuple[int, int]):
    assert boxes(size) == ()


@given(st.integers(160, 2000), st.floats(LONG, 15), st.booleans(), st.floats(0, 1))
def test_what_is_no_longer_than_the_picture_is_wide_lies_in_one_piece(
    short: int, times: float, upright: bool, place: float
):
    size = (short, int(short * times) + 1)
    found = boxes(size if upright else size[::-1])
    ends = [(each.top, each.bottom) if upright else (each.left, each.right) for each in found]
    assert 2 <= len(ends) <= MOST
    assert ends[0][0] == 0
    assert ends[-1][1] == pytest.approx(1)
    long = short / size[1] * 0.99
    start = place * (1 - long)
    assert any(first - 1e-9 <= start and start + long <= last + 1e-9 for first, last in ends)


def test_a_picture_of_any_length_is_cut_into_few_pieces_that_cover_it():
    found = boxes((200, 60_000))
    assert len(found) == MOST
    assert all(one.bottom >= other.top for one, other in pairwise(found))


def frame(*pieces: Piece) -> ExaminedFrame:
    return ExaminedFrame(
        Frame("ab", 0, 0.0, Role.IMAGE), (), (), b"small", detail=b"large", pieces=pieces
    )


def test_the_piece_is_taken_in_which_a_part_lies_farthest_from_its_ends():
    first, second = (Piece(Box(0, top, 1, top + 0.4), (), b"") for top in (0.0, 0.2))
    assert frame(first, second).piece_around(Box(0, 0.22, 1, 0.3)) is first
    assert frame(first, second).piece_around(Box(0, 0.28, 1, 0.4)) is second
    assert frame(first, second).piece_around(Box(0, 0.1, 1, 0.5)) is None
    assert frame().piece_around(Box(0, 0, 1, 1)) is None


def test_the_picture_of_a_piece_is_its_own_and_that_of_all_else_the_frame_s():
    piece = Piece(Box(0, 0, 1, 0.5), (), b"piece")
    assert picture_of(frame(piece), piece.box) == b"piece"
    assert picture_of(frame(piece), Box(0, 0, 1, 1)) == b"large"


@pytest.mark.parametrize("first", [True, False])
def test_a_photograph_in_a_conversation_that_was_scrolled_is_found_in_its_place(
    pictures: Pictures, first: bool
):
    sheet = Image.new("RGB", (800, 5600), "white")
    sheet.paste(STREET.resize((300, 225)), (60, 3100))
    long, own = pictures.save("long.png", sheet), pictures.save("own.jpg", STREET)
    found = compare(long, own, draw=False) if first else compare(own, long, draw=False)
    assert found.match is not None
    assert found.match.strength is Strength.STRONG
    transform = found.match.transform
    box = transform.crop_query if first else transform.crop_match
    assert box is not None
    truth = (60 / 800, 3100 / 5600, 360 / 800, 3325 / 5600)
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx(truth, abs=0.01)

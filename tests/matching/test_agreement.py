"""The aligned-block test: copies agree everywhere, edited copies but for the edited part."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageFilter

from provenance.matching.agreement import BLOCK, Agreement, agreement
from provenance.model.geometry import Box
from provenance.model.match import Relation
from tests.pictures import a_picture

SIZE = (192, 144)

Floats = npt.NDArray[np.float32]

seeds = pytest.mark.parametrize("seed", range(5))


def floats(image: Image.Image) -> Floats:
    """Give a picture as thumbnails are compared: grey, 192 pixels long."""
    return np.asarray(image.convert("L").resize(SIZE), np.float32)


def detailed(seed: int) -> Image.Image:
    """Paint a picture without flat parts."""
    grain = np.random.default_rng(seed).integers(0, 256, (36, 48), np.uint8)
    grown = Image.fromarray(grain).resize((640, 480), Image.Resampling.BICUBIC)
    return Image.blend(a_picture(seed, (640, 480)).convert("L"), grown, 0.5)


def share_of(one: Floats, other: Floats) -> float:
    return agreement(one, other).share


def recompressed(image: Image.Image, quality: int = 40) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(out)


# Shares


@seeds
def test_a_picture_agrees_with_itself(seed: int) -> None:
    assert share_of(floats(detailed(seed)), floats(detailed(seed))) == 1.0


@seeds
@pytest.mark.parametrize(
    "edit",
    [
        recompressed,
        lambda image: image.resize((320, 240)),
        lambda image: image.filter(ImageFilter.GaussianBlur(1)),
        lambda image: ImageEnhance.Brightness(image).enhance(0.8),
        lambda image: ImageEnhance.Contrast(image).enhance(0.7),
    ],
    ids=["recompressed", "half-size", "blurred", "darker", "less-contrast"],
)
def test_a_copy_of_a_whole_picture_agrees_nearly_everywhere(edit, seed: int) -> None:
    found = agreement(floats(detailed(seed)), floats(edit(detailed(seed))))
    assert found.share >= 0.95
    assert found.relation is Relation.SAME_PICTURE


@seeds
@pytest.mark.parametrize("blocks", [1, 6, 12, 24, 54])
def test_a_covered_part_lowers_the_share_by_as_much(seed: int, blocks: int) -> None:
    one = floats(detailed(seed))
    other = one.copy()
    columns = SIZE[0] // BLOCK
    for at in range(blocks):
        row, column = divmod(at, columns)
        block = np.s_[row * BLOCK : (row + 1) * BLOCK, column * BLOCK : (column + 1) * BLOCK]
        other[block] = np.random.default_rng(at).integers(0, 256, (BLOCK, BLOCK))
    whole = columns * (SIZE[1] // BLOCK)
    assert share_of(one, other) == pytest.approx(1 - blocks / whole, abs=0.005)


@seeds
def test_a_pasted_box_makes_an_edited_copy(seed: int) -> None:
    edited = detailed(seed)
    edited.paste(detailed(seed + 100).resize((250, 190)), (100, 100))
    found = agreement(floats(detailed(seed)), floats(edited))
    assert 0.7 < found.share < 0.95
    assert found.relation is Relation.EDITED_COPY


@seeds
def test_a_single_block_that_shows_something_else_makes_an_edited_copy(seed: int) -> None:
    one = floats(detailed(seed))
    other = one.copy()
    other[32:48, 32:48] = np.random.default_rng(seed).integers(0, 256, (BLOCK, BLOCK))
    found = agreement(one, other)
    assert found.share > 0.95
    assert found.torn
    assert found.relation is Relation.EDITED_COPY


@seeds
def test_unrelated_pictures_hardly_agree(seed: int) -> None:
    found = agreement(floats(detailed(seed)), floats(detailed(seed + 1)))
    assert found.share < 0.3
    assert found.relation is Relation.UNKNOWN


@seeds
def test_a_negative_does_not_agree(seed: int) -> None:
    one = floats(detailed(seed))
    assert share_of(one, 255 - one) < 0.3


# Flat parts


def test_two_flat_blocks_agree_whatever_their_shade() -> None:
    assert share_of(np.full((64, 64), 10, np.float32), np.full((64, 64), 240, np.float32)) == 1.0


def test_specks_of_compression_do_not_make_a_sky_disagree() -> None:
    random = np.random.default_rng(0)
    one, other = (random.normal(200, 2, (144, 192)).astype(np.float32) for _ in range(2))
    assert share_of(one, other) == 1.0


def test_a_flat_block_does_not_agree_with_a_picture() -> None:
    one = floats(detailed(1))
    assert share_of(one, np.full_like(one, 128)) < 0.1


# What is refused


@pytest.mark.parametrize(
    "shapes",
    [
        ((144, 192), (192, 144)),
        ((144, 192), (144, 191)),
        ((15, 192), (15, 192)),
        ((192, 15), (192, 15)),
        ((0, 0), (0, 0)),
        ((1, 1), (1, 1)),
    ],
)
def test_unlike_or_tiny_pictures_are_refused(shapes: tuple[tuple[int, int], ...]) -> None:
    one, other = (np.zeros(shape, np.float32) for shape in shapes)
    with pytest.raises(ValueError, match="two pictures of one shape"):
        agreement(one, other)


def test_a_rest_at_the_edge_is_left_out() -> None:
    one = floats(detailed(1))[:40, :40]
    other = one.copy()
    other[32:], other[:, 32:] = 0, 0
    assert share_of(one, other) == 1.0


# Properties

pictures = st.integers(0, 2**16).map(
    lambda seed: np.random.default_rng(seed).integers(0, 256, (48, 64)).astype(np.float32)
)


@given(pictures, pictures)
def test_agreement_is_a_share_and_the_same_both_ways(one: Floats, other: Floats) -> None:
    assert 0 <= share_of(one, other) == share_of(other, one) <= 1


@given(pictures, pictures)
def test_the_pictures_are_left_as_they_were(one: Floats, other: Floats) -> None:
    before = one.copy(), other.copy()
    agreement(one, other)
    assert np.array_equal(one, before[0])
    assert np.array_equal(other, before[1])


# Relations


@pytest.mark.parametrize(
    ("share", "named"),
    [
        (0.0, Relation.UNKNOWN),
        (0.399, Relation.UNKNOWN),
        (0.4, Relation.EDITED_COPY),
        (0.949, Relation.EDITED_COPY),
        (0.95, Relation.SAME_PICTURE),
        (1.0, Relation.SAME_PICTURE),
    ],
)
def test_a_share_names_a_relation(share: float, named: Relation) -> None:
    assert Agreement(share, torn=False).relation is named


@given(st.floats(0, 1))
def test_block_by_block_nothing_is_called_the_same_bytes_or_the_same_scene(share: float) -> None:
    assert Agreement(share, torn=False).relation not in {Relation.SAME_BYTES, Relation.SAME_SCENE}


def test_words_that_fill_their_places_leave_an_edited_copy() -> None:
    """Two memes whose words cover most of one template, and are nearly all that differs."""
    words = (Box(0.1, 0.05, 0.9, 0.45), Box(0.1, 0.55, 0.9, 0.95))
    laid = Agreement(0.36, torn=True, crisp=0.5, differing=words)
    assert laid.is_compact
    assert laid.relation_as_laid(0.05) is Relation.EDITED_COPY


def test_differences_scattered_over_a_scene_name_it_as_such() -> None:
    scattered = Agreement(0.4, torn=True, crisp=0.5, differing=(Box(0.0, 0.1, 1.0, 0.95),))
    assert not scattered.is_compact
    assert scattered.relation_as_laid(0.05) is Relation.SAME_SCENE


def test_a_picture_that_differs_nearly_everywhere_is_not_compact() -> None:
    assert not Agreement(0.1, torn=True, differing=(Box(0.0, 0.0, 1.0, 0.9),)).is_compact

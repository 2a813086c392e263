"""Projection: Pillow's own filter bit for bit, and PDQ's filter as its makers wrote it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from provenance.signals.projection import JAROSZ_SIDE, LANCZOS_SIDE, jarosz, project
from tests.signals.greys import KINDS, a_grey, greys


def pillow(luma: Image.Image) -> npt.NDArray[np.uint8]:
    return np.asarray(luma.resize((LANCZOS_SIDE, LANCZOS_SIDE), Image.Resampling.LANCZOS))


@settings(max_examples=300)
@given(greys())
def test_lanczos_is_equal_to_pillows_resize(luma: Image.Image) -> None:
    assert np.array_equal(project(luma).lanczos, pillow(luma))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "size",
    [(200, 137), (512, 683), (683, 512), (1023, 600), (1500, 600), (96, 96), (95, 96), (3000, 80)],
)
def test_lanczos_is_equal_to_pillows_resize_in_the_shapes_of_photographs(
    kind: str, size: tuple[int, int]
) -> None:
    for seed in range(3):
        luma = a_grey(kind, *size, seed)
        assert np.array_equal(project(luma).lanczos, pillow(luma))


@pytest.mark.parametrize("length", [*range(1, 300), 511, 512, 1023, 4096, 5000, 20_000])
def test_every_output_of_the_filter_is_a_mean(length: int) -> None:
    matrix = jarosz(length)
    assert matrix.shape == (JAROSZ_SIDE, length)
    assert matrix.min() >= 0
    assert matrix.sum(axis=1, dtype=np.float64) == pytest.approx(np.ones(JAROSZ_SIDE), abs=1e-5)


@given(st.integers(0, 255), st.integers(1, 300), st.integers(1, 300))
def test_a_flat_picture_stays_flat(value: int, width: int, height: int) -> None:
    found = project(Image.new("L", (width, height), value))
    assert found.jarosz == pytest.approx(np.full((64, 64), value), abs=0.01)
    assert (found.lanczos == value).all()


@pytest.mark.parametrize("size", [(64, 64), (127, 300), (512, 640), (1000, 129)])
def test_the_filter_is_the_one_that_pdqs_makers_wrote(size: tuple[int, int]) -> None:
    luma = a_grey("noise", *size)
    expected = reference(np.asarray(luma, np.float64))
    assert project(luma).jarosz == pytest.approx(expected, abs=0.01)


@given(greys(200))
def test_a_picture_on_its_side_has_the_projection_on_its_side(luma: Image.Image) -> None:
    on_its_side = project(luma.transpose(Image.Transpose.TRANSPOSE))
    assert project(luma).transposed().jarosz == pytest.approx(on_its_side.jarosz, abs=0.01)


def test_a_picture_cut_into_strips_gives_what_the_whole_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luma = a_grey("noise", 700, 350)
    whole = project(luma)
    monkeypatch.setattr("provenance.signals.projection._STRIP_PIXELS", 700 * 9)
    strips = project(luma)
    assert strips.jarosz == pytest.approx(whole.jarosz, abs=0.001)
    assert np.array_equal(strips.lanczos, whole.lanczos)


def reference(picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Repeat pdq/cpp/downscaling/downscaling.cpp: two box passes each way, then every n-th."""
    for axis in (0, 1):
        window = (picture.shape[axis] + 127) // 128
        for _ in range(2):
            picture = np.apply_along_axis(box, axis, picture, window)
    rows, columns = (
        ((np.arange(JAROSZ_SIDE) + 0.5) * length / JAROSZ_SIDE).astype(int)
        for length in picture.shape
    )
    return picture[np.ix_(rows, columns)]


def box(line: npt.NDArray[np.float64], window: int) -> npt.NDArray[np.float64]:
    """Take the mean of the window around each value, cut off at the ends."""
    half = (window + 2) // 2
    return np.array(
        [
            line[max(0, at + half - window) : min(len(line), at + half)].mean()
            for at in range(len(line))
        ]
    )

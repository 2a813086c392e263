"""Keypoints as bytes: what goes in comes out, and what does not fit is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.keypoints import CODE_BYTES, PLACE_BYTES, Keypoints

sides = st.integers(1, 0xFFFF)


@st.composite
def keypoints(draw: st.DrawFn) -> Keypoints:
    count = draw(st.integers(0, 12))
    codes = draw(st.binary(min_size=count * CODE_BYTES, max_size=count * CODE_BYTES))
    places = draw(st.binary(min_size=count * PLACE_BYTES, max_size=count * PLACE_BYTES))
    return Keypoints(draw(sides), draw(sides), codes, places)


@given(keypoints())
def test_what_is_packed_is_unpacked_as_it_was(found: Keypoints) -> None:
    assert Keypoints.unpacked(found.packed()) == found
    assert len(found) * (CODE_BYTES + PLACE_BYTES) == len(found.packed()) - 6


@given(keypoints(), st.data())
def test_what_is_cut_short_or_too_long_is_refused(found: Keypoints, data: st.DataObject) -> None:
    whole = found.packed()
    cut = data.draw(st.integers(0, len(whole) - 1))
    for other in (whole[:cut], whole + b"\0"):
        with pytest.raises(ValueError, match="cut short"):
            Keypoints.unpacked(other)


@given(st.binary(max_size=200))
def test_any_bytes_are_keypoints_or_are_refused(data: bytes) -> None:
    try:
        found = Keypoints.unpacked(data)
    except ValueError:
        return
    assert found.packed() == data


@pytest.mark.parametrize(("width", "height"), [(0, 5), (5, 0)])
def test_a_picture_without_a_size_is_refused(width: int, height: int) -> None:
    with pytest.raises(ValueError, match="without a size"):
        Keypoints.unpacked(Keypoints(width, height, b"", b"").packed())


def test_a_code_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="one place for each code"):
        Keypoints(10, 10, bytes(32), bytes(4))

"""Fingerprints: bits that differ, and only between hashes of one algorithm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.fingerprint import UPRIGHT, Fingerprint, Orientation
from tests.builders import a_fingerprint

values = st.binary(min_size=32, max_size=32)


def bits(value: bytes) -> str:
    return "".join(f"{byte:08b}" for byte in value)


@given(values, values)
def test_distance_counts_the_bits_that_differ(one: bytes, other: bytes) -> None:
    expected = sum(left != right for left, right in zip(bits(one), bits(other), strict=True))
    assert a_fingerprint(one).distance(a_fingerprint(other)) == expected


@given(values, values, values)
def test_distance_is_a_metric(one: bytes, other: bytes, third: bytes) -> None:
    a, b, c = map(a_fingerprint, (one, other, third))
    assert a.distance(a) == 0
    assert a.distance(b) == b.distance(a)
    assert a.distance(c) <= a.distance(b) + b.distance(c)


def test_leading_zeros_are_bits_too() -> None:
    assert a_fingerprint(bytes(32)).distance(a_fingerprint(b"\x80" + bytes(31))) == 1


def test_quality_is_no_part_of_the_distance() -> None:
    assert a_fingerprint(quality=3).distance(a_fingerprint(quality=100)) == 0


@pytest.mark.parametrize(
    "other",
    [
        Fingerprint("phash-64", bytes(8), 100),
        Fingerprint("dhash-256", bytes(32), 100),
        Fingerprint("pdq-256", bytes(31), 100),
        Fingerprint("pdq-256", b"", 100),
    ],
)
def test_unlike_hashes_have_no_distance(other: Fingerprint) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        a_fingerprint(bytes(32)).distance(other)


def test_upright_is_neither_mirrored_nor_rotated() -> None:
    assert Orientation(mirrored=False, rotated=0) == UPRIGHT

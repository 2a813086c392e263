"""Numbers written in other digits than ten."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.identifiers.digits import BASE32_SORTABLE, BASE62, BASE64_URL, CROCKFORD, number


@pytest.mark.parametrize(
    ("digits", "count"), [(BASE64_URL, 64), (BASE62, 62), (BASE32_SORTABLE, 32), (CROCKFORD, 32)]
)
def test_every_digit_is_there_once(digits: str, count: int) -> None:
    assert len(digits) == len(set(digits)) == count


@given(st.binary(min_size=3, max_size=30).filter(lambda data: len(data) % 3 == 0))
def test_base64_is_read_as_everybody_writes_it(data: bytes) -> None:
    text = base64.urlsafe_b64encode(data).decode()
    assert number(text, BASE64_URL) == int.from_bytes(data, "big")


def test_a_foreign_digit_is_refused() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        number("U", CROCKFORD)

"""Numbers written in other digits than ten."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

TEN = "0123456789"
BASE64_URL = ascii_uppercase + ascii_lowercase + TEN + "-_"
BASE62 = TEN + ascii_uppercase + ascii_lowercase
BASE32_SORTABLE = "234567" + ascii_lowercase
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def number(text: str, digits: str) -> int:
    """Read a text as a number, most significant digit first; `ValueError` for a foreign digit."""
    value = 0
    for character in text:
        value = value * len(digits) + digits.index(character)
    return value

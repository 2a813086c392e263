"""What an id was made from comes out again, for every kind; the encoders are written anew here."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.identifiers.asking import only

UNIX = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

whole = st.integers(0, 2**80 - 1)
instants = st.datetimes(datetime(2022, 12, 1), datetime(2026, 11, 1)).map(
    lambda made: made.replace(tzinfo=UTC)
)


def digits(value: int, alphabet: str, length: int) -> str:
    text = ""
    for _ in range(length):
        value, digit = divmod(value, len(alphabet))
        text = alphabet[digit] + text
    return text


def ms(made: datetime, epoch: int = 0) -> int:
    return (made - UNIX) // MILLISECOND - epoch


def seconds(made: datetime) -> int:
    return (made - UNIX) // timedelta(seconds=1)


def a_shortcode(made: datetime, rest: int) -> str:
    number = ms(made, 1314220021721) << 23 | rest % 2**23
    return base64.urlsafe_b64encode(number.to_bytes(9, "big")).decode()[1:]


def a_media_key(made: datetime, rest: int) -> str:
    number = ms(made, 1288834974657) << 22 | rest % 2**22
    return base64.urlsafe_b64encode(number.to_bytes(8, "big") + b"abc").decode()[:15]


def a_ticks_uuid(version: int, made: datetime, rest: int) -> str:
    ticks = (made - datetime(1582, 10, 15, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    if version == 1:
        parts = (ticks & 0xFFFFFFFF, ticks >> 32 & 0xFFFF, ticks >> 48)
    else:
        parts = (ticks >> 28, ticks >> 12 & 0xFFFF, ticks & 0xFFF)
    head = parts[0] << 96 | parts[1] << 80 | version << 76 | parts[2] << 64
    return str(uuid.UUID(int=head | 2 << 62 | rest % 2**62))


ENCODERS: dict[str, tuple[Callable[[datetime, int], object], timedelta]] = {
    "x": (lambda m, r: ms(m, 1288834974657) << 22 | r % 2**22, MILLISECOND),
    "discord": (lambda m, r: ms(m, 1420070400000) << 22 | r % 2**22, MILLISECOND),
    "mastodon": (lambda m, r: ms(m) << 16 | r % 2**16, MILLISECOND),
    "truthsocial": (lambda m, r: ms(m) << 16 | r % 2**16, MILLISECOND),
    "tiktok": (lambda m, r: seconds(m) << 32 | r % 2**32, timedelta(seconds=1)),
    "instagram": (lambda m, r: ms(m, 1314220021721) << 23 | r % 2**23, MILLISECOND),
    "instagram ": (a_shortcode, MILLISECOND),
    "x ": (a_media_key, MILLISECOND),
    "linkedin": (lambda m, r: ms(m) << 22 | r % 2**22, MILLISECOND),
    "bluesky": (
        lambda m, r: digits(
            ((m - UNIX) // timedelta(microseconds=1)) << 10 | r % 2**10, SORTABLE, 13
        ),
        timedelta(microseconds=1),
    ),
    "ulid": (lambda m, r: digits(ms(m) << 80 | r, CROCKFORD, 26), MILLISECOND),
    "ksuid": (
        lambda m, r: digits((seconds(m) - 1400000000) << 128 | r, BASE62, 27),
        timedelta(seconds=1),
    ),
    "mongodb": (lambda m, r: f"{seconds(m):08x}{r % 2**64:016x}", timedelta(seconds=1)),
    "uuid": (lambda m, r: a_ticks_uuid(1, m, r), timedelta(microseconds=1)),
    "uuid ": (lambda m, r: a_ticks_uuid(6, m, r), timedelta(microseconds=1)),
    "uuid  ": (
        lambda m, r: str(uuid.UUID(int=ms(m) << 80 | 7 << 76 | 2 << 62 | r % 2**62)),
        MILLISECOND,
    ),
}
"""Makes an id of a platform from a time and anything else, and how exactly it keeps the time."""


@pytest.mark.parametrize("platform", ENCODERS)
@given(made=instants, rest=whole)
@settings(max_examples=50)
def test_the_time_that_an_id_was_made_from_comes_out_again(
    platform: str, made: datetime, rest: int
) -> None:
    encode, step = ENCODERS[platform]
    reading = only(str(encode(made, rest)), platform.strip())
    assert reading.moment.earliest is not None
    assert timedelta(0) <= made - reading.moment.earliest < step

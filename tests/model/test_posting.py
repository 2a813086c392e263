"""The identity of a posting: the same from every source, whatever happens around it."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SHA_A, SHA_B, a_moment, a_posting

BARE = a_posting(platform="", native_id="", url="")
"""A posting without native id and without URL."""


def test_the_same_id_from_two_sources_is_one_posting() -> None:
    export = a_posting(platform="telegram", native_id="7", url="", account="Kidal News", text="a")
    listed = a_posting(
        "2020", platform="telegram", native_id="7", url="https://t.me/k/7", account="", text=""
    )
    assert export.key(SHA_A) == listed.key(SHA_A)


def test_the_case_of_a_platform_does_not_matter() -> None:
    assert a_posting(platform="Telegram").key(SHA_A) == a_posting(platform="telegram").key(SHA_A)


def test_the_same_id_on_two_platforms_is_two_postings() -> None:
    assert a_posting(platform="vk").key(SHA_A) != a_posting(platform="x").key(SHA_A)


def test_native_ids_differ_by_case() -> None:
    assert a_posting(native_id="Ab").key(SHA_A) != a_posting(native_id="aB").key(SHA_A)


def test_all_pictures_of_an_identified_posting_share_its_identity() -> None:
    assert a_posting().key(SHA_A) == a_posting().key(SHA_B)


@pytest.mark.parametrize("missing", [{"platform": ""}, {"native_id": ""}])
def test_without_platform_or_native_id_the_url_decides(missing: dict[str, str]) -> None:
    one = replace(a_posting(text="one"), **missing)
    other = replace(a_posting(text="other"), **missing)
    assert one.key(SHA_A) == other.key(SHA_B)
    assert one.key(SHA_A) != replace(one, url="https://facebook.example/2").key(SHA_A)


def test_without_id_and_url_the_picture_decides() -> None:
    assert BARE.key(SHA_A) != BARE.key(SHA_B)


@pytest.mark.parametrize(
    "change",
    [
        {"platform": "vk"},
        {"account": "another"},
        {"text": "another"},
        {"moments": ()},
        {"moments": (a_moment("2023-11-18"),)},
    ],
)
def test_without_id_and_url_all_that_is_stated_decides(change: dict[str, object]) -> None:
    assert replace(BARE, **change).key(SHA_A) != BARE.key(SHA_A)


def test_the_order_in_which_times_are_stated_does_not_matter() -> None:
    moments = (a_moment("2023"), a_moment("2024"))
    one, other = replace(BARE, moments=moments), replace(BARE, moments=moments[::-1])
    assert one.key(SHA_A) == other.key(SHA_A)


def test_an_id_never_collides_with_a_url_or_with_stated_text() -> None:
    parts = ["id", "x", "1"]
    others = (
        a_posting(platform="", native_id="", url=json.dumps(parts)),
        a_posting(None, platform="x", native_id="", url="", account="1", text=""),
    )
    identified = a_posting(platform="x", native_id="1").key(SHA_A)
    assert all(each.key(SHA_A) != identified for each in others)


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_any_text_gives_a_key_of_32_hexadecimal_digits(account: str, text: str) -> None:
    posting = replace(BARE, account=account, text=text)
    assert re.fullmatch(r"[0-9a-f]{32}", posting.key(SHA_A))


def test_keys_stay_what_they_are_in_indexes_that_exist() -> None:
    assert a_posting().key(SHA_A) == "4de00ea72b0aa2f5999d6cd7ecdf51ce"
    assert a_posting(native_id="").key(SHA_A) == "5a653681719875a872c96f3306e3b4f7"
    assert BARE.key(SHA_A) == "572ce359b43dd27ce0e4e1bf342fe83e"

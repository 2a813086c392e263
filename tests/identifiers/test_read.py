"""A bare id may be several things, and may be none: what is said then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from provenance.errors import UsageError
from provenance.identifiers import platform_named, read
from provenance.identifiers.bluesky_tid import decode
from provenance.model.reading import Reading
from tests.identifiers.asking import at, only, readings, unread


def kinds(text: str, platform: str = "") -> list[str]:
    return [each.kind for each in readings(text, platform)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1724396760069046272", ["x-post", "instagram-media"]),
        ("1424396760069046272", ["x-post", "discord-message", "instagram-media"]),
        (
            "117020580668356975",
            *[
                [
                    "mastodon-status",
                    "truth-social-status",
                    "x-post",
                    "discord-message",
                    "instagram-media",
                ]
            ],
        ),
        ("7300000000000000000", ["tiktok-video", "linkedin-activity"]),
        ("7592375824192490774", ["tiktok-video"]),
        ("7592375824192490774.mp4", ["tiktok-video"]),
        ("A title [7592375824192490774].mp4", ["tiktok-video"]),
        ("A title [7592375824192490774].info.json", ["tiktok-video"]),
        ("A title [C-xuZTmtNQR].mp4", ["instagram-media"]),
        ("1724396760069046272_1.jpg", ["x-post", "instagram-media"]),
        ("C-xuZTmtNQR", ["instagram-media"]),
        ("GijwnGYbYAEzJhi.jpg", ["x-media"]),
        ("3_1346854220163551234", ["x-media"]),
        ("3kh5rarr3gn2n", ["bluesky-tid"]),
        ("01arz3ndektsv4rrffq69g5fav", ["ulid"]),
        ("507f1f77bcf86cd799439011", ["object-id"]),
        ("{017F22E2-79B0-7CC3-98C4-DC0C0C07398F}", ["time-uuid"]),
        ("017F22E279B07CC398C4DC0C0C07398F", ["time-uuid"]),
    ],
)
def test_every_plausible_reading_is_given_the_likeliest_first(text: str, said: list[str]) -> None:
    assert kinds(text) == said


def test_a_bare_id_is_certain_only_where_the_platform_is_stated() -> None:
    assert not any(each.certain for each in readings("1724396760069046272"))
    assert only("1724396760069046272", "x").certain


def test_what_has_not_come_yet_is_no_reading() -> None:
    day = timedelta(days=1)
    made = at("2023-11-14T12:00:00Z")
    assert isinstance(read("1724396760069046272", "x", made - day), tuple)
    late = read("1724396760069046272", "x", made - day - timedelta(seconds=1))
    assert not isinstance(late, tuple)
    assert "which has not come yet" in late.reason


def test_no_reading_is_said_with_every_reason() -> None:
    reason = unread("9999999999999999999").reason
    assert reason.startswith("no time can be read from it: read as x-post")
    assert "read as tiktok-video" in reason


@pytest.mark.parametrize("ident", ["1", "14843347141", "29700859246"])
def test_an_id_of_x_from_before_the_snowflakes_carries_no_time(ident: str) -> None:
    answer = unread(ident, "x")
    assert answer.carries_no_time
    assert "4 November 2010" in answer.reason
    assert "carries no time" in unread(ident).reason
    assert not unread(ident).carries_no_time


def test_the_first_snowflake_of_x_has_a_time() -> None:
    assert only("29700859247", "x").moment.earliest == at("2010-11-04T01:43:01.738Z")


@pytest.mark.parametrize("text", ["14843347141", "491701234567", "1699967106000", "20231114130506"])
def test_a_short_number_may_be_anything(text: str) -> None:
    assert "a number of so few digits" in unread(text).reason


@pytest.mark.parametrize(
    "word",
    [
        "screenshots",
        "CATASTROPHE",
        "Destruction",
        "photo-1234",
        "Accomplishments",
        "2023_11_14",
        "demonstration",
    ],
)
def test_a_word_is_not_taken_for_an_id(word: str) -> None:
    assert not unread(word).carries_no_time


def test_a_code_that_looks_like_a_word_is_read_where_the_platform_is_stated() -> None:
    assert only("CATASTROPHE", "instagram").kind == "instagram-media"


@pytest.mark.parametrize(
    ("platform", "says"),
    [("discord", "not the form of an id of discord"), ("youtube", "carries no time")],
)
def test_a_stated_platform_keeps_others_out(platform: str, says: str) -> None:
    assert says in unread("C-xuZTmtNQR", platform).reason


def test_a_time_of_one_moment_is_not_made_exact_where_posts_follow_later() -> None:
    for text in (
        "7592375824192490774",
        "C-xuZTmtNQR",
        "GijwnGYbYAEzJhi",
        "urn:li:activity:7000000000000000000",
    ):
        assert only(text).moment.latest is None


def test_who_vouches_is_the_server_or_whoever_made_the_id() -> None:
    def trust(text: str, platform: str = "") -> str:
        first: Reading = readings(text, platform)[0]
        return first.moment.trust.value

    assert trust("1724396760069046272", "x") == "server-made"
    assert trust("3kh5rarr3gn2n") == "self-asserted"
    assert trust("01ARZ3NDEKTSV4RRFFQ69G5FAV") == "self-asserted"
    assert trust("IMG-20231114-WA0007.jpg") == "derived-from-name"


@pytest.mark.parametrize(
    "tid", ["3jzfcijpj2z2a", "7777777777777", "3zzzzzzzzzzzz", "a222222222222", "j222222222222"]
)
def test_a_timestamp_identifier_of_the_published_list_is_valid(tid: str) -> None:
    assert decode(tid) > 0


@pytest.mark.parametrize(
    "tid",
    [
        "3jzfcijpj2z21",
        "0000000000000",
        "3JZFCIJPJ2Z2A",
        "3jzfcijpj2z2aa",
        "3jzfcijpj2z2",
        "222",
        "3jzf-cij-pj2z-2a",
        "zzzzzzzzzzzzz",
        "kjzfcijpj2z2a",
    ],
)
def test_no_other_text_of_the_published_list_is_one(tid: str) -> None:
    with pytest.raises(ValueError, match="no timestamp identifier"):
        decode(tid)
    assert unread(f"https://bsky.app/profile/a.example/post/{tid}").carries_no_time


@pytest.mark.parametrize(
    ("said", "meant"),
    [("X", "x"), (" Twitter ", "x"), ("bsky", "bluesky"), ("objectid", "mongodb"), ("", "")],
)
def test_a_platform_has_other_names(said: str, meant: str) -> None:
    assert platform_named(said) == meant


def test_an_unknown_platform_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"did you mean 'tiktok'\?.*known: android, bluesky"):
        platform_named("tiktak")


def test_the_words_are_kept_as_they_were_given() -> None:
    assert only(" 7592375824192490774 ").text == " 7592375824192490774 "
    assert unread(" dog ").text == " dog "
    assert unread("").reason == "it is empty"
    assert "longer than 4096" in unread("9" * 5000).reason


@pytest.mark.parametrize(
    "name",
    [
        "BlueSquare.jpg",
        "Canon_40D.jpg",
        "Canon_40D",
        "IrvineCA.avif",
        "FindOpenThreads.cmake",
        "CSharpUtilities",
        "G_WB2iwWszA1-AU",
    ],
)
def test_the_name_of_a_file_is_not_taken_for_a_code(name: str) -> None:
    assert not unread(name).carries_no_time


def test_an_unlikely_key_is_read_in_a_link() -> None:
    assert only("https://pbs.twimg.com/media/G_WB2iwWszA1-AU.jpg").kind == "x-media"

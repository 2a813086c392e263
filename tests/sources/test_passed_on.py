"""What exports state of the posting that another one passes on, and of languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Attachment, Posting
from provenance.sources import bluesky, tweets
from provenance.sources.activitypub import Activitypub
from provenance.sources.gallery_dl import GalleryDl
from provenance.sources.json_source import JsonSource
from provenance.sources.mastodon import Mastodon
from provenance.sources.passed_on import languages, origin
from provenance.sources.posted import Posted
from provenance.sources.reddit import Reddit
from provenance.sources.telegram_posting import Chat, posting
from provenance.sources.trees import OnDisk
from provenance.sources.twarc import Twarc
from tests.sources.exports import read as of_export


def read(source: JsonSource, value: object) -> list[Posting]:
    found = source.postings(value, OnDisk(Path(__file__).parent))
    return [each.posting for each in found if isinstance(each, Posted)]


@pytest.mark.parametrize("code", ["fr", "ar", "bam", "pt-BR", "zh-Hant-TW", "en_US"])
def test_a_language_is_kept_as_it_is_stated(code: str):
    assert languages(code) == (code,)


@pytest.mark.parametrize("code", ["", "und", "zxx", "qme", "qst", "un", "<b>", "french language"])
def test_what_is_no_language_is_none(code: str):
    assert languages(code) == ()


def test_an_origin_of_which_nothing_is_stated_is_none():
    assert origin(Relay.REPOST, "x") == ()


def test_a_repost_of_x_names_the_post_and_not_what_that_one_quotes():
    original = {"id_str": "1", "user": {"screen_name": "awa"}}
    post = {"id_str": "2", "text": "RT @awa: the wall", "lang": "fr", "quoted_status_id_str": "9"}
    found = tweets.posted({**post, "retweeted_status": original}, "").posting
    assert found.origins == (PassedOn(Relay.REPOST, "x", "1", account="awa"),)
    assert found.languages == ("fr",)


def test_a_repost_of_x_whose_words_alone_say_it_names_the_account():
    found = tweets.posted({"id_str": "2", "full_text": "RT @awa: the wall"}, "ben").posting
    assert found.origins == (PassedOn(Relay.REPOST, "x", account="awa"),)


def test_a_quote_of_x_names_the_post_also_where_it_is_not_shown():
    found = tweets.posted({"id_str": "2", "text": "see", "quoted_status_id_str": "1"}, "").posting
    assert found.origins == (PassedOn(Relay.QUOTE, "x", "1"),)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("retweeted", (PassedOn(Relay.REPOST, "x", "1"),)),
        ("quoted", (PassedOn(Relay.QUOTE, "x", "1"),)),
        ("replied_to", ()),
    ],
)
def test_version_2_of_x_names_what_is_repeated_or_quoted_but_no_reply(kind: str, expected):
    post = {"id": "2", "text": "x", "lang": "ar", "referenced_tweets": [{"type": kind, "id": "1"}]}
    (found,) = read(Twarc(), post)
    assert (found.origins, found.languages) == (expected, ("ar",))


@pytest.mark.parametrize(("name", "relay"), [("reblog", Relay.REPOST), ("quote", Relay.QUOTE)])
def test_mastodon_names_what_is_boosted_or_quoted_and_gives_it(name: str, relay: Relay):
    inner = {"id": "1", "uri": "https://m.example/users/awa/statuses/1", "language": "fr"}
    shown = inner if name == "reblog" else {"state": "accepted", "quoted_status": inner}
    status = {"id": "2", "uri": "https://m.example/users/ben/statuses/2", name: shown}
    own, original = read(Mastodon(), status)
    (stated,) = own.origins
    assert (stated.relay, stated.native_id) == (relay, original.native_id)
    assert original.languages == ("fr",)


def test_a_note_names_what_it_quotes_and_the_languages_of_its_words():
    quoted = "https://m.example/users/awa/statuses/1"
    note = {"type": "Note", "id": "https://p.example/2", "contentMap": {"fr": "le mur"}}
    (found,) = read(Activitypub(), {**note, "quoteUrl": quoted})
    assert found.origins == (PassedOn(Relay.QUOTE, "mastodon", quoted, quoted),)
    assert found.languages == ("fr",)


QUOTED = "at://did:plc:abc/app.bsky.feed.post/3k"


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        (QUOTED, (PassedOn(Relay.QUOTE, "bluesky", QUOTED),)),
        ("at://did:plc:abc/app.bsky.graph.list/3k", ()),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_bluesky_names_the_post_that_is_quoted_and_no_list(uri: str, expected, deep: bool):
    named = {"record": {"uri": uri}} if deep else {"uri": uri}
    record = {"$type": "app.bsky.feed.post", "text": "x", "langs": ["fr", "bm"]}
    view = {"uri": "at://did:plc:x/app.bsky.feed.post/1"}
    found = bluesky.posted_of({**view, "record": {**record, "embed": {"record": named}}}).posting
    assert (found.origins, found.languages) == (expected, ("fr", "bm"))


def test_a_crosspost_names_the_submission_that_it_repeats():
    parent = {"id": "1", "created_utc": 1700000000, "author": "awa"}
    post = {"id": "2", "created_utc": 1700000100, "crosspost_parent": "t3_1"}
    own, _ = read(Reddit(), {**post, "crosspost_parent_list": [parent]})
    assert own.origins == (PassedOn(Relay.REPOST, "reddit", "t3_1", account="awa"),)


@pytest.mark.parametrize(("ident", "count"), [(1, 1), (0, 0), (2, 0)])
def test_a_description_of_gallery_dl_names_a_repost_that_is_not_itself(ident: int, count: int):
    data = {"category": "twitter", "subcategory": "timeline", "tweet_id": 2, "retweet_id": ident}
    (found,) = read(GalleryDl(), data)
    assert len(found.origins) == count


def test_a_forward_of_telegram_names_an_account_and_no_posting():
    message = {"id": 5, "date_unixtime": "1700000000", "from": "ben", "forwarded_from": "Awa"}
    (stated,) = posting(message, Chat()).origins
    assert stated == PassedOn(Relay.FORWARD, "telegram", account="Awa")
    assert not stated.names_posting


def test_a_forward_of_a_hidden_account_is_one_all_the_same():
    message: dict[str, object] = {"id": 5, "date_unixtime": "1700000000", "forwarded_from": None}
    assert posting(message, Chat()).origins == (PassedOn(Relay.FORWARD, "telegram"),)


def test_a_forward_of_discord_names_the_message_and_a_reply_names_none(tmp_path: Path):
    picture = {"id": "9", "url": "a.jpg", "fileName": "a.jpg"}
    forward = {"id": "5", "timestamp": "2023-11-17T10:00:00+00:00", "reference": {"messageId": "4"}}
    shown = {"content": "x", "timestamp": "2023-11-16T10:00:00+00:00", "attachments": [picture]}
    messages = [
        {**forward, "forwardedMessage": shown},
        {**forward, "id": "6", "attachments": [picture]},
    ]
    export = {"guild": {"id": "1"}, "channel": {"id": "2"}, "messages": messages}
    path = tmp_path / "channel.json"
    path.write_text(json.dumps(export))
    found = [each.posting for each in of_export(path) if isinstance(each, Attachment)]
    assert [each.origins for each in found] == [(PassedOn(Relay.FORWARD, "discord", "4"),), ()]


def test_a_table_of_4cat_names_the_account_of_a_forward(tmp_path: Path):
    path = tmp_path / "table.csv"
    path.write_text(
        "id,timestamp,unix_timestamp,chat,author,body,author_forwarded_from_name,"
        "attachment_filename\nkidal-7,2023-11-17 10:00:00,1700215200,kidal,ben,le mur,Awa,7.jpg\n"
    )
    (found,) = (each.posting for each in of_export(path) if isinstance(each, Attachment))
    assert found.origins == (PassedOn(Relay.FORWARD, "telegram", account="Awa"),)
    assert found.text == "Forwarded from Awa\nle mur"

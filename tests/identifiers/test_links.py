"""Links: whose they are, and whether there is a time in them."""

from __future__ import annotations

import pytest

from tests.identifiers.asking import at, only, readings, unread

X = ("x-post", "2023-09-17T00:00:13.822Z")
MEDIA = ("x-media", "2021-01-06T16:20:44.085Z")
VIDEO = ("x-media", "2021-01-06T16:20:44.085Z")
DISCORD = ("discord-message", "2016-04-30T11:18:25.796Z")
MASTODON = ("mastodon-status", "2026-08-01T13:52:36.389Z")
TRUTH = ("truth-social-status", "2022-08-07T01:30:27.755Z")
TIKTOK = ("tiktok-video", "2020-07-29T02:06:13Z")
INSTAGRAM = ("instagram-media", "2024-08-17T16:00:06.566Z")
LINKEDIN = ("linkedin-activity", "2022-11-20T07:40:53.710Z")
BLUESKY = ("bluesky-tid", "2023-12-22T18:58:32.901011Z")


@pytest.mark.parametrize(
    ("link", "kind", "earliest"),
    [
        ("https://x.com/account/status/1703197127906644088", *X),
        ("http://www.twitter.com/account/status/1703197127906644088?s=20&t=a_b", *X),
        ("https://mobile.twitter.com/account/statuses/1703197127906644088#reply", *X),
        ("https://X.com/i/web/status/1703197127906644088/photo/1", *X),
        ("twitter.com/account/status/1703197127906644088/", *X),
        ("https://x.com/i/status/1703197127906644088", *X),
        ("https://pbs.twimg.com/media/ErD8xv0VkAIBJe7?format=jpg&name=large", *MEDIA),
        ("https://pbs.twimg.com/media/ErD8xv0VkAIBJe7.jpg:orig", *MEDIA),
        ("https://video.twimg.com/tweet_video/ErD8xv0VkAIBJe7.mp4", *MEDIA),
        ("https://video.twimg.com/ext_tw_video/1346854220163551234/pu/vid/640x360/a.mp4", *VIDEO),
        ("https://pbs.twimg.com/ext_tw_video_thumb/1346854220163551234/pu/img/b.jpg", *VIDEO),
        ("https://discord.com/channels/1/2/175928847299117063", *DISCORD),
        ("https://ptb.discordapp.com/channels/@me/2/175928847299117063", *DISCORD),
        ("https://cdn.discordapp.com/attachments/5/175928847299117063/a.png?ex=1", *DISCORD),
        ("https://mastodon.example/@account/117020580668356975", *MASTODON),
        ("https://mastodon.example/web/@account/117020580668356975", *MASTODON),
        ("https://mastodon.example/users/account/statuses/117020580668356975", *MASTODON),
        ("https://mastodon.example/@account@other.example/117020580668356975", *MASTODON),
        ("https://truthsocial.com/@account/108779000807761862", *TRUTH),
        ("https://truthsocial.com/@account/posts/108779000807761862", *TRUTH),
        ("https://www.tiktok.com/@account/video/6854717870488702213?lang=en", *TIKTOK),
        ("https://www.tiktok.com/@account/photo/6854717870488702213", *TIKTOK),
        ("https://www.tiktok.com/embed/v2/6854717870488702213", *TIKTOK),
        ("https://m.tiktok.com/v/6854717870488702213.html", *TIKTOK),
        ("https://www.douyin.com/video/6854717870488702213", *TIKTOK),
        ("https://www.instagram.com/p/C-xuZTmtNQR/?img_index=1", *INSTAGRAM),
        ("https://www.instagram.com/reel/C-xuZTmtNQR", *INSTAGRAM),
        ("https://www.instagram.com/account/reel/C-xuZTmtNQR/", *INSTAGRAM),
        ("https://instagram.com/tv/C-xuZTmtNQR/", *INSTAGRAM),
        (f"https://www.instagram.com/p/C-xuZTmtNQR{'x' * 28}/", *INSTAGRAM),
        ("https://www.linkedin.com/feed/update/urn:li:activity:7000000000000000000/", *LINKEDIN),
        ("https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7000000000000000000", *LINKEDIN),
        (
            "https://de.linkedin.com/posts/account_a-word-activity-7000000000000000000-aB_c?utm=1",
            *LINKEDIN,
        ),
        ("urn:li:ugcPost:7000000000000000000", *LINKEDIN),
        ("https://bsky.app/profile/account.bsky.social/post/3kh5rarr3gn2n", *BLUESKY),
        ("https://bsky.app/profile/did:plc:abc/post/3kh5rarr3gn2n", *BLUESKY),
        ("at://did:plc:abc/app.bsky.feed.post/3kh5rarr3gn2n", *BLUESKY),
        ("urn:uuid:017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "time-uuid", "2022-02-22T19:22:22Z"),
    ],
)
def test_a_link_names_its_platform(link: str, kind: str, earliest: str) -> None:
    reading = only(link)
    assert (reading.kind, reading.certain, reading.text) == (kind, True, link)
    assert reading.moment.earliest == at(earliest)


@pytest.mark.parametrize(
    ("link", "platform"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "youtube"),
        ("https://youtu.be/C-xuZTmtNQR", "youtube"),
        ("https://www.youtube.com/shorts/C-xuZTmtNQR", "youtube"),
        ("https://t.me/account/4711", "telegram"),
        ("https://t.me/c/1234567890/4711?single", "telegram"),
        ("https://www.facebook.com/photo.php?fbid=10158000000000000", "facebook"),
        ("https://m.facebook.com/account/posts/1724396760069046272", "facebook"),
        ("https://fb.watch/abcdefghij/", "facebook"),
        ("https://vk.com/wall-1_2", "vk"),
        ("https://www.reddit.com/r/pics/comments/abc123/words/", "reddit"),
        ("https://redd.it/abc123", "reddit"),
        ("https://www.flickr.com/photos/account/52000000000/", "flickr"),
        ("https://i.imgur.com/AbCdEfG.jpg", "imgur"),
        ("https://vm.tiktok.com/ZMabcdefg/", "tiktok"),
        ("https://www.tiktok.com/t/ZTabcdefg/", "tiktok"),
        ("https://x.com/account/status/14843347141", "x"),
        ("https://bsky.app/profile/account.bsky.social", "bluesky"),
        ("at://did:plc:abc/app.bsky.feed.post/self", "bluesky"),
        ("8a6b2f0c-6a0d-4b8e-9c1d-2f3e4a5b6c7d", "uuid"),
    ],
)
def test_that_there_is_no_time_in_it_is_an_answer(link: str, platform: str) -> None:
    answer = unread(link)
    assert (answer.platform, answer.carries_no_time) == (platform, True)
    assert answer.reason.startswith("carries no time: ")


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/",
        "https://example.org/status/1724396760069046272",
        "https://x.example/account/status/1724396760069046272",
        "https://notx.com/account/status/1724396760069046272",
        "https://x.com/account",
        "https://www.instagram.com/account/",
        "https://www.tiktok.com/@account",
        "https://x.com/account/status/9999999999999999999",
    ],
)
def test_a_link_of_which_nothing_is_known_is_not_guessed_at(link: str) -> None:
    assert not unread(link).carries_no_time


def test_the_end_of_an_unknown_link_is_read_where_the_platform_is_stated() -> None:
    reading = only("https://mirror.example/account/status/1724396760069046272", "x")
    assert reading.moment.earliest == at("2023-11-14T12:00:00Z")
    assert reading.certain


def test_what_every_computer_may_have_made_is_read_at_the_end_of_any_link() -> None:
    reading = only("https://example.org/files/01ARZ3NDEKTSV4RRFFQ69G5FAV.jpg")
    assert (reading.kind, reading.certain) == ("ulid", False)


def test_a_post_of_another_server_is_dated_by_nobody_who_knows() -> None:
    own = only("https://a.example/@account/117020580668356975")
    remote = only("https://a.example/@account@b.example/117020580668356975")
    assert own.moment.trust == "server-made"
    assert remote.moment.trust == "self-asserted"
    assert own.meaning != remote.meaning


def test_a_file_of_an_archive_of_x_holds_the_time_of_the_post_and_of_its_media() -> None:
    post, media = readings("data/tweets_media/1092177336852774917-DygxfPAWkAAEDfL.jpg")
    assert (post.kind, media.kind) == ("x-post", "x-media")
    assert post.certain
    assert media.certain
    assert post.moment.earliest is not None
    assert media.moment.earliest is not None
    assert media.moment.earliest < post.moment.earliest

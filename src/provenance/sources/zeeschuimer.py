"""Reads what the browser extension Zeeschuimer captured: NDJSON, one post on each line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from provenance.model.moment import Clock
from provenance.model.posting import Failed, JoinKey, Posting, Skipped
from provenance.sources import tweets
from provenance.sources.fields import Json, base, each, first, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.passed_on import languages
from provenance.sources.posted import File, Posted, of_link
from provenance.sources.times import OURS, seconds
from provenance.sources.trees import Tree

_INSTAGRAM_OPENED = 2010
_TIKTOK_OPENED = 2016


class Zeeschuimer(JsonSource):
    """Reads captures of X, Instagram and TikTok; when they were captured is our own witness."""

    name = "zeeschuimer"
    recognised_by = "a capture of Zeeschuimer (source_platform, timestamp_collected)"
    signs = (
        re.compile(rb'"timestamp_collected"\s*:'),
        re.compile(rb'"source_platform"\s*:'),
    )

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give the post of one line."""
        platform = text(value, "source_platform").removeprefix("www.")
        what = f"item {text(value, 'item_id')}"
        read = _PLATFORMS.get(platform)
        if read is None:
            yield Skipped(what, f"a capture of {platform or 'no platform'}, which is not read here")
            return
        posted = read(only(value, "data"))
        collected = seconds(_raw(value, "timestamp_collected"), Clock.COLLECTED, OURS)
        moments = posted.posting.moments + collected
        yield replace(posted, posting=replace(posted.posting, moments=moments), what=what)


def _raw(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _of_x(data: Json) -> Posted:
    legacy = only(data, "legacy")
    # A repost is captured whole inside the post that repeats it.
    repeated = only(legacy, "retweeted_status_result", "result")
    original = only(repeated, "legacy") or only(repeated, "tweet", "legacy")
    post: Json = {**legacy, "id_str": text(data, "rest_id") or text(legacy, "id_str")}
    if original:
        post["retweeted_status"] = original
    found = tweets.posted(post, _x_account(data))
    note = text(data, "note_tweet", "note_tweet_results", "result", "text")
    return replace(found, posting=replace(found.posting, text=note)) if note else found


def _x_account(data: Json) -> str:
    user = only(data, "core", "user_results", "result")
    return text(user, "core", "screen_name") or text(user, "legacy", "screen_name")


def _of_instagram(data: Json) -> Posted:
    code = text(data, "code")
    posting = Posting(
        platform="instagram",
        native_id=first(data, "pk", "id"),
        url=f"https://www.instagram.com/p/{code}/" if code else "",
        account=text(data, "user", "username"),
        text=text(data, "caption", "text"),
        moments=seconds(data.get("taken_at"), Clock.POSTED, opened=_INSTAGRAM_OPENED),
    )
    items = list(each(data, "carousel_media")) or [data]
    return Posted(posting, tuple(_instagram_file(item) for item in items))


def _instagram_file(item: Json) -> File:
    pictures = [text(one, "url") for one in each(item, "image_versions2", "candidates")]
    videos = [text(one, "url") for one in each(item, "video_versions")]
    names = tuple(dict.fromkeys(name for url in videos + pictures if (name := base(url))))
    # The number before the underscore is that of the media, in whatever size it is served.
    ident = text(item, "pk")
    return File(names, (JoinKey("instagram-media", ident),) if ident else ())


def _of_tiktok(data: Json) -> Posted:
    ident = text(data, "id")
    account = text(data, "author", "uniqueId") or text(data, "author")
    posting = Posting(
        platform="tiktok",
        native_id=ident,
        url=f"https://www.tiktok.com/@{account}/video/{ident}" if account and ident else "",
        account=account,
        text=text(data, "desc"),
        moments=seconds(data.get("createTime"), Clock.POSTED, opened=_TIKTOK_OPENED),
        languages=languages(text(data, "textLanguage")),
    )
    pictures = list(each(data, "imagePost", "images"))
    if pictures:
        urls = [text(one, "imageURL", "urlList", 0) for one in pictures]
        return Posted(posting, tuple(of_link(url) for url in urls))
    video = text(data, "video", "id") or ident
    key = (JoinKey("tiktok-video", video),) if video else ()
    names = (f"{ident}.mp4", f"{ident}.jpg") if ident else ()
    return Posted(posting, (File(names, key),) if only(data, "video") else ())


_PLATFORMS: dict[str, Callable[[Json], Posted]] = {
    "x.com": _of_x,
    "twitter.com": _of_x,
    "instagram.com": _of_instagram,
    "tiktok.com": _of_tiktok,
}

"""Reads a post of X as its API of version 1.1 and its account archive write it."""

from __future__ import annotations

import html
import re
from functools import partial

from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Failed, JoinKey, Posting
from provenance.sources.fields import Json, base, each, first, only, text
from provenance.sources.passed_on import languages, origin
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import Moments, long

PLATFORM = "x"
OPENED = 2006

_REPOST = re.compile(r"RT @(\w{1,15}):")


def posted(post: Json, account: str, what: str = "") -> Posted:
    """Make a posting of a post; a repost of another post is that post, seen through it.

    Raises `ValueError` for a time that cannot be understood.
    """
    account = text(post, "user", "screen_name") or account
    original = only(post, "retweeted_status")
    ident = first(post, "id_str", "id")
    posting = Posting(
        platform=PLATFORM,
        native_id=ident,
        url=link(account, ident),
        account=account,
        text=words(post),
        moments=long(text(post, "created_at"), Clock.POSTED, opened=OPENED) + _original(original),
        languages=languages(text(post, "lang")),
        origins=_origins(post),
    )
    shown = original or post
    return Posted(posting, tuple(_file(media, ident) for media in media_of(shown)), what)


def originals(post: Json) -> tuple[Posted | Failed, ...]:
    """Give the posts that a post repeats or quotes, which are postings of their own."""
    found = (only(post, "retweeted_status"), only(post, "quoted_status"))
    named = [(f"post {ident}", one) for one in found if (ident := text(one, "id_str"))]
    return tuple(attempted(what, partial(posted, one, "", what)) for what, one in named)


def link(account: str, ident: str) -> str:
    """Make the link to a post; X shows it under any account name."""
    return f"https://x.com/{account or 'i'}/status/{ident}" if ident else ""


def words(post: Json) -> str:
    """Give the text in full, with the characters that X writes as entities."""
    return html.unescape(
        text(post, "extended_tweet", "full_text") or first(post, "full_text", "text")
    )


def media_of(post: Json) -> tuple[Json, ...]:
    """Give the media of a post; `entities` holds only the first one, so it is the last resort."""
    places = (
        ("extended_tweet", "extended_entities"),
        ("extended_entities",),
        ("extended_tweet", "entities"),
        ("entities",),
    )
    return next((found for place in places if (found := tuple(each(post, *place, "media")))), ())


def media_key(value: str) -> tuple[JoinKey, ...]:
    """Make the key of a media from its number, or from a key such as `3_1234`."""
    number = value.rpartition("_")[2]
    return (JoinKey("x-media", number),) if number.isdecimal() and number.isascii() else ()


def reposted_from(full_text: str) -> str:
    """Name whom an old-style repost repeats, empty where it is none."""
    found = _REPOST.match(full_text)
    return found[1] if found else ""


def _file(media: Json, ident: str) -> File:
    names = []
    # of a video first itself, then the still that stands for it
    urls = (*_variants(media), text(media, "media_url_https"), text(media, "media_url"))
    for name in dict.fromkeys(map(base, urls)):
        if name:
            names += [f"tweets_media/{ident}-{name}", f"tweet_media/{ident}-{name}"]
            names += [f"{ident}-{name}", name, f"media/{name}", f"images/{name}"]
    return File(tuple(names), media_key(first(media, "id_str", "id", "media_key")))


def _variants(media: Json) -> list[str]:
    urls = [text(variant, "url") for variant in each(media, "video_info", "variants")]
    return [url for url in urls if not base(url).endswith(".m3u8")]


def _origins(post: Json) -> tuple[PassedOn, ...]:
    """Name what a post repeats, by its words alone where the post itself is not in it, or quotes.

    A repost holds what the repeated post quotes, too, which is not its own quote.
    """
    repeated, quoted = only(post, "retweeted_status"), only(post, "quoted_status")
    if ident := text(repeated, "id_str"):
        return origin(Relay.REPOST, PLATFORM, ident, account=text(repeated, "user", "screen_name"))
    if who := reposted_from(words(post)):
        return origin(Relay.REPOST, PLATFORM, account=who)
    ident = text(quoted, "id_str") or text(post, "quoted_status_id_str")
    return origin(Relay.QUOTE, PLATFORM, ident, account=text(quoted, "user", "screen_name"))


def _original(original: Json) -> Moments:
    return long(text(original, "created_at"), Clock.FORWARDED_ORIGINAL, opened=OPENED)

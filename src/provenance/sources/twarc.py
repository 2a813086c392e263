"""Reads posts of X as version 2 of its API answers, and as twarc2 keeps them in JSON lines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial

from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Failed, Posting, Skipped
from provenance.sources import tweets
from provenance.sources.fields import Json, at, base, each, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.passed_on import languages, origin
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import OURS, Moments, iso
from provenance.sources.trees import Tree

_Named = dict[str, Json]
_RELAYS = {"retweeted": Relay.REPOST, "quoted": Relay.QUOTE}


class Twarc(JsonSource):
    """Reads pages of answers, and posts that `twarc2 flatten` put on lines of their own."""

    name = "twarc"
    recognised_by = "posts of X as version 2 of its API or twarc2 writes them"
    signs = (
        re.compile(rb'"(edit_history_tweet_ids|author_id|__twarc|conversation_id)"\s*:'),
        re.compile(rb'"text"\s*:'),
        re.compile(rb'"id"\s*:\s*"\d+"'),
    )
    not_signs = (re.compile(rb'"(timestamp_collected|source_platform|id_str)"\s*:'),)

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each post of a page, and those of others that its posts repeat or quote."""
        data = at(value, "data")
        own = list(each(data)) if isinstance(data, list) else [only(data) or only(value)]
        included = only(value, "includes")
        collected = iso(text(value, "__twarc", "retrieved_at"), Clock.COLLECTED, OURS)
        users = _by(each(included, "users"), "id")
        media = _by(each(included, "media"), "media_key")
        others = list(each(included, "tweets"))
        posts = _by([*others, *own], "id")
        listed = {text(post, "id") for post in own}
        shown = [p for p in others if _keys(p) and text(p, "id") not in listed]
        for post in [*own, *shown]:
            make = partial(_posted, post, users, media, posts, collected)
            yield attempted(f"post {text(post, 'id')}", make)


def _by(items: Iterator[Json] | list[Json], name: str) -> _Named:
    return {text(item, name): item for item in items}


def _posted(post: Json, users: _Named, media: _Named, posts: _Named, collected: Moments) -> Posted:
    ident = text(post, "id")
    if not ident:
        raise ValueError("it is no post, which has an id")
    # A flattened post holds its author and its media itself.
    author = only(post, "author") or users.get(text(post, "author_id"), {})
    account = text(author, "username")
    original = _original(post, posts)
    described = _by(each(post, "attachments", "media"), "media_key") | media
    posting = Posting(
        platform=tweets.PLATFORM,
        native_id=ident,
        url=tweets.link(account, ident),
        account=account or text(post, "author_id"),
        text=_words(post),
        moments=iso(text(post, "created_at"), Clock.POSTED, opened=tweets.OPENED)
        + iso(text(original, "created_at"), Clock.FORWARDED_ORIGINAL, opened=tweets.OPENED)
        + (collected or _own_collected(post)),
        languages=languages(text(post, "lang")),
        origins=_origins(post),
    )
    keys = _keys(post) or _keys(original)
    return Posted(posting, tuple(_file(key, described) for key in keys), f"post {ident}")


def _own_collected(post: Json) -> Moments:
    return iso(text(post, "__twarc", "retrieved_at"), Clock.COLLECTED, OURS)


def _words(post: Json) -> str:
    return html.unescape(text(post, "note_tweet", "text") or text(post, "text"))


def _origins(post: Json) -> tuple[PassedOn, ...]:
    found: tuple[PassedOn, ...] = ()
    for referenced in each(post, "referenced_tweets"):
        relay = _RELAYS.get(text(referenced, "type"))
        if relay:
            found += origin(relay, tweets.PLATFORM, text(referenced, "id"))
    return found


def _original(post: Json, posts: _Named) -> Json:
    """Give the post that a post repeats, where the page holds it."""
    for referenced in each(post, "referenced_tweets"):
        if text(referenced, "type") == "retweeted":
            own = referenced if text(referenced, "created_at") else {}
            return own or posts.get(text(referenced, "id"), {})
    return {}


def _keys(post: Json) -> list[str]:
    found = at(post, "attachments", "media_keys")
    keys = found if isinstance(found, list) else []
    described = [text(media, "media_key") for media in each(post, "attachments", "media")]
    return [key for key in dict.fromkeys([*map(text, keys), *described]) if key]


def _file(key: str, described: _Named) -> File:
    media = described.get(key, {})
    variants = [text(variant, "url") for variant in each(media, "variants")]
    urls = [*variants, text(media, "url"), text(media, "preview_image_url")]
    names = [name for url in urls if (name := base(url))]
    folders = ("", "media/", "images/")
    return File(tuple(folder + name for name in names for folder in folders), tweets.media_key(key))

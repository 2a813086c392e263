"""Reads posts of Bluesky: records as they lie in a repository, and views of feeds and threads."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import partial

from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import Json, each, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.passed_on import languages, origin
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import ASSERTED, SERVER, iso
from provenance.sources.trees import Tree

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4", ".webm", ".mov")
_LISTS = ("feed", "posts", "records", "replies")
_RAW_SHA256 = b"\x01\x55\x12\x20"
"""What a CID of bytes begins with: version 1, raw, SHA-256 of 32 bytes (multiformats)."""
_CDN = re.compile(r"/(?P<cid>bafkrei[a-z2-7]{52})(?:@|$)")
_URI = re.compile(r"at://(?P<did>[^/]+)/app\.bsky\.feed\.post/(?P<rkey>[^/]+)")


class Bluesky(JsonSource):
    """Reads posts; the author's program asserts `createdAt`, the server says when it saw it."""

    name = "bluesky"
    recognised_by = "posts of Bluesky (app.bsky.feed)"
    signs = (
        re.compile(rb"app\.bsky\.(feed|embed)\."),
        re.compile(rb'"(createdAt|indexedAt|record|value)"\s*:'),
    )
    not_signs = (re.compile(rb'"#?(sub)?category"\s*:'),)

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each post of a view, and the posts that it quotes."""
        found = list(_posts(only(value)))
        if not found:
            raise ValueError("it holds no post")
        for post in found:
            yield attempted(f"post {text(post, 'uri')}".rstrip(), partial(posted_of, post))


def _posts(value: Json) -> Iterator[Json]:
    """Walk the views: feeds and threads hold posts, a post may quote another."""
    waiting = [value]
    while waiting:
        view = waiting.pop(0)
        if only(view, "record") or only(view, "value"):
            if _record(view):
                yield view
            waiting += _quoted(view)
        elif _is_post(view):
            yield view
        waiting += [only(view, name) for name in ("thread", "post", "parent", "root", "reply")]
        waiting += [one for name in _LISTS for one in each(view, name)]
        waiting = [one for one in waiting if one]


def _is_post(value: Json) -> bool:
    return text(value, "$type") == "app.bsky.feed.post"


def _record(view: Json) -> Json:
    record = only(view, "record") or only(view, "value")
    return record if _is_post(record) or text(record, "createdAt") else {}


def _quoted(view: Json) -> list[Json]:
    places = (("embed", "record"), ("embed", "record", "record"), ("embeds", 0, "record"))
    found = [only(view, *place) for place in places]
    return [one for one in found if only(one, "value")]


def posted_of(view: Json) -> Posted:
    """Make a posting of a view, or of a record with its `uri`; `ValueError` for a bad time."""
    record = _record(view) or view
    uri = text(view, "uri")
    found = _URI.match(uri)
    account = text(view, "author", "handle") or text(view, "author", "did")
    owner = account or (found["did"] if found else "")
    posting = Posting(
        platform="bluesky",
        native_id=uri,
        url=f"https://bsky.app/profile/{owner}/post/{found['rkey']}" if found else "",
        account=owner,
        text=text(record, "text"),
        moments=iso(text(record, "createdAt"), Clock.POSTED, ASSERTED)
        + iso(text(view, "indexedAt"), Clock.CRAWLED, SERVER),
        languages=languages(*_languages(record)),
        origins=_origins(only(record, "embed") or only(view, "embed")),
    )
    return Posted(posting, tuple(_files(record, view)), f"post {uri}".rstrip())


def _languages(record: Json) -> Iterator[str]:
    found = record.get("langs")
    for code in found if isinstance(found, list) else []:
        yield text(code)


def _origins(embed: Json) -> tuple[PassedOn, ...]:
    """Name the post that an embed quotes; an embed may show a list or a feed, too."""
    uri = text(embed, "record", "uri") or text(embed, "record", "record", "uri")
    return origin(Relay.QUOTE, "bluesky", uri) if _URI.fullmatch(uri) else ()


def _files(record: Json, view: Json) -> Iterator[File]:
    own = _pictures(only(record, "embed"))
    shown = _pictures(only(view, "embed")) or _pictures(only(view, "embeds", 0))
    for number in range(max(len(own), len(shown))):
        blob = own[number] if number < len(own) else {}
        seen = shown[number] if number < len(shown) else {}
        cid = _cid(blob) or _cid_of_link(text(seen, "fullsize") or text(seen, "thumbnail"))
        names = (*(f"{cid}{suffix}" for suffix in _SUFFIXES), cid, f"blobs/{cid}") if cid else ()
        yield File(names, key_of(cid))


def _pictures(embed: Json) -> list[Json]:
    media = only(embed, "media") or embed
    pictures = list(each(media, "images"))
    if only(media, "video") or text(media, "playlist"):
        pictures.append(media)
    return pictures


def _cid(picture: Json) -> str:
    blob = only(picture, "image") or only(picture, "video")
    return text(blob, "ref", "$link") or text(blob, "ref") or text(blob, "cid")


def _cid_of_link(link: str) -> str:
    found = _CDN.search(link)
    return found["cid"] if found else ""


def key_of(cid: str) -> tuple[JoinKey, ...]:
    """Give the SHA-256 that a CID states of the bytes that were uploaded; none for another CID."""
    try:
        raw = base64.b32decode(cid[1:].upper() + "=" * (-(len(cid) - 1) % 8))
    except (binascii.Error, ValueError):
        return ()
    sha256 = raw.removeprefix(_RAW_SHA256)
    if not cid.startswith("b") or len(raw) != len(sha256) + len(_RAW_SHA256):
        return ()
    return (JoinKey("sha256", sha256.hex()),) if len(sha256) == 32 else ()  # noqa: PLR2004

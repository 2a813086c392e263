"""Reads what gallery-dl writes beside a download with `--write-metadata`: `FILE.EXT.json`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.fields import Json, first, only, plain, text
from provenance.sources.json_source import JsonSource
from provenance.sources.passed_on import languages, origin
from provenance.sources.posted import File, Posted
from provenance.sources.times import ASSERTED, RECORD, SERVER, Moments, iso, utc
from provenance.sources.trees import Tree

_PLATFORMS = {"twitter": "x"}


class GalleryDl(JsonSource):
    """Reads one sidecar; the file that it describes has its name without `.json`."""

    name = "gallery-dl"
    recognised_by = "a description of gallery-dl (category, subcategory)"
    signs = (re.compile(rb'"category"\s*:\s*"'), re.compile(rb'"subcategory"\s*:\s*"'))

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give the posting of the file."""
        data = only(value)
        category = text(data, "category")
        if not category:
            raise ValueError("it is no description of a file, which has a category")
        platform = _PLATFORMS.get(category, category)
        ident = first(data, "tweet_id", "post_id", "id", "uri", "gid")
        posting = Posting(
            platform=platform,
            native_id=ident,
            url=_url(data, platform, ident),
            account=_account(data),
            text=plain(first(data, "content", "description", "text", "title")),
            moments=_moments(data, platform),
            languages=languages(first(data, "lang", "language")),
            origins=_origins(data, platform, ident),
        )
        yield Posted(posting, (File(_names(data)),), f"post {ident}".rstrip())

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one sidecar; the file of its own name goes before the one that it states."""
        own = PurePosixPath(name).with_suffix("").as_posix()
        for entry in super().document(tree, name, stated):
            if isinstance(entry, Attachment) and tree.holds(own):
                yield Attachment(entry.posting, tree.location(own), entry.where, entry.keys)
            else:
                yield entry


def _names(data: Json) -> tuple[str, ...]:
    name, extension = text(data, "filename"), text(data, "extension")
    numbers = (text(data, "tweet_id"), text(data, "num"))
    return (f"{name}.{extension}", f"{'_'.join(numbers)}.{extension}") if extension else ()


def _account(data: Json) -> str:
    author, user = only(data, "author"), only(data, "user")
    named = first(author, "name", "handle", "username", "acct") or text(data, "author")
    return named or first(data, "username", "uploader") or first(user, "name", "username")


def _url(data: Json, platform: str, ident: str) -> str:
    shown = first(data, "post_url", "url")
    if platform == "x" and ident:
        return f"https://x.com/{_account(data) or 'i'}/status/{ident}"
    code = first(data, "post_shortcode", "shortcode")
    if platform == "instagram" and code:
        return f"https://www.instagram.com/p/{code}/"
    return shown if "://" in shown else ""


def _origins(data: Json, platform: str, own: str) -> tuple[PassedOn, ...]:
    """Name what is reposted; `quote_id` is the post that quotes this one, so it is no origin.

    Of a repost gallery-dl may describe the original itself, which then names itself; 0 is none.
    """
    ident = first(data, "retweet_id", "reblogged_from_id")
    return origin(
        Relay.REPOST,
        platform,
        "" if ident in {"0", own} else ident,
        text(data, "reblogged_from_url"),
        text(data, "reblogged_from_name"),
    )


def _moments(data: Json, platform: str) -> Moments:
    """Read the raw time of the platform where it is kept: `date` has lost the offset of it."""
    read: Callable[..., Moments] = utc
    stated, by = text(data, "date"), RECORD
    if platform == "x":
        by = SERVER  # gallery-dl computes it from the id
    if platform in {"bluesky", "mastodon", "misskey"}:
        raw = first(data, "createdAt", "created_at") or text(data, "record", "createdAt")
        stated, by, read = raw or stated, ASSERTED, iso
    original = utc(text(data, "date_original"), Clock.FORWARDED_ORIGINAL)
    return read(stated, Clock.POSTED, by) + original

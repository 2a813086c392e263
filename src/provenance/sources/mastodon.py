"""Reads statuses as the API of Mastodon answers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import Json, at, base, each, first, only, plain, text
from provenance.sources.json_source import JsonSource
from provenance.sources.passed_on import languages, origin
from provenance.sources.posted import File, Posted, attempted, of_link
from provenance.sources.times import ASSERTED, RECORD, Moments, Source, iso
from provenance.sources.trees import Tree

_OPENED = 2008
"""Statuses of older programs came along with their accounts, so this is no day of Mastodon's."""
_LISTS = ("statuses", "ancestors", "descendants")


class Mastodon(JsonSource):
    """Reads a status, a list of them, a search or a thread; a boost leads to what it boosts."""

    name = "mastodon"
    recognised_by = "statuses of the API of Mastodon (media_attachments, spoiler_text)"
    signs = (
        re.compile(rb'"(media_attachments|spoiler_text)"\s*:'),
        re.compile(rb'"created_at"\s*:\s*"\d{4}-'),
        re.compile(rb'"(uri|account|reblog)"\s*:'),
    )
    not_signs = (re.compile(rb'"category"\s*:'),)

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each status, and what it boosts or quotes."""
        statuses = [only(value)]
        if not text(value, "id"):
            statuses = [status for name in _LISTS for status in each(value, name)]
        if not statuses:
            raise ValueError("it is no status, which has an id")
        for status in statuses:
            yield attempted(f"status {text(status, 'id')}", partial(_posted, status))
            for original in (only(status, "reblog"), _quoted(status)):
                if original:
                    yield attempted(f"status {text(original, 'id')}", partial(_posted, original))


def _posted(status: Json) -> Posted:
    original = only(status, "reblog")
    by = _vouching(status)
    posting = Posting(
        platform="mastodon",
        native_id=first(status, "uri", "url", "id"),
        url=first(status, "url", "uri"),
        account=text(status, "account", "acct"),
        text=_words(original or status),
        moments=iso(text(status, "created_at"), Clock.POSTED, by, opened=_OPENED)
        + iso(text(status, "edited_at"), Clock.EDITED, by)
        + _original(original),
        languages=languages(text(original or status, "language")),
        origins=_origin(Relay.REPOST, original) + _origin(Relay.QUOTE, _quoted(status)),
    )
    media = each(original or status, "media_attachments")
    return Posted(posting, tuple(_file(one) for one in media), f"status {text(status, 'id')}")


def _quoted(status: Json) -> Json:
    """Give the status that one quotes, which Mastodon wraps (4.4), and others do not."""
    quote = only(status, "quote")
    return only(quote, "quoted_status") or (quote if text(quote, "id") else {})


def _origin(relay: Relay, status: Json) -> tuple[PassedOn, ...]:
    ident, url = first(status, "uri", "url", "id"), first(status, "url", "uri")
    return origin(relay, "mastodon", ident, url, text(status, "account", "acct"))


def _original(original: Json) -> Moments:
    stated = text(original, "created_at")
    return iso(stated, Clock.FORWARDED_ORIGINAL, _vouching(original), opened=_OPENED)


def _vouching(status: Json) -> Source:
    """Say who vouches: of a status of another server, that other server alone."""
    return ASSERTED if "@" in text(status, "account", "acct") else RECORD


def _words(status: Json) -> str:
    parts = (text(status, "spoiler_text"), plain(text(status, "content")))
    return "\n".join(part for part in parts if part)


def _file(media: Json) -> File:
    """Name a file by the link to it here, and by that on the server where it was uploaded."""
    links = [text(media, name) for name in ("remote_url", "url") if at(media, name)]
    keys: list[JoinKey] = [key for link in links for key in of_link(link).keys]
    return File(tuple(base(link) for link in links), tuple(dict.fromkeys(keys)))

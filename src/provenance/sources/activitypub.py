"""Reads ActivityPub: a note, an activity, the outbox in the archive of an account."""

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
from provenance.sources.times import ASSERTED, iso
from provenance.sources.trees import Tree

_OF_MASTODON = re.compile(r"/users/[^/]+/statuses/\d+$")
_COLLECTIONS = {"OrderedCollection", "Collection", "OrderedCollectionPage", "CollectionPage"}


class Activitypub(JsonSource):
    """Reads what servers tell each other; its times are those that the author's server asserts."""

    name = "activitypub"
    recognised_by = "ActivityPub (https://www.w3.org/ns/activitystreams)"
    signs = (
        re.compile(rb'https?://www\.w3\.org/ns/activitystreams|"attributedTo"\s*:'),
        re.compile(rb'"type"\s*:'),
    )

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each object with its files, out of the activities that made it."""
        for thing in _things(only(value)):
            kind = text(thing, "type")
            if kind == "Announce":
                yield Skipped(text(thing, "id") or kind, "a boost of a post that is not in here")
            elif kind in {"Create", "Update"}:
                made = only(thing, "object")
                yield attempted(_what(made), partial(_posted, made, text(thing, "actor")))
            else:
                yield attempted(_what(thing), partial(_posted, thing, ""))


def _things(value: Json) -> Iterator[Json]:
    if text(value, "type") in _COLLECTIONS:
        yield from each(value, "orderedItems")
        yield from each(value, "items")
    elif text(value, "type"):
        yield value
    else:
        raise ValueError("it has no type")


def _posted(thing: Json, actor: str) -> Posted:
    ident = text(thing, "id")
    posting = Posting(
        platform=_platform(ident),
        native_id=ident,
        url=_link(thing) or ident,
        account=_name(at(thing, "attributedTo")) or _name(at(thing, "actor")) or actor,
        text="\n".join(
            part for name in ("name", "summary", "content") if (part := plain(text(thing, name)))
        ),
        moments=iso(text(thing, "published"), Clock.POSTED, ASSERTED)
        + iso(text(thing, "updated"), Clock.EDITED, ASSERTED),
        languages=languages(*only(thing, "contentMap")),
        origins=_quoted(first(thing, "quote", "quoteUrl", "quoteUri", "_misskey_quote")),
    )
    media = [*_listed(thing, "attachment"), *_listed(thing, "image")]
    if text(thing, "type") in {"Video", "Image", "Audio"}:
        media.append(thing)
    files = tuple(dict.fromkeys(file for one in media if (file := _file(one))))
    return Posted(posting, files, _what(thing))


def _platform(ident: str) -> str:
    return "mastodon" if _OF_MASTODON.search(ident) else "activitypub"


def _quoted(ident: str) -> tuple[PassedOn, ...]:
    """Name what a note quotes, by its id (FEP-e232 and FEP-044f, and what was in use before)."""
    return origin(Relay.QUOTE, _platform(ident), ident, ident)


def _what(thing: Json) -> str:
    return f"{text(thing, 'type')} {text(thing, 'id')}".strip()


def _listed(thing: Json, name: str) -> list[object]:
    found = at(thing, name)
    return found if isinstance(found, list) else [found] if found else []


def _name(value: object) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return text(value, "id") or text(value)


def _link(value: object) -> str:
    """Give the link of a thing, which is a text, an object with `href`, or a list of these."""
    url = at(value, "url")
    url = url[0] if isinstance(url, list) and url else url
    return text(url, "href") or text(url)


def _is_page(link: Json) -> bool:
    return text(link, "mediaType") in {"text/html", "application/xhtml+xml"}


def _file(media: object) -> File | None:
    pages = [text(link, "href") for link in each(media, "url") if _is_page(link)]
    files = [text(link, "href") for link in each(media, "url") if not _is_page(link)]
    url = next(iter(files), "") or _link(media) or text(media, "href") or text(media)
    if url in pages:  # of a video that names no file, only where it is shown
        return File((base(url),))
    if not url:
        return None
    if url.startswith("/"):  # in the archive of an account, a path from its root
        return File((url.lstrip("/"), base(url)), (JoinKey("archived-path", url),))
    return of_link(url)

"""Reads submissions as Reddit's JSON and the dumps made of it hold them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial

from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import Json, at, base, each, first, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.passed_on import origin
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import CRAWLER, SERVER, Moments, seconds
from provenance.sources.trees import Tree

_OPENED = 2005
_SUFFIXES = (".jpg", ".png", ".gif", ".mp4", ".webm", ".webp")
_HOSTED = re.compile(r"https?://(?:i|preview|v)\.redd\.it/(?P<id>[^/?#.]+)(?P<ext>\.\w+)?")


class Reddit(JsonSource):
    """Reads listings, submissions and dumps in JSON lines; a crosspost leads to what it repeats."""

    name = "reddit"
    recognised_by = "submissions of Reddit (created_utc, permalink, subreddit)"
    signs = (
        re.compile(rb'"created_utc"\s*:'),
        re.compile(rb'"(subreddit|subreddit_id)"\s*:'),
        re.compile(rb'"(permalink|url|selftext|author)"\s*:'),
    )
    not_signs = (re.compile(rb'"subcategory"\s*:'),)

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each submission, and what it was crossposted from."""
        found = list(_submissions(only(value)))
        if not found:
            raise ValueError("it is no submission, which has a time and a name")
        for submission in found:
            yield attempted(_name(submission), partial(_posted, submission))
            for parent in each(submission, "crosspost_parent_list"):
                yield attempted(_name(parent), partial(_posted, parent))


def _submissions(value: Json) -> Iterator[Json]:
    children = list(each(value, "data", "children"))
    for child in children or [value]:
        thing = only(child, "data") if at(child, "data", "created_utc") is not None else child
        if at(thing, "created_utc") is not None:
            yield thing


def _name(submission: Json) -> str:
    return text(submission, "name") or f"t3_{text(submission, 'id')}"


def _posted(submission: Json) -> Posted:
    ident = _name(submission)
    permalink = text(submission, "permalink")
    parents = list(each(submission, "crosspost_parent_list"))
    posting = Posting(
        platform="reddit",
        native_id=ident,
        url=f"https://www.reddit.com{permalink}" if permalink.startswith("/") else permalink,
        account=text(submission, "author"),
        text="\n".join(
            html.unescape(part)
            for name in ("title", "selftext", "body")
            if (part := text(submission, name))
        ),
        moments=_moments(submission, parents),
        origins=_origins(submission, parents),
    )
    shown = parents[0] if parents else submission
    return Posted(posting, tuple(_files(shown)), ident)


def _origins(submission: Json, parents: list[Json]) -> tuple[PassedOn, ...]:
    parent = text(submission, "crosspost_parent") or (_name(parents[0]) if parents else "")
    author = text(parents[0], "author") if parents else ""
    return origin(Relay.REPOST, "reddit", parent, account=author)


def _moments(submission: Json, parents: list[Json]) -> Moments:
    original = at(parents[0], "created_utc") if parents else None
    edited = at(submission, "edited")  # false where it never was
    seen = at(submission, "retrieved_on") or at(submission, "_meta", "retrieved_2nd_on")
    return (
        seconds(at(submission, "created_utc"), Clock.POSTED, SERVER, opened=_OPENED)
        + seconds(original, Clock.FORWARDED_ORIGINAL, SERVER, opened=_OPENED)
        + seconds(None if isinstance(edited, bool) else edited, Clock.EDITED, SERVER)
        + seconds(seen, Clock.CRAWLED, CRAWLER)
    )


def _files(submission: Json) -> Iterator[File]:
    described = only(submission, "media_metadata")
    listed = [text(item, "media_id") for item in each(submission, "gallery_data", "items")]
    for ident in listed or described:
        source = html.unescape(first(only(described, ident, "s"), "u", "gif", "mp4"))
        yield _file(source, ident)
    if listed or described:
        return
    link = html.unescape(first(submission, "url_overridden_by_dest", "url"))
    video = text(submission, "media", "reddit_video", "fallback_url")
    if video or _HOSTED.match(link) or text(submission, "post_hint") == "image":
        yield _file(link or video, "")


def _file(link: str, ident: str) -> File:
    """Name a file of Reddit's own by its id; what lies at a link elsewhere may have changed."""
    found = _HOSTED.match(link)
    ident = ident or (found["id"] if found else "")
    extension = (found["ext"] or "") if found else ""
    names = [base(link)] if link else []
    names += [f"{ident}{suffix}" for suffix in (extension, *_SUFFIXES) if ident]
    return File(tuple(names), (JoinKey("reddit-media", ident),) if ident else ())

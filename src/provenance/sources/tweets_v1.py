"""Reads posts of X as its API of version 1.1 answers: JSON, or JSON lines as twarc writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from provenance.model.posting import Failed, Skipped
from provenance.sources import tweets
from provenance.sources.fields import Json, each, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.posted import Posted, attempted
from provenance.sources.trees import Tree


class TweetsV1(JsonSource):
    """Reads one post, a list of posts, or the answer of a search."""

    name = "tweets-v1"
    recognised_by = "posts of X as version 1.1 of its API writes them (id_str, created_at)"
    signs = (
        re.compile(rb'"id_str"\s*:\s*"\d+"'),
        re.compile(rb'"created_at"\s*:\s*"[A-Z][a-z]{2} [A-Z][a-z]{2} \d'),
        re.compile(rb'"(full_text|text)"\s*:'),
    )
    not_signs = (
        re.compile(rb"\A\s*window\."),
        re.compile(rb'"(timestamp_collected|source_platform)"\s*:'),
    )

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each post, and the posts that it repeats or quotes."""
        for post in _posts(value):
            what = f"post {text(post, 'id_str')}"
            yield attempted(what, partial(tweets.posted, post, "", what))
            for original in tweets.originals(post):
                if isinstance(original, Failed) or original.files:
                    yield original


def _posts(value: object) -> Iterator[Json]:
    if isinstance(value, dict) and isinstance(value.get("statuses"), list):
        yield from each(value, "statuses")
    elif text(value, "id_str"):
        yield only(value)
    else:
        raise ValueError("it is no post, which has an id")

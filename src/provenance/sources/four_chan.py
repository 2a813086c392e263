"""Reads threads and catalogs as the API of 4chan answers them: every file with its MD5."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from functools import partial

from provenance.model.moment import Clock
from provenance.model.posting import Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import Json, at, each, only, plain, text
from provenance.sources.json_source import JsonSource
from provenance.sources.posted import File, Posted, attempted
from provenance.sources.times import SERVER, seconds
from provenance.sources.trees import Tree

_OPENED = 2003
_MD5_BYTES = 16


class FourChan(JsonSource):
    """Reads posts; `now` is the time of a zone that is not stated, so `time` is what counts."""

    name = "fourchan"
    recognised_by = "posts of the API of 4chan (no, resto, tim, md5)"
    signs = (
        re.compile(rb'"no"\s*:\s*\d'),
        re.compile(rb'"now"\s*:\s*"'),
        re.compile(rb'"time"\s*:\s*\d'),
    )

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give each post of a thread, a page or a catalog."""
        found = list(_posts(only(value)))
        if not found:
            raise ValueError("it is no post, which has a number")
        for post, board in found:
            yield attempted(f"post {text(post, 'no')}", partial(_posted, post, board))


def _posts(value: Json) -> Iterator[tuple[Json, str]]:
    board = text(value, "board")
    if text(value, "no"):
        yield value, board
        return
    for thread in [value, *each(value, "threads")]:
        if text(thread, "no"):
            yield thread, board
        for post in [*each(thread, "posts"), *each(thread, "last_replies")]:
            yield post, text(post, "board") or board


def _posted(post: Json, board: str) -> Posted:
    number = text(post, "no")
    thread = text(post, "resto")
    thread = number if thread in {"", "0"} else thread
    posting = Posting(
        platform="4chan",
        # numbers count for each board, so without the board they name nothing
        native_id=f"{board}/{number}" if board and number else "",
        url=f"https://boards.4chan.org/{board}/thread/{thread}#p{number}" if board else "",
        account="".join(part for part in (text(post, "name"), text(post, "trip")) if part),
        text="\n".join(part for name in ("sub", "com") if (part := plain(text(post, name)))),
        moments=seconds(at(post, "time"), Clock.POSTED, SERVER, opened=_OPENED),
    )
    return Posted(posting, tuple(_files(post)), f"post {number}")


def _files(post: Json) -> Iterator[File]:
    stored, extension = text(post, "tim"), text(post, "ext")
    if not (extension and stored):
        return
    names = (f"{stored}{extension}", f"{text(post, 'filename')}{extension}")
    yield File(names, key_of(text(post, "md5")))


def key_of(stated: str) -> tuple[JoinKey, ...]:
    """Give the MD5 that is stated in Base64; none for anything else."""
    try:
        digest = base64.b64decode(stated, validate=True)
    except (binascii.Error, ValueError):
        return ()
    return (JoinKey("md5", digest.hex()),) if len(digest) == _MD5_BYTES else ()

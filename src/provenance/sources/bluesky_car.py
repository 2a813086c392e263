"""Reads the repository of an account of Bluesky: the CAR file that an account's export is.

A commit leads to a tree of records (atproto.com/specs/repository); those of the collection
`app.bsky.feed.post` are posts. Their times are what the author's program asserted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.bluesky import posted_of
from provenance.sources.fields import Json, at, only, text
from provenance.sources.on_disk import why
from provenance.sources.posted import Posted, attempted, handed_on
from provenance.sources.trees import start_of, tree_of

_POSTS = "app.bsky.feed.post/"
_LARGEST = 1 << 28
"""Bytes; it is read into memory whole. A repository of 100,000 posts has some 50 million."""
_MOST_NODES = 10_000_000
_DEEPEST = 60
"""Levels inside a record; the lexicons have no more than ten."""

Blocks = Mapping[bytes, object]


class BlueskyCar:
    """Reads posts; what else an account keeps (likes, follows, blocks) is counted and passed by."""

    name = "bluesky-car"
    recognised_by = "the repository of an account of Bluesky (CAR)"

    def accepts(self, path: Path) -> bool:
        """Take what begins like a CAR file of version 1, whose header names its roots."""
        start = start_of(path)[:256]
        return b"eroots" in start[:64] and b"gversion\x01" in start

    def index_file(self, path: Path) -> Path | None:
        """Name the repository."""
        return path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the posts; `where` names the record."""
        did, records = _repository(path)
        tree, others = tree_of(path), 0
        for key, value in records:
            if not key.startswith(_POSTS):
                others += 1
                continue
            what = f"record {key}"
            found = attempted(what, partial(_post, did, key, value))
            if isinstance(found, Posted):
                yield from handed_on(found, tree, path.name, stated)
            else:
                yield Failed(f"{Location(path.name).display} {what}", found.reason)
        if others:
            where = f"{Location(path.name).display} other records"
            yield Skipped(where, f"{others:,} records that are no posts, such as likes and follows")


def _post(did: str, key: str, value: object) -> Posted:
    view: Json = {"uri": f"at://{did}/{key}", "value": only(_plain(value, 0))}
    return posted_of(view)


def _repository(path: Path) -> tuple[str, Iterator[tuple[str, object]]]:
    """Give whose repository it is, and its records by their keys."""
    shown = Location(str(path)).display
    try:
        blocks, root = _blocks(path, shown)
        did, tree = _commit(only(blocks.get(root)))
    except (ValueError, RecursionError, KeyError, IndexError, TypeError) as error:
        raise SourceError(f"{shown} cannot be read as CAR ({error}); export it again") from error
    return did, _records(blocks, tree, shown)


def _commit(commit: Json) -> tuple[str, bytes]:
    did, tree = text(commit, "did"), commit.get("data")
    if not did or not isinstance(tree, bytes):
        raise ValueError("its first block is no commit of an account")
    return did, tree


def _blocks(path: Path, shown: str) -> tuple[Blocks, bytes]:
    import libipld

    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise SourceError(f"{shown} has {size:,} bytes, more than the {_LARGEST:,} read here")
        header, blocks = libipld.decode_car(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{shown} cannot be read ({why(error)}); copy it") from error
    root = at(header, "roots", 0)
    if not isinstance(root, bytes):
        raise ValueError("it names no root")  # noqa: TRY004 - bad data, no bad call
    return blocks, root


def _records(blocks: Blocks, root: bytes, shown: str) -> Iterator[tuple[str, object]]:
    """Walk the tree from left to right; an entry repeats only the end of its key."""
    waiting: list[tuple[str, bytes]] = [("", root)]
    seen: set[bytes] = set()
    while waiting:
        key, cid = waiting.pop()
        if key:
            if cid not in blocks:
                raise SourceError(f"{shown} lacks the record {key}; export it again")
            yield key, blocks[cid]
            continue
        if cid in seen or len(seen) > _MOST_NODES:
            raise SourceError(f"{shown} is a tree that leads back to itself; it was left alone")
        seen.add(cid)
        if cid not in blocks:
            raise SourceError(f"{shown} breaks off: a part of its tree is missing; export it again")
        waiting += reversed(list(_node(only(blocks[cid]))))


def _node(node: Json) -> Iterator[tuple[str, bytes]]:
    """Give what a node leads to, in order: nodes without a key, and records with theirs."""
    left, before = node.get("l"), b""
    if isinstance(left, bytes):
        yield "", left
    entries = node.get("e")
    for entry in entries if isinstance(entries, list) else []:
        shared, end, value = at(entry, "p"), at(entry, "k"), at(entry, "v")
        if isinstance(shared, int) and isinstance(end, bytes) and isinstance(value, bytes):
            before = before[:shared] + end
            yield before.decode("utf-8", "backslashreplace"), value
        right = at(entry, "t")
        if isinstance(right, bytes):
            yield "", right


def _plain(value: object, depth: int) -> object:
    """Write links, which CAR holds as bytes, as the text that they are in JSON."""
    if depth > _DEEPEST:
        raise ValueError("it is nested too deeply")
    if isinstance(value, dict):
        return {str(key): _plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each, depth + 1) for each in value]
    return _cid(value) if isinstance(value, bytes) else value


def _cid(raw: bytes) -> str:
    import libipld

    try:
        return str(libipld.encode_cid(raw))
    except (ValueError, TypeError):
        return ""

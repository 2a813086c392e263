"""Reads the repository of an account of Bluesky: the CAR file that an account's export is.

A commit leads to a tree of records (atproto.com/specs/repository); those of the collection
`app.bsky.feed.post` are posts. Their times are what the author's program asserted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.bluesky import posted_of
from provenance.sources.fields import Json, at, only, text
from provenance.sources.json_source import DocumentSource
from provenance.sources.posted import Posted, attempted, handed_on
from provenance.sources.trees import Tree, unpacking

_POSTS = "app.bsky.feed.post/"
_LARGEST = 1 << 28
"""Bytes; it is read into memory whole. A repository of 100,000 posts has some 50 million."""
_MOST_NODES = 10_000_000
_DEEPEST = 60
"""Levels inside a record; the lexicons have no more than ten."""

Blocks = Mapping[bytes, object]


class BlueskyCar(DocumentSource):
    """Reads posts; what else an account keeps (likes, follows, blocks) is counted and passed by."""

    name = "bluesky-car"
    recognised_by = "the repository of an account of Bluesky (CAR)"

    def looks(self, name: str, start: bytes) -> bool:  # noqa: ARG002 - any name will do
        """Take what begins like a CAR file of version 1, whose header names its roots."""
        return b"eroots" in start[:64] and b"gversion\x01" in start[:256]

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the posts; `where` names the record."""
        shown, others = Location(name).display, 0
        did, records = _repository(tree, name)
        for key, value in records:
            if not key.startswith(_POSTS):
                others += 1
                continue
            what = f"record {key}"
            found = attempted(what, partial(_post, did, key, value))
            if isinstance(found, Posted):
                yield from handed_on(found, tree, name, stated)
            else:
                yield Failed(f"{shown} {what}", found.reason)
        if others:
            where = f"{shown} other records"
            yield Skipped(where, f"{others:,} records that are no posts, such as likes and follows")


def _post(did: str, key: str, value: object) -> Posted:
    view: Json = {"uri": f"at://{did}/{key}", "value": only(_plain(value, 0))}
    return posted_of(view)


def _repository(tree: Tree, name: str) -> tuple[str, Iterator[tuple[str, object]]]:
    """Give whose repository it is, and its records by their keys."""
    shown = Location(name).display
    with tree.open(name) as file, unpacking(shown):
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise SourceError(f"{shown} has more than the {_LARGEST:,} bytes that are read here")
    try:
        blocks, root = _blocks(content)
        did, top = _commit(only(blocks.get(root)))
    except (ValueError, RecursionError, KeyError, IndexError, TypeError) as error:
        raise SourceError(f"{shown} cannot be read as CAR ({error}); export it again") from error
    return did, _records(blocks, top, shown)


def _commit(commit: Json) -> tuple[str, bytes]:
    did, tree = text(commit, "did"), commit.get("data")
    if not did or not isinstance(tree, bytes):
        raise ValueError("its first block is no commit of an account")
    return did, tree


def _blocks(content: bytes) -> tuple[Blocks, bytes]:
    import libipld

    header, blocks = libipld.decode_car(content)
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

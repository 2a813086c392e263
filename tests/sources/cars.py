"""Makes the repository of an account of Bluesky by hand: CAR version 1, DAG-CBOR, a search tree."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

_HEAD = {int: 0, bytes: 2, str: 3, list: 4, dict: 5}


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a block, or to a blob, by its CID."""

    cid: bytes


def cid_of(content: bytes, codec: int = 0x71) -> bytes:
    """Give the CID of bytes: version 1, DAG-CBOR (raw: 0x55), SHA-256."""
    return bytes([1, codec, 0x12, 32]) + hashlib.sha256(content).digest()


def _length(major: int, number: int) -> bytes:
    for kind, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * size:
            return bytes([major << 5 | kind]) + number.to_bytes(size, "big")
    raise ValueError(number)


def cbor(value: object) -> bytes:  # noqa: PLR0911 - one for each type
    """Encode as DAG-CBOR does: keys by length, links as tag 42."""
    match value:
        case None:
            return b"\xf6"
        case Link(cid=cid):
            return b"\xd8\x2a" + cbor(b"\0" + cid)
        case str():
            data = value.encode()
            return _length(3, len(data)) + data
        case bytes():
            return _length(2, len(value)) + value
        case int():
            return _length(0, value)
        case list():
            return _length(4, len(value)) + b"".join(map(cbor, value))
        case dict():
            keys = sorted(value, key=lambda key: (len(key), key))
            return _length(5, len(value)) + b"".join(cbor(k) + cbor(value[k]) for k in keys)
    raise TypeError(value)


def _varint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def a_car(records: dict[str, object], did: str = "did:plc:example") -> bytes:
    """Write a repository whose tree is a root with all records but the last, and a node right."""
    blocks: dict[bytes, bytes] = {}

    def put(value: object) -> bytes:
        data = cbor(value)
        blocks[cid_of(data)] = data
        return cid_of(data)

    links = [(key.encode(), Link(put(value))) for key, value in sorted(records.items())]
    last = put({"l": None, "e": [{"p": 0, "k": key, "v": v, "t": None} for key, v in links[-1:]]})
    entries, before = [], b""
    for key, link in links[:-1]:
        shared = next((n for n, (a, b) in enumerate(zip(key, before, strict=False)) if a != b), 0)
        entries.append({"p": shared, "k": key[shared:], "v": link, "t": None})
        before = key
    if entries:
        entries[-1]["t"] = Link(last)
    tree = put({"l": None, "e": entries}) if entries else last
    root = put(
        {"did": did, "rev": "3k2y", "version": 3, "data": Link(tree), "prev": None, "sig": b"x"}
    )
    header = cbor({"roots": [Link(root)], "version": 1})
    sections = [header, *(cid + data for cid, data in blocks.items())]
    return b"".join(_varint(len(each)) + each for each in sections)


def a_post(text: str, created: str, *pictures: bytes) -> dict[str, object]:
    """Make a post with pictures, each known by its CID."""
    images = [
        {
            "alt": "",
            "image": {
                "$type": "blob",
                "ref": Link(cid_of(picture, 0x55)),
                "mimeType": "image/jpeg",
                "size": len(picture),
            },
        }
        for picture in pictures
    ]
    embed = {"$type": "app.bsky.embed.images", "images": images}
    post: dict[str, object] = {"$type": "app.bsky.feed.post", "text": text, "createdAt": created}
    return post | ({"embed": embed} if pictures else {})

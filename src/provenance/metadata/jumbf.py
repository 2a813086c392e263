"""Walks the boxes of C2PA manifests in a JPEG (ISO 19566-5; C2PA 2.2, 11.1 and A.3.1).

Only what lies there is read; whether a signature holds is not asked.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.metadata.jpeg_walk import application

STORE = "c2pa"

_HEADER = struct.Struct(">HI")
_BOX = struct.Struct(">I4s")
_DEEPEST = 8
_MOST_BOXES = 2_000
_MOST_BYTES = 16 << 20
_LABELLED = 2
_UUID_BYTES = 16


@dataclass(frozen=True, slots=True)
class File:
    """A file in a manifest: the labels that lead to it, the outermost first, and its bytes."""

    labels: tuple[str, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Manifests:
    """The labels of all manifests, the active one last, and the files in them."""

    labels: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


def manifests(jpeg: bytes | None) -> Manifests:
    """Read the manifest store of a JPEG; what is damaged just ends it earlier."""
    labels: list[str] = []
    files: list[File] = []
    for store in _joined(application(jpeg, 11, b"JP")):
        for path, kind, data in _Walk().boxes(store, ()):
            if path[:1] != (STORE,):
                continue
            if kind == b"jumd" and len(path) == 2 and path[1]:  # noqa: PLR2004 - store, manifest
                labels.append(path[1])
            elif kind == b"bidb":
                files.append(File(path, data))
    return Manifests(tuple(labels), tuple(files))


def _joined(portions: tuple[bytes, ...]) -> Iterator[bytes]:
    """Join the portions of each box by its instance number; later ones repeat its header."""
    whole: dict[int, bytearray] = defaultdict(bytearray)
    for portion in portions:
        if len(portion) < _HEADER.size + _BOX.size:
            continue
        instance, number = _HEADER.unpack_from(portion)
        body = portion[_HEADER.size :]
        if number > 1:
            long = _BOX.unpack_from(body)[0] == 1
            body = body[_BOX.size * (2 if long else 1) :]
        if len(whole[instance]) + len(body) <= _MOST_BYTES:
            whole[instance] += body
    yield from map(bytes, whole.values())


class _Walk:
    """One walk, with the number of boxes that it may still see."""

    def __init__(self) -> None:
        self._left = _MOST_BOXES

    def boxes(
        self, data: bytes, path: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], bytes, bytes]]:
        """Give every box that holds no others, with the labels of those around it."""
        for kind, content in self._split(data):
            if kind == b"jumb" and len(path) < _DEEPEST:
                yield from self.boxes(content, (*path, _label_of(content)))
            else:
                yield path, kind, content

    def _split(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        place = 0
        while place + _BOX.size <= len(data) and self._left > 0:
            self._left -= 1
            size, kind = _BOX.unpack_from(data, place)
            start = place + _BOX.size
            if size == 1 and start + 8 <= len(data):  # its length follows, in eight bytes
                size = int.from_bytes(data[start : start + 8], "big")
                start += 8
            end = len(data) if size == 0 else place + size
            if not start <= end <= len(data):
                return
            yield kind, data[start:end]
            place = end


def _label_of(superbox: bytes) -> str:
    """Give the label in a superbox's description, empty where it has none."""
    if superbox[4:8] != b"jumd":
        return ""
    end = min(int.from_bytes(superbox[:4], "big"), len(superbox))
    description = superbox[8:end]
    if len(description) <= _UUID_BYTES or not description[_UUID_BYTES] & _LABELLED:
        return ""
    return description[_UUID_BYTES + 1 :].split(b"\0")[0].decode("utf-8", "replace")[:200]

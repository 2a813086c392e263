"""Walks the boxes of C2PA manifests (ISO 19566-5; C2PA 2.2, 11.1), wherever a file keeps them.

Only what lies there is read; whether a signature holds is not asked.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.metadata.boxes import walk
from provenance.metadata.jpeg_walk import application
from provenance.metadata.tiff_walk import tiff_of
from provenance.metadata.values import decoded
from provenance.model.metadata import Segments

STORE = "c2pa"

_HEADER = struct.Struct(">HI")
_BOX = struct.Struct(">I4s")
_DEEPEST = 8
_MOST_BOXES = 2_000
_MOST_BYTES = 16 << 20
_LABELLED = 2
_LONGEST_LABEL = 200
_UUID_BYTES = 16
_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_TIFF_TAG = 0xCD41
_CHUNKS = {"caBX": "PNG caBX", "C2PA": "WebP C2PA", "C2PA_GIF\x01\0\0": "GIF C2PA_GIF"}


@dataclass(frozen=True, slots=True)
class Store:
    """Boxes as they lie in a file, and the name of the place where its container keeps them."""

    where: str
    data: bytes


@dataclass(frozen=True, slots=True)
class File:
    """A file in a manifest: the labels that lead to it, the outermost first, and its bytes."""

    labels: tuple[str, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Manifests:
    """The labels of all manifests, the active one last (C2PA 2.2, 11.1.4.2), and their files.

    `where` names the place of each store that holds them; empty where there is none.
    """

    where: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    files: tuple[File, ...] = ()


def stores(segments: Segments) -> Iterator[Store]:
    """Give the boxes of a JPEG, PNG, WebP, GIF, TIFF, HEIF, AVIF, MP4 or MOV (C2PA 2.2, A.3)."""
    for box in _joined(application(segments.jpeg, 11, b"JP")):
        yield Store("JPEG APP11", box)
    bare = not segments.jpeg and not segments.container
    if bare and (tiff := tiff_of(segments.exif)):
        entry = tiff.directory(tiff.first()).get(_TIFF_TAG)
        yield Store("TIFF tag 0xcd41", entry.raw[:_MOST_BYTES] if entry else b"")
    for kind, held in segments.parts:
        if kind in _CHUNKS:
            yield Store(_CHUNKS[kind], held)
        elif kind == "uuid":
            yield Store("uuid box", _of_uuid(held))
    if segments.video is not None:
        for each in walk(segments.video):
            if each.path == "uuid":
                end = min(each.end, each.start + _MOST_BYTES)
                yield Store("uuid box", _of_uuid(segments.video[each.start : end]))


def manifests(segments: Segments) -> Manifests:
    """Read the manifest stores of a file; what is damaged just ends one earlier."""
    where: dict[str, None] = {}
    labels: list[str] = []
    files: list[File] = []
    for store in stores(segments):
        for path, kind, data in _Walk().boxes(store.data, ()):
            if path[:1] != (STORE,):
                continue
            where[store.where] = None
            if kind == b"jumd" and len(path) == 2 and path[1]:  # noqa: PLR2004 - store, manifest
                labels.append(path[1])
            elif kind == b"bidb":
                files.append(File(path, data))
    return Manifests(tuple(where), tuple(labels), tuple(files))


def _of_uuid(held: bytes) -> bytes:
    """Give what follows a version, a purpose that ends in NUL, and eight bytes of an offset."""
    return held[20:].partition(b"\0")[2][8:] if held.startswith(_UUID) else b""


def _joined(portions: tuple[bytes, ...]) -> Iterator[bytes]:
    """Join the portions of each box: its number, that of the portion, then the box's header."""
    whole: dict[int, dict[int, bytes]] = defaultdict(dict)
    for portion in portions:
        if len(portion) < _HEADER.size + _BOX.size:
            continue
        instance, number = _HEADER.unpack_from(portion)
        body = portion[_HEADER.size :]
        if number > 1:  # later ones repeat the header of the box
            long = _BOX.unpack_from(body)[0] == 1
            body = body[_BOX.size * (2 if long else 1) :]
        whole[instance][number] = body
    for numbered in whole.values():
        joined = b"".join(numbered[number] for number in sorted(numbered))
        yield joined[:_MOST_BYTES]


class _Walk:
    """One walk, with the number of boxes that it may still see."""

    def __init__(self) -> None:
        self._left = _MOST_BOXES

    def boxes(
        self, data: bytes, path: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], bytes, bytes]]:
        """Give every whole box that holds no others, with the labels of those around it."""
        for kind, content, whole in self._split(data):
            if kind == b"jumb" and len(path) < _DEEPEST:
                # Of a store that is cut short the boxes in front are there.
                yield from self.boxes(content, (*path, _label_of(content)))
            elif whole:
                yield path, kind, content

    def _split(self, data: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
        place = 0
        while place + _BOX.size <= len(data) and self._left > 0:
            self._left -= 1
            size, kind = _BOX.unpack_from(data, place)
            start = place + _BOX.size
            if size == 1 and start + 8 <= len(data):  # its length follows, in eight bytes
                size = int.from_bytes(data[start : start + 8], "big")
                start += 8
            end = len(data) if size == 0 else place + size
            if end < start:
                return
            yield kind, data[start:end], end <= len(data)
            place = end


def _label_of(superbox: bytes) -> str:
    """Give the label in a superbox's description, empty where it has none (ISO 19566-5, A.3)."""
    if superbox[4:8] != b"jumd":
        return ""
    end = min(int.from_bytes(superbox[:4], "big"), len(superbox))
    description = superbox[8:end]
    if len(description) <= _UUID_BYTES or not description[_UUID_BYTES] & _LABELLED:
        return ""
    return decoded(description[_UUID_BYTES + 1 :].partition(b"\0")[0][:_LONGEST_LABEL])

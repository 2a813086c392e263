"""Finds out which picture the recorded answer of a search engine is about, where that is stated.

An answer is the engine's word that pages hold a copy of the picture that it was asked about. So its
postings get a key that leads to that picture, and that says no more: nobody has seen the copies.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from provenance.errors import SourceError
from provenance.model.posting import (
    ASKED_SHA256,
    ASKED_URL,
    Attachment,
    Failed,
    JoinKey,
    Posting,
    Skipped,
)
from provenance.sources.fields import base, text
from provenance.sources.json_source import JsonSource
from provenance.sources.trees import Tree, leads_out

_LARGEST = 1 << 29
_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_AROUND: tuple[tuple[str, ...], ...] = ((), ("query",), ("request",))
_DIGESTS = ("sha256", "image_sha256")
_NAMES = ("file_name", "filename", "image_upload")
_LINKS = ("image_url", "imageUri", "image_uri")


@dataclass(frozen=True, slots=True)
class Asked:
    """The picture that an answer is about: how it was stated, and the key that leads to it."""

    stated: str
    key: JoinKey


class AskedSource(JsonSource):
    """A base for sources of recorded answers; each value of a document is one answer."""

    def _entries(
        self, place: str, value: object, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        about = asked(value, tree, name)
        for entry in super()._entries(place, value, tree, name, stated):
            if about and isinstance(entry, Attachment):
                where = f"{entry.where}, asked about {about.stated}"
                yield replace(entry, keys=(*entry.keys, about.key), where=where)
            else:
                yield entry


def asked(answer: object, tree: Tree, name: str) -> Asked | None:
    """Find the picture: by a SHA-256 or a file that the answer states, or by a file beside it.

    A file beside `wall.jpg.json`, or `wall.jpg.tineye.json`, is `wall.jpg`. A link comes last: what
    lies there may have changed.
    """
    if digest := _stated(answer, _DIGESTS):
        found = digest.lower()
        return Asked(found, JoinKey(ASKED_SHA256, found)) if _SHA256.fullmatch(found) else None
    for beside in _beside(answer, PurePosixPath(name)):
        sha256 = _digest(tree, beside)
        if sha256:
            return Asked(PurePosixPath(beside).name, JoinKey(ASKED_SHA256, sha256))
    link = _stated(answer, _LINKS) or text(answer, "query", "url") or text(answer, "request", "url")
    link = re.split(r"[?#]", link, maxsplit=1)[0]
    return Asked(link, JoinKey(ASKED_URL, link)) if "://" in link else None


def _stated(answer: object, names: tuple[str, ...]) -> str:
    found = (text(answer, *around, name) for around in _AROUND for name in names)
    return next((each for each in found if each), "")


def _beside(answer: object, document: PurePosixPath) -> Iterator[str]:
    if stated := base(_stated(answer, _NAMES).replace("\\", "/")):
        yield (document.parent / stated).as_posix()
    shorter = document
    while shorter.suffix:
        shorter = shorter.with_suffix("")
        if shorter.suffix:
            yield shorter.as_posix()


def _digest(tree: Tree, name: str) -> str:
    """Give the SHA-256 of a file, empty where there is none of that name or it is too large."""
    if leads_out(name) or not tree.holds(name):
        return ""
    digest, size = hashlib.sha256(), 0
    try:
        with tree.open(name) as file:
            while part := file.read(_CHUNK):
                digest.update(part)
                size += len(part)
                if size > _LARGEST:
                    return ""
    except (OSError, SourceError):
        return ""
    return digest.hexdigest()

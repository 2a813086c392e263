"""Finds the media that words of a command name: in the index, or a file that lies there."""

from __future__ import annotations

import hashlib
import os

from provenance.errors import UnknownSubject, UsageError
from provenance.media import reader
from provenance.model.media import Location
from provenance.model.report import Subject
from provenance.workflows.opening import OpenIndex

_DIGITS = 16
"""Of a SHA-256, enough to tell pictures apart and to be given back to a command."""


def named(index: OpenIndex, words: str) -> tuple[str, ...]:
    """Give the SHA-256 of all media of the index that words name, by their file's bytes at last.

    Raises `InputError` for a file that cannot be read.
    """
    found = index.engine.named(words)
    if found or not is_file(words):
        return found
    sha256 = _digest(index, words)
    return (sha256,) if index.engine.find(sha256) else ()


def subject(index: OpenIndex, words: str) -> Subject:
    """Give the one media that words name; a file need not be in the index.

    Raises `UnknownSubject` where nothing has that name, `UsageError` where several media have it,
    and `InputError` for a file that cannot be read.
    """
    found = index.engine.named(words)
    if is_file(words):
        own = _digest(index, words)
        if found and own not in found:
            raise UsageError(_two_meanings(words, own, found[0]))
        return _subject(index, words, own)
    if not found:
        raise UnknownSubject(
            f"{words!r} names neither a file nor a picture of this index; {_HOW_TO_NAME}"
        )
    if len(found) > 1:
        listed = ", ".join(sha256[:_DIGITS] for sha256 in found[:3])
        more = ", …" if len(found) > 3 else ""  # noqa: PLR2004 - as many as are listed
        raise UsageError(
            f"{words!r} names {len(found):,} pictures of this index; give the SHA-256 of one of "
            f"them ({listed}{more}), which `provenance lookup` shows"
        )
    return _subject(index, words, found[0])


def is_file(words: str) -> bool:
    """Tell whether words are the path of a file; words of a link may be too long for any path."""
    return os.path.isfile(words)  # noqa: PTH113 - Path.is_file raises for a name that is too long


_HOW_TO_NAME = (
    "give a SHA-256 or its first 8 digits, the URL or the id of a posting with one picture, or a "
    "file"
)


def _two_meanings(words: str, own: str, other: str) -> str:
    return (
        f"{words!r} is a file with the SHA-256 {own[:_DIGITS]}, and names another picture of this "
        f"index, {other[:_DIGITS]}; give that SHA-256, or a copy of the file under another name"
    )


def _subject(index: OpenIndex, words: str, sha256: str) -> Subject:
    return Subject(Location(words).display, sha256, index.engine.find(sha256) is not None)


def _digest(index: OpenIndex, words: str) -> str:
    data = reader.read(Location(words), index.settings.max_file_bytes)
    return hashlib.sha256(data).hexdigest()

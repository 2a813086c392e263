"""Reads the bytes of a file, once, and refuses whatever is not a plain file.

What lies in an archive is read in place: nothing is ever unpacked to the disk.
"""

from __future__ import annotations

import os
import stat

from provenance.errors import MediaNotFound, RefusedMedia, UnreadableMedia
from provenance.model.media import Location

_KINDS = (
    (stat.S_ISDIR, "a folder; use `provenance scan` for folders"),
    (stat.S_ISFIFO, "a named pipe, not a file; save its content to a file first"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


def read(location: Location, max_bytes: int) -> bytes:
    """Give the bytes of a regular file.

    Raises `MediaNotFound` for what is missing or no plain file, `RefusedMedia` over `max_bytes`,
    `UnreadableMedia` for an empty file, one that we may not read, or one that changes meanwhile.
    An archive that leads to it may be of any size.
    """
    # O_NONBLOCK: opening a named pipe must not wait for a writer.
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(location.path, flags)
    except (OSError, ValueError) as error:
        raise _cannot_open(location, error) from error
    try:
        before = os.fstat(descriptor)
        _require_plain(location, before)
        if location.inside:
            from provenance.media import archive

            return archive.read(location, descriptor, before, max_bytes)
        _require_within(location, before.st_size, max_bytes)
        data = _all_of(location, descriptor)
        _require_unchanged(location, before, os.fstat(descriptor), len(data))
    finally:
        os.close(descriptor)
    return data


def _all_of(location: Location, descriptor: int) -> bytes:
    try:
        with os.fdopen(descriptor, "rb", buffering=0, closefd=False) as file:
            return file.readall()
    except OSError as error:
        raise UnreadableMedia(
            f"{location.display}: cannot be read ({error.strerror}); check the disk"
        ) from error


def _cannot_open(
    location: Location, error: OSError | ValueError
) -> MediaNotFound | UnreadableMedia:
    # A ValueError tells of a NUL or a surrogate: exports state names that no disk can hold.
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return MediaNotFound(f"{location.display}: no such file; check the path")
    if isinstance(error, PermissionError):
        return UnreadableMedia(
            f"{location.display}: no permission to read it; change its permissions or copy it"
        )
    return UnreadableMedia(f"{location.display}: cannot be opened ({error.strerror})")


def _require_plain(location: Location, status: os.stat_result) -> None:
    for is_kind, what in _KINDS:
        if is_kind(status.st_mode):
            raise MediaNotFound(f"{location.display}: is {what}")
    if status.st_size == 0:
        raise UnreadableMedia(f"{location.display}: is empty (0 bytes); fetch it again")


def _require_within(location: Location, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise RefusedMedia(
            f"{location.display}: {size:,} bytes, over the limit of {max_bytes:,}; "
            "raise max_file_bytes in the settings if you trust it"
        )


def _require_unchanged(
    location: Location, before: os.stat_result, after: os.stat_result, length: int
) -> None:
    # A hash of bytes that were being written would be a hash of nothing that exists.
    same = before.st_size == after.st_size == length and before.st_mtime_ns == after.st_mtime_ns
    if not same:
        raise UnreadableMedia(
            f"{location.display}: changed while it was read; try again when it is complete"
        )

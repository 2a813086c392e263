"""The files of an export, in a folder or in a ZIP archive, by their names."""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, Protocol, cast

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.sources.on_disk import obstacle, why

GLANCE = 1 << 16
"""Bytes from the beginning of a file by which it is recognised."""

_DOCUMENTS = frozenset(
    {".json", ".jsonl", ".ndjson", ".js", ".csv", ".html", ".htm", ".cdx", ".cdxj", ".car"}
)
_PLAIN = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)
_ZIP = b"PK\x03\x04"
_MOST_MEMBERS = 1_000_000
_REMEMBERED = 1 << 26
_BOMB_RATIO = 1000
_BOMB_BYTES = 1 << 28
"""A member that unpacks to more than this, and to a thousand times its size, is not text."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError),
    *(ValueError, EOFError),
)


class Tree(Protocol):
    """Files below one place; a name is a path with slashes that never leaves that place."""

    def names(self) -> Iterator[str]:
        """Give every file, in the order of their names, without what systems leave behind."""

    def holds(self, name: str) -> bool:
        """Tell whether a regular file of that name is there."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading. Raises `SourceError` where that cannot be."""

    def location(self, name: str) -> Location:
        """Say where a file is, so that its bytes can be read later."""


class OnDisk:
    """A folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._listed = lru_cache(maxsize=64)(self._listing)

    def names(self) -> Iterator[str]:
        """Walk the folder; symbolic links are not followed."""
        for folder, folders, files in os.walk(self._root):
            folders.sort()
            for file in sorted(files):
                path = Path(folder, file)
                if not is_junk(file) and not path.is_symlink():
                    yield path.relative_to(self._root).as_posix()

    def holds(self, name: str) -> bool:
        """Tell whether a regular file lies there, inside the folder, symbolic links resolved."""
        if self._is_unlisted(name) or leads_out(name):
            return False
        path = self._root / name
        try:
            inside = Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self._root))
        except (OSError, ValueError):
            return False
        return inside and not obstacle(path)

    def _is_unlisted(self, name: str) -> bool:
        """Tell that its folder certainly lists no such file, without asking the disk each time.

        Names are compared without case, as some file systems do; where a name is not ASCII, they
        may also compose its letters, so the disk is asked.
        """
        folder, _, file = name.rpartition("/")
        listed = self._listed(folder)
        if listed is None or file.lower() in listed:
            return False
        return file.isascii() and file not in {"", "."}

    def _listing(self, folder: str) -> frozenset[str] | None:
        """Give the names in a folder, small; `None` where it cannot be listed, or is not ours."""
        if folder and leads_out(folder):
            return None
        try:
            return frozenset(map(str.casefold, os.listdir(os.path.join(self._root, folder))))  # noqa: PTH118, PTH208 - text
        except FileNotFoundError:
            return frozenset()
        except (OSError, ValueError):
            return None

    def open(self, name: str) -> IO[bytes]:
        """Open the file."""
        path = self._root / name
        try:
            return path.open("rb")
        except (OSError, ValueError) as error:
            shown = Location(str(path)).display
            raise SourceError(
                f"{shown} cannot be read ({why(error)}); change its permissions or copy it"
            ) from error

    def location(self, name: str) -> Location:
        """Give the path."""
        return Location(str(self._root / name))


class InZip:
    """A ZIP archive, read in place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._archive, self._members = _opened(path)

    def names(self) -> Iterator[str]:
        """Give every member that is a file."""
        return (name for name in sorted(self._members) if not is_junk(name))

    def left_out(self) -> Iterator[tuple[str, str, bool]]:
        """Give what is not handed on, with the reason, and whether it was refused for safety."""
        for info in self._archive.infolist():
            if info.filename.endswith("/"):
                continue
            if leads_out(info.filename):
                yield info.filename, "its name leads out of the archive, so it was left alone", True
            elif is_junk(info.filename):
                yield info.filename, "a file that systems leave behind, not a picture", False
            elif info.filename not in self._members:
                yield info.filename, "a link or a special file, not a picture file", False

    def holds(self, name: str) -> bool:
        """Tell whether it is a member."""
        return name in self._members

    def open(self, name: str) -> IO[bytes]:
        """Open a member; one that is encrypted, or made to fill a disk, is refused."""
        info = self._members[name]
        shown = self.location(name).display
        if info.flag_bits & 1:
            raise SourceError(f"{shown} is encrypted; unpack it with its password first")
        bomb = info.file_size > _BOMB_RATIO * max(1, info.compress_size)
        if bomb and info.file_size > _BOMB_BYTES:
            raise SourceError(f"{shown} unpacks to {info.file_size:,} bytes; it was left alone")
        try:
            return self._archive.open(info)
        except _BROKEN as error:
            raise SourceError(f"{shown} cannot be unpacked ({error}); fetch it again") from error

    def remembered(self) -> tuple[tuple[str, bytes], ...] | None:
        """Give the beginnings of its documents; `None` where they are too many to keep."""
        status = self._path.stat()
        return _remembered(os.fspath(self._path), status.st_size, status.st_mtime_ns)

    def location(self, name: str) -> Location:
        """Give the path of the archive and the member in it."""
        return Location(str(self._path), (name,))


def _opened(path: Path) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    shown = Location(str(path)).display
    try:
        archive = zipfile.ZipFile(path)
        infos = archive.infolist()
    except _BROKEN as error:
        raise SourceError(f"{shown} is no whole ZIP archive ({error}); fetch it again") from error
    if len(infos) > _MOST_MEMBERS:
        raise SourceError(f"{shown} has {len(infos):,} members; unpack what you need of it")
    return archive, {each.filename: each for each in infos if _is_file(each)}


def _is_file(info: zipfile.ZipInfo) -> bool:
    mode = info.external_attr >> 16
    special = mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG}
    return not (info.filename.endswith("/") or special or leads_out(info.filename))


def leads_out(name: str) -> bool:
    """Tell whether a name could lead out of the place that it is meant to lie in."""
    if is_plain(name):
        return False
    if "\0" in name or "\\" in name or name.startswith("/"):
        return True
    parts = parts_of(name)
    return not parts or ".." in parts or ":" in parts[0]


def is_plain(name: str) -> bool:
    """Tell that a name certainly leads down and is written in one way only.

    Asked several times for each posting, and so put first: one match instead of taking it apart.
    """
    return _PLAIN.fullmatch(name) is not None


def parts_of(name: str) -> list[str]:
    """Give the parts of a relative name, as pathlib does."""
    return [part for part in name.split("/") if part and part != "."]


def is_junk(name: str) -> bool:
    """Tell whether a name is one that systems leave behind: of a dot file, or by macOS."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def is_zip(path: Path) -> bool:
    """Tell whether a file begins like a ZIP archive."""
    return start_of(path).startswith(_ZIP)


def start_of(path: Path) -> bytes:
    """Give the beginning of a file, empty where there is none to read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return b""
        return _start(os.fspath(path), status.st_size, status.st_mtime_ns)
    except (OSError, ValueError):
        return b""


@lru_cache(maxsize=8)
def _start(path: str, size: int, changed: int) -> bytes:  # noqa: ARG001 - they tell when it is another
    with open(path, "rb") as file:  # noqa: PTH123 - the cache compares text
        return file.read(GLANCE)


def documents(tree: Tree) -> Iterator[tuple[str, bytes]]:
    """Give the files of an archive that hold text, each with its beginning.

    Every source asks this in turn, so the beginnings of one archive are kept if they are small.
    """
    known = tree.remembered() if isinstance(tree, InZip) else None
    yield from _beginnings(tree) if known is None else known


def _beginnings(tree: Tree) -> Iterator[tuple[str, bytes]]:
    for name in tree.names():
        if PurePosixPath(name).suffix.lower() in _DOCUMENTS:
            try:
                with tree.open(name) as file:
                    yield name, file.read(GLANCE)
            except (SourceError, *_BROKEN):
                continue


@lru_cache(maxsize=1)
def _remembered(path: str, size: int, changed: int) -> tuple[tuple[str, bytes], ...] | None:  # noqa: ARG001
    found, room = [], _REMEMBERED
    for name, start in _beginnings(cast("Tree", InZip(Path(path)))):
        found.append((name, start))
        room -= len(start)
        if room < 0:
            return None
    return tuple(found)


@contextmanager
def unpacking(shown: str) -> Iterator[None]:
    """Turn what a damaged archive raises while it is read into words."""
    try:
        yield
    except _BROKEN as error:
        raise SourceError(f"{shown} cannot be read to its end ({error}); fetch it again") from error


def tree_of(path: Path) -> Tree:
    """Give the tree that an export lies in: the folder itself, the archive, the file's folder."""
    if path.is_dir():
        return cast("Tree", OnDisk(path))
    if is_zip(path):
        return cast("Tree", InZip(path))
    return cast("Tree", OnDisk(path.parent))

"""Where prior postings come from: exports, lists and folders; the first that accepts reads."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from provenance.errors import MediaNotFound, UnknownSource, UsageError
from provenance.model.media import Location
from provenance.sources import foreign
from provenance.sources.activitypub import Activitypub
from provenance.sources.auto_archiver import AutoArchiver
from provenance.sources.bluesky import Bluesky
from provenance.sources.bluesky_car import BlueskyCar
from provenance.sources.cdx import Cdx
from provenance.sources.csv_list import CsvList
from provenance.sources.discord import Discord
from provenance.sources.discord_package import DiscordPackage
from provenance.sources.fact_check import FactCheck
from provenance.sources.folder import Folder
from provenance.sources.four_chan import FourChan
from provenance.sources.fourcat import Fourcat
from provenance.sources.gallery_dl import GalleryDl
from provenance.sources.google_vision import GoogleVision
from provenance.sources.interface import Source
from provenance.sources.invid_csv import InvidCsv
from provenance.sources.json_source import DocumentSource
from provenance.sources.mastodon import Mastodon
from provenance.sources.noting import Noting
from provenance.sources.on_disk import why
from provenance.sources.reddit import Reddit
from provenance.sources.telegram import Telegram
from provenance.sources.telegram_html import TelegramHtml
from provenance.sources.tineye import Tineye
from provenance.sources.trees import InZip, is_junk, is_zip
from provenance.sources.twarc import Twarc
from provenance.sources.tweets_v1 import TweetsV1
from provenance.sources.warc import Warc
from provenance.sources.x_archive import XArchive
from provenance.sources.yt_dlp import YtDlp
from provenance.sources.zeeschuimer import Zeeschuimer
from provenance.sources.zip import Zip

SOURCES: tuple[Source, ...] = (
    Telegram(),
    XArchive(),
    Zeeschuimer(),
    Twarc(),
    TweetsV1(),
    YtDlp(),
    GalleryDl(),
    Mastodon(),
    Activitypub(),
    Bluesky(),
    Reddit(),
    FourChan(),
    TelegramHtml(),
    Discord(),
    DiscordPackage(),
    InvidCsv(),
    Fourcat(),
    AutoArchiver(),
    FactCheck(),
    Tineye(),
    GoogleVision(),
    BlueskyCar(),
    Warc(),
    Cdx(),
    CsvList(),
    Zip(),
    Folder(),  # last, since it takes any folder
)


_FOLDERS = (Telegram, TelegramHtml, XArchive)
"""Sources whose export is a folder with more files than those of postings."""


@dataclass(frozen=True, slots=True)
class Found:
    """A part of what was handed in, and the source that reads it.

    The paths that it hands on are put into `taken`, so that nobody takes them again.
    """

    source: Source
    path: Path
    taken: set[str]


def recognise(path: Path) -> Source:
    """Give the first source that accepts `path`.

    Raises `MediaNotFound` where nothing is there, `UnknownSource` where nobody accepts it.
    """
    shown = Location(str(path)).display
    try:
        path.stat()
    except (OSError, ValueError) as error:
        raise MediaNotFound(f"{shown}: {why(error)}; check the path") from error
    for source in SOURCES:
        if source.accepts(path):
            return source
    if known := foreign.named(path):
        raise UnknownSource(f"{shown} is {known[0]}, which no source reads; {known[1]}")
    raise UnknownSource(
        f"{shown} is nothing that a source reads (asked: {_names()}); hand in an export, its "
        "folder or archive, a .csv list, a folder of pictures or a single picture"
    )


def parts(path: Path) -> tuple[Found, ...]:
    """Give every export below a folder with its source, then the folder for all the rest.

    What is an export itself is its only part; a ZIP archive may hold exports of several kinds.
    Raises as `recognise` does.
    """
    source = recognise(path)
    taken: set[str] = set()
    if is_zip(path) and not isinstance(source, Zip | Warc):
        return _packed(path)
    if not isinstance(source, Folder) or not path.is_dir():
        return (Found(source, path, taken),)
    found = tuple(Found(own, place, taken) for own, place in _below(path))
    if not found:
        return (Found(source, path, taken),)
    taken |= {os.path.abspath(each.path) for each in found}
    return (*found, Found(Folder(taken), path, taken))


def _packed(path: Path) -> tuple[Found, ...]:
    """Give every export in a ZIP archive, then the archive for what no export knows of.

    Of an export that is a folder by itself, the files that it does not name are no postings.
    """
    archive, taken = InZip(path), set[str]()
    readers = [each for each in SOURCES if each.accepts(path) and not isinstance(each, Zip)]
    folders: list[PurePosixPath] = []
    for reader in readers:
        if isinstance(reader, DocumentSource | Telegram | XArchive):
            names = [PurePosixPath(name) for name in reader.documents(path)]
            taken |= {archive.location(str(name)).display for name in names}
            if isinstance(reader, _FOLDERS):
                # the posts of X lie in data/, beside the pages that show them
                parents = [name.parent for name in names]
                folders += [each.parent if each.name == "data" else each for each in parents]
    exports = (Found(Noting(each, taken), path, taken) for each in readers)
    return (*exports, Found(Zip(taken, folders), path, taken))


def source_named(name: str) -> Source:
    """Give the source of that name; `UsageError`, with the nearest name, where there is none."""
    for source in SOURCES:
        if source.name == name:
            return source
    near = difflib.get_close_matches(name.lower(), [source.name for source in SOURCES], 1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    raise UsageError(f"there is no source {name!r}{hint} (sources: {_names()})")


def _below(root: Path) -> Iterator[tuple[Source, Path]]:
    """Walk a folder for exports; into one that is an export itself the walk does not go."""
    for folder, folders, files in os.walk(root):
        place = Path(folder)
        if place != root and (own := _export(place)):
            folders.clear()
            yield own, place
            continue
        folders.sort()
        for name in sorted(files):
            file = place / name
            if not is_junk(name) and not file.is_symlink() and (own := _export(file)):
                yield own, file


def _export(path: Path) -> Source | None:
    """Give the source of an export or list; a table that names no files is nobody's list."""
    source = next((each for each in SOURCES if each.accepts(path)), None)
    if isinstance(source, CsvList) and not source.names_files(path):
        return None
    return None if isinstance(source, Folder) else source


def _names() -> str:
    return ", ".join(source.name for source in SOURCES)

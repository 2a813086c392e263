"""Reads the archive of an account that X hands to its owner: `data/tweets.js` and its media."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources import tweets
from provenance.sources.fields import Json, at, text
from provenance.sources.json_reading import JsonReading
from provenance.sources.posted import Posted, handed_on
from provenance.sources.trees import (
    Tree,
    documents,
    is_zip,
    leads_out,
    start_of,
    tree_of,
    unpacking,
)

_BEGINS = re.compile(rb"\s*window\.YTD\.(community_|deleted_|note_)?tweets?\.part\d+\s*=")
_NAMES = re.compile(r"(data/)?(tweets?|community-tweet|deleted-tweets)(-part\d+)?\.js")
_LONGEST_MANIFEST = 1 << 22


class XArchive:
    """Reads every part of an archive, in a folder, in its ZIP archive, or one part alone."""

    name = "x-archive"
    recognised_by = "an X account archive (tweets.js that begins with window.YTD)"

    def accepts(self, path: Path) -> bool:
        """Take a folder or archive that holds such parts, and one part."""
        if path.is_dir():
            places = [path, path / "data"]
            return any(
                _BEGINS.match(start_of(place / name))
                for place in places
                for name in ("tweets.js", "tweet.js", "tweets-part0.js")
            )
        return bool(_BEGINS.match(start_of(path))) or (is_zip(path) and self._is_packed(path))

    def _is_packed(self, path: Path) -> bool:
        try:
            return any(_parts(path))
        except SourceError:
            return False

    def documents(self, path: Path) -> Iterator[str]:
        """Name the parts in a ZIP archive."""
        yield from _parts(path)

    def index_file(self, path: Path) -> Path | None:
        """Name the part or the ZIP archive; of a folder, its first part."""
        if not path.is_dir():
            return path
        return next((path / part for part in _parts(path)), None)

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the posts of all parts; `where` names the part and the post."""
        tree = tree_of(path)
        parts = list(_parts(path)) if path.is_dir() or is_zip(path) else [path.name]
        if not parts:
            raise SourceError(
                f"{Location(str(path)).display} holds no data/tweets.js; hand in the whole archive"
            )
        for part in parts:
            account = _account(tree, part)
            with tree.open(part) as file, unpacking(part):
                for number, value in _values(file, Location(part).display):
                    yield from _entries(value, f"no. {number}", account, tree, part, stated)


def _parts(path: Path) -> Iterator[str]:
    """Give the names of the parts, in order."""
    tree = tree_of(path)
    if path.is_dir():
        yield from (name for name in _named(path) if tree.holds(name))
        return
    for name, start in documents(tree):
        if _BEGINS.match(start):
            yield name


def _named(path: Path) -> list[str]:
    found = []
    for folder in (path, path / "data"):
        if folder.is_dir():
            found += [each.relative_to(path).as_posix() for each in folder.glob("*.js")]
    return sorted(name for name in found if _NAMES.fullmatch(name))


def _account(tree: Tree, part: str) -> str:
    """Give the owner's name, which is in no post but in the manifest beside them."""
    name = (PurePosixPath(part).parent / "manifest.js").as_posix()
    if leads_out(name) or not tree.holds(name):
        return ""
    try:
        with tree.open(name) as file, unpacking(name):
            content = file.read(_LONGEST_MANIFEST).decode("utf-8").partition("=")[2]
        return text(at(json.loads(content.strip().rstrip(";")), "userInfo"), "userName")
    except (ValueError, RecursionError, SourceError):
        return ""


def _values(file: IO[bytes], shown: str) -> Iterator[tuple[int, object]]:
    with io.TextIOWrapper(file, encoding="utf-8-sig") as content:
        reading = JsonReading(content, shown, "a part of an X archive", "download it again")
        while not reading.take("="):
            if not reading.skip():
                raise reading.broken("there is no '='")
        for number in reading.items():
            yield number, reading.value()


def _entries(
    value: object, place: str, account: str, tree: Tree, part: str, stated: Posting
) -> Iterator[Attachment | Skipped | Failed]:
    post = at(value, "tweet") if isinstance(at(value, "tweet"), dict) else value
    try:
        posted = _posted(post, account, place)
    except ValueError as error:
        yield Failed(f"{Location(part).display} {place}", f"it cannot be understood: {error}")
    else:
        yield from handed_on(posted, tree, part, stated)


def _posted(value: object, account: str, place: str) -> Posted:
    if not isinstance(value, dict) or not text(value, "id_str"):
        raise ValueError("it is no post, which has an id")
    post: Json = value
    posted = tweets.posted(post, account, f"post {text(post, 'id_str')}")
    # The owner's name is in the account of a repost, too; whose picture it is stands in its words.
    return replace(posted, what=posted.what or place)

"""Reads the export of Telegram Desktop as machine-readable JSON: `result.json` and its folders."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.on_disk import obstacle
from provenance.sources.stated import filled
from provenance.sources.telegram_export import ROOT, Item, chats, items
from provenance.sources.telegram_posting import Chat, identifier, plain, posting
from provenance.sources.trees import Tree, documents, is_zip, leads_out, start_of, tree_of
from provenance.sources.visual import NOT_VISUAL, is_visual

_INDEX = "result.json"

_HAS_CHATS = re.compile(rb'"(messages|chats|left_chats)"\s*:\s*[\[{]')
_IS_TELEGRAM = re.compile(
    rb'"(date_unixtime|from_id|text_entities)"\s*:'
    rb'|"type"\s*:\s*"(message|service|unsupported|saved_messages|replies|personal_chat|bot_chat'
    rb'|(private|public)_(group|supergroup|channel))"'
)
_IS_FULL_EXPORT = re.compile(rb'"(personal_information|frequent_contacts)"\s*:\s*{')

_NOT_HELD = re.compile(r"\(\w+ (?:not included|exceeds maximum size|unavailable)\b[^()]*\)$")
"""What the exporter writes in place of a path (tdesktop, `SkipReason`)."""

_MISSING = (
    "the export names this {} but does not hold it {}; export the chat again with photos, videos, "
    "and files up to the largest size"
)
_VIDEOS = frozenset({"animation", "video_file", "video_message"})
_UNREAD = {"profile_pictures": "profile picture", "stories": "story"}


class Telegram:
    """Reads an export twice, first to see that it is whole; holds one message at a time."""

    name = "telegram"
    recognised_by = "a result.json as Telegram Desktop writes it"

    def accepts(self, path: Path) -> bool:
        """Take a folder with a `result.json`, JSON that begins like one, a ZIP that holds one."""
        try:
            if path.is_dir():
                return (path / _INDEX).is_file()
            if is_zip(path):
                return any(_packed(path))
            start = start_of(path)
            return path.suffix.lower() == ".json" and path.is_file() and _begins(path.name, start)
        except (OSError, SourceError):
            return False

    def documents(self, path: Path) -> Iterator[str]:
        """Name the parts in a ZIP archive."""
        yield from _packed(path)

    def index_file(self, path: Path) -> Path | None:
        """Name the `result.json`, or the archive that holds it."""
        return path / _INDEX if path.is_dir() else path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream at least one entry for each message; `where` names the chat and the message."""
        own = _INDEX if path.is_dir() else path.name
        for name in list(_packed(path)) if is_zip(path) else [own]:
            yield from _export(tree_of(path), name, stated)


def _packed(path: Path) -> Iterator[str]:
    """Name the exports in a ZIP archive."""
    for name, start in documents(tree_of(path)):
        json = name.lower().endswith(".json") and start.lstrip()[:1] == b"{"
        if json and _begins(PurePosixPath(name).name, start):
            yield name


def _begins(name: str, start: bytes) -> bool:
    if name.lower() == _INDEX or _IS_FULL_EXPORT.search(start):
        return True
    return bool(_HAS_CHATS.search(start) and _IS_TELEGRAM.search(start))


def _export(tree: Tree, name: str, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
    known = chats(tree, name)
    shown = Location(PurePosixPath(name).name).display
    for item in items(tree, name):
        if item.number == 0:
            continue
        chat = known.get(item.chat, Chat())
        where = f"{shown} {_place(item, chat)}"
        if what := _UNREAD.get(item.key):
            yield Skipped(where, f"a {what}: this build reads the messages of chats only")
        elif not isinstance(item.value, dict):
            yield Failed(where, "this is not a message, which has fields")
        else:
            yield from _entries(item.value, chat, where, tree, name, stated)


def _place(item: Item, chat: Chat) -> str:
    """Name an item by the ids that Telegram knows it by, by its number where it has none."""
    what = f"{_UNREAD.get(item.key, 'message')} no. {item.number}"
    if item.key == "messages" and isinstance(item.value, dict):
        try:
            ident = identifier(item.value.get("id"))
        except ValueError:
            ident = None
        what = what if ident is None else f"message {ident}"
    if chat.ident is not None:
        return f"chat {chat.ident} {what}"
    return what if item.chat == ROOT else f"chat no. {item.chat} {what}"


def _entries(
    message: dict[str, object], chat: Chat, where: str, tree: Tree, index: str, stated: Posting
) -> Iterator[Attachment | Skipped | Failed]:
    named = [key for key in ("photo", "file") if message.get(key) is not None]
    if not named:
        yield Skipped(where, _nothing_shown(message))
    for key in named:
        try:
            if reason := _passed_over(message, key):
                yield Skipped(where, reason)
                continue
            name = plain(message[key], key)
            missing = _NOT_HELD.search(name)
            picture = None if missing else _picture(name, tree, index)
            found = filled(posting(message, chat), stated)
        except ValueError as error:
            yield Failed(where, str(error))
        else:
            yield Attachment(found, picture, where)
            if missing:
                yield Skipped(
                    where, _MISSING.format("picture" if key == "photo" else "file", missing[0])
                )


def _nothing_shown(message: dict[str, object]) -> str:
    action = message.get("action")
    if message.get("type") == "service" and isinstance(action, str):
        return f"service message: {plain(action, 'action')}"
    if message.get("type") == "unsupported":
        return "a message of a kind that Telegram Desktop does not export"
    return "no picture or video in this message"


def _passed_over(message: dict[str, object], key: str) -> str:
    """Say why a file that a message names is not examined; empty for a picture or video.

    Stickers state no MIME type: their names tell a picture or video from a drawing. A file that
    states nothing at all may be a picture: its bytes tell.
    """
    kind = plain(message.get("media_type"), "media_type")
    mime = plain(message.get("mime_type"), "mime_type")
    if key != "file" or kind in _VIDEOS or not (kind or mime):
        return ""
    named = f"{message.get(key)}", f"{message.get('file_name')}"
    if any(is_visual(mime, name) for name in named):
        return ""
    return f"{kind or mime}: {NOT_VISUAL}"


def _picture(name: str, tree: Tree, index: str) -> Location:
    """Find the named picture, which must lie in the export's folder, symbolic links resolved."""
    if not name:
        raise ValueError("it names a file without a path")
    beside = tree.location(index)
    folder = Path(beside.path).parent
    if beside.inside:
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(index), name))
        reason = "" if tree.holds(inside) else "is not there"
        out, found = leads_out(inside), tree.location(inside)
    else:
        real = os.path.realpath(folder / name)
        out = not Path(real).is_relative_to(os.path.realpath(folder))
        reason, found = obstacle(folder / name), Location(str(folder / name))
    if out or PurePosixPath(name).is_absolute():
        raise ValueError(f"{name} points outside the export, so it was left alone")
    if reason:
        raise ValueError(
            f"{name} {reason}; copy the whole folder of the export, or export the chat again"
        )
    return found

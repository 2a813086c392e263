"""Reads the export of Telegram Desktop as machine-readable JSON: `result.json` and its folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from provenance.model.media import Location
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.on_disk import obstacle
from provenance.sources.stated import filled
from provenance.sources.telegram_export import ROOT, Item, chats, items
from provenance.sources.telegram_posting import Chat, identifier, plain, posting

_INDEX = "result.json"

_FIRST_LOOK = 1 << 16
_HAS_CHATS = re.compile(rb'"(messages|chats|left_chats)"\s*:\s*[\[{]')
_IS_TELEGRAM = re.compile(
    rb'"(date_unixtime|from_id|text_entities)"\s*:'
    rb'|"type"\s*:\s*"(message|service|unsupported|saved_messages|replies|personal_chat|bot_chat'
    rb'|(private|public)_(group|supergroup|channel))"'
)
_IS_FULL_EXPORT = re.compile(rb'"(personal_information|frequent_contacts)"\s*:\s*{')

_NOT_HELD = re.compile(r"\(\w+ (?:not included|exceeds maximum size|unavailable)\b[^()]*\)$")
"""What the exporter writes in place of a path (tdesktop, `SkipReason`)."""

_UNREAD = {"profile_pictures": "profile picture", "stories": "story"}


class Telegram:
    """Reads an export twice, first to see that it is whole; holds one message at a time."""

    name = "telegram"
    recognised_by = "a result.json as Telegram Desktop writes it"

    def accepts(self, path: Path) -> bool:
        """Take a folder with a `result.json`, and a JSON file that begins like an export."""
        try:
            if path.is_dir():
                return (path / _INDEX).is_file()
            return path.suffix.lower() == ".json" and path.is_file() and _begins_like_one(path)
        except OSError:
            return False

    def index_file(self, path: Path) -> Path | None:
        """Name the `result.json`."""
        return path / _INDEX if path.is_dir() else path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream at least one entry for each message; `where` names the chat and the message."""
        index = path / _INDEX if path.is_dir() else path
        known = chats(index)
        for item in items(index):
            if item.number == 0:
                continue
            chat = known.get(item.chat, Chat())
            where = f"{Location(index.name).display} {_place(item, chat)}"
            if what := _UNREAD.get(item.key):
                yield Skipped(where, f"a {what}: this build reads the messages of chats only")
            elif not isinstance(item.value, dict):
                yield Failed(where, "this is not a message, which has fields")
            else:
                yield from _entries(item.value, chat, where, index.parent, stated)


def _begins_like_one(path: Path) -> bool:
    if path.name.lower() == _INDEX:
        return True
    with path.open("rb") as file:
        start = file.read(_FIRST_LOOK)
    if _IS_FULL_EXPORT.search(start):
        return True
    return bool(_HAS_CHATS.search(start) and _IS_TELEGRAM.search(start))


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
    message: dict[str, object], chat: Chat, where: str, folder: Path, stated: Posting
) -> Iterator[Attachment | Skipped | Failed]:
    named = [key for key in ("photo", "file") if message.get(key) is not None]
    if not named:
        yield Skipped(where, _no_picture(message))
    for key in named:
        try:
            if reason := _passed_over(message, key):
                yield Skipped(where, reason)
                continue
            picture = _picture(plain(message[key], key), folder)
            found = filled(posting(message, chat), stated)
        except ValueError as error:
            yield Failed(where, str(error))
        else:
            yield Attachment(found, Location(str(picture)), where)


def _no_picture(message: dict[str, object]) -> str:
    action = message.get("action")
    if message.get("type") == "service" and isinstance(action, str):
        return f"service message: {plain(action, 'action')}"
    if message.get("type") == "unsupported":
        return "a message of a kind that Telegram Desktop does not export"
    return "no picture in this message"


def _passed_over(message: dict[str, object], key: str) -> str:
    """Say why a file that a message names is not examined; empty for a picture that is held.

    Stickers state no MIME type. A file that states nothing at all may be a picture: its bytes tell.
    """
    kind = plain(message.get("media_type"), "media_type")
    mime = plain(message.get("mime_type"), "mime_type")
    if key == "file" and (kind or mime) and not mime.lower().startswith("image/"):
        return f"{kind or mime}: this build examines pictures only"
    if words := _NOT_HELD.search(plain(message[key], key)):
        return (
            f"the export names this picture but does not hold it {words[0]}; "
            "export the chat again with photos, and files up to the largest size"
        )
    return ""


def _picture(name: str, folder: Path) -> Path:
    """Find the named picture, which must lie in the export's folder, symbolic links resolved."""
    if not name:
        raise ValueError("it names a picture without a path")
    picture = folder / name
    real = Path(os.path.realpath(picture))
    if Path(name).is_absolute() or not real.is_relative_to(os.path.realpath(folder)):
        raise ValueError(f"{name} points outside the export, so it was left alone")
    if reason := obstacle(picture):
        raise ValueError(
            f"{name} {reason}; copy the whole folder of the export, or export the chat again"
        )
    return picture

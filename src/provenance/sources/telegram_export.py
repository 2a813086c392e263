"""Walks a Telegram Desktop `result.json`, chat by chat and message by message.

One chat is the root object itself; a full export has the same objects in `chats.list` and
`left_chats.list`, next to the owner's profile pictures and stories (tdesktop,
export_output_json.cpp).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from provenance.errors import MediaNotFound, SourceError
from provenance.sources.json_reading import JsonReading
from provenance.sources.on_disk import why
from provenance.sources.telegram_posting import Chat, identifier, plain
from provenance.sources.trees import Tree, unpacking

ROOT = 0
"""The number of the chat that is the export itself; the chats of a full export count from 1."""

_CHATS = frozenset({"chats", "left_chats"})
_LISTS = frozenset({"messages", "profile_pictures", "stories"})


@dataclass(frozen=True, slots=True)
class Item:
    """The `number`th item, from 1, of a list of a chat; 0 is a field that is no list of items."""

    chat: int
    key: str
    number: int
    value: object


def items(tree: Tree, name: str) -> Iterator[Item]:
    """Stream what the export holds. Raises `SourceError` or `MediaNotFound` where it cannot."""
    shown = tree.location(name).display
    try:
        file = tree.open(name)
    except SourceError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise MediaNotFound(
                f"{shown}: {why(error.__cause__)}; hand in the folder that Telegram Desktop made "
                "when exporting as machine-readable JSON"
            ) from error
        raise
    with unpacking(shown), io.TextIOWrapper(file, encoding="utf-8-sig") as content:
        reading = JsonReading(content, shown)
        yield from _root(reading)
        if reading.peek():
            raise reading.broken("there is more after the end")


def chats(tree: Tree, name: str) -> dict[int, Chat]:
    """Read the export to its end and give its chats by number, so that a broken one fails here."""
    facts: dict[int, dict[str, object]] = {}
    wanted = {"id", "type", "messages", *_CHATS}
    for item in items(tree, name):
        if item.number == 0 and item.key in wanted:
            facts.setdefault(item.chat, {})[item.key] = item.value
    shown = tree.location(name).display
    if not facts.get(ROOT, {}).keys() & {"messages", *_CHATS}:
        raise SourceError(
            f"{shown} is no Telegram export: it has neither messages nor chats; "
            'to take in the pictures beside it, name the source "folder"'
        )
    try:
        return {
            number: Chat(identifier(fact.get("id")), plain(fact.get("type"), "type"))
            for number, fact in facts.items()
        }
    except ValueError as error:
        raise SourceError(f"{shown} has a chat that cannot be told apart: {error}") from error


def _root(reading: JsonReading) -> Iterator[Item]:
    numbers = count(ROOT + 1)
    for key in reading.members():
        if key in _CHATS:
            yield Item(ROOT, key, 0, None)
            yield from _listed(reading, numbers)
        else:
            yield from _member(reading, ROOT, key)


def _listed(reading: JsonReading, numbers: Iterator[int]) -> Iterator[Item]:
    for key in reading.members():
        if key != "list":
            reading.value()
            continue
        for _ in reading.items():
            chat = next(numbers)
            for member in reading.members():
                yield from _member(reading, chat, member)


def _member(reading: JsonReading, chat: int, key: str) -> Iterator[Item]:
    if key not in _LISTS:
        yield Item(chat, key, 0, reading.value())
        return
    yield Item(chat, key, 0, None)
    for number in reading.items():
        yield Item(chat, key, number, reading.value())

"""Reads the package of an account that Discord hands to its owner: what they wrote, by channel.

`messages/cID/messages.json` (until 2023 `messages.csv`) has ID, Timestamp, Contents and
Attachments, which are links with blanks between them: the files are not in the package. Beside it
`channel.json` names channel and guild. Trap: of late `Timestamp` states no zone, so that only the
message's own id, which holds its time, is exact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.moment import Clock
from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import Json, base, first, only, text
from provenance.sources.json_source import DocumentSource
from provenance.sources.posted import File, Posted, attempted, handed_on
from provenance.sources.records import records
from provenance.sources.tables import Row, columns_of, entries
from provenance.sources.times import SERVER, iso
from provenance.sources.trees import Tree, leads_out, unpacking

_OPENED = 2015
_COLUMNS = {"id", "timestamp", "contents", "attachments"}
_ATTACHED = re.compile(r"/attachments/\d+/(?P<ident>\d+)/")
_LARGEST = 1 << 20
_ACCOUNTS = ("account/user.json", "Account/user.json")


class DiscordPackage(DocumentSource):
    """Streams the messages of one channel; they are all the owner's own."""

    name = "discord-package"
    recognised_by = "messages of a data package of Discord (ID, Timestamp, Contents, Attachments)"
    signs = (
        re.compile(rb'\A(\xef\xbb\xbf)?\s*\[\s*\{\s*"(ID|Timestamp|Contents|Attachments)"\s*:'),
        *(re.compile(rb'"%s"\s*:' % name) for name in (b"ID", b"Timestamp", b"Attachments")),
    )

    def looks(self, name: str, start: bytes) -> bool:
        """Take JSON by its fields, a table by its columns."""
        if name.lower().endswith(".csv"):
            return columns_of(start) == _COLUMNS
        return super().looks(name, start)

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the messages of one channel."""
        around = _around(tree, name)
        if name.lower().endswith(".csv"):
            yield from entries(tree, name, stated, partial(_row, around))
            return
        shown = Location(name).display
        with tree.open(name) as file, unpacking(shown):
            for found in records(file, shown, self.recognised_by):
                if isinstance(found, Failed):
                    yield found
                    continue
                place, value = found
                made = attempted(place, partial(_posted, only(value), around))
                if isinstance(made, Posted):
                    yield from handed_on(made, tree, name, stated)
                else:
                    yield replace(made, where=f"{shown} {made.where}")


def _row(around: Json, row: Row, where: str) -> Iterator[Posted | Skipped | Failed]:
    names = {"id": "ID", "timestamp": "Timestamp", "contents": "Contents"}
    message: Json = {names.get(key, key.capitalize()): value for key, value in row.items()}
    yield replace(_posted(message, around), what=where)


def _around(tree: Tree, name: str) -> Json:
    """Give what the files beside the messages say of the channel and of the owner."""
    folder = PurePosixPath(name).parent
    owner = folder.parent.parent
    channel = _object(tree, (folder / "channel.json").as_posix())
    users = (_object(tree, (owner / place).as_posix()) for place in _ACCOUNTS)
    return {"channel": channel, "owner": next(filter(None, users), {})}


def _object(tree: Tree, name: str) -> Json:
    if leads_out(name) or not tree.holds(name):
        return {}
    try:
        with tree.open(name) as file, unpacking(name):
            return only(json.loads(file.read(_LARGEST).decode("utf-8-sig")))
    except (ValueError, RecursionError, SourceError):
        return {}


def _posted(message: Json, around: Json) -> Posted:
    ident = text(message, "ID")
    if not ident:
        raise ValueError("it is no message, which has an ID")
    channel = text(around, "channel", "id")
    guild = text(around, "channel", "guild", "id") or "@me"
    posting = Posting(
        platform="discord",
        native_id=ident,
        url=f"https://discord.com/channels/{guild}/{channel}/{ident}" if channel else "",
        account=first(only(around, "owner"), "username", "global_name", "id"),
        text=text(message, "Contents"),
        moments=iso(text(message, "Timestamp"), Clock.POSTED, SERVER, opened=_OPENED),
    )
    links = dict.fromkeys(text(message, "Attachments").split())
    return Posted(posting, tuple(map(_file, links)), f"message {ident}")


def _file(link: str) -> File:
    """Name a file by its link: the package does not hold it, but it may lie beside."""
    found = _ATTACHED.search(link)
    keys = (JoinKey("discord-attachment", found["ident"]),) if found else ()
    return File(tuple(dict.fromkeys((base(link), unquote(base(link))))), keys)

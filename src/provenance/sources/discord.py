"""Reads channels of Discord as DiscordChatExporter writes them as JSON.

The order of the fields, and that a channel comes before its messages, is that of the writer
(DiscordChatExporter 2.4x, JsonMessageWriter.cs).
"""

from __future__ import annotations

import io
import mimetypes
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from provenance.model.media import Location
from provenance.model.moment import Clock
from provenance.model.origin import PassedOn, Relay
from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import Json, base, each, first, only, text
from provenance.sources.json_reading import JsonReading
from provenance.sources.json_source import DocumentSource
from provenance.sources.passed_on import origin
from provenance.sources.posted import File, Posted, attempted, handed_on
from provenance.sources.times import OURS, SERVER, Moments, iso
from provenance.sources.trees import Tree, unpacking
from provenance.sources.visual import names_video, names_visual

_OPENED = 2015
_ADVICE = "export the channel again as JSON"


class Discord(DocumentSource):
    """Streams the messages of a channel; a forwarded message leads to what it forwards."""

    name = "discord"
    recognised_by = "a channel as DiscordChatExporter writes it (guild, channel, messages)"
    signs = (
        re.compile(rb'\A(\xef\xbb\xbf)?\s*\{\s*"guild"\s*:'),
        re.compile(rb'"channel"\s*:\s*\{'),
    )

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the messages of one channel."""
        shown = Location(name).display
        with (
            tree.open(name) as file,
            unpacking(shown),
            io.TextIOWrapper(file, encoding="utf-8-sig") as content,
        ):
            reading = JsonReading(content, shown, self.recognised_by, _ADVICE)
            for found in _messages(reading):
                if isinstance(found, Posted):
                    yield from handed_on(found, tree, name, stated)
                else:
                    yield Failed(f"{shown} {found.where}", found.reason)


def _messages(reading: JsonReading) -> Iterator[Posted | Failed]:
    """Give the messages; what is said of the channel comes before them."""
    around: Json = {}
    for key in reading.members():
        if key != "messages":
            around[key] = reading.value()
            continue
        for number in reading.items():
            message = only(reading.value())
            yield attempted(f"message no. {number}", partial(_posted, message, around))
    if "channel" not in around:
        raise reading.broken("it has no channel")


def _posted(message: Json, around: Json) -> Posted:
    ident, channel = text(message, "id"), text(around, "channel", "id")
    if not ident:
        raise ValueError("it is no message, which has an id")
    guild = text(around, "guild", "id")
    guild = "@me" if guild in {"", "0"} else guild  # 0 stands for direct messages
    forwarded = only(message, "forwardedMessage")
    posting = Posting(
        platform="discord",
        native_id=ident,
        url=f"https://discord.com/channels/{guild}/{channel}/{ident}" if channel else "",
        account=first(only(message, "author"), "name", "nickname", "id"),
        text="\n".join(part for one in (message, forwarded) if (part := text(one, "content"))),
        moments=_moments(message, forwarded, around),
        origins=_origins(message) if forwarded else (),
    )
    files = dict.fromkeys([*_files(message), *_files(forwarded)])
    return Posted(posting, tuple(files), f"message {ident}")


def _origins(message: Json) -> tuple[PassedOn, ...]:
    """Name what is forwarded; a reference without a forward is that of a reply."""
    return origin(Relay.FORWARD, "discord", text(message, "reference", "messageId"))


def _moments(message: Json, forwarded: Json, around: Json) -> Moments:
    return (
        iso(text(message, "timestamp"), Clock.POSTED, SERVER, opened=_OPENED)
        + iso(text(message, "timestampEdited"), Clock.EDITED, SERVER, opened=_OPENED)
        + iso(text(forwarded, "timestamp"), Clock.FORWARDED_ORIGINAL, SERVER, opened=_OPENED)
        + iso(text(around, "exportedAt"), Clock.COLLECTED, OURS)
    )


def _files(message: Json) -> Iterator[File]:
    """Give what was attached, and what Discord shows of a link."""
    for attached in each(message, "attachments"):
        name = text(attached, "fileName")
        named = name or base(text(attached, "url"))
        if names_visual(named) or not mimetypes.guess_type(named)[0]:
            ident = text(attached, "id")
            yield _file(attached, name, (JoinKey("discord-attachment", ident),) if ident else ())
    for embed in each(message, "embeds"):
        pictures = [*each(embed, "images"), only(embed, "image"), only(embed, "thumbnail")]
        video = only(embed, "video")
        if names_video(base(text(video, "url"))):
            pictures.append(video)
        for picture in {text(one, "url"): one for one in pictures if text(one, "url")}.values():
            yield _file(picture, "", ())


def _file(picture: Json, name: str, keys: tuple[JoinKey, ...]) -> File:
    """Name a file by where the exporter put it, which is a path, else by its link."""
    url = text(picture, "url")
    paths = () if "://" in url else (url.replace("\\", "/"), unquote(url).replace("\\", "/"))
    names = (*paths, unquote(base(url)), name)
    return File(tuple(dict.fromkeys(one for one in names if one)), keys)

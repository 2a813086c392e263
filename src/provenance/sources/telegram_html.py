"""Reads the export of Telegram Desktop as HTML: `messages.html`, `messages2.html` and so on.

It has no ids of chats and accounts, so its messages have no link; its times have the zone of
whoever exported since 2022, and before that none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.moment import Clock, Moment
from provenance.model.origin import announced
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.json_source import DocumentSource
from provenance.sources.posted import File, Posted, handed_on
from provenance.sources.telegram_page import Media, Message, messages
from provenance.sources.telegram_posting import PLATFORM, forwarded
from provenance.sources.times import RECORD, Moments, iso
from provenance.sources.trees import Tree, documents, is_zip, start_of, tree_of, unpacking
from provenance.sources.visual import NOT_VISUAL, names_visual

_OPENED = 2013
_IS_PAGE = (b'class="page_wrap', b'class="page_body chat_page')
_NAMED = re.compile(r"messages(\d*)\.html")
_STATED = re.compile(
    r"(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4}) (?P<time>\d\d:\d\d:\d\d)"
    r"(?: UTC(?P<zone>[+-]\d\d:\d\d)?)?",
    re.ASCII,
)
_SHOWN = {
    *("photo_wrap", "media_photo", "animated_wrap", "sticker_wrap"),
    *("video_file_wrap", "media_video"),
}
"""Classes of pictures and videos (tdesktop, `pushPhotoMedia`, `pushVideoFileMedia` and so on)."""
_VIA = re.compile(r"\s+via @\w+$")


class TelegramHtml(DocumentSource):
    """Reads the pages of one chat in the order of their numbers."""

    name = "telegram-html"
    recognised_by = "a chat as Telegram Desktop writes it as HTML (messages.html)"

    def looks(self, name: str, start: bytes) -> bool:
        """Take a page by the classes that the exporter gives its parts."""
        return name.lower().endswith((".html", ".htm")) and all(sign in start for sign in _IS_PAGE)

    def accepts(self, path: Path) -> bool:
        """Take a page, a folder with a `messages.html`, and a ZIP archive that holds pages."""
        if path.is_dir():
            first = path / "messages.html"
            return self.looks(first.name, start_of(first))
        return super().accepts(path)

    def index_file(self, path: Path) -> Path | None:
        """Name the page or the archive; of a folder, its first page."""
        return path / "messages.html" if path.is_dir() else path

    def attachments(self, path: Path, stated: Posting) -> Iterator[Attachment | Skipped | Failed]:
        """Stream an entry for each message; `where` names the page and the message."""
        tree = tree_of(path)
        names = [path.name]
        if path.is_dir():
            names = [each.name for each in path.iterdir() if _NAMED.fullmatch(each.name)]
        elif is_zip(path):
            names = [name for name, start in documents(tree) if self.looks(name, start)]
        for name in sorted(names, key=_order):
            yield from self.document(tree, name, stated)

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the messages of one page."""
        shown = Location(PurePosixPath(name).name).display
        before = Message()
        with tree.open(name) as file, unpacking(shown):
            for message in _read(file, shown):
                if message is None:
                    yield Failed(
                        shown,
                        f"it breaks off after message {before.ident or 'none'}; "
                        "export the chat again",
                    )
                    return
                before = _joined(message, before)
                yield from _entries(before, tree, name, stated)


def _read(file: IO[bytes], shown: str) -> Iterator[Message | None]:
    try:
        yield from messages(file)
    except (ValueError, AssertionError) as error:  # what damage makes html.parser raise
        raise SourceError(f"{shown} cannot be read ({error}); export the chat again") from error


def _order(name: str) -> tuple[str, int, str]:
    pure = PurePosixPath(name)
    found = _NAMED.fullmatch(pure.name)
    return str(pure.parent), int(found[1] or 1) if found else 0, pure.name


def _joined(message: Message, before: Message) -> Message:
    """Give a message that hangs below another the author that stands there."""
    if not message.joined or message.service:
        return message
    who = before.forwarded_from if message.forwarded and before.forwarded else ""
    return replace(
        message,
        author=message.author or before.author,
        forwarded_from=message.forwarded_from or who,
    )


def _entries(
    message: Message, tree: Tree, name: str, stated: Posting
) -> Iterator[Attachment | Skipped | Failed]:
    what = f"message {message.ident}".rstrip()
    where = f"{PurePosixPath(name).name} {what}"
    if message.service:
        yield Skipped(where, f"service message: {message.text.strip()[:100]}")
        return
    shown = [media for media in message.media if _is_shown(media)]
    for media in message.media:
        if media not in shown:
            kind, _, words = media
            yield Skipped(
                where, f"{kind.removeprefix('media_')}: {NOT_VISUAL} ({', '.join(words)[:100]})"
            )
    if message.media and not shown:
        return
    try:
        posting = _posting(message)
    except ValueError as error:
        yield Failed(where, f"it cannot be understood: {error}")
        return
    files = tuple(_file(each) for each in shown)
    yield from handed_on(Posted(posting, files, what), tree, name, stated)
    for kind, link, words in shown:
        if not link:
            said = ", ".join(words)
            what = "video" if kind == "media_video" else "picture"
            yield Skipped(
                where,
                f"the page names this {what} but the export does not hold it "
                f"({said[:150]}); export the chat again with photos and videos",
            )


def _is_shown(media: Media) -> bool:
    """Tell a picture or video, sent as such or as a file, whose name is in its link or title."""
    kind, link, words = media
    if kind != "media_file":
        return kind in _SHOWN
    return names_visual(link or (words[0] if words else ""))


def _file(media: Media) -> File:
    return File((media[1],) if media[1] and "://" not in media[1] else ())


def _posting(message: Message) -> Posting:
    said = [message.text.strip()] if message.text.strip() else []
    if message.forwarded:
        said.insert(0, announced(_VIA.sub("", message.forwarded_from)))
    return Posting(
        platform=PLATFORM,
        account=_VIA.sub("", message.author),
        text="\n".join(said),
        moments=_moment(message.date, Clock.POSTED)
        + _moment(message.forwarded_date, Clock.FORWARDED_ORIGINAL),
        origins=forwarded(_VIA.sub("", message.forwarded_from)) if message.forwarded else (),
    )


def _moment(stated: str, clock: Clock) -> Moments:
    if not stated:
        return ()
    found = _STATED.fullmatch(stated.strip())
    if found is None:
        raise ValueError(f"{stated[:40]!r} is no time as Telegram Desktop writes it")
    zone = found["zone"] or ("Z" if "UTC" in stated else "")
    day = f"{found['year']}-{found['month']}-{found['day']}"
    read = iso(f"{day}T{found['time']}{zone}", clock, RECORD, opened=_OPENED)
    return tuple(
        Moment(each.clock, each.earliest, each.latest, stated.strip(), each.basis, each.trust)
        for each in read
    )

"""Takes the messages out of a page that Telegram Desktop wrote as HTML.

The structure is that of tdesktop's `export_output_html.cpp` (`pushMessage`, `pushMedia`): for each
a `div` of the class `message` with `date`, `from_name`, `forwarded body`, `media_wrap` and `text`.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import IO

_PIECE = 1 << 16
_LONGEST_PIECE = 1 << 20
"""Characters without a tag, or in one: more is no message."""
_DEEPEST = 200
_EMPTY = frozenset({"img", "br", "meta", "link", "input", "hr", "source", "wbr"})


Media = tuple[str, str, list[str]]


@dataclass(slots=True)
class Message:
    """A message as the page shows it; times and names are the texts that stand there.

    `media` has for each media its classes, where it lies (empty where it was not exported) and what
    the page says of it. `joined` tells that the author is that of the message before.
    """

    ident: str = ""
    service: bool = False
    joined: bool = False
    date: str = ""
    author: str = ""
    forwarded: bool = False
    forwarded_from: str = ""
    forwarded_date: str = ""
    text: str = ""
    media: list[Media] = field(default_factory=list)


class Page(HTMLParser):
    """Collects messages; `ended` tells whether the page was closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Message] = []
        self.ended = False
        self._open: list[tuple[str, frozenset[str]]] = []
        self._message: Message | None = None
        self._outside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        if tag in _EMPTY:
            if tag == "br":
                self.handle_data("\n", exact=True)
            return
        if len(self._open) >= _DEEPEST:
            raise ValueError(f"it is nested more than {_DEEPEST} deep")
        named = {name: value or "" for name, value in attrs}
        classes = frozenset(named.get("class", "").split())
        if tag == "div" and "message" in classes and self._message is None:
            self._message = Message(
                ident=named.get("id", "").removeprefix("message"),
                service="service" in classes,
                joined="joined" in classes,
            )
            self._outside = len(self._open)
        elif self._message is not None:
            self._begun(self._message, classes, named)
        self._open.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        """Note what ends; what was left open inside ends with it."""
        self.ended |= tag == "html"
        while any(each == tag for each, _ in self._open):
            last, _ = self._open.pop()
            if last == tag:
                break
        if self._message is not None and len(self._open) <= self._outside:
            self.found.append(self._message)
            self._message = None

    def handle_data(self, data: str, *, exact: bool = False) -> None:
        """Put text where it belongs."""
        message = self._message
        words = data if exact else data.strip("\n")
        if message is None or not words:
            return
        if len(message.text) + len(words) > _LONGEST_PIECE:
            raise ValueError(f"a message has more than {_LONGEST_PIECE:,} characters")
        inside = [classes for _, classes in self._open[self._outside :]]
        innermost = next((each for each in reversed(inside) if each), frozenset())
        if any("text" in each for each in inside):
            message.text += words
        elif "from_name" in innermost:
            self._name(message, inside, words)
        elif message.media and innermost & {"title", "description", "status"}:
            message.media[-1][2].append(words.strip())
        elif message.service and "body" in innermost:
            message.text += words

    @staticmethod
    def _begun(message: Message, classes: frozenset[str], named: dict[str, str]) -> None:
        if {"forwarded", "body"} <= classes:
            message.forwarded = True
        elif "date" in classes and "title" in named:
            if message.forwarded:
                message.forwarded_date = message.forwarded_date or named["title"]
            else:
                message.date = message.date or named["title"]
        elif "media" in classes or any(each.endswith("_wrap") for each in classes - _WRAPS):
            kinds = sorted(each for each in classes if each.startswith("media_") or "_wrap" in each)
            message.media.append((kinds[0] if kinds else "", named.get("href", ""), []))

    @staticmethod
    def _name(message: Message, inside: list[frozenset[str]], words: str) -> None:
        if any("forwarded" in each for each in inside):
            message.forwarded_from += words.strip()
        else:
            message.author += words.strip()


_WRAPS = frozenset({"media_wrap", "userpic_wrap"})


def messages(file: IO[bytes]) -> Iterator[Message | None]:
    """Give the messages of a page, and at last `None` where the page breaks off.

    Raises `ValueError` for what is no such page.
    """
    page = Page()
    text = codecs.getincrementaldecoder("utf-8-sig")("replace")
    while not page.ended and (piece := file.read(_PIECE)):
        page.feed(text.decode(piece))
        if len(page.rawdata) > _LONGEST_PIECE:
            raise ValueError(f"it has {_LONGEST_PIECE:,} characters without an end")
        yield from page.found
        page.found.clear()
    page.close()
    yield from page.found
    if not page.ended:
        yield None

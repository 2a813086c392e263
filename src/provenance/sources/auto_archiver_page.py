"""Takes what was archived of a link out of the page that auto-archiver makes of it for reading.

The structure is that of its `html_template.html` and `macros.html` (auto-archiver 1.2): a table of
media, each with its `key:`, `type:` and `hash:`, and a table of what is known of the link.
"""

from __future__ import annotations

import codecs
from html.parser import HTMLParser
from typing import IO

from provenance.sources.fields import Json

BEGINS = b'Archived media for <span class="copy">'
_PIECE = 1 << 16
_LARGEST = 1 << 24
_FIELDS = {"key:": "_key", "type:": "_mimetype", "hash:": "hash"}


class _Page(HTMLParser):
    """Collects the two tables; all other words of the page pass by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.url = ""
        self.known: dict[str, str] = {}
        self.media: list[dict[str, str]] = []
        self.ended = False
        self._table = ""
        self._cells = 0
        self._words: list[str] = []
        self._copied = False
        self._label = ""
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the words that follow belong."""
        classes = (dict(attrs).get("class") or "").split()
        if tag == "table":
            self._table = classes[0] if classes else ""
        elif tag == "tr":
            self._cells, self._name = 0, ""
        elif tag == "td":
            self._cells += 1
        if tag in {"td", "b"} or (tag == "span" and "copy" in classes):
            self._words = []
            self._copied = tag == "span"

    def handle_endtag(self, tag: str) -> None:
        """Keep the words that have ended."""
        words = "".join(self._words).strip()
        if tag == "b":
            self._label = words
        elif tag == "span" and self._copied:
            self._kept(words)
            self._copied = False
        elif tag == "td" and self._table == "metadata" and self._cells == 1:
            self._name = words
        self.ended |= tag == "html"

    def handle_data(self, data: str) -> None:
        """Gather words."""
        self._words.append(data)

    def _kept(self, words: str) -> None:
        if not self._table:
            self.url = self.url or words
        elif self._table == "metadata":
            self.known.setdefault(self._name, words)
        elif self._label == "key:":
            self.media.append({"_key": words})
            self._label = ""
        elif self.media and self._label in _FIELDS:
            self.media[-1].setdefault(_FIELDS[self._label], words)
            self._label = ""


def archived(file: IO[bytes]) -> Json:
    """Give what the page says in the shape of `metadata.json`.

    Raises `ValueError` for what is no such page, and for one that breaks off.
    """
    page, text, size = _Page(), codecs.getincrementaldecoder("utf-8-sig")("replace"), 0
    while piece := file.read(_PIECE):
        size += len(piece)
        page.feed(text.decode(piece))
        if size > _LARGEST or len(page.rawdata) > _LARGEST >> 4:
            raise ValueError(f"it has more than {_LARGEST:,} bytes, or no end")
    if not page.ended:
        raise ValueError("it breaks off")
    media: list[object] = []
    for one in page.media:
        found: Json = {**one, "properties": {"hash": one.get("hash", "")}}
        media.append(found)
    known: Json = {**page.known, "url": page.known.get("url") or page.url}
    return {"metadata": known, "media": media}

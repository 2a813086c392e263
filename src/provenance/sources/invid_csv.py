"""Reads the tables that the InVID-WeVerify plug-in makes of its captures of X and TikTok."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.moment import Clock
from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources.fields import base
from provenance.sources.json_source import DocumentSource
from provenance.sources.posted import File, Posted, handed_on
from provenance.sources.tables import columns_of
from provenance.sources.times import LISTED, RECORD, iso, long
from provenance.sources.trees import Tree, unpacking

_NONE = "missing"
"""What the plug-in writes where it has no value."""
_X = {"tweetlink", "date", "id", "username"}
_TIKTOK = {"videourl", "date", "id", "collectionid"}
_LONGEST_CELL = 1 << 24
_X_MEDIA = re.compile(r"pbs\.twimg\.com/media/(?P<name>[\w-]+)")

_Row = dict[str, str]


class InvidCsv(DocumentSource):
    """Reads a table; the dates of TikTok are of the clock of whoever exported, without a zone."""

    name = "invid-csv"
    recognised_by = "a table of InVID-WeVerify (tweetLink, or videoUrl and collectionID)"

    def looks(self, name: str, start: bytes) -> bool:  # noqa: ARG002 - any name will do
        """Take a table by its columns."""
        return bool(_kind(start))

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the rows; `where` names the line."""
        with tree.open(name) as file, unpacking(name):
            content = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            with content:
                yield from _entries(content, tree, name, stated)


def _kind(start: bytes) -> str:
    columns = columns_of(start)
    if columns >= _X:
        return "x"
    return "tiktok" if columns >= _TIKTOK else ""


def _entries(
    content: io.TextIOWrapper, tree: Tree, name: str, stated: Posting
) -> Iterator[Attachment | Skipped | Failed]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.DictReader(content, strict=True)
    try:
        named = {column.strip().lower() for column in rows.fieldnames or ()}
        read = _of_x if "tweetlink" in named else _of_tiktok
        for row in rows:
            where = f"line {rows.line_num}"
            cells = {
                key.strip().lower(): value
                for key, value in row.items()
                if isinstance(key, str) and isinstance(value, str) and value != _NONE
            }
            try:
                posted = read(cells, where)
            except ValueError as error:
                yield Failed(f"{Location(name).display} {where}", str(error))
            else:
                yield from handed_on(posted, tree, name, stated)
    except (csv.Error, UnicodeError) as error:
        raise SourceError(
            f"{Location(name).display} cannot be read from line {rows.line_num} on ({error}); "
            "export it again"
        ) from error


def _of_x(row: _Row, where: str) -> Posted:
    links = [link for link in re.split(r"[\s,;]+", row.get("imagelink", "")) if "://" in link]
    posting = Posting(
        platform="x",
        native_id=row.get("id", ""),
        url=row.get("tweetlink", ""),
        account=row.get("username", ""),
        text=row.get("text", ""),
        moments=long(row.get("date", ""), Clock.POSTED, RECORD, opened=2006),
    )
    return Posted(posting, tuple(_picture(link) for link in links), where)


def _picture(link: str) -> File:
    found = _X_MEDIA.search(link)
    plain = link.split("?", maxsplit=1)[0]
    return File((base(link),), (JoinKey("media-url", plain),) if found else ())


def _of_tiktok(row: _Row, where: str) -> Posted:
    ident = row.get("id", "")
    posting = Posting(
        platform="tiktok",
        native_id=ident,
        url=row.get("videourl", ""),
        account=row.get("username", ""),
        text=row.get("text", ""),
        moments=iso(row.get("date", ""), Clock.POSTED, LISTED, opened=2016),
    )
    files = (File((f"{ident}.mp4",), (JoinKey("tiktok-video", ident),)),) if ident else ()
    return Posted(posting, files, where)

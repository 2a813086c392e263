"""Reads what auto-archiver keeps: `metadata.json`, its pages, its CSV database, its sheet as CSV.

Traps (auto-archiver 1.2, core/metadata.py): what is written into the sheet has its zone overwritten
with UTC; a time that became a number went through the clock of the machine that archived.
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from typing import IO

from provenance.errors import SourceError
from provenance.model.media import Location
from provenance.model.moment import ANY_ZONE, Clock, Moment
from provenance.model.posting import Attachment, Failed, JoinKey, Posting, Skipped
from provenance.sources.auto_archiver_page import BEGINS, archived
from provenance.sources.fields import Json, at, base, each, first, only, text
from provenance.sources.json_source import JsonSource
from provenance.sources.posted import File, Posted
from provenance.sources.python_words import value_of
from provenance.sources.tables import Row, columns_of, entries
from provenance.sources.times import LISTED, OURS, Moments, Source, day, iso, seconds
from provenance.sources.trees import Tree, unpacking
from provenance.sources.visual import NOT_VISUAL, is_visual

_DATABASE = {"status", "metadata", "media"}
_SHEET = {"link", "archive status"}
_SHEET_BESIDES = {"archive location", "upload timestamp", "archive date"}
_OFFSET = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
_SHA256 = re.compile(r"SHA-256:([0-9a-f]{64})", re.IGNORECASE)
_IMAGE = re.compile(r'=IMAGE\("([^"]+)"')
_PAGES = (".html", ".htm")
_DEEPEST = 8
"""Media hold the media that were made of them; deeper than this nobody makes them."""


class AutoArchiver(JsonSource):
    """Reads what was archived of each link, with the files that lie beside the description."""

    name = "auto-archiver"
    recognised_by = "what auto-archiver kept (_processed_at, or its columns)"
    signs = (re.compile(rb'"_processed_at"\s*:'), re.compile(rb'"(media|metadata)"\s*:'))

    def looks(self, name: str, start: bytes) -> bool:
        """Take its JSON by the time that it adds to everything, its tables by their columns."""
        if name.lower().endswith(".csv"):
            return bool(_kind(columns_of(start)))
        if name.lower().endswith(_PAGES):
            return BEGINS in start
        return super().looks(name, start)

    def postings(self, value: object, tree: Tree) -> Iterator[Posted | Skipped | Failed]:  # noqa: ARG002
        """Give what was archived of one link."""
        yield from _archived(only(value))

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream one description, or the rows of a table."""
        if name.lower().endswith(".csv"):
            yield from entries(tree, name, stated, _row)
        elif name.lower().endswith(_PAGES):
            shown = Location(name).display
            with tree.open(name) as file, unpacking(shown):
                yield from self._entries("", _page(file, shown), tree, name, stated)
        else:
            yield from super().document(tree, name, stated)


def _page(file: IO[bytes], shown: str) -> Json:
    try:
        return archived(file)
    except (ValueError, AssertionError) as error:  # what damage makes html.parser raise
        raise SourceError(f"{shown} cannot be read ({error}); fetch it again") from error


def _kind(columns: set[str]) -> str:
    if columns == _DATABASE:
        return "database"
    return "sheet" if columns >= _SHEET and columns & _SHEET_BESIDES else ""


def _row(row: Row, where: str) -> Iterator[Posted | Skipped | Failed]:
    if "metadata" in row and "media" in row:
        data: Json = {"metadata": value_of(row["metadata"]), "media": value_of(row["media"])}
        yield from _archived(data)
    elif not row.get("link"):
        yield Skipped(where, "a row without a link")
    else:
        yield _of_sheet(row, where)


def _archived(value: Json) -> Iterator[Posted | Skipped | Failed]:
    data = only(value, "metadata")
    url = text(data, "url")
    if not url:
        raise ValueError("it names no link that was archived")
    posting = Posting(
        url=url,
        text="\n".join(part for name in ("title", "content") if (part := text(data, name))),
        moments=_posted_at(data) + _timed(at(data, "_processed_at"), Clock.COLLECTED, OURS),
    )
    media = list(_all_media(each(value, "media"), 0))
    shown = [one for one in media if is_visual(_type(one), _name(one))]
    yield Posted(posting, tuple(dict.fromkeys(_file(one) for one in shown)), url)
    for one in media:
        if one not in shown:
            what = base(_name(one)) or "a file"
            yield Skipped(f"{url} {what}", f"{_type(one) or 'of no stated type'}: {NOT_VISUAL}")


def _all_media(media: Iterator[Json], depth: int) -> Iterator[Json]:
    """Give the media, and the media that were made of them, such as frames of a video."""
    for one in media:
        yield one
        for inner in only(one, "properties").values() if depth < _DEEPEST else ():
            listed = inner if isinstance(inner, list) else [inner]
            found = (each_one for each_one in listed if at(each_one, "filename") is not None)
            yield from _all_media((only(each_one) for each_one in found), depth + 1)


def _name(media: Json) -> str:
    return first(media, "_key", "key", "filename").replace("\\", "/")


def _type(media: Json) -> str:
    stated = first(media, "_mimetype", "mimetype")
    return (stated or mimetypes.guess_type(base(_name(media)))[0] or "").lower()[:60]


def _file(media: Json) -> File:
    """Name a file as it was stored; of its links only the last part is a name here."""
    links = at(media, "urls")
    paths = [_name(media), *map(text, links if isinstance(links, list) else [])]
    names = [path for path in paths if path and "://" not in path and not path.startswith("/")]
    names += [name for path in paths if (name := base(path.replace("\\", "/")))]
    found = _SHA256.fullmatch(text(media, "properties", "hash"))
    keys = (JoinKey("sha256", found[1].lower()),) if found else ()
    # `pdq_hash` has lost its leading zeros and its quality: it names nothing.
    return File(tuple(dict.fromkeys(names)), keys)


def _of_sheet(row: Row, where: str) -> Posted:
    stated = row.get("upload timestamp", "")
    collected = row.get("archive date", "")
    posting = Posting(
        url=row["link"],
        text="\n".join(
            part for name in ("upload title", "text content") if (part := row.get(name, ""))
        ),
        moments=_any_zone(stated, Clock.POSTED) + _any_zone(collected, Clock.COLLECTED),
    )
    shown = _IMAGE.search(row.get("thumbnail", ""))
    names = [base(link) for link in ((shown[1],) if shown else ()) if base(link)]
    return Posted(posting, (File(tuple(names)),), where)


def _any_zone(stated: str, clock: Clock) -> Moments:
    """Read a time whose zone was overwritten, so that it may have been any."""
    found = iso(
        _OFFSET.sub("", stated.strip()), clock, OURS if clock is Clock.COLLECTED else LISTED
    )
    return tuple(_as_stated(one, stated) for one in found)


def _as_stated(read: Moment, stated: str) -> Moment:
    return Moment(read.clock, read.earliest, read.latest, stated, read.basis, read.trust)


def _posted_at(data: Json) -> Moments:
    """Read when it was posted; yt-dlp's day alone is written as its midnight."""
    found = _timed(at(data, "timestamp"), Clock.POSTED, LISTED)
    return found or day(text(data, "upload_date")[:10], Clock.POSTED, LISTED)


def _timed(stated: object, clock: Clock, by: Source) -> Moments:
    if isinstance(stated, str):
        return iso(stated, clock, by)
    found = seconds(stated, clock, by)
    # a time without a zone was made a number by the clock of the machine that archived
    return tuple(
        Moment(clock, one.earliest - ANY_ZONE, one.latest + ANY_ZONE, one.stated, *by)
        for one in found
        if one.earliest and one.latest
    )

"""Reads the index of a web archive (CDX, CDXJ): which links were captured when, and as which bytes.

It holds no file, but the SHA-1 of each, so that a capture is known by the file. A capture is an
upper bound, as in the archive itself (https://iipc.github.io/warc-specifications, CDX 2015).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from provenance.model.media import Location
from provenance.model.moment import Clock
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources.fields import base, first
from provenance.sources.json_source import DocumentSource
from provenance.sources.posted import File, Posted, handed_on
from provenance.sources.times import CRAWLER, iso
from provenance.sources.trees import Tree, unpacking
from provenance.sources.visual import NOT_VISUAL, is_visual
from provenance.sources.warc import key_of

_HEAD = re.compile(r"\s*CDX((?: [A-Za-z])+)\s*")
_LINE = re.compile(rb"\S+\)/?\S* \d{14} (\{|\S+ (\S+/\S+|-|unk) (\d{3}|-) )")
_USUAL = "N b a m s k"
"""What the columns are where no line says so: as the Wayback Machine answers."""
_RESUME = re.compile(r"\S+%2[CF]\S*\s*")
_MORE = "a mark that the answer goes on; ask the archive for what follows it"
_WIDEST = 12
_LONGEST = 1 << 16
_REVISIT = {"warc/revisit", "-", "unk", ""}


class Cdx(DocumentSource):
    """Reads one capture on each line; what is no picture or video is passed over."""

    name = "cdx"
    recognised_by = "the index of a web archive (CDX or CDXJ)"

    def looks(self, name: str, start: bytes) -> bool:  # noqa: ARG002 - any name will do
        """Take a text that begins with the columns of a CDX, or with a capture."""
        if b"CDX" in start[:16]:
            line = start.partition(b"\n")[0].decode("ascii", "replace")
            return bool(_HEAD.fullmatch(line))
        return bool(_LINE.match(start))

    def document(
        self, tree: Tree, name: str, stated: Posting
    ) -> Iterator[Attachment | Skipped | Failed]:
        """Stream the captures; `where` names the line."""
        shown = Location(name).display
        with tree.open(name) as file, unpacking(shown):
            columns, number = _USUAL.split(), 0
            while raw := file.readline(_LONGEST):
                line, number = raw.decode("utf-8", "backslashreplace"), number + 1
                if head := _HEAD.fullmatch(line):
                    columns = head[1].split()
                elif _RESUME.fullmatch(line):
                    yield Skipped(f"{shown} line {number}", _MORE)
                elif line.strip():
                    yield from _entries(line, columns, f"line {number}", tree, name, stated)


def _entries(
    line: str, columns: list[str], what: str, tree: Tree, name: str, stated: Posting
) -> Iterator[Attachment | Skipped | Failed]:
    where = f"{Location(name).display} {what}"
    try:
        found = _capture(line, columns, what)
    except (ValueError, RecursionError) as error:
        yield Failed(where, f"it cannot be understood: {error}")
        return
    if isinstance(found, Posted):
        yield from handed_on(found, tree, name, stated)
    else:
        yield Skipped(where, found)


def _capture(line: str, columns: list[str], what: str) -> Posted | str:
    """Read a capture of a picture or video; give the reason where it is of something else."""
    cells = _cells(line, columns)
    url, kind, when = cells["a"], cells["m"].lower(), cells["b"]
    if not is_visual("" if kind in _REVISIT else kind, base(url)):
        return f"{kind[:60]}: {NOT_VISUAL}"
    if cells["s"] not in {"200", "-"}:
        return f"the server answered {cells['s'][:20]}"
    day, time = f"{when[:4]}-{when[4:6]}-{when[6:8]}", f"{when[8:10]}:{when[10:12]}:{when[12:14]}"
    moments = iso(f"{day}T{time}Z", Clock.CRAWLED, CRAWLER)
    posting = Posting("web", f"{url}@{day}T{time}Z", url, "", "", moments)
    digest = cells["k"] if ":" in cells["k"] else f"sha1:{cells['k']}"
    return Posted(posting, (File((), key_of(digest)),), what)


def _cells(line: str, columns: list[str]) -> dict[str, str]:
    """Pair the cells with the letters of their columns; CDXJ has names instead."""
    parts = line.split(maxsplit=2)
    if len(parts) > 2 and parts[2].startswith("{"):  # noqa: PLR2004 - key, time, JSON
        value = json.loads(parts[2])
        named = {"a": ("url",), "m": ("mime", "mimetype"), "s": ("status",), "k": ("digest",)}
        return {"b": parts[1]} | {key: first(value, *names) for key, names in named.items()}
    cells = dict(zip(columns, line.split(), strict=False))
    if not {"a", "b", "m", "s", "k"} <= cells.keys() or len(line.split()) > _WIDEST:
        raise ValueError(f"it has not the columns of a capture ({line.strip()[:60]})")
    if not re.fullmatch(r"\d{14}", cells["b"], re.ASCII):
        raise ValueError(f"{cells['b'][:20]!r} is not a time of 14 digits")
    return cells

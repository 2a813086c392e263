"""Reads what programs write beside a picture: Google's Takeout, XMP and Apple's adjustments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.values import joined, text_of
from provenance.metadata.xmp import Xmp
from provenance.model.metadata import Block, Segments, Tag
from provenance.model.moment import iso
from provenance.model.sidecar import Beside

_LATEST = 4_102_444_800  # 2100; later seconds are none, or milliseconds
_ADJUSTMENTS = {
    "adjustmentFormatIdentifier": "Format",
    "adjustmentEditorBundleID": "Editor",
    "adjustmentTimestamp": "Timestamp",
}


def read(kind: Beside, data: bytes) -> Block:
    """Give the block of such a file; ABSENT where it is of another kind. Never raises.

    The names of people in a Takeout are not read.
    """
    if kind is Beside.XMP:
        return Xmp().parse(Segments(xmp=data))
    reader = _takeout if kind is Beside.TAKEOUT else _adjustments
    return block_of(kind, lambda: reader(data))


def _takeout(data: bytes) -> tuple[Tag, ...] | None:
    said = json.loads(data)
    if not isinstance(said, dict) or not isinstance(said.get("photoTakenTime"), dict):
        return None  # a file of settings, of a downloader, of anybody
    return joined(
        ((f"Takeout:{name}", text) for name, text in _of_takeout(said) if text), "Takeout"
    )


def _of_takeout(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("photoTakenTime", "creationTime"):
        yield name, _time(said.get(name))
    for name in ("title", "description", "url"):
        value = said.get(name)
        yield name, text_of(value) if isinstance(value, str) else ""
    for name in ("geoData", "geoDataExif"):
        yield name, _position(said.get(name))
    origin = said.get("googlePhotosOrigin")
    yield "origin", ", ".join(sorted(map(str, origin))) if isinstance(origin, dict) else ""


def _time(value: Any) -> str:
    """Read seconds since 1970, which Takeout writes as text."""
    stated = value.get("timestamp") if isinstance(value, dict) else None
    try:
        seconds = int(str(stated)[:20])
    except ValueError:
        return ""
    return iso(datetime.fromtimestamp(seconds, UTC)) if 0 < seconds < _LATEST else ""


def _position(value: Any) -> str:
    """Read degrees; Takeout writes 0, 0 where it knows of no position."""
    if not isinstance(value, dict):
        return ""
    degrees = [value.get("latitude"), value.get("longitude")]
    if not all(isinstance(each, int | float) for each in degrees) or not any(degrees):
        return ""
    return f"{degrees[0]}, {degrees[1]}"


def _adjustments(data: bytes) -> tuple[Tag, ...] | None:
    import plistlib

    said = plistlib.loads(data, fmt=plistlib.FMT_XML)  # refuses to declare entities
    if not isinstance(said, dict):
        raise Unreadable("it is no list of adjustments")
    pairs = ((f"AAE:{name}", _shown(said.get(key))) for key, name in _ADJUSTMENTS.items())
    return joined([pair for pair in pairs if pair[1]], "AAE") or None


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return iso(value.replace(tzinfo=UTC))  # a plist's times are UTC
    return text_of(value) if isinstance(value, str) else ""

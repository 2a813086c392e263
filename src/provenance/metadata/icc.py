"""ICC: which colour profile the file carries, and who made it (ICC.1:2022)."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.values import decoded, text_of
from provenance.model.metadata import Block, Segments, Tag

_HEADER_BYTES = 128
_MOST_TAGS = 200
_TEXTS = {
    b"desc": "ProfileDescription",
    b"cprt": "ProfileCopyright",
    b"dmnd": "DeviceMfgDesc",
    b"dmdd": "DeviceModelDesc",
}
_FIELDS = (
    ("ProfileCMMType", 4),
    ("ProfileClass", 12),
    ("ColorSpaceData", 16),
    ("PrimaryPlatform", 40),
    ("DeviceManufacturer", 48),
    ("DeviceModel", 52),
    ("ProfileCreator", 80),
)


class Icc:
    """The header and the texts of a colour profile; its curves and tables are not read."""

    kind = "icc"

    def parse(self, segments: Segments) -> Block:
        """Give the block; signatures are shown as their four letters."""
        return block_of(self.kind, lambda: _tags(segments.icc))


def _tags(profile: bytes | None) -> tuple[Tag, ...] | None:
    if profile is None:
        return None
    if len(profile) < _HEADER_BYTES + 4 or profile[36:40] != b"acsp":
        raise Unreadable("the ICC profile has no header of an ICC profile")
    pairs = [(f"ICC-header:{name}", text) for name, text in _header(profile)]
    pairs += [(f"ICC_Profile:{name}", text) for name, text in _texts(profile)]
    return tuple(Tag(name, text) for name, text in pairs if text)


def _header(profile: bytes) -> Iterator[tuple[str, str]]:
    """Read the header (ICC.1:2022, 7.2)."""
    yield "ProfileVersion", f"{profile[8]}.{profile[9] >> 4}.{profile[9] & 15}"
    parts = [int.from_bytes(profile[at : at + 2], "big") for at in range(24, 36, 2)]
    date, clock = parts[:3], parts[3:]
    yield "ProfileDateTime", "{:04}:{:02}:{:02} {:02}:{:02}:{:02}".format(*date, *clock)
    for name, at in _FIELDS:
        yield name, text_of(profile[at : at + 4].decode("latin-1"))


def _texts(profile: bytes) -> Iterator[tuple[str, str]]:
    count = int.from_bytes(profile[_HEADER_BYTES : _HEADER_BYTES + 4], "big")
    for number in range(min(count, _MOST_TAGS)):
        at = _HEADER_BYTES + 4 + 12 * number
        name = _TEXTS.get(profile[at : at + 4])
        start = int.from_bytes(profile[at + 4 : at + 8], "big")
        size = int.from_bytes(profile[at + 8 : at + 12], "big")
        if name:
            yield name, text_of(_text(profile[start : start + size]))


def _text(data: bytes) -> str:
    """Read the three kinds of text: `text`, `desc` of version 2, `mluc` of version 4."""
    if data[:4] == b"desc":
        return decoded(data[12 : 12 + int.from_bytes(data[8:12], "big")].partition(b"\0")[0])
    if data[:4] == b"mluc":  # the first of its languages
        size, start = (int.from_bytes(data[at : at + 4], "big") for at in (20, 24))
        return data[start : start + size].decode("utf-16-be", "replace")
    return decoded(data[8:].partition(b"\0")[0]) if data[:4] == b"text" else ""

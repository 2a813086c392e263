"""XMP: what editors, phones and generators write as XML (ISO 16684-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.jpeg_walk import application
from provenance.metadata.rdf import TOOLKIT, Pairs, properties
from provenance.metadata.values import joined
from provenance.model.metadata import Block, Segments, Tag

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # a type; defusedxml parses

_STANDARD = b"http://ns.adobe.com/xap/1.0/"
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_GUID_BYTES = 32
_EXTENSION_HEADER = _GUID_BYTES + 8

_WIDE = {  # the longer marks first; a packet may have its BOM inside the first tag, too
    "utf-32-be": (b"\0\0\xfe\xff", b"\0\0\0<"),
    "utf-32-le": (b"\xff\xfe\0\0", b"<\0\0\0"),
    "utf-16-be": (b"\xfe\xff", b"\0<"),
    "utf-16-le": (b"\xff\xfe", b"<\0"),
}

_OPENS, _CLOSES = "<x:xmpmeta", "</x:xmpmeta>"

_MOST_PACKETS = 8
MOST_BYTES = 1 << 20
_POINTER = "XMP-xmpNote:HasExtendedXMP"


class Xmp:
    """The XMP packet of a JPEG, PNG, WebP, TIFF, HEIC or AVIF, by namespace and never by prefix.

    ExtendedXMP of a JPEG is joined where its GUID is the one that the packet names (XMP
    specification part 3, 1.1.3.1). Packets of more than 1 MiB are not read.
    """

    kind = "xmp"

    def parse(self, segments: Segments) -> Block:
        """Give the block; names are those of ExifTool (`XMP-xmpMM:DocumentID`)."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    # A NUL ends the name, and some write a blank before it.
    packets = tuple(
        each.removeprefix(b" ").removeprefix(b"\0")
        for each in application(segments.jpeg, 1, _STANDARD)
    )
    if not packets and segments.xmp is not None:
        packets = (segments.xmp,)
    if not packets:
        return None
    pairs = _read(packets[0])
    wanted = next((value for name, value in pairs if name == _POINTER), "")
    if wanted:
        pairs = [*pairs, *_extended(application(segments.jpeg, 1, _EXTENSION), wanted)]
    for packet in packets[1:_MOST_PACKETS]:
        pairs += _of_another(packet, pairs)
    if not pairs:
        raise Unreadable("the XMP packet holds no properties")
    return joined(pairs, "XMP")


def _of_another(packet: bytes, pairs: Pairs) -> Pairs:
    """Give what a further packet adds; where it says something else, that is `XMP2-...`."""
    try:
        others = _read(packet)
    except Unreadable as unreadable:
        return [("XMP:Warning", f"a further XMP packet was not read: {unreadable}")]
    known, same = {name for name, _ in pairs}, set(pairs)
    return [
        (name if name not in known else name.replace("XMP-", "XMP2-", 1), value)
        for name, value in others
        if (name, value) not in same
    ]


def _read(packet: bytes) -> Pairs:
    if len(packet) > MOST_BYTES:
        raise Unreadable(f"the XMP packet has {len(packet):,} bytes, over the limit of 1 MiB")
    xml = _xml(packet)
    try:
        return properties(_parsed(xml))
    except Unreadable as unreadable:
        # Some writers leave the end of an older, longer packet behind the new one.
        part = _first_of(xml)
        if part is None:
            raise
        left = ("XMP:Warning", f"what stands around the packet was passed over: {unreadable}")
        return [*properties(_parsed(part)), left]


def _parsed(xml: bytes | str) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        reason = str(error) or type(error).__name__
        raise Unreadable(f"the XMP packet is no XML that may be read ({reason})") from error
    return root


def _first_of(xml: bytes | str) -> bytes | str | None:
    """Give the first whole packet in the text, nothing where that is all of it."""
    if isinstance(xml, bytes):
        found = _first_of(xml.decode("latin-1"))
        return found.encode("latin-1") if isinstance(found, str) else None
    start = xml.find(_OPENS)
    end = xml.find(_CLOSES, start) + len(_CLOSES)
    return xml[start:end] if 0 <= start < end - len(_CLOSES) and end - start < len(xml) else None


def _xml(packet: bytes) -> bytes | str:
    """Give what the XML reader takes: padding is blanks, and some writers put NULs around it."""
    for encoding, starts in _WIDE.items():
        if packet.startswith(starts):
            return packet.decode(encoding, "replace").strip("\ufeff\0 \t\r\n")
    return packet.strip(b"\0 \t\r\n")


def _extended(portions: tuple[bytes, ...], guid: str) -> Pairs:
    """Read the second packet; what is wrong with it is a warning beside the first one's tags."""
    try:
        found = _read(_whole(portions, guid.encode("ascii", "replace")))
        return [pair for pair in found if pair[0] != TOOLKIT]
    except Unreadable as unreadable:
        return [("XMP:Warning", f"ExtendedXMP was not read: {unreadable}")]


def _whole(portions: tuple[bytes, ...], guid: bytes) -> bytes:
    """Join the portions by their offsets; all bytes must be there, once."""
    mine = [each for each in portions if each[:_GUID_BYTES] == guid]
    if not mine:
        raise Unreadable("the file has no portion with the GUID that the packet names")
    size = int.from_bytes(mine[0][_GUID_BYTES : _GUID_BYTES + 4], "big")
    if size > MOST_BYTES:
        raise Unreadable(f"it has {size:,} bytes, over the limit of 1 MiB")
    whole = b""
    for each in sorted(mine, key=_offset):
        if _offset(each) != len(whole):
            raise Unreadable("portions of it are missing or overlap")
        whole += each[_EXTENSION_HEADER:]
    if len(whole) != size:
        raise Unreadable("portions of it are missing or overlap")
    return whole


def _offset(portion: bytes) -> int:
    return int.from_bytes(portion[_GUID_BYTES + 4 : _EXTENSION_HEADER], "big")

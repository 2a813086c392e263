"""Makes blocks of metadata byte by byte: XMP packets, IIM data sets, profiles, JPEG segments."""

from __future__ import annotations

import struct

STANDARD = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "old": "http://ns.adobe.com/xap/1.0/mm/",
    "ev": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "note": "http://ns.adobe.com/xmp/note/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


def a_packet(properties: str, attributes: str = "") -> bytes:
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f"<rdf:Description {names} {attributes}>{properties}</rdf:Description>"
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def an_extension(guid: str, whole: bytes, start: int, end: int) -> bytes:
    return EXTENSION + guid.encode() + struct.pack(">II", len(whole), start) + whole[start:end]


def a_data_set(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def a_resource(number: int, data: bytes) -> bytes:
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)


def a_profile(description: str) -> bytes:
    text = description.encode() + b"\0"
    tag = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text
    header = bytearray(128)
    header[8:10] = b"\x02\x10"
    header[16:20], header[36:40], header[4:8] = b"RGB ", b"acsp", b"c2\0\0"
    return bytes(header) + struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag


def a_jpeg(*segments: tuple[int, bytes], behind: bytes = b"") -> bytes:
    """Make a JPEG of segments (marker, payload) and a scan without a picture."""
    body = b"".join(
        bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload
        for marker, payload in segments
    )
    scan = b"\xff\xda\0\x08\1\1\0\0\x3f\0" + b"\x12\xff\0\x34\xff\xd0\x56"
    return b"\xff\xd8" + body + scan + b"\xff\xd9" + behind

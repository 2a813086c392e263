"""What Photoshop keeps beside a picture: quality, address, digest of IPTC, which resources."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.photoshop_walk import resources
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

NAMES = {
    0x03ED: "ResolutionInfo",
    0x03F3: "PrintFlags",
    0x0404: "IPTCData",
    0x0406: "JPEG_Quality",
    0x0408: "GridGuidesInfo",
    0x0409: "PhotoshopBGRThumbnail",
    0x040A: "CopyrightFlag",
    0x040B: "URL",
    0x040C: "PhotoshopThumbnail",
    0x040D: "GlobalAngle",
    0x040F: "ICC_Profile",
    0x0414: "IDsBaseValue",
    0x0419: "GlobalAltitude",
    0x041A: "SliceInfo",
    0x041E: "URL_List",
    0x0421: "VersionInfo",
    0x0422: "EXIFInfo",
    0x0424: "XMP",
    0x0425: "IPTCDigest",
    0x0426: "PrintScaleInfo",
    0x0428: "PixelInfo",
    0x043A: "PrintInfo2",
    0x043B: "PrintStyle",
    0x07D0: "ClippingPath",
    0x0BB7: "ClippingPathName",
    0x2710: "PrintFlagsInfo",
}
"""Resources by number, as ExifTool names them; 0x07D0 is the first of a thousand paths."""

_FORMATS = {0x0000: "Standard", 0x0001: "Optimized", 0x0101: "Progressive"}
_QUALITY_OFFSET = 4  # stored are -4 to 8 for the 0 to 12 of the dialogue


class Photoshop:
    """The image resources of a JPEG (APP13), TIFF or PNG: their numbers, and what a few say."""

    kind = "photoshop"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `Photoshop:Resources` lists all resources with their names."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    found = list(resources(segments))
    if not found:
        if segments.photoshop is not None:
            raise Unreadable("the Photoshop block holds no resource that can be read")
        return None
    pairs = [("Photoshop:Resources", _named(number)) for number, _ in found]
    return joined([*pairs, *(pair for each in found for pair in _said(*each))], "Photoshop")


def _named(number: int) -> str:
    return f"0x{number:04x} {NAMES[number]}" if number in NAMES else f"0x{number:04x}"


def _said(number: int, data: bytes) -> Iterator[tuple[str, str]]:
    if number == 0x0425 and data:  # noqa: PLR2004
        yield "Photoshop:IPTCDigest", data[:16].hex()
    elif number == 0x040A and data:  # noqa: PLR2004
        yield "Photoshop:CopyrightFlag", "True" if data[0] else "False"
    elif number == 0x040B and data:  # noqa: PLR2004
        yield "Photoshop:URL", decoded(data)
    elif number == 0x03ED and len(data) >= 12:  # noqa: PLR2004 - 16.16 fixed point
        yield "Photoshop:XResolution", f"{int.from_bytes(data[:4], 'big') / 65536:g}"
        yield "Photoshop:YResolution", f"{int.from_bytes(data[8:12], 'big') / 65536:g}"
    elif number == 0x0406 and len(data) >= 4:  # noqa: PLR2004 - quality and format
        quality = int.from_bytes(data[:2], "big", signed=True) + _QUALITY_OFFSET
        form = int.from_bytes(data[2:4], "big")
        yield "Photoshop:PhotoshopQuality", str(quality)
        yield "Photoshop:PhotoshopFormat", _FORMATS.get(form, f"0x{form:04x}")

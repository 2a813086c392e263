"""How a PNG, WebP, GIF, HEIF or AVIF is built: its parts, sizes, when it was last written."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from provenance.metadata.guarded import Unreadable, block_of
from provenance.metadata.trailer import kinds_of
from provenance.metadata.values import decoded, joined
from provenance.model.metadata import Block, Segments, Tag

_COLOURS = {0: "Grayscale", 2: "RGB", 3: "Palette", 4: "Grayscale with Alpha", 6: "RGB with Alpha"}
_PARTS = {"QuickTime": "Boxes", "GIF": "Extensions"}
_MOST_BRANDS = 32
_GROUPS = {"png": "PNG", "gif": "GIF", "webp": "RIFF", "heif": "QuickTime", "avif": "QuickTime"}


class Container:
    """The parts of a file that is no JPEG; how those are built is the kind `jpeg`."""

    kind = "container"

    def parse(self, segments: Segments) -> Block:
        """Give the block; `PNG:Chunks` and its like list the parts in their order."""
        return block_of(self.kind, lambda: _tags(segments))


def _tags(segments: Segments) -> tuple[Tag, ...] | None:
    if not segments.container:
        return None
    if not segments.parts:
        raise Unreadable("the file holds no part that can be read")
    group = _GROUPS[segments.container]
    listed = f"{group}:{_PARTS.get(group, 'Chunks')}"
    pairs = [(listed, ", ".join(kind.strip() for kind, _ in segments.parts))]
    for kind, held in segments.parts:
        if group == "PNG":
            pairs += _of_png(kind, held)
        elif kind == "ftyp":
            pairs += _brands(held)
        elif kind == "comment":
            pairs.append(("File:Comment", decoded(held)))
    if segments.parts[-1][0] == "more":
        pairs.append((f"{group}:Warning", "the file has more parts than are looked at"))
    elif group == "PNG" and segments.parts[-1][0] != "IEND":
        pairs.append(("PNG:Warning", "the PNG has no end: it is cut short"))
    if segments.behind:
        pairs.append(("Trailer:Bytes", str(len(segments.behind))))
        pairs.append(("Trailer:Kind", kinds_of(segments.behind)))
    return joined(pairs, group)


def _of_png(kind: str, held: bytes) -> Iterator[tuple[str, str]]:
    """Read the chunks of a PNG that say something of its making (PNG 3rd edition, 11.2, 11.3)."""
    if kind == "IHDR" and len(held) == 13:  # noqa: PLR2004
        width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", held)
        yield "PNG:ImageWidth", str(width)
        yield "PNG:ImageHeight", str(height)
        yield "PNG:BitDepth", str(depth)
        yield "PNG:ColorType", _COLOURS.get(colour, str(colour))
        yield "PNG:Interlace", "Adam7 Interlace" if interlace else "Noninterlaced"
    elif kind == "tIME" and len(held) == 7:  # noqa: PLR2004
        parts = struct.unpack(">HBBBBB", held)
        yield "PNG:ModifyDate", "{:04}:{:02}:{:02} {:02}:{:02}:{:02}".format(*parts)
    elif kind == "pHYs" and len(held) == 9:  # noqa: PLR2004
        across, down, unit = struct.unpack(">IIB", held)
        yield "PNG-pHYs:PixelsPerUnitX", str(across)
        yield "PNG-pHYs:PixelsPerUnitY", str(down)
        yield "PNG-pHYs:PixelUnits", "meters" if unit == 1 else "Unknown"
    elif kind == "gAMA" and len(held) == 4:  # noqa: PLR2004
        stored = int.from_bytes(held, "big")
        yield "PNG:Gamma", f"{100_000 / stored:.5g}" if stored else "0"


def _brands(held: bytes) -> Iterator[tuple[str, str]]:
    yield "QuickTime:MajorBrand", held[:4].decode("latin-1").strip()
    for place in range(8, min(len(held), 8 + 4 * _MOST_BRANDS), 4):
        yield "QuickTime:CompatibleBrands", held[place : place + 4].decode("latin-1")

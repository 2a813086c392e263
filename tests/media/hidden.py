"""Hides a text in the lowest bits of a picture, as the extension stealth-pnginfo does."""

from __future__ import annotations

import gzip
import io

from PIL import Image

ALPHA, PACKED_ALPHA, COLOURS, PACKED_COLOURS = (
    b"stealth_pnginfo",
    b"stealth_pngcomp",
    b"stealth_rgbinfo",
    b"stealth_rgbcomp",
)
IN_COLOURS = frozenset({COLOURS, PACKED_COLOURS})
SIZE = (40, 48)


def hidden_bytes(text: str, mark: bytes = PACKED_ALPHA, length: int | None = None) -> bytes:
    """Give the mark, the length in bits and the text; a length of one's own may lie."""
    raw = text.encode()
    held = gzip.compress(raw, mtime=0) if mark.endswith(b"comp") else raw
    return mark + (8 * len(held) if length is None else length).to_bytes(4, "big") + held


def with_bits(
    raw: bytes, channels: range = range(3, 4), size: tuple[int, int] = SIZE
) -> Image.Image:
    """Put bits into the lowest ones of a picture's channels, down one column after another."""
    image = Image.new("RGBA", size, (200, 100, 50, 254))
    bits = [byte >> shift & 1 for byte in raw for shift in range(7, -1, -1)]
    places = [(x, y, each) for x in range(size[0]) for y in range(size[1]) for each in channels]
    pixels = image.load()
    assert pixels is not None
    for bit, (x, y, channel) in zip(bits, places, strict=False):
        pixel = list(pixels[x, y])
        pixel[channel] = pixel[channel] & 0xFE | bit
        pixels[x, y] = tuple(pixel)
    return image


def channels_of(mark: bytes) -> range:
    """Give the channels that hold the bits behind a mark."""
    return range(3) if mark in IN_COLOURS else range(3, 4)


def hiding(text: str, form: str = "PNG") -> bytes:
    """Make a file that hides a text as NovelAI does."""
    out = io.BytesIO()
    options = {"lossless": True, "exact": True} if form == "WEBP" else {}
    with_bits(hidden_bytes(text)).save(out, form, **options)
    return out.getvalue()

"""Reads the text that image generators hide in the lowest bits of a picture ("stealth pnginfo").

The bits go down the first column of pixels, then down the next: a mark of 15 letters, the length of
the text in bits, the text, which may be packed by gzip. The form is that of the extension
sd-webui-stealth-pnginfo, which NovelAI writes, too; sd-parsers reads the same.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 1 << 20

_MARKS = {  # the channels that hold the bits, and whether the text is packed
    b"stealth_pnginfo": ("A", False),
    b"stealth_pngcomp": ("A", True),
    b"stealth_rgbinfo": ("RGB", False),
    b"stealth_rgbcomp": ("RGB", True),
}
_MARK_BYTES = 15
_LENGTH_BYTES = 4
_GZIP = 31
_LOWEST = bytes(b"01"[value & 1] for value in range(256))


def may_hold(image: Image.Image) -> bool:
    """Tell whether such a text is looked for: in a still picture with transparency."""
    return image.mode == "RGBA" and int(getattr(image, "n_frames", 1)) == 1


def text_in(image: Image.Image) -> str | None:
    """Give the text that a decoded picture of mode RGBA hides, of at most 1 MiB, or nothing.

    A mark with a length that the picture cannot hold is none.
    """
    for mark, (channels, packed) in _MARKS.items():
        head = _bytes_of(image, channels, 0, _MARK_BYTES + _LENGTH_BYTES)
        if head[:_MARK_BYTES] != mark:
            continue
        length = int.from_bytes(head[_MARK_BYTES:], "big") // 8
        if length > image.width * image.height * len(channels) // 8:
            return None
        held = _bytes_of(image, channels, len(head), min(length, MOST_BYTES))
        return _unpacked(held) if packed else held.decode("utf-8", "replace")
    return None


def _bytes_of(image: Image.Image, channels: str, start: int, count: int) -> bytes:
    """Put the lowest bits together, from the byte `start` on; only the columns that hold them."""
    from PIL.Image import Transpose

    bits = (start + count) * 8
    columns = min(image.width, -(-bits // (image.height * len(channels))))
    part = image.crop((0, 0, columns, image.height)).transpose(Transpose.TRANSPOSE)
    wanted = part.getchannel("A") if channels == "A" else part.convert("RGB")
    digits = wanted.tobytes().translate(_LOWEST)[start * 8 : bits]
    whole = digits[: len(digits) // 8 * 8]
    return int(whole, 2).to_bytes(len(whole) // 8, "big") if whole else b""


def _unpacked(held: bytes) -> str | None:
    try:
        raw = zlib.decompressobj(_GZIP).decompress(held, MOST_BYTES)
    except zlib.error:
        return None
    return raw.decode("utf-8", "replace")

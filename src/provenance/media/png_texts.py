"""Reads the text chunks of a PNG, those behind the pixels too (PNG 3rd edition, 11.3.3)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from provenance.media.parts import Part

_MOST = 1_000
_LONGEST = 4 * 1024 * 1024
_MOST_OF_ALL = 16 * 1024 * 1024


def texts_of(parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """Give keywords with their texts in their order; of two with one keyword, both.

    Text over 4 MiB, or over 16 MiB together, says so instead; what is damaged is left out.
    """
    left = _MOST_OF_ALL
    chunks = [(kind, held) for kind, held in parts if kind in {"tEXt", "zTXt", "iTXt"}]
    for kind, held in chunks[:_MOST]:
        if left <= 0:
            return
        keyword, _, rest = held.partition(b"\0")
        raw = _raw(kind, rest, min(left, _LONGEST))
        if raw is None:
            continue
        key = keyword.decode("latin-1")
        is_whole = len(raw) <= min(left, _LONGEST)
        left -= len(raw)
        if not is_whole:
            yield key, "(longer than may be read here, so not shown)"
        else:
            yield key, raw.decode("utf-8" if kind == "iTXt" else "latin-1", "replace")


def _raw(kind: str, rest: bytes, most: int) -> bytes | None:
    """Give the text of a chunk, of `most` bytes and one; nothing where it is damaged."""
    if kind == "tEXt":
        return rest[: most + 1]
    if kind == "zTXt":
        return _inflated(rest[1:], most)
    if len(rest) < 2:  # noqa: PLR2004 - a flag and a method
        return None
    *_, text = rest[2:].split(b"\0", 2)  # language and translated keyword
    return _inflated(text, most) if rest[0] else text[: most + 1]


def _inflated(data: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(data, most + 1)
    except zlib.error:
        return None

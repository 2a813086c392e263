"""The quantisation tables of a JPEG: a trace of the program that wrote it (ITU-T T.81, annex K)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

# ITU-T T.81, tables K.1 and K.2, row by row: what libjpeg scales by its quality.
_LUMINANCE = (
    *(16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99),
)
_CHROMINANCE = (
    *(17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99),
    *(24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99),
    *((99,) * 32),
)
_SIDE = 8
_VALUES = _SIDE * _SIDE
_WORST = 255

Table = tuple[int, ...]


def table_pairs(payloads: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Give the digest and the quality of a JPEG from its DQT segments, nothing without any.

    `File:JPEGDigest` is ExifTool's, without the subsampling that it appends. The quality is that
    of libjpeg: exact, or that of the tables whose sum is nearest.
    """
    segments = [each for each in payloads if each]
    if not segments:
        return
    by_number = {each[0] & 0x0F: each for each in segments}
    joined = b"\0".join(by_number[number] for number in sorted(by_number) if number < 4)  # noqa: PLR2004
    yield "File:JPEGDigest", hashlib.md5(joined, usedforsecurity=False).hexdigest()
    tables = [table for each in segments for table in _tables(each)][:4]
    if tables:
        yield "File:QuantizationTables", f"{len(tables)}"
        yield "File:JPEGQualityEstimate", _quality(tables)


def _tables(payload: bytes) -> Iterator[Table]:
    place = 0
    while place < len(payload):
        width = 2 if payload[place] >> 4 else 1
        raw = payload[place + 1 : place + 1 + _VALUES * width]
        if len(raw) < _VALUES * width:
            return
        yield tuple(int.from_bytes(raw[at : at + width], "big") for at in range(0, len(raw), width))
        place += 1 + len(raw)


def _quality(tables: list[Table]) -> str:
    """Say at which quality libjpeg writes such tables: the first for light, others for colour."""
    stated = (tables[0], *tables[1:2])
    for quality, known in enumerate(_known(), 1):
        if stated == known[: len(stated)]:
            return f"{quality} (exactly those of libjpeg)"
    total = sum(map(sum, stated))
    sums = [sum(map(sum, known[: len(stated)])) for known in _known()]
    nearest = min(range(len(sums)), key=lambda at: abs(sums[at] - total))
    return f"{nearest + 1} (nearest of libjpeg; the tables are others)"


@cache
def _known() -> tuple[tuple[Table, Table], ...]:
    return tuple(
        (_scaled(_LUMINANCE, quality), _scaled(_CHROMINANCE, quality)) for quality in range(1, 101)
    )


def _scaled(table: Table, quality: int) -> Table:
    """Scale a table as libjpeg's jpeg_quality_scaling does, and put it into zigzag order."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality  # noqa: PLR2004
    return tuple(min(max((table[at] * scale + 50) // 100, 1), _WORST) for at in _zigzag())


@cache
def _zigzag() -> Table:
    """Give the order in which a block is written (ITU-T T.81, figure A.6)."""
    places = ((row, column) for row in range(_SIDE) for column in range(_SIDE))
    ordered = sorted(places, key=lambda at: (sum(at), at[0] if sum(at) % 2 else at[1]))
    return tuple(row * _SIDE + column for row, column in ordered)

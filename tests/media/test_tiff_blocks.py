"""A BigTIFF tells what a TIFF tells, and a TIFF that cannot be opened still tells its blocks."""

from __future__ import annotations

import io
import struct
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from provenance.media import formats
from provenance.media.containers import bare_segments
from provenance.media.limits import Limits
from provenance.media.tiff_blocks import IPTC, XMP, blocks_of, classic_of
from provenance.metadata import read
from provenance.model.media import Location
from provenance.model.metadata import Segments, State
from provenance.workflows.tell import told_of
from tests.metadata.raw_blocks import a_data_set, a_packet
from tests.metadata.raw_exif import ASCII, LONG, SHORT, UNDEFINED

LONG8, IFD8 = 16, 18
EXIF, GPS = 0x8769, 0x8825
Order = Literal["<", ">"]
Entry = tuple[int, int, int, bytes]


def directory(order: Order, at: int, entries: list[Entry]) -> bytes:
    """Write a directory of a BigTIFF that begins at a place, its values behind it."""
    behind = at + 8 + 20 * len(entries) + 8
    listed, values = struct.pack(order + "Q", len(entries)), b""
    for tag, kind, count, raw in entries:
        held = raw.ljust(8, b"\0")
        if len(raw) > 8:
            held = struct.pack(order + "Q", behind + len(values))
            values += raw
        listed += struct.pack(order + "HHQ", tag, kind, count) + held
    return listed + bytes(8) + values


def big(order: Order) -> bytes:
    """Make one with a directory of EXIF in it, and no pixels that could be decoded."""
    date = b"2019:08:11 14:02:00\0"
    inner = directory(order, 16, [(0x9003, ASCII, len(date), date)])
    packet, iim = a_packet("<dc:format>x</dc:format>"), a_data_set(2, 5, b"Title")
    outer = [
        (0x010F, ASCII, 6, b"Canon\0"),
        (0x0110, ASCII, 14, b"Canon EOS 40D\0"),
        (0x0112, SHORT, 1, struct.pack(order + "H", 6)),
        (273, LONG8, 2, bytes(16)),
        (XMP, 1, len(packet), packet),
        (IPTC, UNDEFINED, len(iim), iim),
        (EXIF, IFD8, 1, struct.pack(order + "Q", 16)),
        (0xC7A1, LONG8, 2, struct.pack(order + "QQ", 7, 1 << 40)),
    ]
    mark = b"II" if order == "<" else b"MM"
    start = struct.pack(order + "HHHQ", 43, 8, 0, 16 + len(inner))
    return mark + start + inner + directory(order, 16 + len(inner), outer)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_bigtiff_that_nobody_can_open_tells_its_camera_its_time_and_its_blocks(order: Order):
    said = told_of(Location("a.tif"), big(order), Limits()).metadata
    found = {tag.name: tag.value for block in said.blocks for tag in block.tags}
    assert found["IFD0:Model"] == "Canon EOS 40D"
    assert found["ExifIFD:DateTimeOriginal"] == "2019:08:11 14:02:00"
    assert found["IFD0:Orientation"] == "Rotated 90 CW"
    assert found["XMP-dc:Format"] == "x"
    assert found["IPTC:ObjectName"] == "Title"
    assert any("cannot be opened" in remark for remark in said.remarks)


@pytest.mark.parametrize("order", ["<", ">"])
def test_numbers_of_64_bits_become_the_nearest_of_32(order: Order):
    whole = classic_of(big(order))
    assert whole[2:4] == struct.pack(order + "H", 42)
    assert struct.pack(order + "II", 7, 0xFFFFFFFF) in whole
    assert len(whole) < len(big(order))


def test_a_plain_tiff_is_given_as_it_is():
    out = io.BytesIO()
    Image.new("L", (4, 4)).save(out, "TIFF", tiffinfo={270: "said"})
    data = out.getvalue()
    assert classic_of(data) is data
    assert read(bare_segments(data, formats.TIFF)).block("exif").state is State.PRESENT


def test_the_places_of_many_strips_do_not_use_up_what_may_be_read():
    packet = a_packet("<dc:format>x</dc:format>")
    entries = [(273, LONG8, 1 << 20, bytes(8 << 20)), (XMP, 1, len(packet), packet)]
    whole = b"II" + struct.pack("<HHHQ", 43, 8, 0, 16) + directory("<", 16, entries)
    assert blocks_of(whole) == {XMP: packet}


def test_directories_that_point_at_one_another_end():
    outer = [(EXIF, LONG, 1, struct.pack("<I", 16)), (GPS, LONG, 1, struct.pack("<I", 16))]
    whole = b"II" + struct.pack("<HHHQ", 43, 8, 0, 16) + directory("<", 16, outer)
    assert len(classic_of(whole)) < 1_000


def test_many_entries_of_one_large_value_are_read_up_to_a_limit():
    shared = b"a" * (1 << 20)
    count = 500
    at = 16 + 8 + 20 * count + 8
    listed = b"".join(
        struct.pack("<HHQQ", 0x9000 + number, ASCII, len(shared), at) for number in range(count)
    )
    start = b"II" + struct.pack("<HHHQQ", 43, 8, 0, 16, count)
    assert len(classic_of(start + listed + bytes(8) + shared)) < 5 << 20


@given(st.data(), st.sampled_from(["<", ">"]))
def test_no_damage_makes_it_raise(data: st.DataObject, order: Order):
    raw = bytearray(big(order))
    for _ in range(data.draw(st.integers(0, 6))):
        raw[data.draw(st.integers(4, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(raw[: data.draw(st.integers(0, len(raw)))])
    blocks_of(cut)
    read(Segments(exif=classic_of(cut)))

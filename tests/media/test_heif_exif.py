"""The EXIF of an AVIF is the one in the file, whatever its decoder makes of it."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from provenance.media import decoder, formats
from provenance.media.heif_exif import exif_of
from provenance.media.limits import Limits
from provenance.model.media import Location
from tests.metadata.raw_exif import ASCII, SHORT, a_tiff

ARTIST = "Zoë\0".encode()
SAID = a_tiff([(0x013B, ASCII, len(ARTIST), 38), (0x0112, SHORT, 1, 6)], tail=ARTIST)


def an_avif(**options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 12), "red").save(out, "AVIF", **options)
    return out.getvalue()


def exif(data: bytes) -> bytes | None:
    return decoder.segments(Location("a.avif"), data, formats.AVIF, Limits()).exif


def turned() -> bytes:
    """Make an AVIF that is turned by a box of its own, and has no EXIF at all."""
    only = Image.Exif()
    only[0x0112] = 6
    return an_avif(exif=only)


def test_a_letter_that_is_not_ascii_stays_what_it_was():
    only = Image.Exif()
    only[0x0112] = 6
    only[0x013B] = "Zoe"
    data = an_avif(exif=only).replace(b"Zoe\0", "Zë\0".encode())
    found = exif(data)
    assert found is not None
    assert "Zë".encode() in found
    assert struct.pack("<H", 0x0112) not in found[:40]  # the decoder would write it in


def test_an_avif_that_is_turned_and_has_no_exif_has_none():
    assert exif(turned()) is None


def test_boxes_that_are_damaged_leave_it_to_the_decoder():
    whole = an_avif(exif=SAID)
    assert exif_of(whole.replace(b"iloc", b"xxxx"), b"other") == b"other"
    assert exif_of(b"", b"other") is None


@pytest.mark.parametrize("at", [4, 20])
def test_an_item_of_no_bytes_leaves_it_to_the_decoder(at: int):
    whole = an_avif(exif=SAID)
    place = whole.index(b"iloc") + at
    cut = whole[:place] + b"\xff" * 8 + whole[place + 8 :]
    assert exif_of(cut, b"other") in {b"other", exif_of(whole, None)}


@given(st.data())
def test_no_damage_makes_it_raise(data: st.DataObject):
    raw = bytearray(turned() + SAID)
    for _ in range(4):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    exif_of(bytes(raw), None)

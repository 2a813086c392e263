"""The list of items of a HEIF is looked at before a library that dies of it."""

from __future__ import annotations

import struct

import pytest

from provenance.errors import UnreadableMedia
from provenance.media import decoder, formats
from provenance.media.heif_items import has_readable_items
from provenance.media.limits import Limits
from provenance.model.media import Location


def a_box(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held) + 8) + kind + held


def a_heif(*items: bytes, wide: bool = False) -> bytes:
    version = b"\1\0\0\0" if wide else b"\0\0\0\0"
    count = struct.pack(">I" if wide else ">H", len(items))
    iinf = a_box(b"iinf", version + count + b"".join(a_box(b"infe", each) for each in items))
    return a_box(b"ftyp", b"heic\0\0\0\0mif1heic") + a_box(b"meta", b"\0\0\0\0" + iinf)


GOOD = b"\2\0\0\1\0\3\0\0mime\0application/rdf+xml\0"
LONG = b"\3\0\0\1\0\0\0\3\0\0Exif\xc3\xa9\0"


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("items", [(), (GOOD,), (GOOD, LONG)])
def test_items_with_names_in_utf_8_are_readable(items: tuple[bytes, ...], wide: bool):
    assert has_readable_items(a_heif(*items, wide=wide))


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize(
    "bad", [GOOD.replace(b"mi", b"\xff\xff"), GOOD.replace(b"rdf", b"\xff\xff\xff")]
)
def test_a_type_or_a_name_that_is_no_text_is_not(bad: bytes, wide: bool):
    assert not has_readable_items(a_heif(GOOD, bad, wide=wide))


def test_such_a_file_is_refused_by_name_and_costs_no_process():
    pytest.importorskip("pi_heif")
    location, data = Location("a.heic"), a_heif(GOOD.replace(b"mi", b"\xff\xff"))
    form = formats.recognise(location, data)
    assert form is formats.HEIF
    with pytest.raises(UnreadableMedia, match=r"a\.heic.*no text"):
        decoder.segments(location, data, form, Limits())

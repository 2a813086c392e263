"""Formats: told from the first bytes alone, and what is no picture is named for what it is."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import UnsupportedMedia
from provenance.media import formats
from provenance.media.formats import (
    AVIF,
    FORMATS,
    HEIF,
    PICTURE_SUFFIXES,
    PictureFormat,
    recognise,
)
from provenance.model.media import Location
from tests.media.files import WRITTEN, a_box, a_file

NAMED_JPG = Location("photo.jpg")


def named(name: str) -> PictureFormat:
    return next(form for form in FORMATS if form.pillow_name == name)


def test_there_are_formats() -> None:
    assert FORMATS


def test_every_format_but_heif_can_be_written_for_tests() -> None:
    assert {form.pillow_name: form.media_type for form in FORMATS if form is not HEIF} == WRITTEN


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("name", ["photo.jpg", "photo.png", "photo.txt", "photo", ".mp4"])
def test_a_format_is_told_from_the_bytes_whatever_the_name(form: str, name: str) -> None:
    assert recognise(Location(name), a_file(form)) is named(form)


@pytest.mark.parametrize("form", WRITTEN)
def test_a_format_is_told_from_its_first_64_bytes(form: str) -> None:
    assert recognise(NAMED_JPG, a_file(form)[:64]) is named(form)


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis"])
def test_the_brands_of_heif_are_heif(brand: bytes) -> None:
    assert recognise(NAMED_JPG, a_box(brand, b"mif1")) is HEIF


@pytest.mark.parametrize(
    "box",
    [
        a_box(b"avif", b"mif1", b"miaf"),
        a_box(b"avis", b"msf1", b"avif"),
        a_box(b"mif1", b"miaf", b"avif"),
    ],
)
def test_avif_is_told_from_heif_by_any_of_its_brands(box: bytes) -> None:
    assert recognise(NAMED_JPG, box) is AVIF


@pytest.mark.parametrize("start", [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"])
def test_tiff_is_told_in_both_byte_orders_and_both_sizes(start: bytes) -> None:
    assert recognise(NAMED_JPG, start + bytes(20)) is named("TIFF")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\r\n  <HTML lang='en'>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><html xmlns='...'>", "a web page (HTML)"),
        (b"<script>location='/login'</script>", "a web page (HTML)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"<?xml version='1.0'?>\n<!-- x --><svg/>", "an SVG drawing"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (b"\x1f\x8b\x08\0", "gzip-compressed data"),
        (b'{"error": "not found"}', "text (JSON)"),
        (b'\n [{"id": 1}]', "text (JSON)"),
        (b"SQLite format 3\0", "a SQLite database"),
        (b"8BPS\0\x01", "a Photoshop document"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "PostScript, which is never run here"),
        (b"\xff\x0a\0", "a JPEG XL picture"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
        (b"just some words", "not a picture that this build reads (JPEG, PNG,"),
        (b"RIFF\0\0\0\0WAVEfmt ", "not a picture"),
        (b"BMW is a company", "not a picture"),
        (b"", "not a picture"),
        (b"\xff\xd8", "not a picture"),
        (b"\xff", "not a picture"),
    ],
)
def test_what_is_no_picture_is_named_for_what_it_is(data: bytes, what: str) -> None:
    with pytest.raises(UnsupportedMedia) as error:
        recognise(NAMED_JPG, data)
    assert str(error.value).startswith(f"photo.jpg: is {what}")


@pytest.mark.parametrize("form", WRITTEN)
def test_a_picture_behind_other_bytes_is_no_picture(form: str) -> None:
    with pytest.raises(UnsupportedMedia):
        recognise(NAMED_JPG, b"\0" + a_file(form))


def test_a_brand_behind_the_end_of_its_box_does_not_count() -> None:
    assert recognise(NAMED_JPG, a_box(b"isom") + b"heicavif") is formats.MP4


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (a_box(b"isom", b"iso2", b"avc1", b"mp41"), formats.MP4),
        (a_box(b"qt  "), formats.QUICKTIME),
        (b"\0\0\0\x08wide\0\0\0\0mdat", formats.QUICKTIME),
        (b"\x1aE\xdf\xa3\x01\0\0\0", formats.MATROSKA),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", formats.WEBM),
        (b"RIFF\0\0\0\0AVI LIST", formats.AVI),
        ((b"G" + bytes(187)) * 3, formats.MPEG_TS),
        (b"\0\0\x01\xba", formats.MPEG_PS),
        (b"FLV\x01", formats.FLV),
        (b"0&\xb2u\x8ef\xcf\x11\xa6\xd9\0\xaa\0b\xcel", formats.ASF),
        (b"OggS\0\x02", formats.OGG),
    ],
)
def test_a_video_is_told_by_its_first_bytes(data: bytes, form: formats.VideoFormat) -> None:
    assert recognise(NAMED_JPG, data) is form


@given(st.binary(max_size=600))
def test_any_bytes_are_recognised_or_refused(data: bytes) -> None:
    with suppress(UnsupportedMedia):
        found = recognise(NAMED_JPG, data)
        assert found in FORMATS or isinstance(found, formats.VideoFormat)


@given(st.integers(0, 255), st.binary(max_size=600))
def test_any_iso_media_file_is_recognised_or_refused(size: int, data: bytes) -> None:
    readable = {AVIF, HEIF, formats.MP4, formats.QUICKTIME}
    assert recognise(NAMED_JPG, bytes([0, 0, 0, size]) + b"ftyp" + data) in readable


def test_names_that_promise_a_picture_are_in_lower_case_with_their_dot() -> None:
    assert PICTURE_SUFFIXES
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in PICTURE_SUFFIXES)

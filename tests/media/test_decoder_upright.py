"""Decoding: whatever a camera stored, the picture comes out upright."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.media.decoding import SIZE, WITH_EXIF, decoded, far, grey, pixels
from tests.media.files import WRITTEN, a_chunk, a_file, an_exif, saved, with_chunk
from tests.pictures import a_picture


def stored_as(picture: Image.Image, orientation: int) -> Image.Image:
    """Turn an upright picture into what a camera stores under an orientation."""
    for turn in [None, *Image.Transpose]:
        turned = picture if turn is None else picture.transpose(turn)
        turned.getexif()[0x0112] = orientation
        if ImageOps.exif_transpose(turned).tobytes() == picture.tobytes():
            return turned
    raise AssertionError("every orientation can be turned back")


@pytest.mark.parametrize("form", WITH_EXIF)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_gives_the_same_upright_picture(form: str, orientation: int) -> None:
    upright = a_picture(size=SIZE)
    data = saved(stored_as(upright, orientation), form, exif=an_exif(orientation))
    found = decoded(data)
    assert (found.width, found.height) == SIZE
    assert far(grey(upright), np.asarray(found.frames[0].luma, np.int16)) < 6


@pytest.mark.parametrize("value", [0, 9, 255, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(value: int) -> None:
    data = a_file("JPEG", SIZE, exif=an_exif(value))
    assert far(grey(a_picture(size=SIZE)), pixels(data)) < 6


def test_broken_exif_costs_neither_the_pixels_nor_the_segment() -> None:
    exif = b"Exif\0\0II*\0\xff\xff\xff\xff"
    found = decoded(a_file("JPEG", SIZE, exif=exif))
    assert found.frames
    assert found.segments.exif == exif


@pytest.mark.parametrize("before", [b"IDAT", b"IEND"])
def test_a_png_gives_its_exif_wherever_it_stands(before: bytes) -> None:
    chunk = a_chunk(b"eXIf", an_exif(6).removeprefix(b"Exif\0\0"))
    found = decoded(with_chunk(a_file("PNG", SIZE), chunk, before))
    assert found.segments.exif
    assert (found.width, found.height) == SIZE[::-1]


def raw_profile(text: str) -> bytes:
    """Make a PNG whose EXIF is hexadecimal text, as ImageMagick writes it."""
    chunk = a_chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(text.encode()))
    return with_chunk(a_file("PNG", SIZE), chunk, b"IDAT")


def test_exif_in_a_text_chunk_of_a_png_is_found_and_turns_the_picture() -> None:
    exif = an_exif(6)
    lines = "\n".join(exif.hex()[at : at + 72] for at in range(0, len(exif.hex()), 72))
    found = decoded(raw_profile(f"\nexif\n{len(exif):8}\n{lines}\n"))
    assert found.segments.exif == exif
    assert (found.width, found.height) == SIZE[::-1]


def test_exif_in_a_text_chunk_that_is_not_hexadecimal_is_a_problem_and_not_absent() -> None:
    segments = decoded(raw_profile("\nexif\n  4\nnot hexadecimal\n")).segments
    assert segments.exif is None
    assert "not hexadecimal" in segments.problem


@pytest.mark.parametrize("form", sorted(WRITTEN.keys() - {"TIFF"}))
def test_a_file_without_exif_has_no_segment(form: str) -> None:
    segments = decoded(a_file(form)).segments
    assert (segments.exif, segments.problem) == (None, "")


def test_the_segment_of_a_tiff_is_the_file_itself() -> None:
    data = a_file("TIFF")
    assert decoded(data).segments.exif == data

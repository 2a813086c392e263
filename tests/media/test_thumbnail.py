"""Thumbnails: small, grey, without metadata, and read back with suspicion."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from provenance.media import thumbnail
from provenance.media.thumbnail import SIDE, make, read, turned
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box
from tests.media.decoding import decoded, far, grey
from tests.media.files import a_file, an_exif, saved
from tests.pictures import a_picture

EIGHT = [
    Orientation(mirrored=mirrored, rotated=rotated)
    for mirrored in (False, True)
    for rotated in (0, 90, 180, 270)
]


def a_luma(width: int = 800, height: int = 600) -> Image.Image:
    return a_picture(size=(width, height)).convert("L")


# Making


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((192, 192), (192, 192)),
        ((193, 100), (192, 99)),
        ((800, 600), (192, 144)),
        ((600, 800), (144, 192)),
        ((1023, 512), (192, 96)),
        ((60, 40), (60, 40)),
        ((1, 1), (1, 1)),
        ((5000, 1), (192, 1)),
        ((1, 5000), (1, 192)),
    ],
)
def test_the_longer_side_is_192_pixels_where_it_has_them(
    size: tuple[int, int], small: tuple[int, int]
) -> None:
    assert read(make(a_luma(*size))).size == small


def test_a_thumbnail_is_a_grey_jpeg_of_a_few_kilobytes() -> None:
    made = make(a_luma())
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, image.mode) == ("JPEG", "L")
    assert len(made) < 16_000


def test_a_thumbnail_shows_the_picture() -> None:
    small = a_luma().resize((192, 144), Image.Resampling.BOX)
    assert far(grey(small), grey(read(make(a_luma())))) < 5


def test_the_same_picture_always_gives_the_same_thumbnail() -> None:
    assert make(a_luma()) == make(a_luma())


def test_a_picture_is_left_as_it_was() -> None:
    luma = a_luma()
    luma.info["comment"] = b"kept"
    make(luma)
    assert (luma.size, luma.info) == ((800, 600), {"comment": b"kept"})


SECRET = b"SECRET-1234"


def secretive(form: str, size: tuple[int, int]) -> bytes:
    """Make a file with a secret wherever its format can hold one."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    text = PngInfo()
    text.add_text("Comment", SECRET.decode())
    held: dict[str, dict[str, object]] = {
        "JPEG": {"comment": SECRET, "xmp": SECRET, "icc_profile": SECRET},
        "PNG": {"pnginfo": text, "icc_profile": SECRET},
        "WEBP": {"xmp": SECRET, "icc_profile": SECRET},
        "GIF": {"comment": SECRET},
    }
    with_exif = {} if form == "GIF" else {"exif": exif.tobytes()}
    return a_file(form, size, **held[form], **with_exif)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(96, 64), (800, 600), (1100, 1030)])
def test_nothing_that_a_file_says_of_itself_travels_on(form: str, size: tuple[int, int]) -> None:
    data = secretive(form, size)
    made = make(decoded(data).frames[0].luma)
    assert SECRET in data or form == "PNG"
    assert SECRET not in made
    assert b"Exif" not in made


def test_the_comment_of_a_picture_of_mode_l_does_not_travel_on() -> None:
    luma = a_luma(96, 64)
    luma.info["comment"] = SECRET
    assert SECRET not in make(luma)


# Reading


@pytest.mark.parametrize("size", [(641, 10), (10, 641), (2000, 2000)])
def test_a_picture_that_is_too_large_for_a_thumbnail_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not made here"):
        read(saved(Image.new("L", size), "JPEG"))


def test_a_thumbnail_that_declares_a_giant_is_refused() -> None:
    jpeg = bytearray(saved(Image.new("L", (16, 16)), "JPEG"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    with pytest.raises(ValueError, match="not made here"):
        read(bytes(jpeg))


def test_too_many_bytes_are_refused_before_anything_looks_at_them() -> None:
    with pytest.raises(ValueError, match="not made here"):
        read(make(a_luma()) + bytes(1 << 19))


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_another_format_is_refused(form: str) -> None:
    with pytest.raises(ValueError, match="not made here"):
        read(a_file(form))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"\xff\xd8\xff", b"text", b"%!PS-Adobe-3.0", make(a_luma())[:300]],
    ids=["empty", "byte", "start", "text", "postscript", "cut"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not made here"):
        read(data)


@given(st.integers(0, 2000), st.integers(0, 255), st.integers(0, 2000), st.integers(0, 255))
def test_a_damaged_thumbnail_is_read_or_refused(
    at: int, value: int, also_at: int, also: int
) -> None:
    jpeg = bytearray(make(a_luma(120, 90)))
    jpeg[at % len(jpeg)], jpeg[also_at % len(jpeg)] = value, also
    with suppress(ValueError):
        assert read(bytes(jpeg)).mode == "L"


def test_a_small_colour_jpeg_is_read_as_grey() -> None:
    assert read(saved(a_picture(size=(90, 60)), "JPEG")).mode == "L"


def test_an_orientation_in_a_thumbnail_turns_nothing() -> None:
    assert read(a_file("JPEG", (90, 60), exif=an_exif(6))).size == (90, 60)


# Turning


@pytest.mark.parametrize("orientation", EIGHT)
def test_turning_mirrors_first_and_rotates_clockwise_then(orientation: Orientation) -> None:
    pixels = np.arange(6, dtype=np.uint8).reshape(2, 3)
    expected = pixels[:, ::-1] if orientation.mirrored else pixels
    expected = np.rot90(expected, -orientation.rotated // 90)
    found = turned(Image.fromarray(pixels), orientation)
    assert np.array_equal(np.asarray(found), expected)


@pytest.mark.parametrize("orientation", EIGHT)
def test_every_turn_can_be_undone(orientation: Orientation) -> None:
    picture = a_luma(90, 60)
    # A mirrored picture mirrors the sense of its rotation, so it undoes itself.
    back = (
        orientation
        if orientation.mirrored
        else Orientation(mirrored=False, rotated=-orientation.rotated % 360)
    )
    assert turned(turned(picture, orientation), back).tobytes() == picture.tobytes()


@pytest.mark.parametrize("rotated", [7, 330])
def test_a_rotation_by_a_few_degrees_keeps_the_size(rotated: int) -> None:
    found = turned(a_luma(90, 60), Orientation(mirrored=False, rotated=rotated))
    assert found.size == (90, 60)


def test_side_is_what_the_documentation_says() -> None:
    assert thumbnail.SIDE == SIDE == 192


def test_a_part_and_another_picture_come_to_one_size() -> None:
    page, other = Image.new("L", (192, 144), 0), a_picture(1, (192, 144)).convert("L")
    page.paste(other.resize((96, 72)), (48, 36))
    seen, same = thumbnail.alike(page, Box(0.25, 0.25, 0.75, 0.75), other)
    assert seen.size == same.size == other.size
    assert np.abs(np.subtract(seen, same, dtype=np.int16)).mean() < 6

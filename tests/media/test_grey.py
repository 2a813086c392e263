"""Grey: every kind of pixels becomes 8 bits at hashing scale, transparent parts on white."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from provenance.media.decoder import HASH_SIDE
from tests.media.decoding import SIZE, decoded, far, grey, pixels
from tests.media.files import a_file, saved
from tests.pictures import a_picture

# The scale of hashing


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize(
    ("size", "scaled"),
    [
        ((1023, 700), (1023, 700)),
        ((1024, 1024), (512, 512)),
        ((2048, 1100), (1024, 550)),
        ((2100, 2048), (525, 512)),
        ((600, 4800), (600, 4800)),
        ((4096, 4100), (512, 513)),
        ((8200, 1024), (4100, 512)),
    ],
)
def test_both_sides_keep_512_pixels_where_they_have_them(
    form: str, size: tuple[int, int], scaled: tuple[int, int]
) -> None:
    found = decoded(a_file(form, size))
    assert found.frames[0].luma.size == scaled
    assert (found.width, found.height) == size
    assert min(scaled) >= min(HASH_SIDE, *size)


def test_a_large_jpeg_is_scaled_to_what_a_large_png_is_scaled_to() -> None:
    size = (2048, 2048)
    assert far(pixels(a_file("JPEG", size, quality=98)), pixels(a_file("PNG", size))) < 2


# Modes


def test_transparent_parts_lie_on_white() -> None:
    image = a_picture(size=SIZE).convert("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 48, 64))
    found = pixels(saved(image, "PNG"))
    assert (found[:, :48] == 255).all()
    assert far(grey(a_picture(size=SIZE))[:, 48:], found[:, 48:]) < 1


def test_half_transparent_black_is_grey() -> None:
    assert (pixels(saved(Image.new("RGBA", SIZE, (0, 0, 0, 128)), "PNG")) == 127).all()


def test_the_colour_under_a_transparent_part_does_not_matter() -> None:
    """Also where the picture is scaled down, and hidden colours could bleed over the edge."""
    hidden = []
    for colour in ("black", "red"):
        image = Image.new("RGBA", (2048, 2048), "white")
        image.paste((*Image.new("RGB", (1, 1), colour).getpixel((0, 0)), 0), (0, 0, 1001, 2048))
        hidden.append(pixels(saved(image, "PNG")))
    assert (hidden[0] == 255).all()
    assert far(*hidden) == 0


def half_black(mode: str) -> Image.Image:
    """Make a picture with a black left and a light right half."""
    image = Image.new("L", SIZE, 0)
    image.paste(200, (48, 0, *SIZE))
    return image.convert(mode)


@pytest.mark.parametrize(
    ("mode", "form", "transparent"),
    [
        ("L", "PNG", 0),
        ("RGB", "PNG", (0, 0, 0)),
        ("P", "PNG", 0),
        ("P", "GIF", 0),
        ("1", "PNG", 0),
    ],
)
def test_a_colour_that_stands_for_transparency_lies_on_white(
    mode: str, form: str, transparent: object
) -> None:
    image = half_black("L").convert("P") if mode == "P" else half_black(mode)
    assert (pixels(saved(image, form, transparency=transparent))[:, :48] == 255).all()


def test_a_palette_is_looked_up() -> None:
    image = a_picture(size=SIZE)
    assert far(grey(image), pixels(saved(image.quantize(256), "PNG"))) < 6


@pytest.mark.parametrize("form", ["PNG", "TIFF", "BMP"])
def test_black_and_white_is_black_and_white(form: str) -> None:
    image = a_picture(size=SIZE).convert("1")
    assert far(grey(image), pixels(saved(image, form))) == 0


def test_grey_with_alpha_lies_on_white() -> None:
    image = Image.merge("LA", (half_black("L"), Image.new("L", SIZE, 0)))
    assert (pixels(saved(image, "PNG")) == 255).all()


@pytest.mark.parametrize(
    ("mode", "form"), [("I;16", "PNG"), ("I;16", "TIFF"), ("I;16B", "TIFF"), ("I", "TIFF")]
)
def test_sixteen_bits_become_eight_and_are_not_clipped(mode: str, form: str) -> None:
    ramp = Image.frombytes("I;16", (256, 8), np.tile(np.arange(256) * 257, 8).astype("<u2"))
    found = pixels(saved(ramp if mode == "I;16" else ramp.convert("I").convert(mode), form))
    assert far(np.tile(np.arange(256), (8, 1)), found) <= 1


def test_floats_of_sixteen_bits_become_eight() -> None:
    ramp = Image.fromarray(np.tile(np.arange(256, dtype=np.float32) * 257, (8, 1)))
    assert far(np.tile(np.arange(256), (8, 1)), pixels(saved(ramp, "TIFF"))) <= 1


def test_floats_of_eight_bits_stay_what_they_are() -> None:
    ramp = Image.fromarray(np.tile(np.arange(256, dtype=np.float32), (8, 1)))
    assert far(np.tile(np.arange(256), (8, 1)), pixels(saved(ramp, "TIFF"))) <= 1


def test_a_cmyk_jpeg_is_not_a_negative() -> None:
    image = a_picture(size=SIZE)
    assert far(grey(image), pixels(saved(image.convert("CMYK"), "JPEG", quality=95))) < 6


def test_a_large_cmyk_jpeg_is_scaled_like_any_other() -> None:
    image = a_picture(size=(1100, 1100))
    found = decoded(saved(image.convert("CMYK"), "JPEG"))
    assert found.frames[0].luma.size == (550, 550)


def test_a_grey_jpeg_decodes() -> None:
    image = a_picture(size=SIZE).convert("L")
    assert far(grey(image), pixels(saved(image, "JPEG"))) < 6

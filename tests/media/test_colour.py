"""Pictures in colour: small, upright, on white, and without anything else of the file."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from provenance.errors import RefusedMedia, UnreadableMedia
from provenance.media import colour, decoder, formats
from provenance.media.limits import Limits
from provenance.model.media import Location
from tests.media.decoding import far, grey
from tests.pictures import a_picture

RED = (220, 30, 40)
SMALL = (32, 24)


def encoded(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def shown(data: bytes, number: int = 0, side: int = 900, limits: Limits | None = None):
    location = Location("photo")
    form = formats.recognise(location, data)
    assert isinstance(form, formats.PictureFormat)
    return decoder.in_colour(location, data, form, limits or Limits(), number, side)


def test_colour_stays_and_what_is_large_becomes_small():
    found = shown(encoded(Image.new("RGB", (2000, 1000), RED)))
    assert (found.mode, found.size) == ("RGB", (900, 450))
    assert found.getpixel((450, 225)) == RED


def test_a_small_picture_is_not_enlarged():
    assert shown(encoded(Image.new("RGB", (30, 1), RED))).size == (30, 1)


@pytest.mark.parametrize("side", [900, 20])
@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "I;16", "I", "F", "LAB"]
)
def test_every_mode_is_shown(mode: str, side: int):
    picture = Image.new("RGB", (60, 40), (250, 250, 250))
    if mode in {"I;16", "I", "F"}:
        picture = Image.new(mode, (60, 40), 65000)
    elif mode == "LAB":
        picture = Image.new(mode, (60, 40), (250, 128, 128))
    elif mode == "PA":
        picture = picture.convert("P").convert("PA")
    else:
        picture = picture.convert(mode)
    found = colour.rgb(picture, side)
    assert (found.mode, max(found.size)) == ("RGB", min(side, 60))
    assert min(found.getpixel((5, 5))) > 230


def test_transparent_parts_lie_on_white():
    assert shown(encoded(Image.new("RGBA", (9, 9), (*RED, 0)))).getpixel((4, 4)) == (255, 255, 255)


def test_the_picture_is_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(Image.new("RGB", (1800, 900), RED), "JPEG", exif=exif)
    assert shown(data).size == (450, 900)


def test_a_frame_of_an_animation_is_shown():
    frames = [Image.new("RGB", (8, 8), shade) for shade in ("black", RED)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert shown(data, 1).getpixel((4, 4)) == pytest.approx(RED, abs=8)


def test_a_frame_that_is_not_there_is_an_error_that_names_the_file():
    frames = [Image.new("RGB", (8, 8), shade) for shade in ("black", RED)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(UnreadableMedia, match="photo: "):
        shown(data, 7)


def test_the_limits_hold_here_too():
    with pytest.raises(RefusedMedia, match="over"):
        shown(encoded(Image.new("RGB", (200, 100))), limits=Limits(frame_pixels=1000))


@pytest.mark.parametrize("keep", [40, 200, 400])
def test_what_is_cut_short_is_an_error_that_names_the_file(keep: int):
    data = encoded(Image.effect_noise((64, 64), 90))[:keep]
    with pytest.raises(UnreadableMedia, match="photo: "):
        shown(data)


def test_nothing_of_the_file_but_its_pixels_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "a secret"
    data = encoded(
        Image.new("RGB", (64, 64), RED),
        "JPEG",
        exif=exif,
        comment=b"a secret",
        icc_profile=b"secret",
    )
    assert b"secret" in data
    assert b"secret" not in colour.jpeg(shown(data))
    assert set(Image.open(io.BytesIO(colour.jpeg(shown(data)))).info) <= {
        *("jfif", "jfif_version", "jfif_unit", "jfif_density")
    }


def in_colours(data: bytes, limits: Limits | None = None) -> list[tuple[Image.Image, Image.Image]]:
    """Decode all frames as a network sees them, each with its grey one."""
    location, limits = Location("photo"), limits or Limits()
    form = formats.recognise(location, data)
    assert isinstance(form, formats.PictureFormat)
    decoded = decoder.decode(location, data, form, limits)
    assert all(each.colour is None for each in decoded.frames)
    frames = decoder.coloured(location, data, form, limits, decoded).frames
    assert [each.luma for each in frames] == [each.luma for each in decoded.frames]
    return [(each.colour(), each.luma) for each in frames if each.colour]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(60, 40), (1600, 1200), (3000, 2000), (40, 3000)])
def test_a_frame_in_colour_is_the_grey_one_in_colour(kind: str, size: tuple[int, int]):
    ((picture, luma),) = in_colours(encoded(a_picture(1).resize(size), kind))
    assert picture.mode == "RGB"
    assert picture.width / picture.height == pytest.approx(luma.width / luma.height, rel=0.02)
    assert min(picture.size) == min(*size, decoder.HASH_SIDE)
    small = picture.convert("L").resize(SMALL)
    assert far(grey(small), grey(luma.resize(SMALL))) < 6


def test_a_frame_in_colour_is_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    halves = Image.new("RGB", (40, 20), "blue")
    halves.paste(RED, (0, 0, 20, 20))
    ((picture, _),) = in_colours(encoded(halves, exif=exif))
    assert picture.size == (20, 40)
    assert (picture.getpixel((10, 5)), picture.getpixel((10, 35))) == (RED, (0, 0, 255))


def test_each_frame_of_an_animation_has_its_own_colours():
    first, *rest = [Image.new("RGB", (20, 20), each) for each in ("red", "lime", "blue")]
    data = encoded(first, "GIF", save_all=True, append_images=rest)
    found = [picture.getpixel((9, 9)) for picture, _ in in_colours(data)]
    assert found == [(255, 0, 0), (0, 255, 0), (0, 0, 255)]

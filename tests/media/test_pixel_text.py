"""A text in the lowest bits of the pixels is found, and no bits make that cost much."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from provenance.errors import UnreadableMedia
from provenance.media import decoder, formats, pixel_text
from provenance.media.limits import Limits
from provenance.model.media import Location
from tests.media.hidden import (
    ALPHA,
    COLOURS,
    PACKED_ALPHA,
    PACKED_COLOURS,
    channels_of,
    hidden_bytes,
    hiding,
    with_bits,
)

TEXT = "a cat, très joli\nSteps: 20, Sampler: Euler a"
HERE = Location("here.png")
MARKS = [ALPHA, PACKED_ALPHA, COLOURS, PACKED_COLOURS]


@pytest.mark.parametrize("mark", MARKS)
def test_a_text_is_read_from_the_transparency_or_from_the_colours(mark: bytes):
    assert pixel_text.text_in(with_bits(hidden_bytes(TEXT, mark), channels_of(mark))) == TEXT


@pytest.mark.parametrize(("name", "form"), [("PNG", formats.PNG), ("WEBP", formats.WEBP)])
def test_a_decoded_file_hands_over_the_text_and_its_metadata_alone_do_not(
    name: str, form: formats.PictureFormat
):
    data = hiding(TEXT, name)
    assert decoder.decode(HERE, data, form, Limits()).segments.hidden == TEXT
    assert decoder.segments(HERE, data, form, Limits()).hidden is None


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P"])
def test_a_picture_without_such_a_text_hands_over_nothing(mode: str):
    out = io.BytesIO()
    Image.new(mode, (30, 30)).save(out, "PNG")
    assert decoder.decode(HERE, out.getvalue(), formats.PNG, Limits()).segments.hidden is None


@pytest.mark.parametrize("length", [0xFFFFFFFF, 40 * 48 + 8, 1 << 20])
def test_a_length_that_the_picture_cannot_hold_is_no_text(length: int):
    assert pixel_text.text_in(with_bits(hidden_bytes(TEXT, ALPHA, length))) is None


def test_packed_text_that_is_broken_is_no_text():
    raw = hidden_bytes(TEXT)[:19] + b"\0" * 60
    assert pixel_text.text_in(with_bits(raw)) is None


def test_packed_text_never_grows_over_a_mebibyte():
    packed = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packed.compress(b"a" * 5_000_000) + packed.flush()
    raw = PACKED_ALPHA + (8 * len(bomb)).to_bytes(4, "big") + bomb
    text = pixel_text.text_in(with_bits(raw, size=(400, 300)))
    assert text is not None
    assert len(text) == pixel_text.MOST_BYTES


@given(st.binary(max_size=60), st.integers(1, 9), st.integers(1, 60), st.sampled_from(MARKS))
def test_no_bits_and_no_size_make_it_raise(raw: bytes, width: int, height: int, mark: bytes):
    image = with_bits(mark + raw, channels_of(mark), (width, height))
    assert isinstance(pixel_text.text_in(image), str | None)


def test_an_animation_is_not_looked_into():
    frames = [with_bits(hidden_bytes(TEXT)), Image.new("RGBA", (40, 48))]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    with Image.open(io.BytesIO(out.getvalue())) as image:
        assert not pixel_text.may_hold(image)


def test_a_picture_that_is_cut_short_is_one_of_our_errors():
    with pytest.raises(UnreadableMedia):
        decoder.decode(HERE, hiding(TEXT)[:200], formats.PNG, Limits())

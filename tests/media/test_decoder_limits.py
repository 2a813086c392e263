"""Decoding: limits refuse by name, and what is broken says so."""

from __future__ import annotations

import zlib
from typing import NoReturn

import pytest
from PIL import Image

from provenance.errors import RefusedMedia, UnreadableMedia
from provenance.media import decoder
from tests.media.decoding import SIZE, decoded
from tests.media.files import WRITTEN, a_chunk, a_file, a_png_that_declares, saved, with_chunk

# Limits


def test_a_picture_of_exactly_the_pixel_limit_is_decoded() -> None:
    assert decoded(a_file("PNG", SIZE), frame_pixels=96 * 64).frames


@pytest.mark.parametrize("form", WRITTEN)
def test_a_picture_over_the_pixel_limit_is_refused_with_the_setting_that_would_allow_it(
    form: str,
) -> None:
    with pytest.raises(RefusedMedia, match="raise max_frame_pixels"):
        decoded(a_file(form, SIZE), frame_pixels=96 * 64 - 1)


def test_a_raised_pixel_limit_counts_for_pillow_too() -> None:
    limit, side = Image.MAX_IMAGE_PIXELS, 100
    assert limit is not None
    data = saved(Image.new("1", (limit // side + 1, side)), "PNG")
    assert decoded(data, frame_pixels=limit + side).width == limit // side + 1


def test_a_small_file_that_declares_400_million_pixels_is_refused() -> None:
    data = a_png_that_declares(20_000, 20_000)
    assert len(data) < 1000
    with pytest.raises(
        RefusedMedia, match=r"photo\.jpg: 400,000,000 pixels, over the limit of 110,000,000; raise"
    ):
        decoded(data)


@pytest.mark.parametrize("prepared", [False, True])
def test_text_chunks_that_grow_beyond_measure_are_refused(prepared: bool) -> None:
    if prepared:
        decoder.prepare()
    chunk = a_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(20_000_000), 9))
    with pytest.raises(RefusedMedia, match="over a safety limit"):
        decoded(with_chunk(a_file("PNG"), chunk, b"IDAT"))


def test_many_large_text_chunks_are_refused() -> None:
    decoder.prepare()
    chunk = a_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(15_000_000), 9))
    with pytest.raises(RefusedMedia, match="over a safety limit"):
        decoded(with_chunk(a_file("PNG"), chunk * 6, b"IDAT"))


def test_text_that_an_honest_editor_writes_is_no_reason_to_refuse() -> None:
    decoder.prepare()
    chunk = a_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 5_000_000))
    assert decoded(with_chunk(a_file("PNG"), chunk, b"IDAT")).frames


def test_memory_that_runs_out_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: object, **__: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(Image, "open", hungry)
    with pytest.raises(RefusedMedia, match="raise max_memory_bytes"):
        decoded(a_file("PNG"))


# Broken files


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "TIFF", "BMP"])
def test_a_file_that_is_cut_short_is_said_to_be(form: str) -> None:
    data = a_file(form)
    with pytest.raises(UnreadableMedia, match=r"photo\.jpg: is cut short or damaged; fetch it"):
        decoded(data[: len(data) * 2 // 3])


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7])
def test_a_file_cut_anywhere_is_unreadable(form: str, share: float) -> None:
    data = a_file(form)
    with pytest.raises(UnreadableMedia):
        decoded(data[: max(32, int(len(data) * share))])


@pytest.mark.parametrize("form", WRITTEN)
def test_the_reason_for_a_broken_file_is_the_same_every_time(form: str) -> None:
    reasons = set()
    for _ in range(2):
        with pytest.raises(UnreadableMedia) as error:
            decoded(a_file(form)[:24])
        reasons.add(str(error.value))
    assert len(reasons) == 1
    assert not any(" at 0x" in reason for reason in reasons)

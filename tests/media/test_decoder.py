"""Decoding: every format gives the picture in it, through one door and with its EXIF."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from PIL import Image

from provenance.errors import UnreadableMedia, UnsupportedMedia
from provenance.media import decoder
from provenance.media.decoder import Decoded
from tests.media.decoding import SIZE, decoded, far, grey, pixels
from tests.media.files import WRITTEN, a_box, a_file
from tests.pictures import a_picture

# Every format


@pytest.mark.parametrize("form", WRITTEN)
def test_every_format_decodes_to_the_picture_in_it(form: str) -> None:
    found = decoded(a_file(form, SIZE))
    assert (found.media_type, found.width, found.height) == (WRITTEN[form], *SIZE)
    assert (found.frame_count, len(found.frames), found.remarks) == (1, 1, ())
    assert far(grey(a_picture(size=SIZE)), np.asarray(found.frames[0].luma, np.int16)) < 6


@pytest.mark.parametrize("form", WRITTEN)
def test_a_frame_is_of_mode_l_and_carries_nothing_else(form: str) -> None:
    (frame,) = decoded(a_file(form, SIZE)).frames
    assert frame.luma.mode == "L"
    assert frame.luma.info == {}
    assert (frame.number, frame.timestamp_s) == (0, 0.0)


def test_prepared_decoders_decode_the_same() -> None:
    before = pixels(a_file("PNG"))
    decoder.prepare()
    assert far(before, pixels(a_file("PNG"))) == 0


# HEIC


def test_heic_without_its_part_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(UnsupportedMedia, match=r"is HEIC.*pip install 'provenance\[heic\]'"):
        decoded(a_box(b"heic", b"mif1"))


def test_decoders_are_prepared_without_the_part_for_heic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    decoder.prepare()


HEIC = Path(__file__).parents[3] / "shared" / "data" / "metadata" / "heic"


def heic(name: str) -> Decoded:
    pytest.importorskip("pi_heif", reason="the extra for HEIC is not installed")
    if not HEIC.is_dir():
        pytest.skip("../shared/data/metadata/heic is not here")
    return decoded((HEIC / name).read_bytes())


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("IMG_1034.heic", (4032, 3024)),
        ("Issue_487.heic", (3024, 4032)),
        ("arrow.heic", (3024, 4032)),
        ("samplefilehub.heif", (640, 426)),
    ],
)
def test_a_real_heic_decodes_upright_with_its_exif(name: str, size: tuple[int, int]) -> None:
    found = heic(name)
    assert (found.media_type, found.width, found.height) == ("image/heif", *size)
    assert found.frames[0].luma.width * size[1] == pytest.approx(
        found.frames[0].luma.height * size[0], rel=0.01
    )
    assert found.segments.exif


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["corrupted.heic", "truncated.heic"])
def test_a_real_broken_heic_is_unreadable(name: str) -> None:
    with pytest.raises(UnreadableMedia):
        heic(name)


# The one door


@pytest.mark.parametrize(
    "data",
    [b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"\xc5\xd0\xd3\xc6" + bytes(30)],
)
def test_postscript_never_reaches_pillow(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "open", refuse_to_open)
    with pytest.raises(UnsupportedMedia):
        decoded(data)


def test_pillow_is_told_the_one_format_that_the_bytes_are_in() -> None:
    """A TIFF header followed by PostScript must not be tried as anything else."""
    with pytest.raises(UnreadableMedia):
        decoded(b"II*\0%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n" + bytes(200))


@pytest.mark.parametrize("form", WRITTEN)
def test_every_format_is_opened_as_itself_alone(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    really_open = Image.open

    def note(data: object, formats: tuple[str, ...]) -> Image.Image:
        asked.append(formats)
        return really_open(data, formats=formats)

    monkeypatch.setattr(Image, "open", note)
    decoded(a_file(form))
    assert asked == [(form,)]


def refuse_to_open(*_: object, **__: object) -> NoReturn:
    raise AssertionError("Pillow was asked")

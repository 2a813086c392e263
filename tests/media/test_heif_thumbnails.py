"""The thumbnails of HEIF and AVIF become files of their own, and nothing that lies breaks it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from provenance.media import embedded as door
from provenance.media import heif_thumbnails
from provenance.media.heif_thumbnails import thumbnails_of
from provenance.media.limits import Limits
from provenance.model.media import Location
from tests.media.raw_heif import avif_with
from tests.pictures import a_picture

SHARED = Path(__file__).parents[3] / "shared" / "data" / "metadata"
SMALL = a_picture(2, (96, 64))
WHOLE = avif_with(a_picture(1, (240, 160)), SMALL)
REAL = {"exifr/heic-single.heic": (240, 160), "heic/IMG_1034.heic": (320, 240)}
REAL |= {"heic/Issue_487.heic": (384, 512), "heic/arrow.heic": (240, 320)}


@pytest.mark.parametrize("in_idat", [False, True])
def test_a_thumbnail_shows_what_was_put_in(*, in_idat: bool) -> None:
    (found,) = thumbnails_of(avif_with(a_picture(1, (240, 160)), SMALL, in_idat=in_idat))
    with Image.open(io.BytesIO(found), formats=("AVIF",)) as image:
        assert image.size == SMALL.size
        near = image.convert("L").resize((8, 8)).tobytes()
    wanted = SMALL.convert("L").resize((8, 8)).tobytes()
    assert max(abs(one - other) for one, other in zip(near, wanted, strict=True)) < 12


def test_the_visible_picture_stays_the_first(tmp_path: Path) -> None:
    with Image.open(io.BytesIO(WHOLE), formats=("AVIF",)) as image:
        assert image.size == (240, 160)
    assert len(thumbnails_of(WHOLE)[0]) < len(WHOLE) - len(thumbnails_of(WHOLE)[0]) / 2


def test_an_item_that_is_no_thumbnail_of_the_picture_is_none() -> None:
    assert thumbnails_of(WHOLE.replace(b"thmb", b"auxl")) == ()
    other = WHOLE.replace(b"thmb\0\2\0\1\0\1", b"thmb\0\2\0\1\0\7")
    assert other != WHOLE
    assert thumbnails_of(other) == ()


def test_a_jpeg_is_given_as_it_is() -> None:
    changed = bytearray(WHOLE)
    changed[WHOLE.rindex(b"av01") : WHOLE.rindex(b"av01") + 4] = b"jpeg"
    (found,) = thumbnails_of(bytes(changed))
    assert WHOLE.endswith(found)


def test_what_is_too_large_for_a_thumbnail_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heif_thumbnails, "MOST_BYTES", 20)
    assert thumbnails_of(WHOLE) == ()


def test_files_without_items_have_none() -> None:
    assert thumbnails_of(b"") == ()
    assert thumbnails_of(b"\0\0\0\x10ftypheic\0\0\0\0") == ()


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_change_of_bytes_makes_it_raise(data: st.DataObject) -> None:
    raw = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, 600))] = data.draw(st.integers(0, 255))
    found = thumbnails_of(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
    assert all(len(each) < heif_thumbnails.MOST_BYTES + 4096 for each in found)


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data/metadata is not here")
@pytest.mark.parametrize("name", REAL)
def test_those_of_real_files_are_decoded_by_the_same_door(name: str) -> None:
    pytest.importorskip("pi_heif")
    (found,) = thumbnails_of((SHARED / name).read_bytes())
    frame, size = door.small(Location(name), found, Limits())
    assert size == REAL[name]
    assert frame.luma.getextrema() != (0, 0)

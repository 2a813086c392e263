"""Embedded pictures are taken out from wherever they lie, and nothing that lies breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.metadata.embedded import MOST, MOST_BYTES, embedded, stated_turn
from provenance.model.embedded import EmbeddedBytes, PlaceInFile
from provenance.model.fingerprint import Orientation
from provenance.model.metadata import Segments
from tests.metadata.raw_blocks import a_jpeg
from tests.metadata.raw_embedded import (
    a_manifest,
    a_store,
    exif_with,
    jpeg_of,
    mpf_with,
    photoshop_with,
)
from tests.pictures import a_picture

SMALL = b"\xff\xd8small\xff\xd9"
OTHER = b"\xff\xd8other\xff\xd9"
EVERYWHERE = Segments(
    exif=exif_with(b"\xff\xd8exif"),
    jpeg=a_jpeg(
        (0xE0, b"JFXX\0\x10\xff\xd8jfxx"),
        (0xED, photoshop_with(b"\xff\xd8photoshop")),
        (0xEB, a_store(a_manifest("urn:c2pa:one", claim=b"\xff\xd8claim"))),
    ),
)


def found(segments: Segments) -> list[tuple[PlaceInFile, bytes]]:
    return [(each.origin, each.data) for each in embedded(segments)[0]]


def test_the_thumbnail_of_exif_is_found():
    assert found(Segments(exif=exif_with(SMALL))) == [(PlaceInFile.EXIF, SMALL)]


def test_the_thumbnail_of_photoshop_is_found():
    assert found(Segments(jpeg=a_jpeg((0xED, photoshop_with(SMALL))))) == [
        (PlaceInFile.PHOTOSHOP, SMALL)
    ]


def test_the_thumbnail_of_jfif_is_found():
    assert found(Segments(jpeg=a_jpeg((0xE0, b"JFXX\0\x10" + SMALL)))) == [
        (PlaceInFile.JFIF, SMALL)
    ]


def test_a_preview_of_a_multi_picture_file_is_found():
    whole = mpf_with(jpeg_of(a_picture(1, (64, 48))), SMALL, 0x010001)
    assert found(Segments(jpeg=whole)) == [(PlaceInFile.MPF, SMALL)]


@pytest.mark.parametrize("kind", [0x000000, 0x020002, 0x030000])
def test_other_views_of_a_multi_picture_file_are_no_previews(kind: int):
    whole = mpf_with(jpeg_of(a_picture(1, (64, 48))), SMALL, kind)
    assert found(Segments(jpeg=whole)) == []


def test_thumbnails_of_c2pa_are_found_and_only_the_last_claim_is_of_the_file():
    store = a_store(
        a_manifest("urn:c2pa:before", claim=SMALL),
        a_manifest("urn:c2pa:now", claim=OTHER, ingredient=b"\xff\xd8third"),
    )
    assert found(Segments(jpeg=a_jpeg((0xEB, store)))) == [
        (PlaceInFile.C2PA_INGREDIENT, SMALL),
        (PlaceInFile.C2PA_CLAIM, OTHER),
        (PlaceInFile.C2PA_INGREDIENT, b"\xff\xd8third"),
    ]


def test_the_same_bytes_in_two_places_are_one_picture():
    segments = Segments(exif=exif_with(SMALL), jpeg=a_jpeg((0xED, photoshop_with(SMALL))))
    assert found(segments) == [(PlaceInFile.EXIF, SMALL)]


def test_only_the_first_few_are_given_and_the_rest_is_counted():
    many = a_store(*(a_manifest(f"urn:c2pa:{n}", claim=b"%d" % n) for n in range(MOST + 3)))
    given_, left = embedded(Segments(jpeg=a_jpeg((0xEB, many))))
    assert (len(given_), left) == (MOST, 3)


def test_what_is_too_large_for_a_thumbnail_is_none():
    assert embedded(Segments(exif=exif_with(bytes(MOST_BYTES + 1)))) == ((), 0)


def test_a_thumbnail_that_ends_behind_its_segment_is_cut_there():
    assert found(Segments(exif=exif_with(SMALL)[:-4])) == [(PlaceInFile.EXIF, SMALL[:-4])]


@pytest.mark.parametrize(
    ("number", "turn"),
    [(1, (False, 0)), (2, (True, 0)), (6, (False, 90)), (7, (True, 90)), (99, (False, 0))],
)
def test_the_turn_is_that_of_exif(number: int, turn: tuple[bool, int]):
    assert stated_turn(Segments(exif=exif_with(SMALL, number))) == Orientation(*turn)


def test_without_exif_nothing_is_turned():
    assert stated_turn(Segments()) == Orientation(mirrored=False, rotated=0)


def test_all_places_are_looked_at():
    assert [origin for origin, _ in found(EVERYWHERE)] == [
        PlaceInFile.EXIF,
        PlaceInFile.PHOTOSHOP,
        PlaceInFile.JFIF,
        PlaceInFile.C2PA_CLAIM,
    ]


@given(st.data())
@settings(max_examples=150)
def test_no_change_of_bytes_makes_it_raise(data: st.DataObject):
    changed = {}
    for name in ("exif", "jpeg"):
        bytes_ = bytearray(getattr(EVERYWHERE, name))
        for _ in range(data.draw(st.integers(1, 6))):
            at = data.draw(st.integers(0, len(bytes_) - 1))
            bytes_[at] = data.draw(st.integers(0, 255))
        changed[name] = bytes(bytes_[: data.draw(st.integers(0, len(bytes_)))])
    segments = Segments(**changed)
    given_, left = embedded(segments)
    assert len(given_) <= MOST
    assert left == 0
    assert all(isinstance(each, EmbeddedBytes) and each.data for each in given_)
    assert stated_turn(segments).rotated in {0, 90, 180, 270}

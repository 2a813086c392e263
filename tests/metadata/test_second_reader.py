"""A second reader of EXIF, and the walker of directories that it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.metadata import read
from provenance.metadata.exif import Exif
from provenance.metadata.second_reader import FIRST, SECOND, disagreements
from provenance.metadata.tiff_walk import tiff_of
from provenance.model.metadata import Segments, Statement, Tag
from tests.metadata.raw_exif import (
    ASCII,
    EXIF_DIRECTORY,
    GPS_DIRECTORY,
    LONG,
    SHORT,
    a_phone_segment,
    a_tiff,
)


def test_two_readers_agree_on_the_picture_of_a_phone():
    segments = Segments(exif=a_phone_segment())
    assert disagreements(segments, Exif().parse(segments)) == ()
    assert read(segments).disagreements == ()


def test_what_two_readers_read_differently_is_told_with_both_readings():
    segments = Segments(exif=a_phone_segment())
    block = Exif().parse(segments)
    tags = tuple(
        Tag(tag.name, "Pixel 9") if tag.name == "IFD0:Model" else tag for tag in block.tags
    )
    (found,) = disagreements(segments, replace(block, tags=tags))
    assert found.what == "IFD0:Model"
    assert found.statements == (Statement(FIRST, "Pixel 9"), Statement(SECOND, "Pixel 4a"))


def test_a_tag_that_only_one_reader_finds_is_a_difference():
    segments = Segments(exif=a_phone_segment())
    block = Exif().parse(segments)
    tags = tuple(tag for tag in block.tags if tag.name != "GPS:GPSLatitude")
    (found,) = disagreements(segments, replace(block, tags=tags))
    assert found.statements[0] == Statement(FIRST, "")


def test_directories_are_walked_by_their_pointers():
    tiff = tiff_of(a_phone_segment())
    assert tiff is not None
    main = tiff.directory(tiff.first())
    assert main[0x0110].text == "Pixel 4a"
    assert tiff.pointed(main, EXIF_DIRECTORY)[0x829A].fractions == ("1/200",)
    assert tiff.pointed(main, GPS_DIRECTORY)[2].fractions[0] == "48/1"


def test_chains_that_bite_their_tail_end():
    tiff = tiff_of(a_tiff([(1, SHORT, 1, 7)], [(2, SHORT, 1, 8)])[:-4] + b"\x08\0\0\0")
    assert tiff is not None
    assert [list(each) for each in tiff.chain()] == [[1], [2]]


@pytest.mark.parametrize(
    "entry", [(1, LONG, 0xFFFFFFFF, 8), (1, ASCII, 40, 0xFFFFFF00), (1, 99, 1, 8), (1, LONG, 0, 8)]
)
def test_entries_whose_value_is_not_there_are_left_out(entry: tuple[int, int, int, int]):
    tiff = tiff_of(a_tiff([entry, (2, SHORT, 1, 5)]))
    assert tiff is not None
    assert {tag: each.numbers for tag, each in tiff.directory(8).items()} == {2: (5,)}


@pytest.mark.parametrize("data", [None, b"", b"II*", b"Exif\0\0", b"GIF89a"])
def test_what_is_no_tiff_is_none(data: bytes | None):
    assert tiff_of(data) is None


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_no_mutation_makes_the_walker_raise(data: st.DataObject):
    raw = bytearray(a_phone_segment())
    for place in data.draw(st.lists(st.integers(12, len(raw) - 1), max_size=12)):
        raw[place] = data.draw(st.integers(0, 255))
    tiff = tiff_of(bytes(raw[: data.draw(st.integers(14, len(raw)))]))
    assert tiff is not None
    for entries in tiff.chain():
        for pointer in (EXIF_DIRECTORY, GPS_DIRECTORY):
            for entry in tiff.pointed(entries, pointer).values():
                assert isinstance(entry.text + "".join(entry.fractions), str)

"""What every parser of metadata must hold to."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.metadata import PARSERS, read
from provenance.metadata.exif import Exif
from provenance.metadata.interface import Parser
from provenance.model.metadata import Block, Segments, State
from tests.metadata.raw_blocks import a_data_set, a_jpeg, a_packet, a_profile, a_resource
from tests.metadata.raw_exif import a_phone_segment

SAMPLES = {
    "exif": (Segments(exif=a_phone_segment()), Segments(exif=b"Exif\0\0not a TIFF header")),
    "xmp": (Segments(xmp=a_packet("<dc:format>image/png</dc:format>")), Segments(xmp=b"<x")),
    "iptc": (Segments(iptc=a_data_set(2, 5, b"Title")), Segments(iptc=b"no data set at all")),
    "icc": (Segments(icc=a_profile("sRGB")), Segments(icc=b"not a profile")),
    "photoshop": (Segments(photoshop=a_resource(0x0406, b"\0\6\0\1")), Segments(photoshop=b"8BI")),
    "jpeg": (Segments(jpeg=a_jpeg((0xFE, b"hello"))), Segments(jpeg=b"\xff\xd8nothing more")),
}
"""For each kind: segments that are good, and segments that are broken. Text is never broken."""

every_parser = pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.kind)
every_parser_of_bytes = pytest.mark.parametrize(
    "parser", [each for each in PARSERS if each.kind in SAMPLES], ids=lambda parser: parser.kind
)


def test_there_are_parsers() -> None:
    assert PARSERS


def test_every_kind_is_unique_and_kebab_case() -> None:
    kinds = [parser.kind for parser in PARSERS]
    assert len(set(kinds)) == len(kinds)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind) for kind in kinds)


@every_parser_of_bytes
def test_a_good_segment_is_present(parser: Parser) -> None:
    block = parser.parse(SAMPLES[parser.kind][0])
    assert block.state is State.PRESENT
    assert block.tags


@every_parser
def test_no_segment_is_absent(parser: Parser) -> None:
    assert parser.parse(Segments()) == Block(parser.kind, State.ABSENT)


@every_parser_of_bytes
def test_a_broken_segment_is_unreadable_with_a_reason_in_words(parser: Parser) -> None:
    block = parser.parse(SAMPLES[parser.kind][1])
    assert block.state is State.UNREADABLE
    assert len(block.reason.split()) > 3


def test_exif_that_could_not_be_taken_out_is_unreadable_for_that_reason() -> None:
    block = Exif().parse(Segments(problem="the chunk is not hexadecimal"))
    assert block == Block("exif", State.UNREADABLE, reason="the chunk is not hexadecimal")


@every_parser_of_bytes
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_no_mutation_makes_a_parser_raise(parser: Parser, data: st.DataObject) -> None:
    block = parser.parse(_mutated(SAMPLES[parser.kind][0], data))
    assert block.state is not State.ABSENT or parser.kind == "iptc"
    assert bool(block.reason) == (block.state is State.UNREADABLE)


@given(data=st.data())
@settings(max_examples=500, deadline=None)
def test_no_mutation_makes_the_room_raise(data: st.DataObject) -> None:
    read(_mutated(SAMPLES["exif"][0], data))


def test_reading_without_segments_gives_one_absent_block_for_each_parser() -> None:
    found = read(Segments())
    assert [block.state for block in found.blocks] == [State.ABSENT] * len(PARSERS)


def _mutated(segments: Segments, data: st.DataObject) -> Segments:
    ((field, whole),) = (
        (name, value)
        for name in ("exif", "xmp", "iptc", "icc", "photoshop", "jpeg")
        if (value := getattr(segments, name)) is not None
    )
    raw = bytearray(whole)
    place = st.integers(0, len(raw) - 1)
    changes = data.draw(st.lists(st.tuples(place, st.integers(0, 255)), min_size=1, max_size=16))
    for index, value in changes:
        raw[index] = value
    end = data.draw(st.one_of(st.just(len(raw)), place))
    return replace(segments, **{field: bytes(raw[:end])})

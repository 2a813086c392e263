"""What every parser of metadata must hold to."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.metadata import PARSERS, read
from provenance.metadata.interface import Parser
from provenance.model.metadata import Block, Segments, State
from tests.metadata.raw_exif import a_phone_segment

SAMPLES = {
    "exif": (Segments(exif=a_phone_segment()), Segments(exif=b"Exif\0\0not a TIFF header")),
}
"""For each kind: segments that are good, and segments that are broken."""

every_parser = pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.kind)


def test_there_are_parsers() -> None:
    assert PARSERS


def test_every_kind_is_unique_and_kebab_case() -> None:
    kinds = [parser.kind for parser in PARSERS]
    assert len(set(kinds)) == len(kinds)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind) for kind in kinds)


@every_parser
def test_a_good_segment_is_present(parser: Parser) -> None:
    block = parser.parse(SAMPLES[parser.kind][0])
    assert block.state is State.PRESENT
    assert block.tags


@every_parser
def test_no_segment_is_absent(parser: Parser) -> None:
    assert parser.parse(Segments()) == Block(parser.kind, State.ABSENT)


@every_parser
def test_a_broken_segment_is_unreadable_with_a_reason_in_words(parser: Parser) -> None:
    block = parser.parse(SAMPLES[parser.kind][1])
    assert block.state is State.UNREADABLE
    assert len(block.reason.split()) > 3


@every_parser
def test_a_segment_that_could_not_be_taken_out_is_unreadable_for_that_reason(
    parser: Parser,
) -> None:
    block = parser.parse(Segments(problem="the chunk is not hexadecimal"))
    assert block == Block(parser.kind, State.UNREADABLE, reason="the chunk is not hexadecimal")


@every_parser
@given(data=st.data())
@settings(max_examples=500, deadline=None)
def test_no_mutation_makes_a_parser_raise(parser: Parser, data: st.DataObject) -> None:
    block = parser.parse(_mutated(SAMPLES[parser.kind][0], data))
    assert block.state is not State.ABSENT
    assert bool(block.reason) == (block.state is State.UNREADABLE)


@given(data=st.data())
@settings(max_examples=500, deadline=None)
def test_no_mutation_makes_the_room_raise(data: st.DataObject) -> None:
    read(_mutated(SAMPLES["exif"][0], data))


def test_reading_without_segments_gives_one_absent_block_for_each_parser() -> None:
    found = read(Segments())
    assert [block.state for block in found.blocks] == [State.ABSENT] * len(PARSERS)


def _mutated(segments: Segments, data: st.DataObject) -> Segments:
    assert segments.exif is not None
    raw = bytearray(segments.exif)
    place = st.integers(0, len(raw) - 1)
    changes = data.draw(st.lists(st.tuples(place, st.integers(0, 255)), min_size=1, max_size=16))
    for index, value in changes:
        raw[index] = value
    end = data.draw(st.one_of(st.just(len(raw)), place))
    return replace(segments, exif=bytes(raw[:end]))

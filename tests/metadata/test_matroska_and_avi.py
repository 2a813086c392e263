"""What Matroska, WebM and AVI say of themselves is read, and no size of theirs is believed."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.metadata import read
from provenance.metadata.ebml import EBML, INFO, MOST_ELEMENTS, SEGMENT, SIMPLE_TAG, TAG, TAGS, walk
from provenance.metadata.matroska import Matroska
from provenance.metadata.riff import Riff
from provenance.model.metadata import Block, Segments, State, ZoneState

CLUSTER = 0x1F43B675
UNKNOWN = b"\x01\xff\xff\xff\xff\xff\xff\xff"


def an_element(number: int, content: bytes, size: bytes | None = None) -> bytes:
    """Make an element; its size takes eight bytes, unless it is given."""
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return name + (size or struct.pack(">Q", len(content) | 1 << 56)) + content


HEAD = an_element(EBML, an_element(0x4282, b"webm"))
SAID = an_element(
    INFO,
    an_element(0x2AD7B1, (1_000_000).to_bytes(3, "big"))
    + an_element(0x4489, struct.pack(">d", 90_500.0))
    + an_element(0x4461, struct.pack(">q", 587_736_120 * 10**9))
    + an_element(0x7BA9, b"Hafen")
    + an_element(0x4D80, b"Lavf60.3.100")
    + an_element(0x5741, b"Lavf60.3.100"),
)
TAGGED = an_element(
    TAGS,
    an_element(
        TAG,
        an_element(SIMPLE_TAG, an_element(0x45A3, b"ENCODER") + an_element(0x4487, b"Lavf60"))
        + an_element(SIMPLE_TAG, an_element(0x45A3, b"a b\n") + an_element(0x4487, b"x")),
    ),
)
FILM = an_element(CLUSTER, b"\0" * 64)
WEBM = HEAD + an_element(SEGMENT, SAID + FILM + TAGGED)


def a_chunk(kind: bytes, content: bytes, size: int | None = None) -> bytes:
    head = kind + struct.pack("<I", len(content) if size is None else size)
    return head + content + b"\0" * (len(content) % 2)


def an_avi(*chunks: bytes) -> bytes:
    return a_chunk(b"RIFF", b"AVI " + b"".join(chunks))


MOVIE = a_chunk(b"LIST", b"movi" + a_chunk(b"ISFT", b"not a program"))
AVI = an_avi(
    a_chunk(b"LIST", b"hdrl" + a_chunk(b"IDIT", b"Mon Mar 10 15:04:43 2003\n\0")),
    MOVIE,
    a_chunk(b"LIST", b"INFO" + a_chunk(b"ISFT", b"Lavf58.1\0") + a_chunk(b"INAM", b"Hafen")),
)


def tags(block: Block) -> dict[str, str]:
    return {tag.name: tag.value for tag in block.tags}


def matroska(data: bytes) -> Block:
    return Matroska().parse(Segments(matroska=data))


def riff(data: bytes) -> Block:
    return Riff().parse(Segments(riff=data))


def test_a_webm_tells_when_and_by_what_it_was_written():
    assert tags(matroska(WEBM)) == {
        "Matroska:DocType": "webm",
        "Matroska:DateUTC": "2019:08:17 12:02:00Z",
        "Matroska:Title": "Hafen",
        "Matroska:MuxingApp": "Lavf60.3.100",
        "Matroska:WritingApp": "Lavf60.3.100",
        "MatroskaTags:ENCODER": "Lavf60",
        "Matroska:Duration": "90.50 s",
    }


def test_when_a_file_was_put_together_is_no_time_of_capture():
    said = read(Segments(matroska=WEBM))
    assert said.captured is None
    assert said.software == "Lavf60.3.100"


def test_a_recording_without_sizes_is_read_up_to_its_first_cluster():
    live = HEAD + an_element(SEGMENT, SAID + an_element(CLUSTER, b"\0" * 9, UNKNOWN), UNKNOWN)
    found = tags(matroska(live))
    assert found["Matroska:Title"] == "Hafen"
    assert "no size" in found["Matroska:Warning"]


@pytest.mark.parametrize("date", [0x7FFFFFFFFFFFFFFF, 0x8000000000000000])
def test_every_date_can_be_written(date: int):
    info = an_element(INFO, an_element(0x4461, date.to_bytes(8, "big")))
    found = tags(matroska(HEAD + an_element(SEGMENT, info)))
    assert found["Matroska:DateUTC"].endswith("Z")


@pytest.mark.parametrize("length", [b"", b"\0" * 3, struct.pack(">d", float("nan"))])
def test_a_duration_that_is_none_is_not_shown(length: bytes):
    info = an_element(INFO, an_element(0x4489, length) + an_element(0x7BA9, b"a"))
    assert "Matroska:Duration" not in tags(matroska(HEAD + an_element(SEGMENT, info)))


def test_many_elements_and_deep_ones_cost_little():
    many = an_element(SEGMENT, an_element(0xEC, b"") * (MOST_ELEMENTS + 10))
    assert len(list(walk(many))) == MOST_ELEMENTS
    deep = b""
    for _ in range(200):
        deep = an_element(SIMPLE_TAG, deep)
    assert len(list(walk(deep))) < 20


def test_an_avi_tells_its_camera_s_date_and_its_program_and_not_what_lies_in_the_movie():
    assert tags(riff(AVI)) == {
        "RIFF:DateTimeOriginal": "2003:03:10 15:04:43",
        "RIFF:Software": "Lavf58.1",
        "RIFF:Title": "Hafen",
    }


def test_the_date_of_an_avi_is_one_in_an_unknown_zone():
    said = read(Segments(riff=AVI))
    assert said.captured_from == "RIFF:DateTimeOriginal"
    assert said.zone is ZoneState.UNKNOWN


@pytest.mark.parametrize(
    ("stated", "read_as"),
    [
        ("2005:08:17 11:42:43", "2005:08:17 11:42:43"),
        ("2005/ 8/17 11:42", "2005:08:17 11:42:00"),
        ("WED AUG 17 11:42:43 2005", "2005:08:17 11:42:43"),
        ("Wed Ugu 17 11:42:43 2005", "Wed Ugu 17 11:42:43 2005"),
        ("yesterday", "yesterday"),
    ],
)
def test_the_ways_in_which_cameras_write_a_date_are_read(stated: str, read_as: str):
    assert tags(riff(an_avi(a_chunk(b"IDIT", stated.encode()))))["RIFF:DateTimeOriginal"] == read_as


def test_a_chunk_that_is_longer_than_its_file_is_cut_there():
    assert tags(riff(an_avi(a_chunk(b"INAM", b"Hafen", 1 << 31)))) == {"RIFF:Title": "Hafen"}


def test_without_statements_an_avi_says_nothing_and_another_file_is_unreadable():
    assert riff(an_avi(MOVIE)).state is State.ABSENT
    assert riff(b"RIFX").state is State.UNREADABLE
    assert matroska(b"\0" * 40).state is State.UNREADABLE


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise(data: bytes):
    assert matroska(data).state in State
    assert riff(data).state in State
    assert riff(b"RIFF" + data).state in State


@given(st.sampled_from([WEBM, AVI]), st.data())
def test_no_change_of_bytes_makes_it_raise(honest: bytes, data: st.DataObject):
    at = data.draw(st.integers(0, len(honest) - 1))
    changed = honest[:at] + data.draw(st.binary(min_size=1, max_size=8)) + honest[at + 1 :]
    cut = changed[: data.draw(st.integers(0, len(changed)))]
    for each in (matroska(cut), riff(cut)):
        assert "damaged" not in each.reason

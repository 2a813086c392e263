"""What programs write beside a picture is read, and no bytes make it raise."""

from __future__ import annotations

import json
import plistlib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.metadata.sidecars import read
from provenance.model.metadata import Block, State
from provenance.model.sidecar import Beside

TAKEOUT = {
    "title": "IMG_1.jpg",
    "description": "the harbour",
    "photoTakenTime": {"timestamp": "1565532120", "formatted": "11 Aug 2019, 14:02:00 UTC"},
    "geoData": {"latitude": 48.8, "longitude": 2.3},
    "geoDataExif": {"latitude": 0.0, "longitude": 0.0},
    "googlePhotosOrigin": {"mobileUpload": {"deviceType": "ANDROID_PHONE"}},
    "people": [{"name": "Somebody"}],
}
ADJUSTED = plistlib.dumps(
    {
        "adjustmentEditorBundleID": "com.apple.mobileslideshow",
        "adjustmentTimestamp": datetime(2020, 1, 2, 3, 4, 5),
        "adjustmentData": b"\0" * 99,
    }
)
DOCTYPE = (
    b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "aaaa">]><plist><string>&a;</string></plist>'
)


def tags(block: Block) -> dict[str, str]:
    return {tag.name: tag.value for tag in block.tags}


def test_a_takeout_gives_its_times_and_positions_and_no_people():
    said = tags(read(Beside.TAKEOUT, json.dumps(TAKEOUT).encode()))
    assert said == {
        "Takeout:photoTakenTime": "2019-08-11T14:02:00Z",
        "Takeout:title": "IMG_1.jpg",
        "Takeout:description": "the harbour",
        "Takeout:geoData": "48.8, 2.3",
        "Takeout:origin": "mobileUpload",
    }


@pytest.mark.parametrize("other", [{}, [], "text", {"title": "a"}, {"photoTakenTime": "1"}])
def test_a_json_of_another_kind_says_nothing(other: object):
    assert read(Beside.TAKEOUT, json.dumps(other).encode()).state is State.ABSENT


@pytest.mark.parametrize(
    "seconds", ["", "x", "-1", "0", "1565532120000", "9" * 400, None, 1e400, [1]]
)
def test_seconds_that_are_no_time_are_left_out(seconds: object):
    said = {**TAKEOUT, "photoTakenTime": {"timestamp": seconds}}
    assert "Takeout:photoTakenTime" not in tags(read(Beside.TAKEOUT, json.dumps(said).encode()))


def test_adjustments_of_apple_name_the_editor_and_the_time():
    assert tags(read(Beside.ADJUSTMENTS, ADJUSTED)) == {
        "AAE:Editor": "com.apple.mobileslideshow",
        "AAE:Timestamp": "2020-01-02T03:04:05Z",
    }


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Beside.TAKEOUT, b"[" * 100_000),
        (Beside.TAKEOUT, b"\xff\xfe{"),
        (Beside.ADJUSTMENTS, DOCTYPE),
        (Beside.ADJUSTMENTS, b"bplist00"),
        (Beside.XMP, b"<x"),
    ],
)
def test_what_is_damaged_or_hostile_is_told(kind: Beside, data: bytes):
    block = read(kind, data)
    assert block.state is State.UNREADABLE
    assert block.reason


@given(st.sampled_from(Beside), st.binary(max_size=200))
def test_no_bytes_make_it_raise(kind: Beside, data: bytes):
    assert read(kind, data).state in State


@given(st.data())
def test_no_change_of_honest_bytes_makes_it_raise(data: st.DataObject):
    kind, honest = data.draw(
        st.sampled_from(
            [(Beside.TAKEOUT, json.dumps(TAKEOUT).encode()), (Beside.ADJUSTMENTS, ADJUSTED)]
        )
    )
    at = data.draw(st.integers(0, len(honest) - 1))
    changed = honest[:at] + data.draw(st.binary(min_size=1, max_size=4)) + honest[at + 1 :]
    assert read(kind, changed).state in State

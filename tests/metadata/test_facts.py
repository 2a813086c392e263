"""Tags to facts: device, software, and directories that were lost."""

from __future__ import annotations

import pytest

from provenance.metadata import read
from provenance.metadata.facts import facts_of
from provenance.model.metadata import Block, Metadata, Position, Segments, State, Tag, ZoneState
from tests.metadata.raw_exif import EXIF_DIRECTORY, GPS_DIRECTORY, LONG, a_phone_segment, a_tiff


def facts(**tags: str) -> Metadata:
    named = tuple(Tag(name.replace("_", ":"), value) for name, value in tags.items())
    return facts_of((Block("exif", State.PRESENT, named),))


def test_a_phone_picture_tells_everything() -> None:
    found = read(Segments(exif=a_phone_segment()))
    assert found.captured is not None
    assert (found.captured_from, found.zone) == ("EXIF:DateTimeOriginal", ZoneState.OFFSET_STATED)
    assert found.position == Position(48.822083, 2.398472)
    assert (found.device, found.software) == ("Google Pixel 4a", "GIMP 2.10.32")
    assert found.remarks == ()


def test_blocks_travel_with_the_facts_even_where_no_fact_is_found() -> None:
    blocks = (Block("exif", State.UNREADABLE, reason="cut short"),)
    assert facts_of(blocks) == Metadata(blocks)


@pytest.mark.parametrize(
    ("make", "model", "device"),
    [
        ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
        ("CANON", "Canon EOS 40D", "Canon EOS 40D"),
        ("Apple", "iPhone 8", "Apple iPhone 8"),
        (" FUJIFILM  ", " FinePix40i ", "FUJIFILM FinePix40i"),
        ("FLIR Systems AB", "", "FLIR Systems AB"),
        ("", "iPhone 8", "iPhone 8"),
        ("", "", ""),
    ],
)
def test_the_device_does_not_repeat_its_make(make: str, model: str, device: str) -> None:
    assert facts(IFD0_Make=make, IFD0_Model=model).device == device


def test_processing_software_counts_only_without_software() -> None:
    assert facts(IFD0_ProcessingSoftware="digiKam").software == "digiKam"
    assert facts(IFD0_Software=" GIMP ", IFD0_ProcessingSoftware="digiKam").software == "GIMP"


@pytest.mark.parametrize("pointer", [EXIF_DIRECTORY, GPS_DIRECTORY])
def test_a_directory_that_is_cut_off_is_remarked(pointer: int) -> None:
    found = read(Segments(exif=a_tiff([(pointer, LONG, 1, 60_000)])))
    assert found.state is State.PRESENT
    assert "from which nothing could be read" in found.remarks[0]

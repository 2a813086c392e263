"""The ids in a file are keys to its relatives; what programs write without an id is none."""

from __future__ import annotations

import pytest

from provenance.metadata.ids import KINDS, ids_of
from provenance.model.metadata import Block, Metadata, State, Tag
from provenance.model.posting import JoinKey

ID = "xmp.iid:0A1B2C3D-0a1b-0a1b-0a1b-0a1b2c3d4e5f"


def ids(*tags: tuple[str, str]) -> tuple[JoinKey, ...]:
    own = tuple(Tag(name, value) for name, value in tags)
    return ids_of(Metadata((Block("xmp", State.PRESENT, own),)))


def test_what_a_file_was_made_from_is_a_key_of_the_same_kind_as_its_own() -> None:
    own, source = ids(("XMP-xmpMM:InstanceID", ID)), ids(("XMP-xmpMM:DerivedFromInstanceID", ID))
    assert own == source == (JoinKey("xmp-instance", ID.lower()),)


def test_an_id_is_given_once() -> None:
    twice = ids(("XMP-xmpMM:InstanceID", ID), ("XMP-xmpMM:DerivedFromInstanceID", f" {ID} "))
    assert len(twice) == 1


def test_every_kind_is_read() -> None:
    found = ids(
        ("XMP-xmpMM:InstanceID", ID),
        ("XMP-xmpMM:DocumentID", ID),
        ("XMP-xmpMM:OriginalDocumentID", ID),
        ("EXIF:ImageUniqueID", "f09f8bc1a1b2c3d4e5f60718293a4b5c"),
        ("IPTC:SpecialInstructions", "FBMD01000a9e0d0000b21f0000"),
    )
    assert {key.kind for key in found} == KINDS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("XMP-xmpMM:DocumentID", "1"),
        ("XMP-xmpMM:DocumentID", "uuid:1, uuid:2 and some more words"),
        ("XMP-xmpMM:DocumentID", ""),
        ("EXIF:ImageUniqueID", "0" * 32),
        ("IPTC:SpecialInstructions", "not-before-tuesday-noon"),
        ("XMP-xmpMM:VersionID", ID),
        ("EXIF:ImageUniqueID", "نننننننننننننننننننن"),
    ],
)
def test_what_is_no_id_is_no_key(name: str, value: str) -> None:
    assert ids((name, value)) == ()

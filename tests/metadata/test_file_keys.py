"""The names in a file's metadata are kept where they name one thing, and left where they do not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from provenance.metadata import read, video_segments
from provenance.metadata.file_keys import MOST, file_keys
from provenance.model.metadata import Block, Metadata, Segments, State, Tag
from provenance.model.posting import JoinKey
from tests.metadata.boxes import box, keys, movie
from tests.metadata.raw_blocks import a_data_set, a_jpeg, a_packet
from tests.metadata.raw_embedded import a_manifest, a_store
from tests.metadata.raw_exif import a_live_photo

ID = "F77F1174072068118083B5C6E3F7ED6D"
OTHER = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"


def keys_of(segments: Segments) -> dict[str, str]:
    return {key.kind: key.value for key in file_keys(segments, read(segments))}


def from_tags(**tags: str) -> tuple[JoinKey, ...]:
    named = tuple(Tag(name.replace("__", "-").replace("_", ":"), tags[name]) for name in tags)
    return file_keys(Segments(), Metadata((Block("exif", State.PRESENT, named),)))


def test_ids_of_xmp_are_kept_without_what_programs_put_before_them():
    packet = a_packet(
        f"<old:DocumentID>xmp.did:{ID}</old:DocumentID>"
        f"<old:OriginalDocumentID>uuid:{OTHER}</old:OriginalDocumentID>"
        f"<old:InstanceID>xmp.iid:{ID[::-1]}</old:InstanceID>"
        '<old:DerivedFrom xmlns:r="http://ns.adobe.com/xap/1.0/sType/ResourceRef#" '
        f'r:documentID="adobe:docid:photoshop:{OTHER}"/>'
    )
    assert keys_of(Segments(xmp=packet)) == {
        "xmp-document-id": ID.lower(),
        "xmp-original-document-id": OTHER.replace("-", ""),
        "xmp-instance-id": ID[::-1].lower(),
        "xmp-derived-from": OTHER.replace("-", ""),
    }


@pytest.mark.parametrize(
    "plain",
    [
        "",
        "xmp.did:" + "0" * 32,
        "short",
        "uuid:faf5bdd5-ba3d-11da-ad31-d33d75182f1b",
        "a, b, c, d, e, f, g, h, i",
    ],
)
def test_an_id_that_names_nothing_is_no_key(plain: str):
    assert keys_of(Segments(xmp=a_packet(f"<old:DocumentID>{plain}</old:DocumentID>"))) == {}


@pytest.mark.parametrize(
    ("stated", "kept"),
    [(ID, [ID.lower()]), ("F16QLHF01VB F16QLHF01VB", []), ("0" * 32, []), (ID[:30], [])],
)
def test_an_image_unique_id_is_one_where_it_has_the_bits_of_the_standard(
    stated: str, kept: list[str]
):
    found = from_tags(EXIF_ImageUniqueID=stated)
    assert [key.value for key in found] == kept


def camera(**changed: str) -> tuple[JoinKey, ...]:
    tags = {
        "IFD0_Model": "Camera 1",
        "EXIF_BodySerialNumber": "0123456",
        "EXIF_DateTimeOriginal": "2023:11:14 12:00:00",
        "EXIF_SubSecTimeOriginal": "42",
    }
    return from_tags(**{**tags, **changed})


def test_camera_and_time_are_one_key_that_does_not_show_the_serial_number():
    (key,) = camera()
    assert key.kind == "camera-and-time"
    assert "0123456" not in key.value
    assert camera() == (key,)
    assert camera(EXIF_SubSecTimeOriginal="43") != (key,)
    assert camera(EXIF_BodySerialNumber="0123457") != (key,)


@pytest.mark.parametrize(
    "tag", ["EXIF_BodySerialNumber", "EXIF_DateTimeOriginal", "EXIF_SubSecTimeOriginal"]
)
def test_without_one_of_them_there_is_no_such_key(tag: str):
    assert camera(**{tag: ""}) == ()
    assert camera(**{tag: "0"}) == ()


def test_the_marks_of_facebook_are_keys_together_and_a_reference_alone_is_not():
    reference = a_data_set(2, 103, b"AbCdEfGhIjKlMnOpQrSt")
    mark = a_data_set(2, 40, b"FBMD0f000746")
    assert keys_of(Segments(iptc=mark + reference)) == {
        "facebook-mark": "fbmd0f000746",
        "facebook-transmission": "AbCdEfGhIjKlMnOpQrSt",
    }
    assert keys_of(Segments(iptc=reference)) == {}


def test_the_labels_of_all_manifests_are_keys():
    store = a_store(a_manifest("urn:c2pa:AAAA"), a_manifest("urn:c2pa:BBBB"))
    segments = Segments(jpeg=a_jpeg((0xEB, store)))
    found = file_keys(segments, read(segments))
    assert found == (
        JoinKey("c2pa-manifest", "urn:c2pa:aaaa"),
        JoinKey("c2pa-manifest", "urn:c2pa:bbbb"),
    )


def test_an_apple_content_identifier_is_read_from_the_maker_note():
    segments = Segments(exif=a_live_photo(OTHER.upper()))
    assert keys_of(segments)["apple-content-identifier"] == OTHER.replace("-", "")


def of_video(*more: bytes, made: datetime | None = None) -> dict[str, str]:
    return keys_of(video_segments(movie(*more, made=made)))


def test_both_halves_of_a_live_photo_have_one_key():
    named = keys(com_apple_quicktime_content_identifier=OTHER.upper())
    assert of_video(named)["apple-content-identifier"] == OTHER.replace("-", "")


def test_the_xmp_of_a_video_gives_the_keys_of_xmp():
    packet = a_packet(f"<old:DocumentID>xmp.did:{ID}</old:DocumentID>")
    lying = box("udta", box("XMP_", packet))
    assert of_video(lying) == {"xmp-document-id": ID.lower()}
    uuid = box("uuid", bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC"), packet)
    assert keys_of(video_segments(movie() + uuid)) == {"xmp-document-id": ID.lower()}


@pytest.mark.parametrize(
    "serial",
    [
        keys(com_apple_proapps_serialno="0123456"),
        box("udta", box("slno", b"0123456")),
        box("udta", box("CAME", b"0123456789abcdef")),
    ],
)
def test_the_camera_of_a_video_and_when_it_began_are_one_key(serial: bytes):
    began = datetime(2023, 11, 14, 12)
    found = of_video(serial, made=began)
    assert list(found) == ["camera-and-time"]
    assert "0123456" not in found["camera-and-time"]
    assert of_video(serial, made=began) == found
    assert of_video(serial, made=began + timedelta(seconds=1)) != found
    assert of_video(serial) == {}


def test_a_file_has_no_more_keys_than_are_kept():
    store = a_store(*(a_manifest(f"urn:c2pa:{n:04}") for n in range(MOST + 5)))
    segments = Segments(jpeg=a_jpeg((0xEB, store)))
    assert len(file_keys(segments, read(segments))) == MOST


def test_no_metadata_gives_no_key():
    assert file_keys(Segments(), Metadata(())) == ()

"""Tables and trailers of a JPEG, IPTC behind its end, comments and notes inside its EXIF."""

from __future__ import annotations

import hashlib
import io
import struct

import pytest
from PIL import Image

from provenance.metadata.exif import Exif
from provenance.metadata.iptc import Iptc
from provenance.metadata.jpeg import Jpeg
from provenance.metadata.maker_notes import MakerNotes
from provenance.metadata.trailer import kinds_of
from provenance.metadata.user_comment import user_comment
from provenance.model.metadata import Block, Segments, State
from tests.metadata.raw_blocks import a_data_set, a_jpeg
from tests.metadata.raw_exif import ASCII, EXIF_DIRECTORY, LONG, UNDEFINED, a_segment, a_tiff


def tags(block: Block) -> dict[str, str]:
    assert block.state is State.PRESENT, block.reason
    return {tag.name: tag.value for tag in block.tags}


def a_picture(**options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


@pytest.mark.parametrize("quality", [1, 50, 75, 92, 100])
def test_the_quality_of_libjpeg_is_known_by_its_tables(quality: int):
    found = tags(Jpeg().parse(Segments(jpeg=a_picture(quality=quality))))
    assert found["File:JPEGQualityEstimate"] == f"{quality} (exactly those of libjpeg)"


def test_other_tables_are_named_after_the_nearest_of_libjpeg():
    tables = [[3 + at // 2 for at in range(64)], [5 + at for at in range(64)]]
    found = tags(Jpeg().parse(Segments(jpeg=a_picture(qtables=tables))))
    assert "nearest of libjpeg" in found["File:JPEGQualityEstimate"]


def test_the_digest_of_the_tables_is_that_of_exiftool():
    first, second = b"\0" + bytes(range(1, 65)), b"\1" + bytes(range(2, 66))
    jpeg = a_jpeg((0xDB, second), (0xDB, first))
    found = tags(Jpeg().parse(Segments(jpeg=jpeg)))
    assert found["File:JPEGDigest"] == hashlib.md5(first + b"\0" + second).hexdigest()


def test_segments_are_listed_in_their_order_also_those_that_nobody_knows():
    jpeg = a_jpeg((0xE6, b"MMIMETA\0MOTD"), (0xE1, a_segment({0x010F: "Motorola"})))
    assert tags(Jpeg().parse(Segments(jpeg=jpeg)))["File:Segments"] == "APP6 MMIMETA, APP1 Exif"


def test_a_second_exif_segment_is_remarked():
    twice = a_jpeg(*[(0xE1, a_segment({0x010F: maker})) for maker in ("One", "Two")])
    found = tags(Jpeg().parse(Segments(jpeg=twice)))
    assert found["File:Warning"] == "2 EXIF segments, where one is usual"


@pytest.mark.parametrize(
    ("trailer", "kind"),
    [
        (b"\0\0\0", "padding"),
        (b"\xff\xd8\xff\xe0rest", "JPEG"),
        (b"\0\0\0\x18ftypmp42" + b"moov", "MP4 video"),
        (b"data" + b"SEFT", "Samsung trailer"),
        (b"data" + b"AXS!" + b"\0" * 8, "AFCP"),
        (b"PK\3\4", "ZIP"),
        (b"hidden", "unknown"),
    ],
)
def test_what_lies_behind_the_end_is_named(trailer: bytes, kind: str):
    assert kinds_of(trailer) == kind
    found = tags(Jpeg().parse(Segments(jpeg=a_jpeg((0xFE, b"hi"), behind=trailer))))
    assert (found["Trailer:Bytes"], found["Trailer:Kind"]) == (str(len(trailer)), kind)


IIM = a_data_set(2, 5, b"Title")


@pytest.mark.parametrize(("mark", "order"), [(b"AXS!", ">"), (b"AXS*", "<")])
@pytest.mark.parametrize("moved", [0, 7])
def test_iptc_in_an_afcp_trailer_is_read_even_where_it_was_moved(
    mark: bytes, order: str, moved: int
):
    body = a_jpeg((0xFE, b"hi"))
    start = len(body) - moved
    head = mark + struct.pack(order + "HHI", 0x200, 1, 0)
    entry = b"IPTC" + struct.pack(order + "II", len(IIM), start + 24)
    end = mark + struct.pack(order + "II", start, 0)
    found = Iptc().parse(Segments(jpeg=body + head + entry + IIM + end))
    assert tags(found)["IPTC:ObjectName"] == "Title"


def test_iptc_in_a_fotostation_trailer_is_read():
    def record(number: int, data: bytes) -> bytes:
        return data + struct.pack(">HII", number, len(data) + 10, 0xA1B2C3D4)

    behind = record(1, IIM) + record(3, b"preview")
    found = Iptc().parse(Segments(jpeg=a_jpeg((0xFE, b"hi"), behind=behind)))
    assert tags(found)["IPTC:ObjectName"] == "Title"


def commented(raw: bytes) -> bytes:
    tiff = a_tiff([(EXIF_DIRECTORY, LONG, 1, 26)])
    inner = struct.pack("<H", 1) + struct.pack("<HHII", 0x9286, UNDEFINED, len(raw), 44)
    return tiff + inner + b"\0" * 4 + raw


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"ASCII\0\0\0a cat", "a cat"),
        (b"UNICODE\0" + "un chat é".encode("utf-16-be"), "un chat é"),
        (b"UNICODE\0" + "un chat é".encode("utf-16-le"), "un chat é"),
        (b"UNICODE\0" + b"\xff\xfe" + "猫".encode("utf-16-le"), "猫"),
        (b"JIS\0\0\0\0\0" + "猫".encode("iso2022_jp"), "猫"),
        (b"\0" * 8 + b"a cat   ", "a cat"),
        (b"no code at all", "no code at all"),
        (b"ASCII\0\0\0\0\0\0\0", ""),
    ],
)
def test_the_comment_of_exif_is_decoded_by_the_encoding_that_it_states(raw: bytes, text: str):
    assert user_comment(commented(raw)) == text
    found = tags(Exif().parse(Segments(exif=commented(raw))))
    assert found.get("EXIF:UserComment", "") == text


def noted(make: str, note: bytes) -> Segments:
    """Give EXIF with a maker and its note, whose own offsets count from the TIFF header at 0."""
    name = make.encode() + b"\0"
    tiff = a_tiff([(0x010F, ASCII, len(name), 38), (EXIF_DIRECTORY, LONG, 1, 58)])
    tiff += name.ljust(20, b"\0")
    inner = struct.pack("<H", 1) + struct.pack("<HHII", 0x927C, UNDEFINED, len(note), PLACE)
    return Segments(exif=tiff + inner + b"\0" * 4 + note)


PLACE = 76
SERIAL = b"SN00012345\0\0"


def a_note(start: bytes, number: int, base: int, order: str = "<") -> bytes:
    """Make a note of one entry, whose text follows its directory; offsets count from `base`."""
    at = base + len(start) + 2 + 12 + 4
    entry = struct.pack(order + "HHII", number, ASCII, len(SERIAL), at)
    return start + struct.pack(order + "H", 1) + entry + b"\0" * 4 + SERIAL


NIKON = b"Nikon\0\2\x10\0\0" + b"MM\0*\0\0\0\x08"


@pytest.mark.parametrize(
    ("make", "note", "name"),
    [
        ("Apple", a_note(b"Apple iOS\0\0\1MM", 0x11, 0, ">"), "Apple:ContentIdentifier"),
        ("NIKON", a_note(NIKON, 0x1D, -10, ">"), "Nikon:SerialNumber"),
        ("Canon", a_note(b"", 0x96, PLACE), "Canon:InternalSerialNumber"),
        ("FUJIFILM", a_note(b"FUJIFILM\x0c\0\0\0", 0x10, 0), "FujiFilm:InternalSerialNumber"),
        ("Panasonic", a_note(b"Panasonic\0\0\0", 0x25, PLACE), "Panasonic:InternalSerialNumber"),
        ("OLYMPUS", a_note(b"OLYMPUS\0II\3\0", 0x404, 0), "Olympus:SerialNumber"),
        ("PENTAX", a_note(b"AOC\0\0\0", 0x229, PLACE), "Pentax:SerialNumber"),
        ("SONY", a_note(b"SONY DSC \0\0\0", 0x2031, PLACE), "Sony:SerialNumber"),
    ],
)
def test_the_serial_of_every_maker_is_read_from_its_note(make: str, note: bytes, name: str):
    found = tags(MakerNotes().parse(noted(make, note)))
    assert found[name] == "SN00012345"
    assert found["MakerNotes:Bytes"] == str(len(note))


def test_the_count_of_a_shutter_is_read_and_no_count_is_not_shown():
    def counted(count: int) -> dict[str, str]:
        entry = struct.pack(">H", 1) + struct.pack(">HHII", 0xA7, LONG, 1, count) + b"\0" * 4
        return tags(MakerNotes().parse(noted("NIKON", NIKON + entry)))

    assert counted(4321)["Nikon:ShutterCount"] == "4321"
    assert "Nikon:ShutterCount" not in counted(0xFFFFFFFF)


def test_an_owner_that_was_never_entered_is_no_owner():
    """Canon fills the field with what lay in memory, behind a NUL."""
    owner = b"\0Y\0\0\0\0\0\0\0\0\0\0"
    entry = struct.pack("<HHHII", 1, 0x0009, ASCII, len(owner), PLACE + 18) + b"\0" * 4 + owner
    assert "Canon:OwnerName" not in tags(MakerNotes().parse(noted("Canon", entry)))


def test_a_note_of_an_unknown_maker_is_there_and_says_nothing():
    assert tags(MakerNotes().parse(noted("Acme", b"acme's own"))) == {"MakerNotes:Bytes": "10"}


def test_a_count_of_four_milliards_in_a_note_costs_nothing():
    note = struct.pack("<H", 1) + struct.pack("<HHII", 0x96, UNDEFINED, 0xFFFFFFFF, 8)
    found = tags(MakerNotes().parse(noted("Canon", note)))
    assert set(found) == {"MakerNotes:Maker", "MakerNotes:Bytes"}


def a_note_of_texts(count: int, base: int) -> bytes:
    """Make a note of Canon whose values follow its directory; offsets count from `base`."""
    at = base + 2 + 12 * count + 4
    entries = [
        struct.pack("<HHII", number, ASCII, len(SERIAL), at + number * len(SERIAL))
        for number in range(count)
    ]
    return struct.pack("<H", count) + b"".join(entries) + b"\0" * 4 + SERIAL * count


def test_a_note_whose_values_lie_outside_of_it_was_moved():
    found = tags(MakerNotes().parse(noted("Canon", a_note_of_texts(8, PLACE + 4000))))
    assert found["MakerNotes:Outside"] == "8 of 8 values lie outside of the note"


@pytest.mark.parametrize(("count", "base"), [(8, PLACE), (2, PLACE + 4000)])
def test_a_note_that_was_not_moved_and_one_of_few_values_say_nothing(count: int, base: int):
    found = tags(MakerNotes().parse(noted("Canon", a_note_of_texts(count, base))))
    assert found["MakerNotes:Maker"] == "Canon"
    assert "MakerNotes:Outside" not in found

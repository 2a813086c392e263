"""XMP, IPTC, ICC, JPEG structure and PNG text, each from bytes made here."""

from __future__ import annotations

import pytest

from provenance.metadata import read
from provenance.metadata.exiftool_names import exiftool_name
from provenance.metadata.icc import Icc
from provenance.metadata.iptc import Iptc
from provenance.metadata.jpeg import Jpeg
from provenance.metadata.png_text import PngText
from provenance.metadata.sensitive import is_sensitive
from provenance.metadata.xmp import Xmp
from provenance.model.metadata import Block, Segments, State
from tests.metadata.raw_blocks import (
    STANDARD,
    a_data_set,
    a_jpeg,
    a_packet,
    a_profile,
    a_resource,
    an_extension,
)

GUID = "0123456789ABCDEF0123456789ABCDEF"
APP1, APP13 = 0xE1, 0xED


def tags(block: Block) -> dict[str, str]:
    assert block.state is State.PRESENT, block.reason
    return {tag.name: tag.value for tag in block.tags}


def xmp(packet: bytes) -> Block:
    return Xmp().parse(Segments(xmp=packet))


def test_properties_are_known_by_namespace_whatever_their_prefix():
    packet = a_packet("", 'old:DocumentID="uuid:1"')
    assert tags(xmp(packet)) == {"XMP-xmpMM:DocumentID": "uuid:1"}


def test_lists_languages_and_histories_are_flattened_as_exiftool_does():
    packet = a_packet(
        "<dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:subject>"
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">T</rdf:li>'
        '<rdf:li xml:lang="fr">U</rdf:li></rdf:Alt></dc:title>'
        '<old:History><rdf:Seq><rdf:li ev:action="created"/>'
        '<rdf:li rdf:parseType="Resource"><ev:action>saved</ev:action></rdf:li>'
        "</rdf:Seq></old:History>"
        '<ext:DigitalSourceType rdf:resource="http://x/y"/>'
    )
    assert tags(xmp(packet)) == {
        "XMP-dc:Subject": "a, b",
        "XMP-dc:Title": "T",
        "XMP-dc:Title-fr": "U",
        "XMP-xmpMM:HistoryAction": "created, saved",
        "XMP-iptcExt:DigitalSourceType": "http://x/y",
    }


@pytest.mark.parametrize("left", [b">\n</rdf:Bag></rdf:RDF></x:xmpmeta>", b"<?xpacket end='w"])
def test_what_an_older_packet_left_behind_costs_nothing_but_a_warning(left: bytes):
    said = tags(xmp(a_packet("<dc:format>é</dc:format>") + b"\n" + left))
    assert said["XMP-dc:Format"] == "é"
    assert said["XMP:Warning"].startswith("what stands around the packet was passed over")


def test_many_beginnings_of_packets_are_searched_once():
    block = xmp(b"<x:xmpmeta " * 90_000)
    assert block.state is State.UNREADABLE


def test_a_packet_without_properties_still_names_its_toolkit():
    packet = a_packet("").replace(b'adobe:ns:meta/"', b'adobe:ns:meta/" x:xmptk="Core 6"', 1)
    assert tags(xmp(packet)) == {"XMP-x:XMPToolkit": "Core 6"}


WIDE = ["utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"]


@pytest.mark.parametrize("encoding", WIDE)
def test_a_packet_in_utf_16_that_begins_with_its_byte_order_mark_is_read(encoding: str):
    declared = f'\ufeff<?xml version="1.0" encoding="{encoding[:6].upper()}"?>'
    text = declared + a_packet("<dc:format>é</dc:format>").decode()
    assert tags(xmp(text.encode(encoding) + b"\0" * 8))["XMP-dc:Format"] == "é"


@pytest.mark.parametrize("encoding", WIDE)
def test_a_packet_in_utf_16_is_read(encoding: str):
    text = '<?xpacket begin="\ufeff"?>' + a_packet("<dc:format>é</dc:format>").decode()
    assert tags(xmp(text.encode(encoding)))["XMP-dc:Format"] == "é"


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + a_packet("<dc:format>&a;</dc:format>"),
        a_packet("<dc:format>x</dc:format>") + b" " * (1 << 20),
        b"<other/>",
        a_packet("<dc:a>" * 40 + "</dc:a>" * 40),
    ],
)
def test_entities_bombs_and_what_is_no_rdf_are_unreadable_with_a_reason(packet: bytes):
    block = xmp(packet)
    assert block.state is State.UNREADABLE
    assert len(block.reason.split()) > 3


def _with_extension(*portions: bytes) -> Segments:
    main = STANDARD + a_packet("", f'note:HasExtendedXMP="{GUID}"')
    return Segments(jpeg=a_jpeg((APP1, main), *((APP1, each) for each in portions)))


def test_extended_xmp_is_joined_by_its_guid_in_the_order_of_its_offsets():
    whole = a_packet("<dc:format>long</dc:format>")
    segments = _with_extension(
        an_extension(GUID, whole, 50, len(whole)),
        an_extension("F" * 32, b"another", 0, 7),
        an_extension(GUID, whole, 0, 50),
    )
    assert tags(Xmp().parse(segments))["XMP-dc:Format"] == "long"


def test_extended_xmp_that_is_not_whole_costs_nothing_else_and_is_said():
    whole = a_packet("<dc:format>long</dc:format>")
    found = tags(Xmp().parse(_with_extension(an_extension(GUID, whole, 50, len(whole)))))
    assert found["XMP-xmpNote:HasExtendedXMP"] == GUID
    assert "missing" in found["XMP:Warning"]


def test_iptc_that_was_split_over_two_segments_is_joined():
    iim = a_data_set(1, 90, b"\x1b%G") + a_data_set(2, 120, "Légende".encode())
    iim += a_data_set(2, 25, b"x") + a_data_set(2, 25, b"y") + a_data_set(2, 55, b"20040226")
    whole = a_resource(0x040C, b"thumbnail") + a_resource(0x0404, iim)
    start = b"Photoshop 3.0\0"
    jpeg = a_jpeg((APP13, start + whole[:40]), (APP13, start + whole[40:]))
    found = tags(Iptc().parse(Segments(jpeg=jpeg)))
    assert found["IPTC:Caption-Abstract"] == "Légende"
    assert found["IPTC:Keywords"] == "x, y"
    assert found["IPTC:DateCreated"] == "2004:02:26"


def test_iptc_in_the_raw_profile_of_a_png_is_read():
    profile = "\niptc\n      20\n" + a_resource(0x0404, a_data_set(2, 40, b"FBMD01")).hex()
    found = Iptc().parse(Segments(text=(("Raw profile type iptc", profile),)))
    assert tags(found)["IPTC:SpecialInstructions"] == "FBMD01"


def test_a_profile_is_described():
    found = tags(Icc().parse(Segments(icc=a_profile("c2"))))
    assert found["ICC_Profile:ProfileDescription"] == "c2"
    assert found["ICC-header:ProfileVersion"] == "2.1.0"


def test_the_structure_of_a_jpeg_is_told():
    frame = b"\x08\0\x10\0\x20\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
    jpeg = a_jpeg((0xFE, b"hi"), (0xC2, frame), behind=b"tail")
    found = tags(Jpeg().parse(Segments(jpeg=jpeg)))
    assert found["File:Comment"] == "hi"
    assert found["File:EncodingProcess"].startswith("Progressive")
    assert found["File:YCbCrSubSampling"] == "YCbCr4:2:0 (2 2)"
    assert (found["File:ImageWidth"], found["File:ImageHeight"]) == ("32", "16")
    assert found["Trailer:Bytes"] == "4"


def test_a_jpeg_that_is_cut_short_says_so_and_has_no_trailer():
    found = tags(Jpeg().parse(Segments(jpeg=a_jpeg((0xFE, b"hi"))[:-2])))
    assert "cut short" in found["File:Warning"]
    assert "Trailer:Bytes" not in found


def test_text_of_a_png_keeps_its_keywords_and_leaves_profiles_to_others():
    text = (("parameters", "a cat, Steps: 20"), ("Raw profile type iptc", "no digits"))
    assert tags(PngText().parse(Segments(text=text))) == {"PNG:parameters": "a cat, Steps: 20"}


def test_one_bad_block_never_loses_the_rest():
    found = read(Segments(xmp=b"<broken", icc=a_profile("c2"), iptc=b"junk"))
    states = {block.kind: block.state for block in found.blocks}
    assert states["xmp"] is states["iptc"] is State.UNREADABLE
    assert states["icc"] is State.PRESENT


def test_how_a_jpeg_is_built_is_no_statement():
    assert read(Segments(jpeg=a_jpeg((0xFE, b"hi")))).state is State.ABSENT


@pytest.mark.parametrize(
    ("name", "sensitive"),
    [
        ("ExifIFD:SerialNumber", True),
        ("EXIF:LensSerialNumber", True),
        ("ExifIFD:OwnerName", True),
        ("GPS:GPSLatitude", True),
        ("XMP-exif:GPSLongitude", True),
        ("XMP-iptcCore:CreatorContactInfoCiEmailWork", True),
        ("IFD0:Model", False),
        ("XMP-dc:Title", False),
        ("ExifIFD:DateTimeOriginal", False),
    ],
)
def test_what_can_lead_to_a_person_is_marked(name: str, sensitive: bool):
    assert is_sensitive(name) is sensitive


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("EXIF:DateTimeDigitized", "ExifIFD:CreateDate"),
        ("IFD0:DateTime", "IFD0:ModifyDate"),
        ("XMP-exifEX:BodySerialNumber", "XMP-exifEX:SerialNumber"),
        ("XMP-dc:Title", "XMP-dc:Title"),
        ("time of capture", "time of capture"),
        ("", ""),
    ],
)
def test_tags_are_named_as_exiftool_names_them_and_nothing_else_is(ours: str, theirs: str):
    assert exiftool_name(ours) == theirs

"""What PNG, WebP, GIF, HEIF and TIFF hold beside pixels, from bytes made here."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from provenance.media import decoder, formats
from provenance.media.limits import Limits
from provenance.metadata import read
from provenance.metadata.c2pa import C2pa
from provenance.metadata.container import Container
from provenance.metadata.iptc import Iptc
from provenance.metadata.photoshop import Photoshop
from provenance.model.media import Location
from provenance.model.metadata import Block, Metadata, Segments, State
from provenance.workflows.tell import told_of
from tests.metadata.raw_blocks import a_data_set, a_jpeg, a_packet, a_resource
from tests.metadata.raw_exif import LONG, UNDEFINED, a_phone_segment, a_tiff

APP11, APP13 = 0xEB, 0xED
MANIFEST = "urn:c2pa:0a1b"


def tags(block: Block) -> dict[str, str]:
    assert block.state is State.PRESENT, block.reason
    return {tag.name: tag.value for tag in block.tags}


def segments(data: bytes) -> Segments:
    location = Location("x")
    form = formats.recognise(location, data)
    assert isinstance(form, formats.PictureFormat)
    return decoder.segments(location, data, form, Limits())


def told(data: bytes) -> Metadata:
    return read(segments(data))


def a_chunk(kind: bytes, held: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(kind + held))
    return struct.pack(">I", len(held)) + kind + held + crc


def a_png(*before: bytes, after: bytes = b"", behind: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "PNG")
    whole = out.getvalue()
    start, end = whole.index(b"IDAT") - 4, whole.index(b"IEND") - 4
    return whole[:start] + b"".join(before) + whole[start:end] + after + whole[end:] + behind


def a_jumbf(label: str, inside: bytes = b"") -> bytes:
    described = b"jumd" + b"\1" * 16 + b"\x03" + label.encode() + b"\0"
    body = struct.pack(">I", len(described) + 4) + described + inside
    return struct.pack(">I", len(body) + 8) + b"jumb" + body


STORE = a_jumbf("c2pa", a_jumbf("urn:old") + a_jumbf(MANIFEST))


def a_profile_text(kind: str, data: bytes) -> bytes:
    text = f"\n{kind}\n{len(data):8}\n{data.hex()}\n"
    return a_chunk(
        b"zTXt", f"Raw profile type {kind}".encode() + b"\0\0" + zlib.compress(text.encode())
    )


def test_a_png_says_when_it_was_written_how_it_is_built_and_what_is_behind_it():
    time = a_chunk(b"tIME", struct.pack(">HBBBBB", 2024, 2, 3, 4, 5, 6))
    found = tags(told(a_png(time, behind=b"PK\3\4rest")).block("container"))
    assert found["PNG:ModifyDate"] == "2024:02:03 04:05:06"
    assert (found["PNG:ImageWidth"], found["PNG:ImageHeight"]) == ("4", "3")
    assert found["PNG:Chunks"] == "IHDR, tIME, IDAT, IEND"
    assert (found["Trailer:Bytes"], found["Trailer:Kind"]) == ("8", "ZIP")


def test_a_png_that_is_cut_short_says_so():
    found = tags(Container().parse(Segments(container="png", parts=(("IHDR", b""),))))
    assert "cut short" in found["PNG:Warning"]


def test_a_png_of_very_many_chunks_says_that_not_all_were_looked_at():
    found = tags(told(a_png(after=a_chunk(b"abCd", b"") * 6_000)).block("container"))
    assert "more parts" in found["PNG:Warning"]


@pytest.mark.parametrize("where", ["before", "after"])
def test_exif_xmp_and_text_of_a_png_are_read_before_the_pixels_and_behind_them(where: str):
    exif = a_chunk(b"eXIf", a_phone_segment().removeprefix(b"Exif\0\0"))
    packet = a_packet("<dc:format>x</dc:format>")
    xmp = a_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)
    text = a_chunk(b"tEXt", b"Software\0one") + a_chunk(b"tEXt", b"Software\0two")
    all_of_them = exif + xmp + text
    png = a_png(all_of_them) if where == "before" else a_png(after=all_of_them)
    found = told(png)
    assert found.device == "Google Pixel 4a"
    assert tags(found.block("xmp"))["XMP-dc:Format"] == "x"
    assert tags(found.block("png-text"))["PNG:Software"] == "one, two"


@pytest.mark.parametrize("kind", ["exif", "APP1"])
def test_exif_in_a_raw_profile_of_a_png_is_read(kind: str):
    assert told(a_png(a_profile_text(kind, a_phone_segment()))).device == "Google Pixel 4a"


def test_xmp_in_a_raw_profile_of_a_png_is_read():
    packet = b"http://ns.adobe.com/xap/1.0/\0" + a_packet("<dc:format>x</dc:format>")
    found = told(a_png(a_profile_text("APP1", packet)))
    assert tags(found.block("xmp"))["XMP-dc:Format"] == "x"


def test_iptc_in_the_photoshop_profile_of_a_png_is_read():
    resource = a_resource(0x0404, a_data_set(2, 5, b"Title"))
    found = told(a_png(a_profile_text("8bim", resource)))
    assert tags(found.block("iptc"))["IPTC:ObjectName"] == "Title"


def test_text_that_inflates_without_end_is_not_shown():
    bomb = a_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"0" * (5 << 20)))
    found = told(a_png(after=bomb, behind=b""))
    assert "longer than" in tags(found.block("png-text"))["PNG:Comment"]


def test_damaged_text_costs_nothing_else():
    broken = a_chunk(b"zTXt", b"Comment\0\0no zlib") + a_chunk(b"tEXt", b"Software\0x")
    assert tags(told(a_png(after=broken)).block("png-text")) == {"PNG:Software": "x"}


def test_exif_in_an_info_of_pillow_is_the_same_as_in_the_chunk():
    out = io.BytesIO()
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a cat")
    Image.new("RGB", (4, 3)).save(out, "PNG", exif=a_phone_segment(), pnginfo=info)
    found = told(out.getvalue())
    assert found.device == "Google Pixel 4a"
    assert tags(found.block("png-text")) == {"PNG:parameters": "a cat"}


@pytest.mark.parametrize("prefix", [b"", b"Exif\0\0"])
def test_exif_of_a_webp_is_read_with_and_without_the_prefix_of_a_jpeg(prefix: bytes):
    out = io.BytesIO()
    exif = prefix + a_phone_segment().removeprefix(b"Exif\0\0")
    Image.new("RGB", (4, 4)).save(out, "WEBP", exif=exif)
    found = told(out.getvalue())
    assert found.device == "Google Pixel 4a"
    assert tags(found.block("container"))["RIFF:Chunks"] == "VP8X, VP8, EXIF"


def test_comments_and_xmp_of_a_gif_are_read():
    out = io.BytesIO()
    Image.new("P", (4, 4)).save(out, "GIF", comment=b"made by hand")
    gif = out.getvalue()
    packet = a_packet("<dc:format>x</dc:format>")
    magic = b"\1" + bytes(range(255, -1, -1)) + b"\0"
    extension = b"\x21\xff\x0bXMP DataXMP" + packet + magic
    at = gif.index(b"\x21\xfe")
    found = told(gif[:at] + extension + gif[at:] + b"tail")
    assert tags(found.block("container"))["File:Comment"] == "made by hand"
    assert tags(found.block("container"))["Trailer:Bytes"] == "4"
    assert tags(found.block("xmp"))["XMP-dc:Format"] == "x"


def test_brands_and_boxes_of_an_avif_are_told():
    out = io.BytesIO()
    Image.new("RGB", (16, 16)).save(out, "AVIF", exif=a_phone_segment())
    found = told(out.getvalue())
    assert found.device == "Google Pixel 4a"
    assert tags(found.block("container"))["QuickTime:MajorBrand"] == "avif"
    assert tags(found.block("container"))["QuickTime:Boxes"].startswith("ftyp, meta")


def test_iptc_of_a_tiff_is_read_also_where_it_was_written_as_numbers_with_swapped_bytes():
    iim = a_data_set(2, 5, b"Title") + b"\0\0"
    swapped = b"".join(iim[at : at + 4][::-1] for at in range(0, len(iim), 4))
    for raw in (iim, swapped):
        tiff = a_tiff([(33723, LONG, len(raw) // 4, 26)], tail=raw)
        assert tags(Iptc().parse(Segments(exif=tiff)))["IPTC:ObjectName"] == "Title"


def test_photoshop_resources_of_a_tiff_are_listed():
    resource = a_resource(0x0406, struct.pack(">hH", 6, 1)) + a_resource(0x0425, b"\xab" * 16)
    tiff = a_tiff([(34377, UNDEFINED, len(resource), 26)], tail=resource)
    assert tags(Photoshop().parse(Segments(exif=tiff))) == {
        "Photoshop:Resources": "0x0406 JPEG_Quality, 0x0425 IPTCDigest",
        "Photoshop:PhotoshopQuality": "10",
        "Photoshop:PhotoshopFormat": "Optimized",
        "Photoshop:IPTCDigest": "ab" * 16,
    }


def test_a_second_iptc_block_is_told_apart_and_the_same_once_more_is_not():
    first, second = a_data_set(2, 5, b"Title"), a_data_set(2, 5, b"Another")
    start = b"Photoshop 3.0\0"
    blocks = [(APP13, start + a_resource(0x0404, each)) for each in (first, first, second)]
    found = tags(Iptc().parse(Segments(jpeg=a_jpeg(*blocks))))
    assert (found["IPTC:ObjectName"], found["IPTC2:ObjectName"]) == ("Title", "Another")
    assert "IPTC3:ObjectName" not in found


def _of_jpeg(store: bytes) -> Segments:
    half = len(store) // 2
    parts = [store[:half], store[:8] + store[half:]]
    header = b"JP\0\1"
    return Segments(
        jpeg=a_jpeg(
            *((APP11, header + struct.pack(">I", n) + each) for n, each in enumerate(parts, 1))
        )
    )


_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


@pytest.mark.parametrize(
    ("held", "where"),
    [
        (_of_jpeg(STORE), "JPEG APP11"),
        (Segments(container="png", parts=(("caBX", STORE),)), "PNG caBX"),
        (Segments(container="webp", parts=(("C2PA", STORE),)), "WebP C2PA"),
        (
            Segments(
                container="heif",
                parts=(("uuid", _UUID + b"\0" * 4 + b"manifest\0" + b"\0" * 8 + STORE),),
            ),
            "uuid box",
        ),
        (
            Segments(exif=a_tiff([(0xCD41, UNDEFINED, len(STORE), 26)], tail=STORE)),
            "TIFF tag 0xcd41",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_content_credentials_are_found_in_every_container(held: Segments, where: str):
    assert tags(C2pa().parse(held)) == {
        "JUMBF:JUMDLabel": "c2pa",
        "C2PA:Container": where,
        "C2PA:Manifests": f"urn:old, {MANIFEST}",
        "C2PA:ActiveManifest": MANIFEST,
    }


def test_damaged_content_credentials_are_unreadable_and_other_boxes_are_none():
    broken = Segments(container="png", parts=(("caBX", STORE[:4] + b"junk" + STORE[8:]),))
    assert C2pa().parse(broken).state is State.UNREADABLE
    other = Segments(container="png", parts=(("caBX", a_jumbf("exif")),))
    assert C2pa().parse(other).state is State.ABSENT


def test_how_a_file_is_built_is_no_statement():
    assert told(a_png()).state is State.ABSENT


def test_many_texts_that_inflate_without_end_stop_at_a_limit_of_all():
    bomb = a_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"0" * (3 << 20)))
    texts = segments(a_png(after=bomb * 40)).text
    assert sum(len(text) for _, text in texts) <= 16 << 20


def test_resources_whose_sizes_lie_are_not_given_again_and_again():
    lying = b"8BIM\4\6\0\0" + b"\x7f\xff\xff\xff"
    data = lying * 2_000 + b"x" * 100_000
    tiff = a_tiff([(34377, UNDEFINED, len(data), 26)], tail=data)
    found = tags(Photoshop().parse(Segments(exif=tiff)))
    assert found["Photoshop:Resources"].count("JPEG_Quality") < 10


def test_a_webp_that_cannot_be_opened_still_tells_what_it_says():
    chunks = b"EXIF" + struct.pack("<I", len(a_phone_segment())) + a_phone_segment()
    webp = b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks
    assert told_of(Location("x.webp"), webp, Limits()).metadata.device == "Google Pixel 4a"


def test_the_xmp_that_imagemagick_writes_into_a_text_chunk_is_read():
    packet = b"\xef\xbb\xbf" + a_packet("<dc:format>image/png</dc:format>")
    found = told(a_png(a_profile_text("xmp", packet))).block("xmp")
    assert tags(found)["XMP-dc:Format"] == "image/png"

"""Small files of every container, with every block that is read: what the mutants are made of.

Small, since a mutant of 2 kB costs a tenth of one of 200 kB and damages its metadata more often.
"""

from __future__ import annotations

import io
import json
import plistlib
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from PIL import Image, PngImagePlugin

from tests.media.files import a_chunk, with_chunk
from tests.media.hidden import hiding
from tests.media.raw_heif import avif_with
from tests.media.test_tiff_blocks import big
from tests.metadata import boxes
from tests.metadata.raw_blocks import (
    STANDARD,
    a_data_set,
    a_jpeg,
    a_packet,
    a_profile,
    a_resource,
    an_extension,
)
from tests.metadata.raw_embedded import (
    a_manifest,
    a_store,
    exif_with,
    jpeg_of,
    mpf_with,
    photoshop_with,
)
from tests.metadata.raw_exif import a_live_photo, a_phone_segment
from tests.metadata.test_matroska_and_avi import AVI, WEBM
from tests.metadata.test_structure import NIKON, PLACE, a_note, noted

SMALL = Image.new("RGB", (16, 12), (200, 30, 90))
PROFILE = a_profile("c2")
IIM = b"".join(
    (
        a_data_set(1, 90, b"\x1b%G"),
        a_data_set(2, 5, b"Harbour"),
        a_data_set(2, 40, b"FBMD01000a9f"),
        a_data_set(2, 55, b"20040226"),
        a_data_set(2, 60, b"120000+0200"),
        a_data_set(2, 90, b"Lund"),
    )
)
RESOURCES = (
    a_resource(0x0404, IIM) + a_resource(0x0406, b"\0\6\0\1") + a_resource(0x0425, b"a" * 16)
)
HISTORY = (
    "<dc:subject><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></dc:subject>"
    "<old:DocumentID>xmp.did:1</old:DocumentID><old:OriginalDocumentID>xmp.did:0"
    '</old:OriginalDocumentID><old:DerivedFrom rdf:parseType="Resource"/>'
    "<old:History><rdf:Seq>"
    '<rdf:li ev:action="saved" ev:when="2020-02-26T13:40:30Z" ev:softwareAgent="GIMP"/>'
    "</rdf:Seq></old:History>"
    "<ext:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
    "</ext:DigitalSourceType>"
)
PACKET = a_packet(HISTORY, 'old:InstanceID="xmp.iid:2"')
SETTINGS = "a cat\nNegative prompt: dog\nSteps: 20, Sampler: Euler a, Seed: 1"
NOTES = {
    "canon": ("Canon", a_note(b"", 0x96, PLACE)),
    "nikon": ("NIKON", a_note(NIKON, 0x1D, -10, ">")),
    "fujifilm": ("FUJIFILM", a_note(b"FUJIFILM\x0c\0\0\0", 0x10, 0)),
    "olympus": ("OLYMPUS", a_note(b"OLYMPUS\0II\3\0", 0x404, 0)),
    "sony": ("SONY", a_note(b"SONY DSC \0\0\0", 0x2031, PLACE)),
}


def seeds() -> dict[str, bytes]:
    """Give the files by their names; those of the same versions of libraries are the same."""
    return {
        **dict(_jpegs()),
        **dict(_pngs()),
        **dict(_others()),
        **dict(_videos()),
        **dict(_beside()),
    }


def written(folder: Path) -> Path:
    """Write them into a folder, from which the script takes them."""
    folder.mkdir()
    for name, data in seeds().items():
        (folder / name).write_bytes(data)
    return folder


def _jpeg(*segments: tuple[int, bytes], behind: bytes = b"") -> bytes:
    """Put segments into a JPEG that Pillow made, so that it can be opened, too."""
    extra = a_jpeg(*segments)
    whole = jpeg_of(SMALL, quality=60)
    return whole[:2] + extra[2 : extra.rindex(b"\xff\xda")] + whole[2:] + behind


def _jpegs() -> Iterator[tuple[str, bytes]]:
    phone, packet = a_phone_segment(), STANDARD + PACKET
    yield "phone.jpg", _jpeg((0xE1, phone), (0xE1, packet), (0xE2, b"ICC_PROFILE\0\1\1" + PROFILE))
    half = len(RESOURCES) // 2
    yield (
        "agency.jpg",
        _jpeg(
            (0xED, b"Photoshop 3.0\0" + RESOURCES[:half]),
            (0xED, b"Photoshop 3.0\0" + RESOURCES[half:]),
            (0xEE, b"Adobe\0\x64\0\0\0\0\1"),
            (0xFE, b"CREATOR: gd-jpeg v1.0"),
            behind=b"SEFT" + b"\0" * 8,
        ),
    )
    guid = "0123456789ABCDEF0123456789ABCDEF"
    more = a_packet("<dc:description>" + "b" * 300 + "</dc:description>")
    stated = a_packet(f"<note:HasExtendedXMP>{guid}</note:HasExtendedXMP>")
    yield (
        "extended.jpg",
        _jpeg(
            (0xE1, STANDARD + stated),
            (0xE1, an_extension(guid, more, 0, 200)),
            (0xE1, an_extension(guid, more, 200, len(more))),
        ),
    )
    thumbnail = jpeg_of(SMALL.resize((8, 6)), quality=40)
    yield "thumbnails.jpg", _jpeg((0xE1, exif_with(thumbnail)), (0xED, photoshop_with(thumbnail)))
    yield "second.jpg", mpf_with(jpeg_of(SMALL), thumbnail, 0x010001)
    store = a_store(a_manifest("urn:c2pa:1", claim=thumbnail, ingredient=thumbnail))
    yield "credentials.jpg", _jpeg((0xEB, store), (0xE1, packet))
    yield "apple.jpg", _jpeg((0xE1, a_live_photo("5C1B0D2E-1111-2222-3333-444455556666")))
    for maker, (make, note) in NOTES.items():
        exif = noted(make, note).exif
        assert exif is not None
        yield f"{maker}.jpg", _jpeg((0xE1, b"Exif\0\0" + exif))


def _pngs() -> Iterator[tuple[str, bytes]]:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", SETTINGS, zip=True)
    info.add_text("Software", "NovelAI")
    info.add_itxt("XML:com.adobe.xmp", PACKET.decode())
    png = _saved("PNG", pnginfo=info, exif=a_phone_segment(), icc_profile=PROFILE)
    time = a_chunk(b"tIME", struct.pack(">HBBBBB", 2024, 2, 3, 4, 5, 6))
    yield "generated.png", with_chunk(png, time, b"IDAT") + b"PK\3\4behind"
    plain = _saved("PNG")
    for kind, data in (("exif", a_phone_segment()), ("iptc", RESOURCES), ("xmp", PACKET)):
        text = f"\n{kind}\n{len(data):8}\n{data.hex()}\n".encode()
        name = f"Raw profile type {kind}".encode()
        profile = a_chunk(b"zTXt", name + b"\0\0" + zlib.compress(text))
        yield f"raw-{kind}.png", with_chunk(plain, profile, b"IDAT")
    yield "stealth.png", hiding(SETTINGS)
    yield "credentials.png", with_chunk(plain, a_chunk(b"caBX", a_store()[8:]), b"IDAT")


def _others() -> Iterator[tuple[str, bytes]]:
    every = {"exif": a_phone_segment(), "xmp": PACKET, "icc_profile": PROFILE}
    yield "all.webp", _saved("WEBP", **every)
    yield "all.avif", _saved("AVIF", **every)
    yield "thumbnail.avif", avif_with(SMALL, SMALL.resize((8, 6)))
    avif = _saved("AVIF", **every)
    # The same boxes under the brand of a HEIF, which goes the way of HEIF.
    yield "all.heic", avif.replace(b"ftypavif", b"ftypheic", 1).replace(b"avif", b"heix", 1)
    yield "comment.gif", _saved("GIF", comment=b"made by hand")
    blocks = {33723: IIM, 34377: RESOURCES, 700: PACKET, 271: "Canon", 306: "2020:01:02 03:04:05"}
    yield "little.tif", _saved("TIFF", tiffinfo=blocks)
    yield "big-endian.tif", big(">")
    yield "big.tif", _saved("TIFF", tiffinfo=blocks, big_tiff=True)


def _videos() -> Iterator[tuple[str, bytes]]:
    made = datetime(2020, 2, 26, 12, 0, 0)
    names = ("creationdate", "location_ISO6709", "make")
    values = ("2020-02-26T14:00:00+0200", "+55.7047+013.1910+050.0/", "Apple")
    apple = (f"com_apple_quicktime_{name}" for name in names)
    keyed = boxes.keys(**dict(zip(apple, values, strict=True)))
    user = boxes.box("udta", boxes.user_text("\xa9xyz", "+55.7047+013.1910/"))
    packet = boxes.box("uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), PACKET)
    yield "phone.mov", boxes.movie(keyed, boxes.track(made), user, made=made)
    yield "packet.mp4", boxes.movie(boxes.track(made), made=made) + packet + boxes.box("beam")
    yield "film.webm", WEBM
    yield "film.avi", AVI


def _beside() -> Iterator[tuple[str, bytes]]:
    """Give what programs write beside a picture."""
    yield "picture.xmp", PACKET
    wide = '<?xml version="1.0" encoding="UTF-16"?>' + PACKET.decode()
    yield "utf-16.xmp", wide.encode("utf-16")
    yield "picture.aae", plistlib.dumps({"adjustmentEditorBundleID": "com.apple.camera"})
    said = {
        "title": "IMG_1.jpg",
        "photoTakenTime": {"timestamp": "1565532120"},
        "geoData": {"latitude": 48.8, "longitude": 2.3},
        "googlePhotosOrigin": {"mobileUpload": {}},
    }
    yield "picture.json", json.dumps(said).encode()


def _saved(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    SMALL.save(out, form, **options)
    return out.getvalue()

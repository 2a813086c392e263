"""Checks of what a file says about itself: each fires on its facts, and says them."""

from __future__ import annotations

import pytest

from provenance.checks import CHECKS
from provenance.metadata.sensitive import is_sensitive
from provenance.model.finding import Bearing
from tests.checks.files import (
    ASKS,
    FIX,
    INFORMS,
    IPHONE,
    LIBJPEG,
    POSITION,
    SIZE,
    TAKEN,
    ZONED,
    a_file,
    found,
)

ROWS: list[tuple[str, Bearing, dict[str, str], str]] = [
    ("capture-in-the-future", ASKS, {"EXIF:DateTimeOriginal": "2038:01:19 03:14:07"}, "clock"),
    ("capture-before-camera", ASKS, TAKEN | IPHONE, "2020-10-13"),
    (
        "capture-before-camera",
        ASKS,
        TAKEN | {**IPHONE, "IFD0:Model": "SM", "IFD0:Software": "14.4.2"},
        "software",
    ),
    ("saved-before-capture", ASKS, TAKEN | {"IFD0:DateTime": "2008:01:01 10:00:00"}, "before"),
    ("saved-after-capture", INFORMS, TAKEN | {"IFD0:DateTime": "2020:01:01 10:00:00"}, "usual"),
    (
        "dates-of-blocks-disagree",
        ASKS,
        TAKEN | {"XMP-photoshop:DateCreated": "2011-02-03"},
        "two days",
    ),
    (
        "dates-of-blocks-disagree",
        ASKS,
        TAKEN | {"IPTC:DateCreated": "2023:11:14", "IPTC:TimeCreated": "10:00:00+01:00"},
        "wrong",
    ),
    ("clock-against-satellites", INFORMS, TAKEN | FIX, "+02:00"),
    (
        "clock-against-satellites",
        INFORMS,
        ZONED | FIX | {"GPS:GPSDateStamp": "2019:08:10"},
        "24 hours",
    ),
    (
        "clock-against-satellites",
        ASKS,
        TAKEN | FIX | {"GPS:GPSDateStamp": "2004:08:10"},
        "days apart",
    ),
    ("clock-never-set", INFORMS, {"EXIF:DateTimeOriginal": "0000:00:00 00:00:00"}, "ignore"),
    ("clock-never-set", INFORMS, {"EXIF:DateTimeOriginal": "2000:01:01 00:03:00"}, "ignore"),
    ("position-unusable", INFORMS, dict.fromkeys(POSITION, "0"), "no"),
    ("weak-fix", INFORMS, {"GPS:GPSHPositioningError": "2400"}, "2 km"),
    ("altitude-not-on-earth", INFORMS, {"GPS:GPSAltitude": "11000"}, "11,000 m"),
    (
        "altitude-not-on-earth",
        INFORMS,
        {"GPS:GPSAltitude": "900", "GPS:GPSAltitudeRef": "1"},
        "-900",
    ),
    ("direction-of-view", INFORMS, POSITION | {"GPS:GPSImgDirection": "123/1"}, "123°"),
    (
        "credentials-elsewhere",
        INFORMS,
        {"XMP-dcterms:Provenance": "https://c2pa.example/1"},
        "not fetched",
    ),
    (
        "credentials-hold",
        ASKS,
        {"Credentials:State": "Invalid", "Credentials:Bytes": "changed"},
        "changed afterwards",
    ),
    (
        "credentials-hold",
        ASKS,
        {"Credentials:State": "Invalid", "Credentials:Bytes": "manifest changed"},
        "nothing in them can be relied on",
    ),
    (
        "credentials-hold",
        INFORMS,
        {"Credentials:State": "Valid", "Credentials:Bytes": "unchanged"},
        "unchanged since",
    ),
    (
        "credentials-signer",
        INFORMS,
        {"Credentials:State": "Trusted", "Credentials:Signer": "on the list"},
        "is on the shipped",
    ),
    (
        "credentials-signer",
        INFORMS,
        {"Credentials:State": "Valid", "Credentials:Signer": "not on the list"},
        "is not on the shipped",
    ),
    (
        "credentials-signer",
        INFORMS,
        {"Credentials:State": "Invalid", "Credentials:Signer": "out of date"},
        "run out",
    ),
    (
        "credentials-say",
        INFORMS,
        {
            "Credentials:State": "Trusted",
            "Credentials:Tool": "x",
            "Credentials:IngredientFailuresNoted": "assertion.dataHash.mismatch",
        },
        "had been changed",
    ),
    (
        "credentials-say",
        INFORMS,
        {"Credentials:State": "Valid", "Credentials:Sources": "trainedAlgorithmicMedia"},
        "made by a generative model",
    ),
    ("credentials-say", INFORMS, {"Credentials:State": "Valid", "Credentials:Tool": "x"}, "tools"),
    ("tiny-profile", INFORMS, {"ICC_Profile:ProfileDescription": "c2"}, "made smaller"),
    ("screenshot", INFORMS, {"XMP-exif:UserComment": "Screenshot"}, "screen"),
    ("derived-from", INFORMS, {"XMP-xmpMM:DerivedFromDocumentID": "xmp.did:1"}, "another document"),
    (
        "derived-from",
        INFORMS,
        {"XMP-xmpMM:DocumentID": "a", "XMP-xmpMM:OriginalDocumentID": "b"},
        "another",
    ),
    (
        "pasted-from-documents",
        INFORMS,
        {"XMP-photoshop:DocumentAncestors": "a, b"},
        "2 other documents",
    ),
    (
        "raw-crop",
        INFORMS,
        {
            "XMP-crs:HasCrop": "True",
            "XMP-crs:CropLeft": "0",
            "XMP-crs:CropTop": "0.25",
            "XMP-crs:CropRight": "1",
            "XMP-crs:CropBottom": "0.75",
        },
        "50 %",
    ),
    ("size-against-stated", INFORMS, SIZE, "cut"),
    ("size-against-stated", INFORMS, {**SIZE, "EXIF:ExifImageLength": "2667"}, "smaller"),
    (
        "compression-tables",
        INFORMS,
        IPHONE | {"File:JPEGQualityEstimate": LIBJPEG, "JFIF:JFIFVersion": "1.01"},
        "libjpeg",
    ),
    (
        "progressive-from-camera",
        INFORMS,
        IPHONE | {"File:EncodingProcess": "Progressive DCT, Huffman coding"},
        "saved again",
    ),
    ("colour-profile-of-scanner", INFORMS, {"ICC-header:ProfileClass": "scnr"}, "scanner"),
    ("comment-of-program", INFORMS, {"File:Comment": "CREATOR: gd-jpeg v1.0"}, "GD library"),
    ("bytes-behind-the-end", INFORMS, {"Trailer:Bytes": "2000000"}, "2,000,000"),
    (
        "blocks-twice",
        INFORMS,
        {"XMP:Warning": "2 XMP packets; only the first was read"},
        "more than one",
    ),
    ("cut-short", INFORMS, {"File:Warning": "the JPEG has no end: it is cut short"}, "again"),
    ("caption-inside", INFORMS, {"IPTC:Caption-Abstract": "Women in Kidal"}, "caption"),
    ("agency-fields", INFORMS, {"IPTC:Credit": "AFP"}, "agency"),
    ("owner-and-serial", INFORMS, {"EXIF:BodySerialNumber": "1234567"}, "serial"),
    ("paired-file", INFORMS, {"XMP-camera:MotionPhoto": "1"}, "video"),
    ("paired-file", INFORMS, {"Keys:ContentIdentifier": "0A1B2C3D-4E5F"}, "Live Photo"),
    ("generator-name", INFORMS, {"IPTC:Credit": "Made with Google AI"}, "Google"),
    (
        "generator-name",
        INFORMS,
        {"EXIF:UserComment": "a cat\nSteps: 20, Sampler: Euler a"},
        "Stable Diffusion",
    ),
    (
        "generator-name",
        INFORMS,
        {"PNG:Description": "a cat --v 6 Job ID: 0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"},
        "Midjourney",
    ),
    (
        "generator-name",
        INFORMS,
        {"IFD0:Model": 'prompt:{"3": {"inputs": {"seed": 1}, "class_type": "KSampler"}}'},
        "ComfyUI",
    ),
    ("generator-name", INFORMS, {"EXIF:UserComment": '{"sui_image_params": {}}'}, "SwarmUI"),
    ("generator-name", INFORMS, {"XMP-xmp:CreatorTool": "Draw Things"}, "Draw Things"),
    ("generator-name", INFORMS, {"XMP-iptcExt:AISystemUsed": "some model"}, "IPTC"),
    ("text-in-pixels", INFORMS, {"Pixels:Parameters": "a cat Steps: 20"}, "lowest bits"),
    (
        "no-generator-mark",
        INFORMS,
        {"IFD0:Software": "Adobe Photoshop 22.0"},
        "says nothing for the picture",
    ),
    (
        "credentials-against-metadata",
        ASKS,
        TAKEN | {"Credentials:State": "Valid", "Credentials:SignedAt": "2019-08-01T10:00:00+00:00"},
        "two days before",
    ),
    (
        "credentials-against-metadata",
        ASKS,
        {
            "IFD0:Make": "Canon",
            "Credentials:State": "Trusted",
            "Credentials:Tool": "NIKON Z9 1.00",
            "Credentials:Actions": "c2pa.created",
        },
        "Nikon",
    ),
    (
        "orientation-kept",
        INFORMS,
        {
            "IFD0:Orientation": "Rotated 90 CW",
            "EXIF:ExifImageWidth": "1200",
            "EXIF:ExifImageLength": "800",
        },
        "turned the pixels",
    ),
    (
        "blocks-of-two-cameras",
        ASKS,
        IPHONE | {"XMP-tiff:Model": "Canon EOS 40D"},
        "EXIF and its XMP",
    ),
    (
        "blocks-of-two-cameras",
        ASKS,
        {"IFD0:Make": "Canon", "MakerNotes:Maker": "Nikon"},
        "maker's notes",
    ),
    (
        "blocks-of-two-cameras",
        ASKS,
        {"IFD0:Make": "Canon", "EXIF:LensModel": "iPhone 12 back camera 4.2mm f/1.6"},
        "lens",
    ),
    ("jfif-beside-exif", INFORMS, IPHONE | {"JFIF:JFIFVersion": "1.01"}, "JFIF"),
    ("makers-notes-missing", INFORMS, TAKEN | IPHONE, "file of the camera"),
    (
        "maker-notes-moved",
        INFORMS,
        {"MakerNotes:Outside": "9 of 10 values lie outside of the note"},
        "outside of them",
    ),
    ("traces-of-programs", INFORMS, {"File:Segments": "APP1 Exif, APP14 Adobe"}, "other programs"),
    (
        "traces-of-programs",
        INFORMS,
        {"Photoshop:Resources": "0x03ed ResolutionInfo, 0x0408 GridGuidesInfo, 0x043a PrintInfo2"},
        "other programs",
    ),
    (
        "iptc-digest",
        INFORMS,
        {"Photoshop:IPTCDigest": "0a" * 16, "File:CurrentIPTCDigest": "0b" * 16},
        "caption block",
    ),
    ("second-pictures", INFORMS, {"XMP-hdrgm:Version": "1.0"}, "gain map"),
    ("second-pictures", INFORMS, {"File:Segments": "APP1 Exif, APP2 MPF"}, "MPF"),
]


@pytest.mark.parametrize(("check", "bearing", "tags", "says"), ROWS)
def test_a_check_tells_of_its_facts(
    check: str, bearing: Bearing, tags: dict[str, str], says: str
) -> None:
    (finding,) = found(check, a_file(tags))
    assert finding.bearing is bearing
    assert finding.check == check
    assert says in finding.summary
    assert all(fact.sensitive for fact in finding.evidence if is_sensitive(fact.what))
    told = " ".join(f"{fact.what} {fact.value} {fact.source}" for fact in finding.evidence)
    assert any(name in told for name in tags) or check == "no-generator-mark"


def test_every_check_of_a_file_alone_is_tried_here() -> None:
    tried = {row[0] for row in ROWS}
    elsewhere = {
        *("offset-against-position", "position-rounded", "nearest-place", "place-names-disagree"),
        *("sun-at-claim", "sun-at-capture", "time-in-name", "type-against-name"),
        *("size-of-platform", "size-of-screen", "metadata-kept"),
        *("embedded-picture", "embedded-match", "linked-files"),
        *("thumbnails-disagree", "address-parameters", "readers-disagree"),
        "file-beside",
    }
    older = {"T01", "T02", "G01", "A01", "A02", "A05", "P01", "E01", "E02", "H05"}
    older |= {"M01", "M02", "M03"}
    # Those of videos are tried in a file of their own.
    numbers = {each.name: each.about.code.split(", ")[0] for each in CHECKS}
    mine = {name for name, code in numbers.items() if code not in older and code[0] != "V"}
    assert tried | elsewhere == mine

"""Rules that are forbidden: what is ordinary is neither held against a file nor asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from provenance.checks import run_checks
from provenance.model.case import Case, Surroundings
from provenance.model.finding import Bearing
from provenance.model.metadata import Metadata
from tests.checks.files import FIX, IPHONE, POSITION, SIZE, TAKEN, ZONED, a_file

CANON = {"IFD0:Make": "Canon", "IFD0:Model": "Canon EOS 5D"}
THERE = Surroundings(zone="Europe/Paris", offset=timedelta(hours=2))

FORBIDDEN: dict[str, Case] = {
    "no EXIF, therefore suspicious": replace(
        a_file({}), examination=replace(a_file({}).examination, metadata=Metadata(()))
    ),
    "Photoshop in Software, therefore altered": a_file(
        TAKEN | CANON | {"IFD0:Software": "Adobe Photoshop 22.0 (Macintosh)"}
    ),
    "saved years after the capture, therefore altered": a_file(
        TAKEN | {"IFD0:DateTime": "2024:01:01 10:00:00"}
    ),
    "a history of edits, therefore altered": a_file(
        {"XMP-xmpMM:HistoryAction": "created, saved", "XMP-xmp:CreatorTool": "Adobe Lightroom"}
    ),
    "made from another document, therefore pasted together": a_file(
        {"XMP-xmpMM:DerivedFromDocumentID": "a", "XMP-photoshop:DocumentAncestors": "a, b, c"}
    ),
    "GPS an hour off the camera, therefore altered": a_file(
        TAKEN | FIX | {"GPS:GPSTimeStamp": "[13, 2, 0]"}
    ),
    "GPS half a day off by zone, therefore altered": a_file(
        TAKEN | FIX | {"GPS:GPSTimeStamp": "[3, 2, 0]"}
    ),
    "GPS a day off, as one maker's compacts write it": a_file(
        TAKEN | FIX | {"GPS:GPSDateStamp": "2019:08:10"}
    ),
    "an old fix of some hours": a_file(ZONED | FIX | {"GPS:GPSTimeStamp": "[7, 41, 11]"}),
    "summer time not set": a_file(
        TAKEN | {"EXIF:OffsetTimeOriginal": "+01:00"} | POSITION, around=THERE
    ),
    "a clock that was never set": a_file({"EXIF:DateTimeOriginal": "1970:01:01 00:00:00"}),
    "two blocks a day apart by their zones": a_file(
        TAKEN | {"XMP-photoshop:DateCreated": "2019-08-12"}
    ),
    "a date of an agency without a time": a_file(TAKEN | {"IPTC:DateCreated": "2019:08:11"}),
    "another size than the camera's": a_file(TAKEN | CANON | SIZE),
    "a camera's name and libjpeg's tables": a_file(
        TAKEN | CANON | {"File:JPEGQualityEstimate": "87 (exactly those of libjpeg)"}
    ),
    "JFIF beside EXIF": a_file(TAKEN | CANON | {"JFIF:JFIFVersion": "1.01"}),
    "a camera's name and a progressive JPEG": a_file(
        TAKEN | CANON | {"File:EncodingProcess": "Progressive DCT, Huffman coding"}
    ),
    "a maker's name and no maker's notes": a_file(TAKEN | IPHONE | {"IFD0:Model": "iPhone 8"}),
    "the profile of thumbnailers without FBMD": a_file({"ICC_Profile:ProfileDescription": "c2"}),
    "a mark of Facebook": a_file({"IPTC:SpecialInstructions": "FBMD01000a9e0d0000b21f0000"}),
    "bytes behind the end": a_file({"Trailer:Bytes": "2000000"}),
    "no position": a_file(TAKEN | CANON),
    "a receiver without a fix": a_file(dict.fromkeys(POSITION, "0")),
    "a screenshot": a_file({}, name="Screenshot_20190811-140200.png"),
    "a label of a camera": a_file(
        {
            "XMP-iptcExt:DigitalSourceType": (
                "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
            )
        }
    ),
    "words about generators": a_file(
        {"IPTC:Caption-Abstract": "A talk about OpenAI and Midjourney", "PNG:Title": "On DALL-E"}
    ),
    "Content Credentials far away": a_file({"XMP-dcterms:Provenance": "https://c2pa.example/1"}),
    "a signer who is not on the list": a_file(
        {
            "Credentials:State": "Valid",
            "Credentials:Bytes": "unchanged",
            "Credentials:Signer": "not on the list",
        }
    ),
    "a certificate that had run out on an unchanged file": a_file(
        {
            "Credentials:State": "Invalid",
            "Credentials:Bytes": "unchanged",
            "Credentials:Signer": "out of date",
        }
    ),
    "an aeroplane": a_file(POSITION | {"GPS:GPSAltitude": "10400"}),
    "a phone on the day it was announced": a_file(
        IPHONE | {"EXIF:DateTimeOriginal": "2020:10:13 10:00:00"}
    ),
    "signed years after the capture, by an editor": a_file(
        TAKEN
        | CANON
        | {
            "Credentials:State": "Valid",
            "Credentials:SignedAt": "2023-01-01T10:00:00+00:00",
            "Credentials:Tool": "Adobe_Photoshop 24.0",
            "Credentials:Actions": "c2pa.opened, c2pa.edited",
        }
    ),
    "signed on the day before by a clock in another zone": a_file(
        TAKEN | {"Credentials:State": "Valid", "Credentials:SignedAt": "2019-08-10T22:00:00+00:00"}
    ),
    "a picture of one camera, edited and signed with the program of another maker": a_file(
        CANON
        | {
            "Credentials:State": "Valid",
            "Credentials:Tool": "Nikon NX Studio",
            "Credentials:Actions": "c2pa.opened",
        }
    ),
    "a model written in two ways": a_file(
        CANON | {"XMP-tiff:Make": "Canon", "XMP-tiff:Model": "EOS 5D"}
    ),
    "a camera that is sold under two names": a_file(
        {"IFD0:Make": "LEICA", "MakerNotes:Maker": "Panasonic"}
    ),
    "a Pentax of Ricoh": a_file(
        {"IFD0:Make": "RICOH IMAGING COMPANY, LTD.", "MakerNotes:Maker": "Pentax"}
    ),
    "notes of a maker that we do not know": a_file(CANON | {"MakerNotes:Maker": "Casio"}),
    "a lens of another maker": a_file(CANON | {"EXIF:LensModel": "Sigma 50mm f/1.4 DG"}),
    "notes that a program moved": a_file(
        CANON | {"MakerNotes:Outside": "9 of 10 values lie outside of the note"}
    ),
    "a digest that no longer fits, as in archives": a_file(
        {"Photoshop:IPTCDigest": "0a" * 16, "File:CurrentIPTCDigest": "0b" * 16}
    ),
    "segments of Adobe's programs": a_file({"File:Segments": "APP12 Ducky, APP14 Adobe"}),
    "pixels turned and the tag kept": a_file(
        {
            "IFD0:Orientation": "Rotated 90 CW",
            "EXIF:ExifImageWidth": "1200",
            "EXIF:ExifImageLength": "800",
        }
    ),
    "no mark of a generator": a_file({"PNG:Title": "On holiday"}),
    "an address of a small copy": a_file({}, name="Fabc.jpg?format=jpg&name=small"),
    "a scan": a_file({"ICC-header:ProfileClass": "scnr"}),
}


@pytest.mark.parametrize("case", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_is_ordinary_is_not_asked_about(case: Case) -> None:
    found = [each for each in run_checks(case) if each.bearing in {Bearing.ASKS, "contradicts"}]
    assert found == []

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
    "a scan": a_file({"ICC-header:ProfileClass": "scnr"}),
}


@pytest.mark.parametrize("case", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_is_ordinary_is_not_asked_about(case: Case) -> None:
    found = [each for each in run_checks(case) if each.bearing in {Bearing.ASKS, "contradicts"}]
    assert found == []

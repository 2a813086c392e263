"""Checks of a file's structure say nothing where what they look for has a plain explanation."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from provenance.checks.thumbnails_disagree import ThumbnailsDisagree
from provenance.model.case import Case
from provenance.model.embedded import TELLING, Apart, Likened, Likeness, PlaceInFile
from provenance.model.finding import Bearing
from provenance.model.metadata import Disagreement, Statement
from tests.builders import a_case, a_match, an_examination
from tests.checks.cases import a_post, a_searched_case
from tests.checks.files import IPHONE, TAKEN, a_file, found
from tests.checks.test_contract import NEVER_SAID

SILENT: list[tuple[str, dict[str, str]]] = [
    ("iptc-digest", {"Photoshop:IPTCDigest": "0a" * 16, "File:CurrentIPTCDigest": "0a" * 16}),
    ("iptc-digest", {"Photoshop:IPTCDigest": "00" * 16, "File:CurrentIPTCDigest": "0a" * 16}),
    ("iptc-digest", {"Photoshop:IPTCDigest": "0a" * 16}),
    ("traces-of-programs", {"File:Segments": "APP0 JFIF, APP1 Exif"}),
    ("traces-of-programs", {"Photoshop:Resources": "0x0404 IPTCData, 0x0425 IPTCDigest"}),
    ("orientation-kept", {"IFD0:Orientation": "Rotated 90 CW"}),
    (
        "orientation-kept",
        {
            "IFD0:Orientation": "Horizontal (normal)",
            "EXIF:ExifImageWidth": "1200",
            "EXIF:ExifImageLength": "800",
        },
    ),
    (
        "orientation-kept",
        {
            "IFD0:Orientation": "Rotated 90 CW",
            "EXIF:ExifImageWidth": "800",
            "EXIF:ExifImageLength": "1200",
        },
    ),
    ("makers-notes-missing", IPHONE),
    ("makers-notes-missing", TAKEN | {"IFD0:Make": "motorola"}),
    ("jfif-beside-exif", {"JFIF:JFIFVersion": "1.01"}),
    ("second-pictures", {"File:Segments": "APP1 Exif, APP2 ICC_PROFILE"}),
    ("blocks-of-two-cameras", {"IFD0:Model": "K", "XMP-tiff:Model": "Canon EOS 40D"}),
    ("no-generator-mark", {"XMP-iptcExt:DigitalSourceType": "trainedAlgorithmicMedia"}),
    ("no-generator-mark", {"Pixels:Parameters": "a cat Steps: 20"}),
    ("no-generator-mark", {"IPTC:Credit": "Made with Google AI"}),
    ("no-generator-mark", {"PNG:parameters": "a cat Steps: 20, Sampler: Euler a"}),
    (
        "no-generator-mark",
        {"Credentials:State": "Valid", "Credentials:Sources": "trainedAlgorithmicMedia"},
    ),
]


@pytest.mark.parametrize(("check", "tags"), SILENT)
def test_what_is_usual_says_nothing(check: str, tags: dict[str, str]) -> None:
    assert found(check, a_file(tags)) == []


def with_readers(*statements: Statement) -> Case:
    case = a_file(TAKEN)
    apart = Disagreement("GPS:GPSLatitude", statements)
    metadata = replace(case.examination.metadata, disagreements=(apart,))
    return replace(case, examination=replace(case.examination, metadata=metadata))


def test_two_readers_are_shown_with_what_each_reads_and_positions_stay_private() -> None:
    case = with_readers(Statement("exifread", "1"), Statement("another reader", ""))
    (finding,) = found("readers-disagree", case)
    assert finding.bearing is Bearing.INFORMS
    values = [(fact.value, fact.source, fact.sensitive) for fact in finding.evidence[:2]]
    assert values == [("1", "exifread", True), ("(nothing)", "another reader", True)]


def test_blocks_that_disagree_are_not_readers_that_do() -> None:
    case = with_readers(Statement("EXIF:DateTimeOriginal", "1"), Statement("XMP-exif:x", "2"))
    assert found("readers-disagree", case) == []


def apart(likeness: Likeness) -> Case:
    pair = Apart(PlaceInFile.EXIF, PlaceInFile.PHOTOSHOP, Likened(likeness, score=0.97))
    return a_case(examination=replace(an_examination(), apart=(pair,)))


@pytest.mark.parametrize("likeness", TELLING)
def test_thumbnails_that_disagree_are_named_both(likeness: Likeness) -> None:
    (finding,) = ThumbnailsDisagree().run(apart(likeness))
    asked = likeness is not Likeness.ROTATED
    assert finding.bearing is (Bearing.ASKS if asked else Bearing.INFORMS)
    assert "EXIF thumbnail and its Photoshop thumbnail" in finding.summary
    assert not NEVER_SAID.search(finding.summary)
    assert ("relation", likeness) in [(fact.what, fact.value) for fact in finding.evidence]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("cat.png?ex=65529b40&is=65402640&hm=ab", "issued at 2023-10-30 21:55 UTC"),
        ("cat.png%3Fex=65529b40&is=65402640", "on Discord by then"),
        ("1_2_3_n.jpg?_nc_cat=1&oe=65529B40", "expires at 2023-11-13 21:55 UTC"),
        ("Fabc.jpg?format=jpg&name=small", "name=orig"),
        ("Fabc.jpg?name=360x360", "name=orig"),
    ],
)
def test_an_address_that_was_kept_as_a_name_is_read(name: str, says: str) -> None:
    (finding,) = found("address-parameters", a_file({}, name=name))
    assert says in finding.summary
    assert finding.evidence[0].value == name


@pytest.mark.parametrize(
    "name",
    [
        "photo.jpg",
        "cat.png?is=65402640",  # a link of Discord has both
        "cat.png?ex=ffffffff&is=ffffffff",  # a time that has not come
        "cat.png?ex=00000001&is=00000001",  # a time before there was a Discord
        "report.pdf?oe=65529B40",  # of nobody that we know
        "Fabc.jpg?name=orig",
        "Fabc.jpg?name=smallville",
    ],
)
def test_other_names_hold_no_parameters(name: str) -> None:
    assert found("address-parameters", a_file({}, name=name)) == []


def test_the_address_of_a_matching_posting_is_read_once() -> None:
    url = "https://pbs.example/media/F?format=jpg&name=small"
    post = a_post("1")
    post = replace(post, posting=replace(post.posting, url=url))
    case = replace(
        a_searched_case(a_match(post), a_match(post)), now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    (finding,) = found("address-parameters", case)
    assert finding.evidence[0].source == "a matching posting"

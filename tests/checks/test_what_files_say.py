"""Checks of what a file says about itself: each fires on its facts, and says them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from provenance.checks import CHECKS, run_checks
from provenance.identifiers import read
from provenance.metadata.facts import facts_of
from provenance.metadata.sensitive import is_sensitive
from provenance.model.case import Case, Claim, Nearby, Place, Surroundings
from provenance.model.finding import Bearing, Finding
from provenance.model.media import Location
from provenance.model.metadata import Block, Metadata, Position, State, Tag
from provenance.model.moment import Basis, Clock, Trust, moment
from provenance.model.reading import Reading
from tests.builders import KIDAL, a_case, a_claim, an_examination

ASKS, INFORMS = Bearing.ASKS, Bearing.INFORMS
TAKEN = {"EXIF:DateTimeOriginal": "2019:08:11 14:02:00"}
ZONED = TAKEN | {"EXIF:OffsetTimeOriginal": "+02:00"}
POSITION = {
    "GPS:GPSLatitude": "[18, 26, 2793/100]",
    "GPS:GPSLatitudeRef": "N",
    "GPS:GPSLongitude": "[1, 24, 2811/100]",
    "GPS:GPSLongitudeRef": "E",
}
FIX = {"GPS:GPSDateStamp": "2019:08:11", "GPS:GPSTimeStamp": "[12, 2, 0]"}
SIZE = {"EXIF:ExifImageWidth": "4000", "EXIF:ExifImageLength": "3000"}
EXPOSED = {"EXIF:FNumber": "8", "EXIF:ExposureTime": "1/500", "EXIF:ISOSpeedRatings": "100"}
IPHONE = {"IFD0:Make": "Apple", "IFD0:Model": "iPhone 12"}
LIBJPEG = "87 (exactly those of libjpeg)"
BERLIN = Place("Berlin, Germany", Position(52.52, 13.4), 25.0)


def said(tags: dict[str, str]) -> Metadata:
    """What our own parsers would make of these tags."""
    kinds = {"XMP": "xmp", "IPTC": "iptc", "ICC": "icc", "PNG": "png-text", "File": "jpeg"}
    blocks: dict[str, list[Tag]] = {"exif": []}
    for name, value in tags.items():
        kind = next((kind for start, kind in kinds.items() if name.startswith(start)), "exif")
        blocks.setdefault(kind, []).append(Tag(name, value))
    return facts_of(tuple(Block(kind, State.PRESENT, tuple(own)) for kind, own in blocks.items()))


def a_file(
    tags: dict[str, str],
    *,
    name: str = "photo.jpg",
    around: Surroundings | None = None,
    claim: Claim | None = None,
) -> Case:
    examined = replace(an_examination(said(tags)), location=Location(f"in/{name}"))
    case = a_case(examination=examined, claim=claim)
    return replace(case, surroundings=around or Surroundings())


def found(check: str, case: Case) -> list[Finding]:
    return [finding for finding in run_checks(case) if finding.check == check]


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
    ("credentials-hold", ASKS, {"Credentials:State": "Invalid"}, "changed afterwards"),
    ("credentials-hold", INFORMS, {"Credentials:State": "Valid"}, "unchanged since"),
    ("credentials-signer", INFORMS, {"Credentials:State": "Trusted"}, "is on the shipped"),
    (
        "credentials-signer",
        INFORMS,
        {"Credentials:State": "Valid", "Credentials:Failures": "signingCredential.untrusted"},
        "is not on the shipped",
    ),
    (
        "credentials-signer",
        INFORMS,
        {"Credentials:State": "Invalid", "Credentials:Failures": "signingCredential.expired"},
        "run out",
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
    ("generator-name", INFORMS, {"XMP-iptcExt:AISystemUsed": "some model"}, "IPTC"),
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
    assert any(name in told for name in tags)


@pytest.mark.parametrize(
    "tags",
    [
        {"File:JPEGQualityEstimate": LIBJPEG, "JFIF:JFIFVersion": "1.01"},
        IPHONE | {"File:JPEGQualityEstimate": LIBJPEG},
        IPHONE | {"File:JPEGQualityEstimate": "90 (nearest of libjpeg; the tables are others)"},
    ],
)
def test_tables_alone_are_not_told(tags: dict[str, str]) -> None:
    assert found("compression-tables", a_file(tags)) == []


def test_a_day_alone_is_no_clock() -> None:
    day = moment("2019-08-11", Clock.CAPTURED, Basis.EXIF, Trust.SELF_ASSERTED)
    said_so = replace(said(POSITION | FIX), captured=day, captured_from="IPTC:DateCreated")
    case = a_case(examination=an_examination(said_so))
    case = replace(case, surroundings=Surroundings(offset=timedelta(0)))
    assert found("clock-against-satellites", case) == found("sun-at-capture", case) == []


def test_the_zone_of_an_editors_desk_is_not_asked_about() -> None:
    there = Surroundings(zone="Asia/Ulaanbaatar", offset=timedelta(hours=8))
    case = a_file(ZONED | POSITION, around=there)
    metadata = replace(case.examination.metadata, captured_from="IPTC:DateCreated")
    desk = replace(case, examination=replace(case.examination, metadata=metadata))
    assert found("offset-against-position", desk) == []


def test_an_offset_other_than_the_legal_one_is_asked_about() -> None:
    there = Surroundings(zone="Asia/Ulaanbaatar", offset=timedelta(hours=8))
    (finding,) = found("offset-against-position", a_file(ZONED | POSITION, around=there))
    assert (finding.bearing, "+02:00" in finding.summary) == (ASKS, True)


@pytest.mark.parametrize(("hours", "count"), [(1, 1), (2, 0), (3, 1)])
def test_an_hour_of_summer_time_is_information(hours: int, count: int) -> None:
    there = Surroundings(zone="Africa/Bamako", offset=timedelta(hours=hours))
    findings = found("offset-against-position", a_file(ZONED | POSITION, around=there))
    assert [each.bearing for each in findings] == [INFORMS] * count


def test_a_position_in_few_digits_is_a_round_one() -> None:
    tags = POSITION | {"GPS:GPSLatitude": "[184/10, 0, 0]", "GPS:GPSLongitude": "[14/10, 0, 0]"}
    (finding,) = found("position-rounded", a_file(tags))
    assert "by hand" in finding.summary
    assert finding.evidence[0].sensitive
    assert found("position-rounded", a_file(POSITION)) == []


def test_the_point_of_a_town_is_a_round_position() -> None:
    on_it = Surroundings(nearest=Nearby("Kidal, Mali", 0.0))
    assert len(found("position-rounded", a_file(POSITION, around=on_it))) == 1


def test_the_nearest_place_is_named_and_the_position_marked_sensitive() -> None:
    near = Surroundings(nearest=Nearby("Kidal, Mali", 3.2), zone="Africa/Bamako")
    (finding,) = found("nearest-place", a_file(POSITION, around=near))
    assert "3 km from Kidal, Mali" in finding.summary
    assert [fact.sensitive for fact in finding.evidence[:2]] == [True, False]


def test_a_position_far_from_every_town_is_sea_or_desert() -> None:
    (finding,) = found("nearest-place", a_file(POSITION, around=Surroundings(zone="Etc/GMT")))
    assert "desert" in finding.summary


def test_a_caption_of_another_country_is_asked_about_and_contradicts_nothing() -> None:
    tags = POSITION | {"IPTC:City": "Berlin"}
    around = Surroundings(named=BERLIN, named_from="IPTC:City")
    case = a_file(tags, around=around, claim=a_claim(None, KIDAL))
    findings = found("place-names-disagree", case)
    assert [each.bearing for each in findings] == [ASKS, ASKS]
    assert "Berlin" not in findings[0].summary  # a stranger's words stay in the evidence


def test_the_sun_is_told_for_a_claimed_minute() -> None:
    case = a_file({}, claim=a_claim("2023-11-14T12:00:00Z", KIDAL))
    (finding,) = found("sun-at-claim", case)
    assert "53° high in the south" in finding.summary
    assert "shadows 0.8 times as long as high, towards 8°" in finding.evidence[0].value


def test_the_sun_of_a_claimed_day_is_told_five_times() -> None:
    around = Surroundings(claimed_zone="Africa/Bamako", claimed_offset=timedelta(0))
    case = replace(a_file({}, claim=a_claim("2023-11-14", KIDAL)), surroundings=around)
    (finding,) = found("sun-at-claim", case)
    stood = [fact for fact in finding.evidence if fact.what.startswith("sun at")]
    assert [fact.what[-5:] for fact in stood] == ["06:00", "09:00", "12:00", "15:00", "18:00"]


@pytest.mark.parametrize("time", ["2023", "2023-11"])
def test_the_sun_of_a_month_is_not_told(time: str) -> None:
    around = Surroundings(claimed_zone="Africa/Bamako", claimed_offset=timedelta(0))
    case = replace(a_file({}, claim=a_claim(time, KIDAL)), surroundings=around)
    assert found("sun-at-claim", case) == []


@pytest.mark.parametrize(
    ("clock", "flash", "bearing"),
    [
        ("23:00:00", "Flash did not fire", ASKS),
        ("23:00:00", "Flash fired", INFORMS),
        ("12:00:00", "Flash did not fire", INFORMS),
    ],
)
def test_daylight_at_night_is_asked_about(clock: str, flash: str, bearing: Bearing) -> None:
    around = Surroundings(zone="Africa/Bamako", offset=timedelta(0))
    taken = {"EXIF:DateTimeOriginal": f"2019:08:11 {clock}", "EXIF:Flash": flash}
    (finding,) = found("sun-at-capture", a_file(taken | POSITION | EXPOSED, around=around))
    assert finding.bearing is bearing


def a_reading(stated: str, *, certain: bool = True) -> Reading:
    at = moment(stated, Clock.POSTED, Basis.FILE_NAME, Trust.FROM_NAME)
    return Reading("IMG-20190811-WA0001.jpg", "whatsapp", "whatsapp-name", at, "sent", certain)


@pytest.mark.parametrize(
    ("tags", "claimed", "bearing"),
    [
        ({}, "2023-11-14", ASKS),
        ({"EXIF:DateTimeOriginal": "2022:08:11 14:02:00"}, None, ASKS),
        (TAKEN, None, INFORMS),
        ({}, "2019-08-12", INFORMS),
    ],
)
def test_the_time_in_a_name_is_held_against_claim_and_capture(
    tags: dict[str, str], claimed: str | None, bearing: Bearing
) -> None:
    case = a_file(tags, claim=a_claim(claimed))
    (finding,) = found("time-in-name", replace(case, readings=(a_reading("2019-08-11"),)))
    assert finding.bearing is bearing


def test_an_id_that_may_be_of_several_platforms_says_nothing() -> None:
    readings = (a_reading("2019-08-11", certain=False), a_reading("2021-08-11", certain=False))
    assert found("time-in-name", replace(a_file({}), readings=readings)) == []


@pytest.mark.parametrize(
    ("claimed", "bearing"), [("2023-11-14", ASKS), ("2021-01-07", INFORMS), ("2020-01-01", INFORMS)]
)
def test_a_name_that_is_the_id_of_a_media_dates_its_upload(claimed: str, bearing: Bearing) -> None:
    readings = read("ErD8xv0VkAIBJe7.jpg", "", datetime(2026, 11, 22, tzinfo=UTC))
    assert isinstance(readings, tuple)
    case = replace(a_file({}, claim=a_claim(claimed)), readings=readings)
    (finding,) = found("time-in-name", case)
    assert finding.bearing is bearing
    assert "2021-01-06 16:20 UTC" in finding.evidence[1].value


@pytest.mark.parametrize(
    "name", ["Screenshot_20190811-140200.png", "Capture d’écran 1.png", "لقطة شاشة.png"]
)
def test_a_screenshot_is_known_by_its_name(name: str) -> None:
    assert len(found("screenshot", a_file({}, name=name))) == 1


@pytest.mark.parametrize(
    ("name", "count"), [("a.png", 1), ("a.jpeg", 0), ("a.JPG", 0), ("a.bin", 0), ("jpg", 0)]
)
def test_a_name_of_another_format_is_told(name: str, count: int) -> None:
    assert len(found("type-against-name", a_file({}, name=name))) == count


def test_a_size_of_platforms_is_a_lead_for_files_without_exif() -> None:
    case = a_file({})
    media = replace(case.examination.media, width=1600, height=1200)
    bare = replace(case.examination, media=media, metadata=Metadata(()))
    (finding,) = found("size-of-platform", replace(case, examination=bare))
    assert "WhatsApp" in finding.summary
    kept = replace(case.examination, media=media)
    assert found("size-of-platform", replace(case, examination=kept)) == []


def test_the_size_of_a_screen_is_a_lead_where_no_camera_is_named() -> None:
    case, taken = a_file({}), a_file(IPHONE)
    size = replace(case.examination.media, width=2532, height=1170)
    shot, photo = (
        replace(each, examination=replace(each.examination, media=size)) for each in (case, taken)
    )
    assert (len(found("size-of-screen", shot)), len(found("size-of-screen", photo))) == (1, 0)
    assert found("size-of-screen", case) == []


@pytest.mark.parametrize(("tags", "count"), [(IPHONE, 1), ({}, 0)])
def test_a_camera_under_the_name_of_a_messenger_is_a_lead(tags: dict[str, str], count: int) -> None:
    case = replace(a_file(tags), readings=(a_reading("2019-08-11"),))
    assert len(found("metadata-kept", case)) == count


def test_owners_and_serial_numbers_are_marked_sensitive() -> None:
    tags = {"EXIF:BodySerialNumber": "1234567", "IFD0:Artist": "A. Person"}
    (finding,) = found("owner-and-serial", a_file(tags))
    assert [fact.sensitive for fact in finding.evidence[:2]] == [True, True]
    assert "1234567" not in finding.summary
    assert "A. Person" not in finding.summary


def test_every_check_of_a_file_alone_is_tried_here() -> None:
    tried = {row[0] for row in ROWS}
    elsewhere = {
        *("offset-against-position", "position-rounded", "nearest-place", "place-names-disagree"),
        *("sun-at-claim", "sun-at-capture", "time-in-name", "type-against-name"),
        *("size-of-platform", "size-of-screen", "metadata-kept"),
    }
    older = {"T01", "T02", "G01", "A01", "A02", "A05", "P01", "E01", "E02", "H05"}
    mine = {each.name for each in CHECKS if each.about.code not in older | {"M01", "M02", "M03"}}
    assert tried | elsewhere == mine


def test_a_manifest_that_cannot_be_read_is_not_checked() -> None:
    broken = Block("credentials", State.UNREADABLE, reason="its manifest cannot be read (JUMBF)")
    case = a_case(examination=an_examination(Metadata((broken,))))
    (finding,) = found("credentials-hold", case)
    assert finding.bearing is Bearing.NOT_CHECKED


def test_verified_credentials_are_not_said_to_be_unchecked() -> None:
    there = Block("jpeg", State.PRESENT, (Tag("JUMBF:JUMDLabel", "c2pa"),))
    verified = Block("credentials", State.PRESENT, (Tag("Credentials:State", "Valid"),))
    alone, both = (
        found("content-credentials-present", a_case(examination=an_examination(Metadata(blocks))))
        for blocks in ((there,), (there, verified))
    )
    assert (len(alone), len(both)) == (1, 0)


def test_now_is_the_time_of_the_question() -> None:
    case = a_file({"EXIF:DateTimeOriginal": "2038:01:19 03:14:07"})
    later = replace(case, now=datetime(2040, 1, 1, tzinfo=UTC))
    assert found("capture-in-the-future", later) == []

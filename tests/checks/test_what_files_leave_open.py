"""Places, zones, the sun, names and sizes: where checks speak, and where they must be silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from provenance.identifiers import read
from provenance.model.case import Nearby, Surroundings
from provenance.model.finding import Bearing
from provenance.model.metadata import Block, Metadata, State, Tag
from provenance.model.moment import Basis, Clock, Trust, moment
from provenance.model.reading import Reading
from tests.builders import KIDAL, a_case, a_claim, an_examination
from tests.checks.files import (
    ASKS,
    BERLIN,
    EXPOSED,
    FIX,
    INFORMS,
    IPHONE,
    LIBJPEG,
    POSITION,
    TAKEN,
    ZONED,
    a_file,
    found,
    said,
)


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

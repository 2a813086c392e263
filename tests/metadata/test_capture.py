"""When a file says it was taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from provenance.metadata.capture import Capture, capture_of
from provenance.model.metadata import ZoneState
from provenance.model.moment import Basis, Clock, Trust

ORIGINAL = "EXIF:DateTimeOriginal"
DIGITIZED = "EXIF:DateTimeDigitized"
OFFSET = "EXIF:OffsetTimeOriginal"


def taken(stated: str, offset: str | None = None, **other: str) -> Capture:
    tags = {ORIGINAL: stated} | {name.replace("_", ":"): value for name, value in other.items()}
    return capture_of(tags if offset is None else tags | {OFFSET: offset})


def test_a_time_without_an_offset_may_be_fourteen_hours_off() -> None:
    found = taken("2023:02:02 02:00:00")
    assert found.moment is not None
    assert found.moment.earliest == datetime(2023, 2, 1, 12, tzinfo=UTC)
    assert found.moment.latest == datetime(2023, 2, 2, 16, tzinfo=UTC)
    assert found.zone is ZoneState.UNKNOWN


def test_a_time_with_its_offset_is_exact() -> None:
    found = taken("2023:02:02 02:00:00", "+02:00")
    assert found.moment is not None
    assert found.moment.earliest == found.moment.latest == datetime(2023, 2, 2, tzinfo=UTC)
    assert found.zone is ZoneState.OFFSET_STATED


def test_the_moment_says_where_it_comes_from() -> None:
    found = taken("2023:02:02 02:00:00", "+02:00")
    assert found.moment is not None
    assert found.moment.stated == "2023:02:02 02:00:00+02:00"
    assert found.moment.clock is Clock.CAPTURED
    assert found.moment.basis is Basis.EXIF
    assert found.moment.trust is Trust.SELF_ASSERTED
    assert found.tag == ORIGINAL


def test_parts_of_a_second_count_where_the_time_is_exact() -> None:
    found = taken("2023:02:02 02:00:00", "+02:00", EXIF_SubSecTimeOriginal="023")
    assert found.moment is not None
    assert found.moment.earliest == datetime(2023, 2, 2, 0, 0, 0, 23_000, tzinfo=UTC)
    assert found.moment.stated == "2023:02:02 02:00:00.023+02:00"


@pytest.mark.parametrize("subsec", ["", "  ", "1/2", "٣"])
def test_parts_of_a_second_that_are_no_digits_are_ignored(subsec: str) -> None:
    found = taken("2023:02:02 02:00:00", "Z", EXIF_SubSecTimeOriginal=subsec)
    assert found.moment is not None
    assert found.moment.earliest == datetime(2023, 2, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2023-02-02 02:00:00",
        "2023-02-02T02:00:00",
        "2023/02/02 02:00:00",
        "2023:02:02  02:00:00",
        "2023:02:02 02:00:00.0",
    ],
)
def test_variants_of_the_same_time_are_the_same_time(stated: str) -> None:
    found, usual = taken(stated).moment, taken("2023:02:02 02:00:00").moment
    assert found is not None
    assert usual is not None
    assert (found.earliest, found.latest) == (usual.earliest, usual.latest)


def test_an_offset_inside_the_time_counts() -> None:
    found = taken("2023-02-02T02:00:00+02:00")
    assert found.moment is not None
    assert found.moment.earliest == datetime(2023, 2, 2, tzinfo=UTC)
    assert found.zone is ZoneState.OFFSET_STATED


@pytest.mark.parametrize("offset", ["+25:00", "+02:75", "", "   :  ", "CET", "2"])
def test_a_bad_offset_leaves_the_zone_unknown_with_a_remark(offset: str) -> None:
    found = taken("2023:02:02 02:00:00", offset)
    assert found.moment is not None
    assert found.moment.earliest is not None
    assert found.moment.latest is not None
    assert found.moment.latest - found.moment.earliest == timedelta(hours=28)
    assert found.zone is ZoneState.UNKNOWN
    assert f'"{offset}"' in found.remarks[0]


def test_the_offset_of_the_time_of_modification_is_not_the_offset_of_the_capture() -> None:
    assert taken("2023:02:02 02:00:00", EXIF_OffsetTime="+02:00").zone is ZoneState.UNKNOWN


def test_digitized_counts_where_there_is_no_original() -> None:
    found = capture_of({DIGITIZED: "2023:04:04 04:00:00", "EXIF:OffsetTimeDigitized": "Z"})
    assert found.tag == DIGITIZED
    assert found.zone is ZoneState.OFFSET_STATED


def test_original_comes_before_digitized() -> None:
    assert (
        taken("2023:02:02 02:00:00", EXIF_DateTimeDigitized="2023:04:04 04:00:00").tag == ORIGINAL
    )


def test_digitized_steps_in_for_an_original_that_was_never_set() -> None:
    found = taken("0000:00:00 00:00:00", EXIF_DateTimeDigitized="2023:04:04 04:00:00")
    assert found.tag == DIGITIZED
    assert len(found.remarks) == 1


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "0000:00:00 00:00:00",
        "    :  :     :  :",
        "1970:01:01 00:00:00",
        "1970:01:01 09:00:00",
        "1904:01:01 00:00:00",
        "1980:01:01 00:00:00",
        "2000:01:01 00:12:34",
        "2024:01:01 00:59:59",
    ],
)
def test_a_clock_that_was_never_set_gives_no_date(stated: str) -> None:
    found = taken(stated)
    assert found.moment is None
    assert "never set" in found.remarks[0]
    assert f'"{stated}"' in found.remarks[0]


@pytest.mark.parametrize("stated", ["2000:01:01 01:00:00", "2000:01:02 00:00:00"])
def test_times_beside_the_first_hour_of_the_year_are_dates(stated: str) -> None:
    assert taken(stated).moment is not None


@pytest.mark.parametrize(
    "stated",
    [
        "2023:02:02 24:00:00",
        "2023:02:30 12:00:00",
        "2023:13:02 12:00:00",
        "0001:01:02 12:00:00",
        "2023:02:02",
        "2023:02:02 12:00",
        "02/03/2023 12:00:00",
        "2023:02:02 02:00:00 PM",
        "٢٠٢٣:02:02 02:00:00",
        "yesterday",
    ],
)
def test_what_is_no_time_is_quoted_not_guessed(stated: str) -> None:
    found = taken(stated)
    assert found.moment is None
    assert found.remarks == (f'{ORIGINAL} says "{stated}": this cannot be read as a time.',)


def test_the_time_of_modification_is_mentioned_but_is_no_capture() -> None:
    found = capture_of({"IFD0:DateTime": "2022:05:24 10:51:58"})
    assert found.moment is None
    assert "last written by its software on 2022:05:24 10:51:58" in found.remarks[0]


def test_beside_a_time_of_capture_the_time_of_modification_is_not_mentioned() -> None:
    assert taken("2023:02:02 02:00:00", IFD0_DateTime="2024:05:24 10:51:58").remarks == ()


def test_a_time_of_modification_that_was_never_set_is_not_mentioned() -> None:
    assert capture_of({"IFD0:DateTime": "2000:01:01 00:00:00"}) == Capture()


def test_without_tags_there_is_nothing_to_say() -> None:
    assert capture_of({}) == Capture()

"""Names of files: which program gave them, and the time that it wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model.moment import ANY_ZONE, Clock
from tests.identifiers.asking import at, only, unread

DAY = ("2023-11-13T10:00:00Z", "2023-11-15T14:00:00Z")
SECOND = ("2023-11-13T23:05:06Z", "2023-11-15T03:05:06Z")
UTC_SECOND = ("2023-11-14T13:05:06Z", "2023-11-14T13:05:06Z")


@pytest.mark.parametrize(
    ("name", "platform", "clock", "ends"),
    [
        ("IMG-20231114-WA0007.jpg", "whatsapp", "collected", DAY),
        ("VID-20231114-WA0007.mp4", "whatsapp", "collected", DAY),
        ("WhatsApp Image 2023-11-14 at 13.05.06.jpeg", "whatsapp", "collected", SECOND),
        ("WhatsApp Image 2023-11-14 at 13.05.06_a1b2.jpg", "whatsapp", "collected", SECOND),
        ("WhatsApp Image 2023-11-14 at 1.05.06 PM.jpeg", "whatsapp", "collected", SECOND),
        ("00000042-PHOTO-2023-11-14-13-05-06.jpg", "whatsapp", "posted", SECOND),
        ("photo_7@14-11-2023_13-05-06.jpg", "telegram", "posted", SECOND),
        ("photos/photo_7@14-11-2023_13-05-06_thumb.jpg", "telegram", "posted", SECOND),
        (r"C:\photos\photo_2023-11-14_13-05-06.jpg", "telegram", "collected", SECOND),
        ("signal-2023-11-14-130506.jpg", "signal", "collected", SECOND),
        ("signal-2023-11-14-13-05-06.jpg", "signal", "collected", SECOND),
        ("IMG_20231114_130506.jpg", "android", "captured", SECOND),
        ("IMG_20231114_130506_1.jpg", "android", "captured", SECOND),
        ("IMG20231114130506.jpg", "android", "captured", SECOND),
        ("MVIMG_20231114_130506.jpg", "android", "captured", SECOND),
        ("20231114_130506.jpg", "android", "captured", SECOND),
        ("20231114_130506(0).jpg", "android", "captured", SECOND),
        ("PXL_20231114_130506000.jpg", "android", "captured", UTC_SECOND),
        ("PXL_20231114_130506000.PORTRAIT.jpg", "android", "captured", UTC_SECOND),
        ("Screenshot_20231114-130506.png", "screenshot", "captured", SECOND),
        ("Screenshot_20231114_130506_Telegram.jpg", "screenshot", "captured", SECOND),
        ("Screenshot_2023-11-14-13-05-06-000_org.app.jpg", "screenshot", "captured", SECOND),
        ("Screenshot 2023-11-14 at 1.05.06\u202fPM.png", "screenshot", "captured", SECOND),
        ("Screen Shot 2023-11-14 at 13.05.06.png", "screenshot", "captured", SECOND),
        ("FB_IMG_1699967106000.jpg", "facebook", "collected", UTC_SECOND),
        ("mmexport1699967106000.jpg", "wechat", "collected", UTC_SECOND),
        ("wx_camera_1699967106000.jpg", "wechat", "captured", UTC_SECOND),
        ("KakaoTalk_20231114_130506000.jpg", "kakaotalk", "collected", SECOND),
        ("DALL·E 2023-11-14 13.05.06 - a prompt.png", "dall-e", "collected", SECOND),
        ("https://example.org/up/IMG-20231114-WA0007.jpg?w=2", "whatsapp", "collected", DAY),
    ],
)
def test_a_name_is_read_as_its_program_meant_it(
    name: str, platform: str, clock: str, ends: tuple[str, str]
) -> None:
    reading = only(name)
    moment = reading.moment
    assert (reading.platform, moment.clock, reading.certain) == (platform, clock, True)
    assert (moment.earliest, moment.latest) == (at(ends[0]), at(ends[1]))
    assert moment.stated in name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("IMG-20231399-WA0007.jpg", "not a time that the calendar has"),
        ("IMG_00010101_000000.jpg", "not a year in which a picture was posted"),
        ("photo_7@31-02-2023_13-05-06.jpg", "not a time that the calendar has"),
        ("20231114_256199.jpg", "not a time that the calendar has"),
        ("IMG-20991231-WA0007.jpg", "which has not come yet"),
        ("IMG-19991231-WA0007.jpg", "before there were any"),
        ("FB_IMG_9999999999999.jpg", "is no time"),
    ],
)
def test_a_name_with_an_impossible_time_is_refused_with_the_reason(name: str, says: str) -> None:
    answer = unread(name)
    assert says in answer.reason
    assert not answer.carries_no_time


@pytest.mark.parametrize(
    "name",
    ["IMG_0042.JPG", "DSC_0001234.jpg", "DSCF1234.RAF", "123456_10158000000000000_99_n.jpg"],
)
def test_the_counter_in_a_name_is_no_time(name: str) -> None:
    assert unread(name).carries_no_time


@pytest.mark.parametrize("name", ["photo.jpg", "holiday.png", "2023-11-14", "20231114", "a", "."])
def test_a_name_of_no_known_program_is_not_guessed_at(name: str) -> None:
    assert not unread(name).carries_no_time


@given(
    st.datetimes(
        min_value=at("2015-01-01T00:00:00Z").replace(tzinfo=None),
        max_value=at("2026-01-01T00:00:00Z").replace(tzinfo=None),
    )
)
def test_the_time_that_a_phone_wrote_lies_in_the_middle_of_all_zones(written) -> None:
    written = written.replace(microsecond=0)
    moment = only(f"IMG_{written:%Y%m%d_%H%M%S}.jpg").moment
    assert moment.clock is Clock.CAPTURED
    assert moment.earliest is not None
    assert moment.latest is not None
    assert moment.latest - moment.earliest == 2 * ANY_ZONE
    assert moment.earliest.replace(tzinfo=None) + ANY_ZONE == written

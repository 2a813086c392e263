from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from provenance.model.moment import ANY_ZONE, Basis, Clock, Trust
from provenance.sources.telegram_posting import Chat, identifier, plain, posting
from tests.sources.exports import a_message

CHAT = Chat(99, "private_group")


def test_the_native_id_is_that_of_chat_and_message() -> None:
    assert posting(a_message(), CHAT).native_id == "99/5"


@pytest.mark.parametrize(("chat", "message"), [(None, 5), (99, None)])
def test_without_both_ids_there_is_no_native_id(chat: int | None, message: int | None) -> None:
    found = posting(a_message(id=message), Chat(chat, "public_channel"))
    assert (found.platform, found.native_id, found.url) == ("telegram", "", "")


@pytest.mark.parametrize(
    "kind", ["public_channel", "private_channel", "public_supergroup", "private_supergroup"]
)
def test_channels_and_supergroups_have_a_link_for_members(kind: str) -> None:
    assert posting(a_message(), Chat(99, kind)).url == "https://t.me/c/99/5"


@pytest.mark.parametrize("kind", ["private_group", "personal_chat", "saved_messages", ""])
def test_other_chats_have_no_link(kind: str) -> None:
    assert posting(a_message(), Chat(99, kind)).url == ""


def test_a_message_from_before_the_group_moved_has_an_id_below_zero_and_no_link() -> None:
    found = posting(a_message(id=-999999990), Chat(99, "private_supergroup"))
    assert (found.native_id, found.url) == ("99/-999999990", "")


@pytest.mark.parametrize(
    ("fields", "account"),
    [
        ({"from": "A name"}, "A name"),
        ({"from": None}, "user7"),
        ({"from": None, "from_id": 7}, "7"),
        ({"from": None, "from_id": None, "actor": "An actor"}, "An actor"),
        ({"from": None, "from_id": None}, ""),
    ],
)
def test_the_account_is_the_name_or_else_the_id(fields: dict[str, object], account: str) -> None:
    assert posting(a_message(**fields), CHAT).account == account


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"text": "words"}, "words"),
        ({"text": ["one ", {"type": "bold", "text": "two"}, ""]}, "one two"),
        ({"text": None, "text_entities": [{"type": "plain", "text": "three"}]}, "three"),
        ({"text": None}, ""),
        ({"text": "half \ud83d"}, r"half \ud83d"),
    ],
)
def test_the_text_is_joined(fields: dict[str, object], text: str) -> None:
    assert posting(a_message(**fields), CHAT).text == text


def test_the_unix_time_is_preferred_to_the_local_one() -> None:
    (posted,) = posting(a_message(), CHAT).moments
    assert posted.earliest == posted.latest == datetime(2023, 11, 17, 14, tzinfo=UTC)
    assert posted.stated == "1700229600"
    assert (posted.clock, posted.basis, posted.trust) == (
        Clock.POSTED,
        Basis.PLATFORM,
        Trust.PLATFORM_RECORD,
    )


def test_the_local_time_alone_may_be_14_hours_off_either_way() -> None:
    (posted,) = posting(a_message(date_unixtime=None), CHAT).moments
    middle = datetime(2023, 11, 17, 15, tzinfo=UTC)
    assert (posted.earliest, posted.latest) == (middle - ANY_ZONE, middle + ANY_ZONE)
    assert posted.stated == "2023-11-17T15:00:00"


def test_a_unix_time_may_be_a_number() -> None:
    (posted,) = posting(a_message(date_unixtime=1700229600), CHAT).moments
    assert posted.earliest == datetime(2023, 11, 17, 14, tzinfo=UTC)


def test_an_edit_has_a_moment_of_its_own() -> None:
    fields = {"edited": "2023-11-17T15:00:05", "edited_unixtime": "1700229605"}
    posted, edited = posting(a_message(**fields), CHAT).moments
    assert posted.latest is not None
    assert edited.clock is Clock.EDITED
    assert edited.earliest == posted.latest + timedelta(seconds=5)


@pytest.mark.parametrize("edited", ["1970-01-01T01:00:00", "soon", []])
def test_an_edit_at_no_real_time_is_left_out(edited: object) -> None:
    assert len(posting(a_message(edited=edited), CHAT).moments) == 1


def test_a_message_without_a_time_has_no_moments() -> None:
    assert posting(a_message(date=None, date_unixtime=None), CHAT).moments == ()


@pytest.mark.parametrize(
    "seconds", ["0", "-1700229600", "99999999999", "1" * 400, "1e9", "soon", 1.5, True, [], {}, " "]
)
def test_a_posting_time_that_cannot_be_is_refused_though_there_is_a_local_one(
    seconds: object,
) -> None:
    with pytest.raises(ValueError, match="its "):
        posting(a_message(date_unixtime=seconds), CHAT)


@pytest.mark.parametrize("date", ["1970-01-01T00:00:00", "0001-01-01T00:00:00", "17.11.2023", {}])
def test_a_local_time_that_cannot_be_is_refused(date: object) -> None:
    with pytest.raises(ValueError, match=r"its date|ISO 8601|not a year"):
        posting(a_message(date=date, date_unixtime=None), CHAT)


@pytest.mark.parametrize(
    "fields",
    [
        {"id": [1]},
        {"id": {}},
        {"id": 1.5},
        {"id": True},
        {"id": "five"},
        {"id": 2**70},
        {"from": ["x"]},
        {"text": 7},
        {"text": {"text": "x"}},
        {"text": [["x"]]},
        {"text": [{"text": {}}]},
    ],
)
def test_a_field_of_a_shape_that_no_export_has_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="its "):
        posting(a_message(**fields), CHAT)


def test_an_id_may_be_written_as_text() -> None:
    assert identifier("-1234") == -1234


def test_plain_text_can_be_encoded() -> None:
    plain("\ud83d\udc80", "text").encode()

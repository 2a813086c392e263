from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from provenance.errors import SourceError
from provenance.model.moment import Clock
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources.telegram import Telegram
from tests.builders import a_posting
from tests.sources.exports import (
    EXPORTS,
    NOTHING_STATED,
    SHARED_TELEGRAM,
    a_message,
    a_picture,
    an_export,
    needs_shared_data,
    only,
    read,
)

NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
TOO_LARGE = "(File exceeds maximum size. Change data exporting settings to download.)"
UNAVAILABLE = "(File unavailable, please try again later)"


def test_a_photo_is_an_attachment_of_its_message(tmp_path: Path) -> None:
    entry = only(an_export(tmp_path, a_message()))
    assert isinstance(entry, Attachment)
    assert entry.location.path == str(tmp_path / "photos/1.jpg")
    assert entry.where == "result.json chat 99 message 5"
    assert (entry.posting.platform, entry.posting.native_id) == ("telegram", "99/5")


def test_the_fixture_accounts_for_each_of_its_messages() -> None:
    entries = read(EXPORTS / "telegram")
    ids = [entry.where.rsplit(" ", 1)[1] for entry in entries]
    assert sorted(set(ids)) == [str(n) for n in range(1, 10)]
    kinds = "".join(type(entry).__name__[0] for entry in entries)
    assert kinds == "SAAAAASFSS"


def test_the_folder_and_its_result_json_are_the_same_export() -> None:
    assert read(EXPORTS / "telegram") == read(EXPORTS / "telegram" / "result.json")


def test_the_result_json_stands_for_the_collection() -> None:
    path = EXPORTS / "telegram"
    assert Telegram().index_file(path) == path / "result.json"
    assert Telegram().index_file(path / "result.json") == path / "result.json"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chat.json", '{"messages": [{"type": "message"}]}'),
        ("CHAT.JSON", '{"name": "x", "type": "public_channel", "id": 1, "messages": []}'),
        ("full.json", '{"about": "", "personal_information": {"user_id": 1}, "contacts": {'),
        ("result.json", "not even JSON: it is told so when it is read"),
    ],
)
def test_json_that_begins_like_an_export_is_accepted(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert Telegram().accepts(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("message_1.json", '{"participants": [], "messages": [{"timestamp_ms": 1}]}'),
        ("data.json", "[1, 2]"),
        ("data.json", ""),
        ("data.txt", '{"messages": [{"type": "message"}]}'),
    ],
)
def test_other_json_is_not_accepted(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert not Telegram().accepts(tmp_path / name)


def test_a_folder_without_result_json_is_not_accepted(tmp_path: Path) -> None:
    assert not Telegram().accepts(tmp_path)


def test_a_folder_that_may_not_be_looked_into_is_not_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refusing)
    assert not Telegram().accepts(tmp_path)


def test_messages_without_ids_are_named_by_their_number(tmp_path: Path) -> None:
    messages = [{"type": "message"}, {"type": "message", "id": [1]}]
    chats = {"chats": {"list": [{"messages": []}, {"messages": messages}]}}
    (tmp_path / "result.json").write_text(json.dumps(chats))
    assert [entry.where for entry in read(tmp_path)] == [
        "result.json chat no. 2 message no. 1",
        "result.json chat no. 2 message no. 2",
    ]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (a_message(photo=None), "no picture or video in this message"),
        (
            {"id": 1, "type": "service", "action": "create_group"},
            "service message: create_group",
        ),
        ({"id": 1, "type": "service", "action": ["x"]}, "no picture or video in this message"),
        ({"id": 1, "type": "unsupported"}, "of a kind that Telegram Desktop does not export"),
        (a_message(photo=None, file="a.pdf", mime_type="application/pdf"), "application/pdf: "),
        (
            a_message(photo=None, file="s.tgs", media_type="sticker"),
            "sticker: neither a picture nor a video",
        ),
        (
            a_message(photo=None, file="a.ogg", media_type="voice_message", mime_type="audio/ogg"),
            "voice_message: neither",
        ),
    ],
)
def test_what_holds_no_picture_is_skipped_with_the_reason(
    tmp_path: Path, message: object, reason: str
) -> None:
    entry = only(an_export(tmp_path, message))
    assert isinstance(entry, Skipped)
    assert reason in entry.reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"photo": NOT_INCLUDED}, f"does not hold it {NOT_INCLUDED}; export the chat again"),
        ({"photo": TOO_LARGE}, "exceeds maximum size"),
        ({"photo": UNAVAILABLE}, "unavailable"),
        ({"photo": f"1.jpg {NOT_INCLUDED}"}, NOT_INCLUDED),
        ({"photo": None, "file": NOT_INCLUDED, "mime_type": "image/png"}, NOT_INCLUDED),
    ],
)
def test_a_picture_that_was_not_exported_leaves_its_posting_and_says_why(
    tmp_path: Path, fields: dict[str, object], reason: str
) -> None:
    posting, picture = read(an_export(tmp_path, a_message(**fields)))
    assert isinstance(posting, Attachment)
    assert (posting.location, posting.posting.native_id) == (None, "99/5")
    assert isinstance(picture, Skipped)
    assert reason in picture.reason


@pytest.mark.parametrize(
    "fields",
    [
        {"file": "photos/1.jpg", "mime_type": "image/heic"},
        {"file": "photos/1.jpg", "mime_type": "IMAGE/GIF", "media_type": "animation"},
        {"file": "photos/1.jpg"},
        {"file": "photos/1.jpg", "media_type": "sticker"},
        {"file": "photos/1.jpg", "mime_type": "application/octet-stream"},
        {"photo": "photos/../photos/1.jpg"},
        {"type": "service", "action": "edit_group_photo", "photo": "photos/1.jpg"},
    ],
)
def test_a_picture_that_is_held_is_an_attachment(tmp_path: Path, fields: dict[str, object]) -> None:
    entry = only(an_export(tmp_path, a_message(**{"photo": None} | fields)))
    assert isinstance(entry, Attachment)


@pytest.mark.parametrize(
    "fields",
    [
        {"file": "v.mp4", "media_type": "video_file", "mime_type": "video/mp4"},
        {"file": "v.mp4", "media_type": "video_file"},
        {"file": "v.mp4", "media_type": "animation", "mime_type": "video/mp4"},
        {"file": "v.mp4", "media_type": "video_message", "thumbnail": "photos/1.jpg"},
        {"file": "v.webm", "media_type": "sticker"},
        {"file": "v.mkv", "mime_type": "video/x-matroska"},
        {"file": "v.mov", "mime_type": "application/octet-stream"},
    ],
)
def test_a_video_that_is_held_is_an_attachment(tmp_path: Path, fields: dict[str, object]) -> None:
    (tmp_path / f"{fields['file']}").write_bytes(b"of a video")
    entry = only(an_export(tmp_path, a_message(**{"photo": None} | fields)))
    assert isinstance(entry, Attachment)
    assert entry.location is not None
    assert entry.location.path == str(tmp_path / f"{fields['file']}")


def test_a_video_that_was_not_exported_leaves_its_posting_and_says_why(tmp_path: Path) -> None:
    message = a_message(photo=None, file=TOO_LARGE, media_type="video_file", mime_type="video/mp4")
    posting, video = read(an_export(tmp_path, message))
    assert isinstance(posting, Attachment)
    assert posting.location is None
    assert isinstance(video, Skipped)
    assert f"names this file but does not hold it {TOO_LARGE}" in video.reason


def test_a_message_with_a_photo_and_a_file_gives_an_entry_for_each(tmp_path: Path) -> None:
    message = a_message(file="v.pdf", mime_type="application/pdf")
    assert [type(entry) for entry in read(an_export(tmp_path, message))] == [Attachment, Skipped]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (a_message(photo="photos/2.jpg"), "photos/2.jpg is not there; copy the whole folder"),
        (a_message(photo="photos"), "is a folder"),
        (a_message(photo=""), "without a path"),
        (a_message(photo=["photos/1.jpg"]), "its photo is not text"),
        (a_message(photo="../outside.jpg"), "points outside the export"),
        (a_message(photo="photos/../../outside.jpg"), "points outside the export"),
        (a_message(photo="link.jpg"), "points outside the export"),
        (a_message(photo="a\0b"), "null"),
        (a_message(photo="half \ud83d.jpg"), r"half \ud83d.jpg is not there"),
        (a_message(photo=None, file="photos/1.jpg", mime_type=5.5), "its mime_type is not text"),
        (a_message(date_unixtime="-5"), "before Telegram existed"),
        (a_message(id=[5]), "its id is not a whole number"),
        (a_message(text=5), "its text is neither"),
        ("a string", "not a message"),
        ([], "not a message"),
        (None, "not a message"),
    ],
)
def test_what_cannot_be_used_has_failed_and_the_rest_goes_on(
    tmp_path: Path, message: object, reason: str
) -> None:
    a_picture(tmp_path / "outside.jpg")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    failed, following = read(an_export(folder, message, a_message(id=6)))
    assert isinstance(failed, Failed)
    assert reason in failed.reason
    failed.reason.encode()
    assert isinstance(following, Attachment)


def test_an_absolute_path_points_outside_even_where_it_does_not(tmp_path: Path) -> None:
    entry = only(an_export(tmp_path, a_message(photo=str(tmp_path / "photos" / "1.jpg"))))
    assert isinstance(entry, Failed)
    assert "points outside the export" in entry.reason


def test_an_export_that_is_handed_in_through_a_link_is_read(tmp_path: Path) -> None:
    an_export(tmp_path, a_message())
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    entry = only(tmp_path / "link")
    assert isinstance(entry, Attachment)
    assert entry.location.path == str(tmp_path / "link/photos/1.jpg")


def test_a_relative_path_to_the_export_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_export(tmp_path, a_message())
    monkeypatch.chdir(tmp_path)
    entry = only(Path("result.json"))
    assert isinstance(entry, Attachment)
    assert entry.location.path == os.path.join("photos", "1.jpg")  # noqa: PTH118 - as text


def test_what_the_user_stated_fills_blanks_only(tmp_path: Path) -> None:
    message = a_message(date=None, date_unixtime=None, **{"from": None})
    stated = a_posting("2020-01-01", url="https://t.me/name/5", account="stated", text="stated")
    entry = only(an_export(tmp_path, message), stated)
    assert isinstance(entry, Attachment)
    assert entry.posting == a_posting(
        "2020-01-01",
        platform="telegram",
        native_id="99/5",
        url="https://t.me/name/5",
        account="user7",
        text="words",
    )


def test_profile_pictures_and_stories_are_skipped_one_by_one(tmp_path: Path) -> None:
    export = {"profile_pictures": [{}, {}], "stories": ["x"], "chats": {"list": []}}
    (tmp_path / "result.json").write_text(json.dumps(export))
    entries = read(tmp_path)
    assert [entry.where for entry in entries] == [
        "result.json profile picture no. 1",
        "result.json profile picture no. 2",
        "result.json story no. 1",
    ]
    assert all(isinstance(entry, Skipped) for entry in entries)


def test_nothing_is_handed_on_from_an_export_that_breaks_off(tmp_path: Path) -> None:
    an_export(tmp_path, a_message(), a_message(id=6))
    path = tmp_path / "result.json"
    path.write_text(path.read_text()[:-5])
    with pytest.raises(SourceError, match="line 1"):
        next(Telegram().attachments(tmp_path, NOTHING_STATED))


class TestRealExports:
    pytestmark = needs_shared_data

    @pytest.mark.parametrize(
        ("name", "messages"),
        [
            ("private_group_result.json", 5),
            ("public_channel_result.json", 12),  # five files were not exported: two entries each
            ("test_batch_export.json", 2),
            ("test_single_export.json", 2),
        ],
    )
    def test_every_message_is_accounted_for(self, name: str, messages: int) -> None:
        assert len(read(SHARED_TELEGRAM / name)) == messages

    def test_the_time_is_the_unix_time_and_not_the_exporters_clock(self, tmp_path: Path) -> None:
        export = json.loads((SHARED_TELEGRAM / "public_channel_result.json").read_text())
        export["messages"][0]["photo"] = "photos/1.jpg"
        a_picture(tmp_path / "photos" / "1.jpg")
        (tmp_path / "result.json").write_text(json.dumps(export))
        entry = next(e for e in read(tmp_path) if isinstance(e, Attachment))
        posted, edited = entry.posting.moments
        assert (posted.stated, edited.stated) == ("1781868410", "1781868414")
        assert (posted.clock, edited.clock) == (Clock.POSTED, Clock.EDITED)
        assert entry.posting.url == "https://t.me/c/2447843635/3858"

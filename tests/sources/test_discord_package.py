"""The data package of Discord: messages of a channel, as JSON and as the table of before."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from provenance.model.moment import Clock, iso
from provenance.model.posting import Attachment, Failed, JoinKey, Skipped
from provenance.sources import recognise
from tests.sources.exports import EXPORTS, a_picture, only, read

FIXTURE = EXPORTS / "discord-package" / "messages.json"
LINK = "https://cdn.discordapp.com/attachments/2/9/a%20b.jpg?ex=1"
MESSAGE = {
    "ID": 1175042654723899393,
    "Timestamp": "2023-11-17 12:00:00",
    "Contents": "A",
    "Attachments": LINK,
}


def written(folder: Path, *messages: object) -> Path:
    (folder / "messages.json").write_text(json.dumps(messages))
    return folder / "messages.json"


def test_the_fixture_accounts_for_each_message() -> None:
    entries = read(FIXTURE)
    assert "".join(type(entry).__name__[0] for entry in entries) == "AAAS"
    first = entries[0]
    assert isinstance(first, Attachment)
    assert first.location is not None
    assert first.posting.url.endswith("/900000000000000001/900000000000000002/1175042654723899393")
    assert first.keys == (JoinKey("discord-attachment", "1175042654723899400"),)


def test_a_table_of_before_says_the_same(tmp_path: Path) -> None:
    row = f"1175042654723899393,2023-11-17 12:00:00.123000+00:00,A,{LINK}\n"
    (tmp_path / "messages.csv").write_text("ID,Timestamp,Contents,Attachments\n" + row)
    assert recognise(tmp_path / "messages.csv").name == "discord-package"
    entry = only(tmp_path / "messages.csv")
    assert isinstance(entry, Attachment)
    assert (entry.posting.native_id, entry.posting.text) == ("1175042654723899393", "A")
    assert entry.keys == (JoinKey("discord-attachment", "9"),)
    (posted,) = entry.posting.moments
    assert (posted.clock, iso(posted.latest)) == (Clock.POSTED, "2023-11-17T12:00:00.123000Z")


def test_a_file_that_was_fetched_lies_beside_under_its_own_name(tmp_path: Path) -> None:
    a_picture(tmp_path / "a b.jpg")
    entry = only(written(tmp_path, MESSAGE))
    assert isinstance(entry, Attachment)
    assert entry.location is not None
    assert entry.posting.url == ""


def test_in_the_archive_the_owner_and_the_channel_are_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as archive:
        archive.writestr("account/user.json", json.dumps({"id": "7", "username": "somebody"}))
        archive.writestr("messages/c2/channel.json", json.dumps({"id": "2", "type": "DM"}))
        archive.writestr("messages/c2/messages.json", json.dumps([MESSAGE]))
    entry = only(tmp_path / "package.zip")
    assert isinstance(entry, Attachment)
    assert entry.posting.account == "somebody"
    assert entry.posting.url == "https://discord.com/channels/@me/2/1175042654723899393"


@pytest.mark.parametrize("bad", [{**MESSAGE, "ID": None}, {**MESSAGE, "Timestamp": "x"}, 5, []])
def test_a_message_that_cannot_be_understood_fails_alone(tmp_path: Path, bad: object) -> None:
    *_, failed, following = read(written(tmp_path, MESSAGE, bad, MESSAGE))
    assert isinstance(failed, Failed)
    assert isinstance(following, Attachment)


def test_a_message_without_attachments_is_skipped(tmp_path: Path) -> None:
    entry = only(written(tmp_path, MESSAGE | {"Attachments": ""}))
    assert isinstance(entry, Skipped)

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.errors import SourceError
from provenance.model.moment import Clock, iso
from provenance.model.posting import Attachment, Failed, JoinKey, Skipped
from tests.sources.exports import EXPORTS, a_picture, only, read

FIXTURE = EXPORTS / "discord" / "wall.json"


def a_message(**fields: object) -> dict[str, object]:
    return {"id": "1175042654723899393", "timestamp": "2023-11-17T13:00:00+01:00"} | fields


def attached(name: str = "a.jpg", url: str = "") -> list[dict[str, object]]:
    return [{"id": "9", "fileName": name, "url": url or f"https://cdn.example/9/{name}?ex=1"}]


def a_channel(folder: Path, *messages: object, guild: str = "1") -> Path:
    path = folder / "channel.json"
    head = {"guild": {"id": guild}, "channel": {"id": "2", "type": "GuildTextChat"}}
    path.write_text(json.dumps(head | {"exportedAt": "2023-12-01", "messages": messages}))
    return path


def test_the_fixture_accounts_for_each_message() -> None:
    entries = read(FIXTURE)
    assert [type(entry).__name__[0] for entry in entries] == ["A", "A", "S"]
    assert entries[0].location.path.endswith("wall.json_Files/wall-1.jpg")


def test_a_message_has_the_time_with_its_zone_and_its_link() -> None:
    first = read(FIXTURE)[0]
    clocks = {moment.clock: iso(moment.latest) for moment in first.posting.moments}
    assert clocks[Clock.POSTED] == "2023-11-17T12:00:00.123000Z"
    assert clocks[Clock.EDITED] == "2023-11-17T13:00:00Z"
    assert first.posting.url.endswith("/900000000000000002/1175042654723899393")


def test_a_forward_leads_to_the_time_and_the_picture_of_what_it_repeats() -> None:
    second = read(FIXTURE)[1]
    clocks = {moment.clock: iso(moment.latest) for moment in second.posting.moments}
    assert clocks[Clock.FORWARDED_ORIGINAL] == "2023-11-14T20:46:20Z"
    assert second.keys == (JoinKey("discord-attachment", "1174087942537216005"),)


def test_a_direct_message_has_a_link_too(tmp_path: Path) -> None:
    entry = only(a_channel(tmp_path, a_message(attachments=attached()), guild="0"))
    assert entry.posting.url == "https://discord.com/channels/@me/2/1175042654723899393"


@pytest.mark.parametrize("url", ["c.json_Files\\a b.jpg", "c.json_Files/a%20b.jpg"])
def test_a_file_is_found_where_the_exporter_put_it(tmp_path: Path, url: str) -> None:
    a_picture(tmp_path / "c.json_Files" / "a b.jpg")
    entry = only(a_channel(tmp_path, a_message(attachments=attached(url=url))))
    assert isinstance(entry, Attachment)
    assert entry.location is not None


@pytest.mark.parametrize("url", ["../a.jpg", "/etc/a.jpg", "..%2F..%2Fa.jpg"])
def test_a_file_outside_the_export_is_never_handed_on(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    a_picture(tmp_path / "a.jpg")
    entry = only(a_channel(folder, a_message(attachments=attached("b.jpg", url))))
    assert isinstance(entry, Attachment)
    assert entry.location is None


def test_a_picture_that_discord_shows_of_a_link_is_one_of_the_message(tmp_path: Path) -> None:
    embeds = [{"thumbnail": {"url": "https://a.example/1.jpg"}, "images": []}]
    entry = only(a_channel(tmp_path, a_message(embeds=embeds)))
    assert isinstance(entry, Attachment)
    assert entry.keys == ()  # what lies at a link may change


def test_what_is_attached_and_no_picture_is_no_picture(tmp_path: Path) -> None:
    entry = only(a_channel(tmp_path, a_message(attachments=attached("paper.pdf"))))
    assert isinstance(entry, Skipped)


@pytest.mark.parametrize(
    "message", [a_message(id=None), a_message(timestamp="soon"), a_message(timestamp="2001-01-01")]
)
def test_a_message_that_cannot_be_understood_loses_no_other(
    tmp_path: Path, message: dict[str, object]
) -> None:
    pictured = a_message(attachments=attached())
    failed, following = read(a_channel(tmp_path, message | {"attachments": attached()}, pictured))
    assert isinstance(failed, Failed)
    assert isinstance(following, Attachment)


def test_a_channel_that_breaks_off_says_so_after_what_it_has(tmp_path: Path) -> None:
    path = a_channel(tmp_path, *(a_message(id=str(n), attachments=attached()) for n in range(9)))
    path.write_text(path.read_text()[:-40])
    found = []
    with pytest.raises(SourceError, match=r"channel\.json.*export the channel again"):
        found.extend(read(path))

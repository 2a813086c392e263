from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.errors import MediaNotFound, SourceError
from provenance.sources import telegram_export
from provenance.sources.telegram_export import Item
from provenance.sources.telegram_posting import Chat
from provenance.sources.trees import OnDisk

A_CHAT = {"name": "A", "type": "private_group", "id": 1, "messages": [{"id": 10}, {"id": 11}]}


def items(path: Path) -> Iterator[Item]:
    return telegram_export.items(OnDisk(path.parent), path.name)


def chats(path: Path) -> dict[int, Chat]:
    return telegram_export.chats(OnDisk(path.parent), path.name)


def written(tmp_path: Path, export: object) -> Path:
    path = tmp_path / "result.json"
    path.write_text(export if isinstance(export, str) else json.dumps(export))
    return path


def messages(path: Path) -> list[tuple[int, int, object]]:
    return [(i.chat, i.number, i.value) for i in items(path) if i.key == "messages" and i.number]


def test_one_chat_is_the_root_itself(tmp_path: Path) -> None:
    path = written(tmp_path, A_CHAT)
    assert chats(path) == {0: Chat(1, "private_group")}
    assert messages(path) == [(0, 1, {"id": 10}), (0, 2, {"id": 11})]


def test_a_full_export_has_chats_and_chats_that_were_left(tmp_path: Path) -> None:
    export = {
        "about": "Here is the data you requested.",
        "contacts": {"list": [{"user_id": 3}]},
        "chats": {"about": "", "list": [A_CHAT, A_CHAT | {"id": 2, "messages": []}]},
        "left_chats": {"about": "", "list": [A_CHAT | {"id": 3}]},
    }
    path = written(tmp_path, export)
    known = {number: chat.ident for number, chat in chats(path).items()}
    assert known == {0: None, 1: 1, 2: 2, 3: 3}
    assert [chat for chat, _, _ in messages(path)] == [1, 1, 3, 3]


def test_the_id_of_a_chat_may_follow_its_messages(tmp_path: Path) -> None:
    path = written(tmp_path, dict(reversed(A_CHAT.items())))
    assert chats(path) == {0: Chat(1, "private_group")}


def test_profile_pictures_and_stories_are_items_too(tmp_path: Path) -> None:
    export = {
        "profile_pictures": [{"photo": "p.jpg"}],
        "stories": [{"media": "s.jpg"}],
        "chats": {"list": []},
    }
    found = [item for item in items(written(tmp_path, export)) if item.number]
    assert found == [
        Item(0, "profile_pictures", 1, {"photo": "p.jpg"}),
        Item(0, "stories", 1, {"media": "s.jpg"}),
    ]


@pytest.mark.parametrize(
    "export",
    [
        [],
        "",
        "nothing",
        A_CHAT | {"messages": {}},
        A_CHAT | {"messages": None},
        A_CHAT | {"id": [1]},
        A_CHAT | {"type": {}},
        {"chats": []},
        {"chats": {"list": {}}},
        {"chats": {"list": [1]}},
        {"chats": {"list": [A_CHAT | {"id": 1.5}]}},
        json.dumps(A_CHAT)[:-1],
        json.dumps(A_CHAT) + "x",
        json.dumps(A_CHAT)[:40],
        '{"messages": [' + "[" * 100_000,
    ],
)
def test_an_export_of_another_shape_is_refused_by_name(tmp_path: Path, export: object) -> None:
    with pytest.raises(SourceError, match=r"result\.json"):
        chats(written(tmp_path, export))


def test_another_programs_json_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match='name the source "folder"'):
        chats(written(tmp_path, {"accuracy": 0.5}))


def test_bytes_that_are_not_utf8_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(b'{"messages": [\n{"id": 1, "text": "caf\xe9"}]}')
    with pytest.raises(SourceError, match="it is not UTF-8"):
        chats(path)


def test_a_byte_order_mark_is_let_pass(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(A_CHAT).encode())
    assert chats(path)


def test_a_missing_export_tells_what_to_hand_in(tmp_path: Path) -> None:
    with pytest.raises(MediaNotFound, match="hand in the folder that Telegram Desktop made"):
        chats(tmp_path / "result.json")


def test_a_folder_in_place_of_the_file_is_a_source_error(tmp_path: Path) -> None:
    (tmp_path / "result.json").mkdir()
    with pytest.raises(SourceError, match="cannot be read"):
        chats(tmp_path / "result.json")

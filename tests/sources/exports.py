"""The exports that the tests of this room read, and a short way to read one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources import recognise
from tests.builders import a_posting

REPO = Path(__file__).parents[2]
EXPORTS = REPO / "fixtures" / "exports"
SHARED_TELEGRAM = REPO.parent / "shared" / "data" / "exports" / "telegram"

NOTHING_STATED = a_posting(None, platform="", native_id="", url="", account="", text="")

needs_shared_data = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not SHARED_TELEGRAM.is_dir(), reason=f"the shared data is not beside {REPO.name}"
    ),
]

Entry = Attachment | Skipped | Failed


def read(path: Path, stated: Posting = NOTHING_STATED) -> list[Entry]:
    return list(recognise(path).attachments(path, stated))


def only(path: Path, stated: Posting = NOTHING_STATED) -> Entry:
    (entry,) = read(path, stated)
    return entry


def a_picture(path: Path) -> Path:
    """Put something at `path` that a source hands on; sources open no picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG")
    return path


def a_message(**fields: object) -> dict[str, object]:
    """Make a message with a photo; a field given as `None` is left out."""
    message: dict[str, object] = {
        "id": 5,
        "type": "message",
        "date": "2023-11-17T15:00:00",
        "date_unixtime": "1700229600",
        "from": "Somebody",
        "from_id": "user7",
        "photo": "photos/1.jpg",
        "text": "words",
    } | fields
    return {key: value for key, value in message.items() if value is not None}


def an_export(folder: Path, *messages: object, **chat: object) -> Path:
    """Write a one-chat export whose only picture is `photos/1.jpg`."""
    a_picture(folder / "photos" / "1.jpg")
    root = {"name": "A chat", "type": "private_group", "id": 99} | chat
    root = {key: value for key, value in root.items() if value is not None}
    (folder / "result.json").write_text(json.dumps(root | {"messages": messages}))
    return folder

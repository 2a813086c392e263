"""Lists of made-up postings, as platforms and programs write them; each names a picture."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

_START = datetime(2022, 1, 1, tzinfo=UTC)
_X_EPOCH_MS = 1_288_834_974_657
_NOT_HELD = "(File not included. Change data exporting settings to download.)"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: its name, the file that it is, and the pieces of text that make it.

    `peer` are the words by which sqlite-utils is told to insert the same file, where it can.
    """

    name: str
    file: str
    pieces: Callable[[int], Iterator[str]]
    peer: tuple[str, ...] = ()

    def write(self, folder: Path, count: int) -> Path:
        """Write a list of so many postings into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.file
        with path.open("w", encoding="utf-8", newline="") as out:
            out.writelines(self.pieces(count))
        return path


def _lines(make: Callable[[int], object]) -> Callable[[int], Iterator[str]]:
    def pieces(count: int) -> Iterator[str]:
        return (f"{json.dumps(make(number))}\n" for number in range(count))

    return pieces


def _when(number: int) -> datetime:
    return _START + timedelta(seconds=37 * number)


def _status(number: int) -> object:
    when = _when(number)
    ident = (int(when.timestamp() * 1000) << 16) + number % 65_536
    server, user = "https://example.social", f"a{number % 977}"
    picture = f"https://files.example.social/{number:09d}/original/{number:016x}.jpg"
    return {
        "id": str(ident),
        "created_at": when.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "uri": f"{server}/users/{user}/statuses/{ident}",
        "url": f"{server}/@{user}/{ident}",
        "spoiler_text": "",
        "content": f"<p>Water in street number {number}, seen today.</p>",
        "reblog": None,
        "account": {"id": str(number % 977), "acct": user},
        "media_attachments": [{"id": str(ident + 1), "type": "image", "url": picture}],
    }


def _snowflake(number: int) -> int:
    return ((int(_when(number).timestamp() * 1000) - _X_EPOCH_MS) << 22) + number % 4096


def _tweet(number: int) -> object:
    ident = _snowflake(number)
    link = f"https://pbs.twimg.com/media/E{number:014x}.jpg"
    media = {"id_str": str(ident + 1), "media_url_https": link, "type": "photo"}
    return {
        "created_at": _when(number).strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "id": ident,
        "id_str": str(ident),
        "full_text": f"Water in street number {number} &amp; more",
        "entities": {"media": [media]},
        "extended_entities": {"media": [media]},
        "user": {"id_str": str(number % 977), "screen_name": f"a{number % 977}"},
    }


def _flat(number: int) -> object:
    ident, author = _snowflake(number), str(number % 977)
    link = f"https://pbs.twimg.com/media/E{number:014x}.jpg"
    media = {"media_key": f"3_{ident + 1}", "type": "photo", "url": link}
    return {
        "id": str(ident),
        "created_at": _when(number).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "text": f"Water in street number {number} &amp; more",
        "author_id": author,
        "author": {"id": author, "username": f"a{author}"},
        "conversation_id": str(ident),
        "edit_history_tweet_ids": [str(ident)],
        "attachments": {"media_keys": [media["media_key"]], "media": [media]},
        "__twarc": {"retrieved_at": "2026-01-01T00:00:00+00:00", "version": "2.14.0"},
    }


def _chat(count: int) -> Iterator[str]:
    yield '{\n "name": "Street",\n "type": "public_channel",\n "id": 1234567890,\n "messages": ['
    for number in range(count):
        yield ",\n" if number else "\n"
        yield json.dumps(_message(number), indent=1)
    yield "\n ]\n}\n"


def _message(number: int) -> object:
    when, words = _when(number), f"Water in street number {number}"
    return {
        "id": number + 1,
        "type": "message",
        "date": when.strftime("%Y-%m-%dT%H:%M:%S"),
        "date_unixtime": str(int(when.timestamp())),
        "from": "Street",
        "from_id": "channel1234567890",
        "photo": _NOT_HELD,
        "width": 1280,
        "height": 720,
        "text": words,
        "text_entities": [{"type": "plain", "text": words}],
    }


def _table(count: int) -> Iterator[str]:
    columns = ("id", "thread_id", "timestamp", "unix_timestamp", "link", "author", "body", "images")
    rows: list[str] = []
    writer = csv.writer(_Appending(rows))
    writer.writerow(columns)
    for number in range(count):
        ident, user, when = _snowflake(number), f"a{number % 977}", _when(number)
        writer.writerow(
            (
                *(ident, ident, f"{when:%Y-%m-%d %H:%M:%S}", int(when.timestamp())),
                *(f"https://x.com/{user}/status/{ident}", user, f"Water in street number {number}"),
                f"https://pbs.twimg.com/media/E{number:014x}.jpg",
            )
        )
        yield from rows
        rows.clear()


@dataclass(frozen=True, slots=True)
class _Appending:
    """What a writer of rows writes to, so that they can be handed on one by one."""

    rows: list[str]

    def write(self, row: str) -> None:
        """Keep a row."""
        self.rows.append(row)


MASTODON = Kind("Mastodon, JSON lines", "postings.jsonl", _lines(_status), ("--nl",))
X_V1 = Kind("X, version 1.1, JSON lines", "postings.jsonl", _lines(_tweet), ("--nl",))
X_V2 = Kind("X, version 2 (twarc2 flatten), JSON lines", "postings.jsonl", _lines(_flat), ("--nl",))
TELEGRAM = Kind("Telegram, result.json without the photos", "result.json", _chat)
TABLE = Kind("4CAT, CSV", "postings.csv", _table, ("--csv",))

KINDS = (MASTODON, X_V1, X_V2, TELEGRAM, TABLE)

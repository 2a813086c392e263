"""Taking in postings without their media, beside sqlite-utils that stores the same lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import measuring
from commands import provenance
from measuring import Subject
from tables import Bar, Table

if TYPE_CHECKING:
    from options import Options

LEAST_PER_CPU_SECOND = 5_000
MOST_MIB = 400

_START = datetime(2022, 1, 1, tzinfo=UTC)
_X_EPOCH_MS = 1_288_834_974_657


def run(options: Options) -> list[Table]:
    """Measure a file of each kind; every posting of it names one picture that is not there."""
    with TemporaryDirectory() as folder:
        return [_kind(name, make, Path(folder), options) for name, make in _KINDS.items()]


def _kind(name: str, make: Callable[[int], object], folder: Path, options: Options) -> Table:
    count = options.postings
    file = folder / name / "postings.jsonl"
    file.parent.mkdir()
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"{json.dumps(make(number))}\n" for number in range(count))
    subjects = list(_subjects(file, folder))
    costs = measuring.by_turns(subjects, options.rounds)
    table = Table(f"{count:,} postings: {name}", ("tool", "postings per CPU s", "wall s", "x CPU"))
    for tool, own in costs.items():
        speed = median(count / cost.cpu_s for cost in own)
        ratio = measuring.cpu_ratio(own, costs[subjects[1].name])
        wall = median(cost.wall_s for cost in own)
        table.rows.append((tool, f"{speed:,.0f}", f"{wall:.1f}", f"{ratio:.2f}"))
    speed = median(count / cost.cpu_s for cost in costs[subjects[0].name])
    promise = f"Postings per CPU second at least {LEAST_PER_CPU_SECOND:,}"
    table.bars.append(Bar(promise, speed, LEAST_PER_CPU_SECOND, at_least=True))
    subjects[0].before()
    used = measuring.memory(subjects[0].command)
    if used:
        promise = f"Peak memory at most {MOST_MIB} MiB"
        table.bars.append(Bar(promise, used.at_once, MOST_MIB))
    table.notes.append(measuring.told(used, subjects[0].name))
    table.notes.append(
        "sqlite-utils does less work: it stores each line's fields as they are, and reads no times "
        "and ids, joins nothing, and keeps no search for what is met twice."
    )
    return table


def _subjects(file: Path, folder: Path) -> Iterator[Subject]:
    ours, theirs = folder / "ours.db", folder / "theirs.db"

    def fresh() -> None:
        for index in (ours, theirs):
            for left in folder.glob(f"{index.name}*"):
                left.unlink()

    command = provenance("--index", str(ours), "ingest", str(file))
    yield Subject("provenance ingest", command, fresh)
    inserting = ("insert", str(theirs), "postings", str(file), "--nl")
    yield Subject(
        "sqlite-utils insert --nl", (sys.executable, "-m", "sqlite_utils", *inserting), fresh
    )


def _status(number: int) -> object:
    when = _START + timedelta(seconds=37 * number)
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


def _tweet(number: int) -> object:
    when = _START + timedelta(seconds=37 * number)
    ident = ((int(when.timestamp() * 1000) - _X_EPOCH_MS) << 22) + number % 4096
    link = f"https://pbs.twimg.com/media/E{number:014x}.jpg"
    media = {"id_str": str(ident + 1), "media_url_https": link, "type": "photo"}
    return {
        "created_at": when.strftime("%a %b %d %H:%M:%S +0000 %Y"),
        "id": ident,
        "id_str": str(ident),
        "full_text": f"Water in street number {number} &amp; more",
        "entities": {"media": [media]},
        "extended_entities": {"media": [media]},
        "user": {"id_str": str(number % 977), "screen_name": f"a{number % 977}"},
    }


_KINDS: dict[str, Callable[[int], object]] = {"Mastodon": _status, "X, version 1.1": _tweet}

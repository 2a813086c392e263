"""Writes one examined attachment as rows; every statement is harmless when repeated."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from provenance.index import (
    blocks,
    embeddings,
    extending,
    file_keys,
    join_keys,
    keypoints,
    mentions,
    moment_rows,
    origins,
)
from provenance.index.interface import Entry
from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.keypoints import Keypoints
from provenance.model.metadata import State
from provenance.model.moment import Moment, iso
from provenance.model.posting import Attachment, Collection, Posting

_FIELDS = ("platform", "native_id", "url", "account", "text")


@dataclass(slots=True)
class Batch:
    """One transaction's worth of adding: rows go in as they come, hashes are packed at the end."""

    connection: sqlite3.Connection
    packed: defaultdict[str, list[blocks.Row]] = field(default_factory=lambda: defaultdict(list))
    pointed: dict[int, Keypoints] = field(default_factory=dict)

    def add(self, collection_id: int, entries: Sequence[Entry]) -> tuple[bool, ...]:
        """Write the rows of all entries and tell of each whether it was new."""
        added: list[bool] = []
        for bare, run in groupby(entries, key=lambda entry: entry.examination is None):
            if bare:
                added += self._mention(collection_id, [entry.attachment for entry in run])
            else:
                added += [self._add(collection_id, entry) for entry in run]
        self._pack()
        return tuple(added)

    def _add(self, collection_id: int, entry: Entry) -> bool:
        assert entry.examination is not None
        sha256 = entry.examination.media.sha256
        media_id = self._media(entry.examination)
        said = entry.attachment.posting
        posting_id = self._posting(said, said.key(sha256))
        join_keys.write(self.connection, posting_id, entry.attachment.keys, sha256)
        added = self.connection.execute(
            "INSERT OR IGNORE INTO sightings (media_id, posting_id) VALUES (?, ?)",
            (media_id, posting_id),
        ).rowcount
        (sighting_id,) = self.connection.execute(
            "SELECT id FROM sightings WHERE media_id = ? AND posting_id = ?",
            (media_id, posting_id),
        ).fetchone()
        location = entry.attachment.location
        assert location is not None
        location = replace(location, path=os.path.abspath(location.path))
        path = b"\0".join(map(os.fsencode, (location.path, *location.inside)))
        self.connection.execute(
            "INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?)",
            (sighting_id, collection_id, path, location.display),
        )
        return added == 1

    def _mention(self, collection_id: int, attachments: Sequence[Attachment]) -> list[bool]:
        """Write postings whose file is not there: first all that have just come, then the rest."""
        keys = [mentions.posting_key(each) for each in attachments]
        known = mentions.known(self.connection, keys)
        fresh: dict[str, Attachment] = {}
        again: list[int] = []
        for number, (key, attachment) in enumerate(zip(keys, attachments, strict=True)):
            if key in known or key in fresh:
                again.append(number)
            else:
                fresh[key] = attachment
        mentions.write_new(self.connection, collection_id, list(fresh.items()))
        added = [True] * len(attachments)
        for number in again:
            posting_id = self._posting(attachments[number].posting, keys[number])
            added[number] = mentions.write_again(
                self.connection, collection_id, posting_id, attachments[number]
            )
        return added

    def _pack(self) -> None:
        """Pack the hashes, and list the keypoints, of all that was added."""
        for signal, rows in self.packed.items():
            blocks.append(self.connection, signal, rows)
        self.packed.clear()
        keypoints.write(self.connection, list(self.pointed.items()))
        self.pointed.clear()

    def _media(self, examination: Examination) -> int:
        media = examination.media
        found = self.connection.execute(
            "SELECT id FROM media WHERE sha256 = ?", (media.sha256,)
        ).fetchone()
        if found:
            # It may have come before without keypoints; the order must change nothing.
            # The same goes for embedded pictures and keys, which programs before did not look for.
            brought = extending.missing(self.connection, examination.all_frames)
            self.pointed.update(brought)
            self._embedded(int(found[0]), examination)
            file_keys.write(self.connection, int(found[0]), examination.file_keys)
            embeddings.add(self.connection, examination.all_frames)
            return int(found[0])
        media_id = _inserted(
            self.connection.execute(
                "INSERT INTO media (sha256, size_bytes, media_type, width, height, frame_count) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    media.sha256,
                    media.size_bytes,
                    media.media_type,
                    media.width,
                    media.height,
                    media.frame_count,
                ),
            )
        )
        self._frames(media_id, examination.all_frames)
        self._metadata(media_id, examination)
        file_keys.write(self.connection, media_id, examination.file_keys)
        return media_id

    def _embedded(self, media_id: int, examination: Examination) -> None:
        """Write the embedded pictures of a known media that are not known yet."""
        rows = self.connection.execute("SELECT number FROM frames WHERE media_id = ?", (media_id,))
        known = {number for (number,) in rows}
        hidden = examination.hidden_frames
        self._frames(media_id, [each for each in hidden if each.frame.index not in known])

    def _frames(self, media_id: int, frames: Iterable[ExaminedFrame]) -> None:
        for examined in frames:
            frame = examined.frame
            frame_id = _inserted(
                self.connection.execute(
                    "INSERT INTO frames (media_id, number, timestamp_s, role, rotated) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (media_id, frame.index, frame.timestamp_s, frame.role, frame.rotated),
                )
            )
            if examined.thumbnail:
                self.connection.execute(
                    "INSERT INTO thumbnails VALUES (?, ?)", (frame_id, examined.thumbnail)
                )
            self.pointed.update((frame_id, each) for each in examined.keypoints[:1])
            embeddings.write(self.connection, frame_id, examined.embeddings)
            for each in examined.fingerprints:
                self.connection.execute(
                    "INSERT INTO fingerprints VALUES (?, ?, ?, ?)",
                    (frame_id, each.signal, each.value.hex(), each.quality),
                )
                self.packed[each.signal].append(blocks.Row(frame_id, each.value, each.quality))

    def _metadata(self, media_id: int, examination: Examination) -> None:
        said = examination.metadata
        if said.state is State.ABSENT:
            return
        tags = {tag.name: tag.value for block in said.blocks for tag in block.tags}
        captured, position = said.captured, said.position
        self.connection.execute(
            "INSERT INTO metadata VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                media_id,
                said.state,
                moment_rows.end(captured.earliest if captured else None),
                moment_rows.end(captured.latest if captured else None),
                captured.stated if captured else "",
                position.latitude if position else None,
                position.longitude if position else None,
                said.device,
                said.software,
                json.dumps(tags, ensure_ascii=False),
            ),
        )

    def _posting(self, posting: Posting, key: str) -> int:
        """Write a posting and what it states; give its row."""
        stated = tuple(getattr(posting, name) for name in _FIELDS)
        written = self.connection.execute(
            "INSERT INTO postings (key, platform, native_id, url, account, text) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            (key, *stated),
        )
        if written.rowcount == 1:
            posting_id = _inserted(written)
        else:
            found = self.connection.execute(
                f"SELECT id, {', '.join(_FIELDS)} FROM postings WHERE key = ?",  # noqa: S608 - constants
                (key,),
            ).fetchone()
            posting_id = int(found[0])
            self._reconcile(posting_id, found[1:], stated)
        self._moments(posting_id, posting.moments)
        origins.write(self.connection, [(posting_id, posting)])
        return posting_id

    def _reconcile(self, posting_id: int, before: tuple[str, ...], stated: tuple[str, ...]) -> None:
        """Fill what was open; where two sources differ keep both and show the longer one.

        The choice depends on the values alone, never on which came first.
        """
        for name, old, new in zip(_FIELDS, before, stated, strict=True):
            if not new or new == old:
                continue
            if old:
                self.connection.executemany(
                    "INSERT OR IGNORE INTO statements VALUES (?, ?, ?)",
                    [(posting_id, name, value) for value in (old, new)],
                )
            shown = max(old, new, key=lambda value: (len(value), value))
            self.connection.execute(
                f"UPDATE postings SET {name} = ? WHERE id = ?",  # noqa: S608 - constants
                (shown, posting_id),
            )

    def _moments(self, posting_id: int, moments: Sequence[Moment]) -> None:
        self.connection.executemany(
            "INSERT OR IGNORE INTO moments VALUES (?, ?, ?, ?, ?, ?, ?)",
            moment_rows.rows(posting_id, moments),
        )


def collection_id(connection: sqlite3.Connection, collection: Collection) -> int:
    """Give the row of a collection; the first time that it was collected stands."""
    connection.execute(
        "INSERT OR IGNORE INTO collections (source, path, sha256, collected_at, tool) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            collection.source,
            collection.path,
            collection.sha256,
            iso(collection.collected_at),
            collection.tool,
        ),
    )
    found = connection.execute(
        "SELECT id FROM collections WHERE source = ? AND path = ? AND sha256 = ?",
        (collection.source, collection.path, collection.sha256),
    ).fetchone()
    if found is None:  # known to one of its indexes and not to another
        raise sqlite3.DatabaseError("a collection that was just written is not there")
    return int(found[0])


def _inserted(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid

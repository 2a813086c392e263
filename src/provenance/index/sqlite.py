"""The index in one SQLite file, which sqlite-utils and Datasette open as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from provenance.index import (
    budget,
    decisions,
    embeddings,
    file_keys,
    join_keys,
    nearest,
    reading,
)
from provenance.index import keypoints as pointed
from provenance.index import origins as passed_on
from provenance.index.columns import Columns
from provenance.index.connection import connect, explained
from provenance.index.interface import (
    Alike,
    Bearer,
    Candidate,
    Damage,
    Entry,
    Hit,
    Lacking,
    Radius,
    Renewed,
)
from provenance.index.lengths import Lengths
from provenance.index.migrations.script import SCHEMA_VERSION
from provenance.model.case import Coverage
from provenance.model.decision import Decision
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import ExaminedFrame, Fingerprint, Orientation, Variant
from provenance.model.keypoints import Keypoints
from provenance.model.link import UNLIKE_PICTURES
from provenance.model.media import Frame, Media
from provenance.model.origin import PassedOn
from provenance.model.posting import Collection, JoinKey, Posting, Sighting
from provenance.model.report import IndexIdentity

_Of = tuple[str, str, bool]
"""A media, a signal, and whether the frame is an embedded one: of these the nearest hit counts."""


class Sqlite:
    """An open index; `path` must exist (see `connection.create`)."""

    name = "sqlite"

    def __init__(self, path: Path, *, lock_wait_s: int, writable: bool) -> None:
        self._path = path
        self._connection = connect(path, lock_wait_s=lock_wait_s, writable=writable)
        self._columns = Columns(self._connection)
        self._lengths = Lengths(self._connection)

    def identity(self) -> IndexIdentity:
        """Name the index and its schema."""
        return IndexIdentity(str(self._path), SCHEMA_VERSION)

    def add(self, collection: Collection, entries: Sequence[Entry]) -> tuple[bool, ...]:
        """Add all entries in one transaction."""
        from provenance.index import writing

        with self._transaction() as connection:
            collection_id = writing.collection_id(connection, collection)
            return writing.Batch(connection).add(collection_id, entries)

    def find(self, sha256: str) -> Media | None:
        """Give the media with these bytes."""
        with explained(self._path):
            return reading.media(self._connection, sha256)

    def frames(self, sha256: str) -> tuple[tuple[Frame, tuple[Fingerprint, ...]], ...]:
        """Give the frames of a media with their fingerprints."""
        with explained(self._path):
            return reading.frames(self._connection, sha256)

    def search(
        self, queries: Sequence[tuple[Variant, ...]], radii: Sequence[Radius]
    ) -> tuple[tuple[Hit, ...], ...]:
        """Find everything within the radii; reads each block of hashes once for all queries."""
        with explained(self._path):
            found: list[dict[_Of, Hit]] = [{} for _ in queries]
            for radius in radii:
                self._search(queries, radius, found)
        return tuple(
            tuple(sorted(hits.values(), key=lambda hit: (hit.distance, hit.media.sha256)))
            for hits in found
        )

    def has_keypoints(self) -> bool:
        """Tell whether any frame has keypoints."""
        with explained(self._path):
            return pointed.require(self._connection)

    def candidates(
        self, queries: Sequence[Keypoints], most: int
    ) -> tuple[tuple[Candidate, ...], ...]:
        """Let each query vote; raises `StoreError` for keypoints of another recipe."""
        with explained(self._path):
            if not pointed.require(self._connection):
                return tuple(() for _ in queries)
            share = budget.share(len(queries))
            return pointed.candidates(self._connection, queries, most, share, self._lengths)

    def get_ready(self) -> None:
        """Count the entries of all word lists."""
        with explained(self._path):
            budget.get_ready(self._connection, self._lengths)

    def keypoints(self, frame: Frame) -> Keypoints | None:
        """Give the keypoints of a frame."""
        with explained(self._path):
            return pointed.of_frame(self._connection, frame)

    def alike(
        self, queries: Sequence[tuple[Embedding, ...]], within: int, most: int
    ) -> tuple[tuple[Alike, ...], ...]:
        """Compare with every embedding of the same weights; reads each once for all queries."""
        with explained(self._path):
            return embeddings.alike(self._connection, queries, within, most)

    def embeddings(self, frame: Frame) -> tuple[Embedding, ...]:
        """Give the embeddings of a frame."""
        with explained(self._path):
            return embeddings.of_frame(self._connection, frame)

    def lacking(self, weights: str = "") -> Iterator[Lacking]:
        """Give every media that has a frame without keypoints, or without its embedding."""
        from provenance.index import extending

        with explained(self._path):
            yield from extending.lacking(self._connection, weights)

    def extend(self, frames: Sequence[ExaminedFrame]) -> int:
        """Add the keypoints and embeddings of frames in one transaction."""
        from provenance.index import extending

        with self._transaction() as connection:
            return extending.extend(connection, frames)

    def relist(self) -> Renewed:
        """List all keypoints anew, or drop them, in one transaction."""
        from provenance.index import extending

        with self._transaction() as connection:
            return extending.relist(connection)

    def sightings(self, sha256s: Sequence[str]) -> Mapping[str, tuple[Sighting, ...]]:
        """Give every sighting of each media."""
        with explained(self._path):
            found = reading.sightings(self._connection, sha256s)
            return {sha256: own + self._linked(sha256) for sha256, own in found.items()}

    def sightings_by_key(self, sha256: str, keys: Sequence[JoinKey]) -> tuple[Sighting, ...]:
        """Give the postings without a file that share one of the keys."""
        with explained(self._path):
            return join_keys.sightings(self._connection, sha256, keys)

    def file_keys(self, sha256: str) -> tuple[JoinKey, ...]:
        """Give the keys in the metadata of a media."""
        with explained(self._path):
            return file_keys.of_media(self._connection, sha256)

    def bearers(self, keys: Sequence[JoinKey], radius: int) -> tuple[Bearer, ...]:
        """Give the media whose metadata shares keys."""
        with explained(self._path):
            return file_keys.bearers(self._connection, keys, UNLIKE_PICTURES, radius)

    def mentioned(self, posting_key: str, keys: Sequence[JoinKey]) -> bool:
        """Tell whether a posting without a file is known, with all of these keys."""
        with explained(self._path):
            return join_keys.mentioned(self._connection, posting_key, keys)

    def thumbnail(self, frame: Frame) -> bytes:
        """Give the small JPEG of a frame."""
        with explained(self._path):
            return reading.thumbnail(self._connection, frame)

    def named(self, words: str) -> tuple[str, ...]:
        """Give the SHA-256 of all media that words name."""
        from provenance.index import bare, subjects

        with explained(self._path):
            return subjects.named(self._connection, words) or bare.media(self._connection, words)

    def bare(self, words: str) -> tuple[Sighting, ...]:
        """Give the postings without a file that words name."""
        from provenance.index import bare

        with explained(self._path):
            return bare.sightings(self._connection, words)

    def originals(self, origins: Sequence[PassedOn]) -> Mapping[PassedOn, tuple[str, Posting]]:
        """Give the posting that each names, with its key."""
        with explained(self._path):
            return passed_on.found(self._connection, origins)

    def decide(self, decision: Decision) -> bool:
        """Remember a decision for good."""
        with self._transaction() as connection:
            return decisions.add(connection, decision)

    def decisions(self, sha256s: Sequence[str]) -> tuple[Decision, ...]:
        """Give every decision on a pair that one of these media is in, oldest first."""
        with explained(self._path):
            return decisions.about(self._connection, sha256s)

    def coverage(self) -> Coverage:
        """Say what the index holds."""
        with explained(self._path):
            return reading.coverage(self._connection)

    def verify(self) -> tuple[Damage, ...]:
        """Compare what is derived with what it was derived from."""
        from provenance.index import care

        with explained(self._path):
            return tuple(care.damages(self._connection))

    def backup(self, target: Path) -> None:
        """Copy the index as it is at one moment."""
        from provenance.index import care

        with explained(self._path):
            care.backup(self._connection, target)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _linked(self, sha256: str) -> tuple[Sighting, ...]:
        keys = join_keys.of_media(self._connection, sha256)
        return join_keys.sightings(self._connection, sha256, keys)

    def _search(
        self,
        queries: Sequence[tuple[Variant, ...]],
        radius: Radius,
        found: list[dict[_Of, Hit]],
    ) -> None:
        asked = [
            (position, variant, fingerprint.value)
            for position, variants in enumerate(queries)
            for variant in variants
            for fingerprint in variant.fingerprints
            if fingerprint.signal == radius.signal and fingerprint.quality >= radius.min_quality
        ]
        neighbours = nearest.search(
            self._connection,
            radius.signal,
            [value for _, _, value in asked],
            radius=radius.bits,
            min_quality=radius.min_quality,
            columns=self._columns,
        )
        known = reading.by_frame(self._connection, (each.frame_id for each in neighbours))
        for each in neighbours:
            position, variant, _ = asked[each.query]
            media, frame = known[each.frame_id]
            turned = _between(variant.orientation, frame.rotated)
            hit = Hit(media, frame, radius.signal, turned, each.distance, variant.crop)
            key = (media.sha256, radius.signal, frame.role.is_embedded)
            best = found[position].get(key)
            if best is None or _rank(hit) < _rank(best):
                found[position][key] = hit

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with explained(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk has rolled back already; then there is no transaction left to end.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _between(query: Orientation, rotated: int) -> Orientation:
    """Say how a stored picture was turned to become the query, when itself it lies rotated."""
    # Mirroring comes first, and a rotation before it is the opposite rotation after it.
    turn = query.rotated + (rotated if query.mirrored else -rotated)
    return Orientation(query.mirrored, turn % 360)


def _rank(hit: Hit) -> tuple[int, bool, bool, int, int]:
    turned = hit.orientation
    partly = hit.crop is not None
    return (hit.distance, partly, turned.mirrored, turned.rotated, hit.frame.index)

"""What an engine that keeps prior postings must offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from provenance.model.case import Coverage, Examination
from provenance.model.decision import Decision
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import ExaminedFrame, Fingerprint, Orientation, Variant
from provenance.model.geometry import Box
from provenance.model.keypoints import Keypoints
from provenance.model.link import SharedKey
from provenance.model.media import Frame, Location, Media
from provenance.model.origin import PassedOn
from provenance.model.posting import Attachment, Collection, JoinKey, Posting, Sighting
from provenance.model.report import IndexIdentity


@dataclass(frozen=True, slots=True)
class Entry:
    """An attachment with what its file says: all that an engine needs to add it.

    `examination` is `None` where the attachment has no file.
    """

    attachment: Attachment
    examination: Examination | None


@dataclass(frozen=True, slots=True)
class Radius:
    """How far to search with one signal, in bits, and the quality both sides must have."""

    signal: str
    bits: int
    min_quality: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A frame of the index near a queried one; `orientation` is how it was turned to match.

    `crop` is the part of the queried frame that matched; `None` is all of it.
    """

    media: Media
    frame: Frame
    signal: str
    orientation: Orientation
    distance: int
    crop: Box | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A frame that shares keypoints with a queried one; `score` is its votes, in no unit.

    Nothing is found until the two sets of keypoints were laid on each other.
    """

    media: Media
    frame: Frame
    score: int
    keypoints: Keypoints


@dataclass(frozen=True, slots=True)
class Alike:
    """A frame whose embedding is near that of a queried one, or of a part of it (`crop`).

    `distance` is 1000 times one minus the cosine of the two, rounded.
    """

    media: Media
    frame: Frame
    distance: int
    crop: Box | None = None


@dataclass(frozen=True, slots=True)
class Bearer:
    """A media whose metadata shares keys with that of a file."""

    media: Media
    keys: tuple[SharedKey, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """A media that lacks something, with the frames that do, and the files it was read from."""

    media: Media
    frames: tuple[Frame, ...]
    files: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many frames' keypoints were listed anew, and how many were of another recipe and went."""

    relisted: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in an index that is not as it was written."""

    where: str
    what: str


class Engine(Protocol):
    """Keeps media, fingerprints, postings and sightings; all of them are facts, never opinions.

    A decision is a fact, too: that somebody said so.

    Engines answer alike: the same facts, added in any order and by any number of writers, give
    the same answers. Every method raises `StoreError` where the store fails it.
    """

    name: str

    def identity(self) -> IndexIdentity:
        """Name the index and its schema."""

    def add(self, collection: Collection, entries: Sequence[Entry]) -> tuple[bool, ...]:
        """Add all entries or none; tell of each whether it was a new sighting.

        Without a file it is new where its posting, or one of its keys, was not known of.
        """

    def find(self, sha256: str) -> Media | None:
        """Give the media with these bytes."""

    def frames(self, sha256: str) -> tuple[tuple[Frame, tuple[Fingerprint, ...]], ...]:
        """Give the frames of a media with their fingerprints, in order."""

    def search(
        self, queries: Sequence[tuple[Variant, ...]], radii: Sequence[Radius]
    ) -> tuple[tuple[Hit, ...], ...]:
        """Find, for each queried frame, every frame within a radius; exact, never approximate.

        Of the variants and frames of one media only the nearest counts, for each signal; of its
        embedded frames the nearest counts besides. Hits come in the order of distance, then
        SHA-256.
        """

    def has_keypoints(self) -> bool:
        """Tell whether any frame has keypoints, so that it is worth finding those of a query.

        Raises `StoreError` where they are not made as this program makes them.
        """

    def candidates(
        self, queries: Sequence[Keypoints], most: int
    ) -> tuple[tuple[Candidate, ...], ...]:
        """Give, for each query, the at most `most` frames that share the most keypoints with it.

        They come in the order of their score, then of SHA-256. Empty where no frame has keypoints.
        Queries that are asked together share what may be looked at in a large index.
        """

    def get_ready(self) -> None:
        """Do now what makes `candidates` of many queries faster, for who must wait for these.

        It changes no answer.
        """

    def keypoints(self, frame: Frame) -> Keypoints | None:
        """Give the keypoints of a frame, `None` where it has none yet."""

    def alike(
        self, queries: Sequence[tuple[Embedding, ...]], within: int, most: int
    ) -> tuple[tuple[Alike, ...], ...]:
        """Find, for each queried frame, the frames nearest to any of its embeddings; exact.

        Of each media only the nearest frame counts, and of all media the at most `most` nearest
        within the distance. They come in the order of distance, then SHA-256. Only embeddings of
        the same weights are compared.
        """

    def embeddings(self, frame: Frame) -> tuple[Embedding, ...]:
        """Give the embeddings of a frame, one for each network that embedded it."""

    def lacking(self, weights: str = "") -> Iterator[Lacking]:
        """Give every media with a frame that lacks keypoints, in the order of SHA-256.

        With the SHA-256 of `weights`, those with a frame that lacks its embedding, too.
        """

    def extend(self, frames: Sequence[ExaminedFrame]) -> int:
        """Add the keypoints and embeddings that frames lacked, all or none.

        Gives how many frames had no keypoints and have them now.
        """

    def relist(self) -> Renewed:
        """Bring stored keypoints up to this program, all or none; nothing to do is no error.

        Those under other visual words are listed anew. Those of another recipe are dropped: their
        frames then lack keypoints.
        """

    def sightings(self, sha256s: Sequence[str]) -> Mapping[str, tuple[Sighting, ...]]:
        """Give every sighting of each media, in a stable order.

        Postings without a file that share a key with the media come after those with one.
        """

    def sightings_by_key(self, sha256: str, keys: Sequence[JoinKey]) -> tuple[Sighting, ...]:
        """Give the postings without a file that share one of the keys, as sightings of a media.

        Those that also have a sighting of this media are left out.
        """

    def file_keys(self, sha256: str) -> tuple[JoinKey, ...]:
        """Give the keys in the metadata of a media of the index, in a stable order."""

    def bearers(self, keys: Sequence[JoinKey], radius: int) -> tuple[Bearer, ...]:
        """Give the media whose metadata shares keys, in the order of SHA-256.

        A shared key is `common` where more than `UNLIKE_PICTURES` bear it, no two of them within
        `radius` bits of PDQ.
        """

    def mentioned(self, posting_key: str, keys: Sequence[JoinKey]) -> bool:
        """Tell whether a posting without a file is known, with all of these keys."""

    def thumbnail(self, frame: Frame) -> bytes:
        """Give the small grey JPEG of a frame, empty where none is kept."""

    def bare(self, words: str) -> tuple[Sighting, ...]:
        """Give the postings without a file that words name, and those that share a key with them.

        Their `media_sha256` is empty.
        """

    def named(self, words: str) -> tuple[str, ...]:
        """Give the SHA-256 of all media that words name.

        Words are a SHA-256 or its first 8 digits or more, a posting's URL, its native id or
        `platform/native id`, or the path of a file as it was ingested.
        """

    def originals(self, origins: Sequence[PassedOn]) -> Mapping[PassedOn, tuple[str, Posting]]:
        """Give the posting that each names, with its key: by its id, else by its link.

        What is not in the index, or names only an account, is left out.
        """

    def decide(self, decision: Decision) -> bool:
        """Remember a decision for good; tell whether it is new.

        Its media need not be in the index. Nothing is ever overwritten: a later decision on the
        same pair is one more.
        """

    def decisions(self, sha256s: Sequence[str]) -> tuple[Decision, ...]:
        """Give every decision on a pair that one of these media is in, oldest first.

        Of two that were made at one instant the one that came in later is the later one.
        """

    def coverage(self) -> Coverage:
        """Say what the index holds."""

    def verify(self) -> tuple[Damage, ...]:
        """Compare everything that is derived with what it was derived from."""

    def backup(self, target: Path) -> None:
        """Copy the index as it is at one moment to a file that does not exist yet."""

    def close(self) -> None:
        """Let go of the store."""

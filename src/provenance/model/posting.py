"""Postings, what we know of them, and how we came to know it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from json.encoder import encode_basestring_ascii

from provenance.model.media import Location
from provenance.model.moment import Moment
from provenance.model.origin import PassedOn


@dataclass(frozen=True, slots=True)
class Posting:
    """What somebody published, where and when; empty text means "not stated".

    `languages` are those that the posting states its text to be in, `origins` what it passes on.
    """

    platform: str = ""
    native_id: str = ""
    url: str = ""
    account: str = ""
    text: str = ""
    moments: tuple[Moment, ...] = ()
    languages: tuple[str, ...] = ()
    origins: tuple[PassedOn, ...] = ()

    def key(self, media_sha256: str) -> str:
        """Give the identity of this posting in an index, the same from every source.

        Platform and native id where both are stated, else the URL, else a digest of all that is
        stated together with the attachment, so that moving a folder or adding a line to a list
        leaves the identity of the rest as it was.
        """
        if self.platform and self.native_id:
            parts = ["id", self.platform.lower(), self.native_id]
        elif self.url:
            parts = ["url", self.url]
        else:
            stated = sorted(f"{m.clock}={m.stated}" for m in self.moments)
            parts = ["stated", self.platform, self.account, self.text, *stated, media_sha256]
        # as json.dumps writes the list, in a third of the time
        written = f"[{', '.join(map(encode_basestring_ascii, parts))}]"
        return hashlib.sha256(written.encode()).hexdigest()[:32]


ASKED_SHA256 = "asked-sha256"
ASKED_URL = "asked-url"
"""Kinds of key of what a search engine found when it was asked about a picture: its own word."""


@dataclass(frozen=True, slots=True)
class JoinKey:
    """What names a media without its pixels, the same wherever the media is met.

    `kind` says how `value` was made: `sha256`, `md5` and `sha1` (hexadecimal) are digests of the
    bytes; `x-media`, `instagram-media` and `tiktok-video` the numbers that a platform gave it;
    `media-url` a link to the file itself, of a platform that never puts another file there.
    `asked-sha256` and `asked-url` name the picture that a search engine was asked about. The
    kinds of a file's own metadata (`model.link`) name what it was made of: they link unlike files.
    """

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One media file of a posting, as a source hands it on; `where` is its place in the source.

    `location` is `None` where the source names the file but does not hold it; then the posting is
    known by its `keys`, and is met again wherever a file has one of them.
    """

    posting: Posting
    location: Location | None
    where: str
    keys: tuple[JoinKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something passed over on purpose, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that should have been examined and could not be, and why.

    `refused` tells that a safety limit stopped us, not the file's own state.
    """

    where: str
    reason: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Collection:
    """How postings came to us: the first link of the chain of custody.

    `sha256` is that of the export's own index file (result.json, the CSV), empty for a folder.
    """

    source: str
    path: str
    sha256: str
    collected_at: datetime
    tool: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """Our knowledge that a media was in a posting: the posting, and the files that show it.

    `by_key` is what names the media where the posting came to us without its file.
    """

    media_sha256: str
    posting_key: str
    posting: Posting
    files: tuple[str, ...]
    collections: tuple[Collection, ...]
    by_key: JoinKey | None = None

    @property
    def is_hearsay(self) -> bool:
        """Tell whether only a search engine says that the posting holds the picture."""
        return self.by_key is not None and self.by_key.kind in {ASKED_SHA256, ASKED_URL}

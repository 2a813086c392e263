"""Claim and case: what is asserted about a file, and all that a check may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from provenance.model.embedded import Apart, HiddenPicture
from provenance.model.embedding import Embedded
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.link import NO_LINKS, Links
from provenance.model.match import Match
from provenance.model.media import Location, Media
from provenance.model.metadata import Metadata, Position
from provenance.model.moment import Moment
from provenance.model.posting import JoinKey, Sighting, Skipped
from provenance.model.reading import Reading
from provenance.model.sidecar import Sidecar


@dataclass(frozen=True, slots=True)
class Examination:
    """All that a file itself says; crosses process boundaries as it is.

    `remarks` says in words what of the file was not looked at (frames that were not sampled).
    `keys` are the digests by which postings name these bytes. `embedded` are the pictures in its
    metadata, `hidden_frames` those of them that show something else, and `file_keys` the names
    there by which it can be met again. `apart` are pairs of embedded pictures that do not agree.
    """

    location: Location
    media: Media
    frames: tuple[ExaminedFrame, ...]
    metadata: Metadata
    remarks: tuple[str, ...] = ()
    keys: tuple[JoinKey, ...] = ()
    embedded: tuple[HiddenPicture, ...] = ()
    hidden_frames: tuple[ExaminedFrame, ...] = ()
    file_keys: tuple[JoinKey, ...] = ()
    apart: tuple[Apart, ...] = ()

    @property
    def all_frames(self) -> tuple[ExaminedFrame, ...]:
        """Give every picture that is searched for, the visible ones first."""
        return (*self.frames, *self.hidden_frames)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that somebody claims; `radius_km` is how far from the point still counts as there."""

    name: str
    position: Position
    radius_km: float


@dataclass(frozen=True, slots=True)
class Nearby:
    """The place of the list that is nearest to a position, and how far off it is."""

    name: str
    distance_km: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the places of a case, looked up before the checks run, for they are pure.

    `nearest` and `offset` belong to the position of the file: the nearest place, and the legal
    offset from UTC there at the time of capture. `claimed_offset` is the same for the claimed place
    and time. `named` is the place that a caption names, `named_from` the tag that does.
    """

    nearest: Nearby | None = None
    zone: str = ""
    offset: timedelta | None = None
    claimed_zone: str = ""
    claimed_offset: timedelta | None = None
    named: Place | None = None
    named_from: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asserted about the file."""

    time: Moment | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Appearance:
    """A sighting and the moment by which its picture was public.

    `public` is the interval that the reasoning uses: a posting time as it stands, or an archive's
    or crawler's time with no lower end.
    """

    media_sha256: str
    sighting: Sighting
    public: Moment


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sighting that was not a candidate for the earliest appearance, and why."""

    media_sha256: str
    sighting: Sighting
    reason: str


@dataclass(frozen=True, slots=True)
class Earliest:
    """The earliest known appearance, its runner-up, and the sightings that were set aside.

    `ambiguous` holds every other candidate that may have been first: its interval overlaps.
    """

    first: Appearance
    runner_up: Appearance | None
    ambiguous: tuple[Appearance, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an index holds: the ground on which "not found" stands.

    `earliest` and `latest` span the posting times; `sources` names what filled the index. `frames`
    counts the pictures in all media, `keypoints` those of them that have keypoints: in the rest a
    part or a heavy edit cannot be found. Of `without_picture` postings no file is held: only their
    keys can be met again. `embeddings` counts, for each network's weights, the pictures embedded
    with them, in the order of the weights' SHA-256.
    """

    media: int
    postings: int
    earliest: datetime | None
    latest: datetime | None
    sources: tuple[str, ...]
    frames: int = 0
    keypoints: int = 0
    without_picture: int = 0
    embeddings: tuple[Embedded, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """All that a check may see; `not_searched` names what was not compared, and why.

    `set_aside` holds what would be matches, had nobody decided that they are different. They count
    for nothing and are shown in every report. `hidden` are matches of an embedded picture, on one
    side or both: they say nothing about the visible one, and so date nothing. `links` are files
    that share a key of their metadata. `readings` are the times in the file's own name, `sidecars`
    the files that programs wrote beside it.
    """

    examination: Examination
    claim: Claim
    matches: tuple[Match, ...]
    earliest: Earliest | None
    undated: tuple[Rejected, ...]
    coverage: Coverage
    not_searched: tuple[Skipped, ...]
    now: datetime
    set_aside: tuple[Match, ...] = ()
    hidden: tuple[Match, ...] = ()
    links: Links = NO_LINKS
    surroundings: Surroundings = Surroundings()
    readings: tuple[Reading, ...] = ()
    sidecars: tuple[Sidecar, ...] = ()

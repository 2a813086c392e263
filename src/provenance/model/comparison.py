"""Comparison: what two files are to each other, found without any index."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.alignment import Alignment
from provenance.model.embedded import HiddenPicture
from provenance.model.geometry import WHOLE, Box
from provenance.model.match import Match
from provenance.model.media import Frame, Location, Media
from provenance.model.posting import Skipped
from provenance.model.report import Tool
from provenance.model.strip import Strip


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two files that are compared; `embedded` are the pictures in its metadata."""

    location: Location
    media: Media
    embedded: tuple[HiddenPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """One way in which the two were compared, whatever came of it.

    `best` is the nearest that the two came in any turn and any region: differing bits for a signal,
    agreeing keypoints for `BY_KEYPOINTS`; `None` where this way says nothing about these files.
    `threshold` is how many bits at most, or keypoints at least, make a match.
    """

    method: str
    best: int | None
    threshold: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pictures of a comparison as JPEG in colour, without metadata; sides of at most 900 pixels.

    `laid` is A as it lies on B, in the shape of B, and `difference` is B in grey with all that A
    shows otherwise in red; both are empty where nothing tells how one lies on the other.
    """

    first: bytes
    second: bytes
    laid: bytes = b""
    difference: bytes = b""


@dataclass(frozen=True, slots=True)
class FramePair:
    """A frame of A and one of B that show the same, with a small grey JPEG of each.

    `method` and `distance` are as those of a match: differing bits, or agreeing keypoints.
    """

    first: Frame
    second: Frame
    method: str
    distance: int
    pictures: tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found out about two files, A and B.

    `match` is the opinion that they show one picture, A being the query and B in the place of the
    indexed picture; `None` where nothing in common was found, which does not show that there is
    nothing. `lying` is how A lies on B: as keypoints show it, or as the turn says in which hashes
    agree; `None` where nothing tells. `tried` are all ways of comparing, `not_compared` what was
    left out and why. `drawn` is `None` where nobody wanted pictures. `strips` are frames of those
    of the two that are videos, A first, and `pairs` the frames of both that agree best.
    """

    tool: Tool
    first: Side
    second: Side
    match: Match | None
    lying: Alignment | None
    tried: tuple[Tried, ...]
    not_compared: tuple[Skipped, ...]
    drawn: Drawn | None = None
    strips: tuple[Strip, ...] = ()
    pairs: tuple[FramePair, ...] = ()

    @property
    def shown(self) -> Box:
        """Give the part of B that A shows, of all that it covers; the whole where that is all."""
        said = self.match.transform.crop_match if self.match and self.lying else None
        less = said is not None and self.lying is not None and said != self.lying.box_match
        return said if said is not None and less else WHOLE

    @property
    def seen_share(self) -> float | None:
        """Give the share (0-1) of B's area that A shows; `None` where no method knows it."""
        if self.match is None or self.lying is None:
            return None
        by_hash = self.match.alignment is None and self.match.method != "sha256"
        return None if by_hash else self.lying.seen_share(self.shown)

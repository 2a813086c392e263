"""What a file says about itself: blocks of tags, each present, absent or unreadable."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.embedded import HiddenPicture
from provenance.model.moment import Moment

_STRUCTURE = {"jpeg", "container", "video"}


class State(StrEnum):
    """Three states that must never be taken for one another."""

    PRESENT = "present"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


class ZoneState(StrEnum):
    """What is known of the zone of a capture time."""

    OFFSET_STATED = "offset-stated"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Segments:
    """The raw metadata of a file as its container holds it; `None` means the container has none.

    `problem` says why EXIF that is there could not be taken out. `jpeg` is a whole JPEG, whose
    segments are walked by the parsers; the other fields are what other containers hand over.
    `photoshop` are image resource blocks, `iptc` are bare IIM data sets, `text` are the text chunks
    of a PNG in their order. `orientation` is what EXIF stated where the reader has rewritten it.
    `parts` are the chunks of a PNG or WebP and the outermost boxes of a HEIF or AVIF, without
    pixels, and `behind` is what follows their end; `container` says of which (`png`).
    `thumbnails` are those of a HEIF or AVIF, each as a small file of its own.
    `video` is a whole MP4, MOV or 3GP, whose boxes are walked by the parsers, `matroska` a whole
    Matroska or WebM and `riff` a whole AVI. `hidden` is a text that lay in the pixels.
    """

    exif: bytes | None = None
    problem: str = ""
    jpeg: bytes | None = None
    xmp: bytes | None = None
    icc: bytes | None = None
    photoshop: bytes | None = None
    iptc: bytes | None = None
    text: tuple[tuple[str, str], ...] = ()
    orientation: int | None = None
    container: str = ""
    parts: tuple[tuple[str, bytes], ...] = ()
    behind: bytes = b""
    thumbnails: tuple[bytes, ...] = ()
    video: bytes | None = None
    matroska: bytes | None = None
    riff: bytes | None = None
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, named by its group as ExifTool does (`EXIF:DateTimeOriginal`), value as text."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """All tags of one kind (`exif`); `reason` says why where the state is UNREADABLE."""

    kind: str
    state: State
    tags: tuple[Tag, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that one file says: the metadata of a picture, by where it lies and what it is.

    `sensitive` names the tags that can lead to a person; a report that is shared leaves them out.
    `second` is what another reader says, where one was asked. `embedded` are the pictures in the
    metadata, beside the visible one.
    """

    path: str
    sha256: str
    media_type: str
    metadata: Metadata
    sensitive: tuple[str, ...] = ()
    second: SecondOpinion | None = None
    embedded: tuple[HiddenPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Where the file says it was taken: degrees, WGS 84, north and east positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A time of capture as one block states it; `tag` names the tag, and so the block."""

    moment: Moment
    tag: str
    zone: ZoneState = ZoneState.UNKNOWN


@dataclass(frozen=True, slots=True)
class StatedPosition:
    """A position as one block states it; `unlikely` says why it is not used, where it is not."""

    position: Position
    tag: str
    unlikely: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what: a tag of one block, or one of two readers of the same bytes."""

    by: str
    value: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Statements about one thing that cannot all be true; which of them is, is not known."""

    what: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A comparison with another reader (`by`), tag by tag, in the blocks that both name alike.

    `agreed` counts tags with the same value. `only_here` and `only_there` name tags that one of
    the two does not show. Which of two that disagree is right is not known.
    """

    by: str
    agreed: int
    disagreements: tuple[Disagreement, ...] = ()
    only_here: tuple[str, ...] = ()
    only_there: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """The blocks of a file and the facts read from them.

    `captured_from` names the tag that gave `captured`. `captures` and `positions` are all that any
    block states, the one that is used first. `remarks` says in words what was stated but could not
    be used, and why (a clock that was never set, a position at 0, 0). `disagreements` are blocks
    that contradict one another, and readers that read the same bytes differently.
    """

    blocks: tuple[Block, ...]
    captured: Moment | None = None
    captured_from: str = ""
    zone: ZoneState = ZoneState.UNKNOWN
    position: Position | None = None
    device: str = ""
    software: str = ""
    remarks: tuple[str, ...] = ()
    captures: tuple[StatedTime, ...] = ()
    positions: tuple[StatedPosition, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    def block(self, kind: str) -> Block:
        """Give the block of a kind; one that nothing looked for is absent."""
        for block in self.blocks:
            if block.kind == kind:
                return block
        return Block(kind, State.ABSENT)

    @property
    def state(self) -> State:
        """Summarise: unreadable if any block is, else present if any block is.

        How a file is built is no statement: every file has that.
        """
        states = {block.state for block in self.blocks if block.kind not in _STRUCTURE}
        for state in (State.UNREADABLE, State.PRESENT):
            if state in states:
                return state
        return State.ABSENT

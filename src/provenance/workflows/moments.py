"""Chooses the moments of a video that are kept, and computes what finds each of them.

Every kept moment has its hashes. A few of them, spread evenly, are looked at as closely as a still:
with keypoints and, of a query, in all turns and regions. Of a query that is searched for in an
index, only the first of these are at once; of the others the picture is kept, for a second look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from provenance import signals
from provenance.media import thumbnail, video_frame
from provenance.media.decoder import DecodedFrame
from provenance.model.embedding import Embedding
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Fingerprint, Orientation, Variant
from provenance.model.keypoints import Keypoints
from provenance.model.media import Frame, Role
from provenance.workflows.closely import GAP_S, Closely
from provenance.workflows.threads import executor

if TYPE_CHECKING:
    from PIL import Image

LONGEST_GAP_S = 2.0
"""Seconds after which a moment is kept although it looks like the one before."""

NEAR = 10
"""Bits of PDQ up to which two moments in a row are one."""

FLAT = 50
"""PDQ's own threshold of quality; a flatter moment is kept only where there is no better one."""

_HELD_BYTES = 700_000_000
"""Of the frames that are held until it is known which are looked at closely."""

_COLOURS = 3

_MIRRORED = Orientation(mirrored=True, rotated=0)
_FLIP = 0  # Pillow's number for left to right


@dataclass(frozen=True, slots=True)
class _Moment:
    number: int
    timestamp_s: float
    fingerprints: tuple[Fingerprint, ...]
    variants: tuple[Variant, ...]
    thumbnail: bytes


@dataclass(slots=True)
class Kept:
    """The moments of one video, and which of them are looked at like stills.

    `weights` names those with which these are embedded, if they are.
    """

    as_query: bool
    closely: Closely[DecodedFrame]
    few_first: bool = False
    weights: str = ""
    moments: list[_Moment] = field(default_factory=list)
    flattest: tuple[_Moment, DecodedFrame] | None = None
    flat: int = 0
    looked_at: int = 0
    left: int = 0
    glance: bytes = b""
    looked: dict[int, Image.Image] = field(default_factory=dict)

    def take(self, frame: DecodedFrame) -> None:
        """Keep a frame, unless it is flat or the one before shows the same."""
        fingerprints = signals.fingerprints(frame.luma)
        if fingerprints[0].quality < FLAT:
            self.flat += 1
            if self.flattest is None:
                self.flattest = self._moment(frame, fingerprints), frame
            return
        last = self.moments[-1] if self.moments else None
        if (
            last is None
            or frame.timestamp_s - last.timestamp_s >= LONGEST_GAP_S
            or fingerprints[0].distance(last.fingerprints[0]) > NEAR
        ):
            before, self.glance = self.glance, video_frame.glance_of(frame.luma)
            begins = video_frame.is_new_scene(before, self.glance)
            self._offer(frame, begins=begins)
            self.moments.append(self._moment(frame, fingerprints))

    def _offer(self, frame: DecodedFrame, *, begins: bool) -> None:
        """Offer a frame to be looked at closely, without the pixels that nobody will want.

        Its colour hangs on the frame as it was decoded, which of a large video is many megabytes.
        """
        colour, size = None, frame.luma.width * frame.luma.height
        if self.weights and frame.colour:
            colour, size = frame.colour().copy, size * (1 + _COLOURS)
        self.closely.hold_at_most(_HELD_BYTES // size)
        light = replace(frame, colour=colour)
        self.closely.offer(len(self.moments), frame.timestamp_s, light, begins=begins)

    def _moment(self, frame: DecodedFrame, fingerprints: tuple[Fingerprint, ...]) -> _Moment:
        variants: tuple[Variant, ...] = ()
        if self.as_query:
            flipped = signals.fingerprints(frame.luma.transpose(_FLIP))  # type: ignore[arg-type]
            variants = (Variant(UPRIGHT, fingerprints), Variant(_MIRRORED, flipped))
        small = thumbnail.make(frame.luma)
        return _Moment(frame.number, frame.timestamp_s, fingerprints, variants, small)

    def frames(
        self,
        sha256: str,
        closely: Callable[[DecodedFrame], ExaminedFrame],
        has_time: Callable[[], bool],
    ) -> Iterator[ExaminedFrame]:
        """Give every kept moment; `closely` examines those that are treated like stills.

        Once `has_time` says no, the rest is not looked at closely.
        """
        self.closely.end()
        pictures = self.closely.chosen()
        if not self.moments and self.flattest:
            self.moments.append(self.flattest[0])
            pictures = {0: self.flattest[1]}
        first = self.closely.first() if self.few_first else frozenset(pictures)
        for number, moment in enumerate(self.moments):
            picture = pictures.get(number)
            if picture and has_time():
                if number in first or len(pictures) == 1:
                    self.looked_at += 1
                    self.looked[number] = picture.luma
                    yield closely(picture)
                else:
                    self.left += 1
                    yield _for_later(self._briefly(sha256, moment), picture)
            else:
                yield self._briefly(sha256, moment)

    def pointed(
        self,
        frames: Sequence[ExaminedFrame],
        find: Callable[[ExaminedFrame, Image.Image], ExaminedFrame],
        has_time: Callable[[], bool],
        threads: int,
    ) -> Iterator[ExaminedFrame]:
        """Give the moments of `frames` again, those that are treated like stills by `find`.

        It adds keypoints, which is most of the work, in so many threads; OpenCV lets them run.
        Once `has_time` says no, the rest stays as it is.
        """

        def found(number: int) -> ExaminedFrame:
            examined = frames[number]
            return find(examined, self.looked[number]) if has_time() else examined

        with executor(threads if threads > 1 else 0) as pool:
            done = dict(zip(self.looked, pool.map(found, self.looked), strict=True))
        self.looked_at -= sum(not each.keypoints for each in done.values())
        for number, each in enumerate(frames):
            yield done.get(number, each)

    def pictures(self) -> tuple[DecodedFrame, ...]:
        """Give the frames that were chosen to be looked at closely, and one where all are flat."""
        chosen = tuple(self.closely.chosen().values())
        return chosen or ((self.flattest[1],) if self.flattest else ())

    def _briefly(self, sha256: str, moment: _Moment) -> ExaminedFrame:
        frame = Frame(sha256, moment.number, moment.timestamp_s, Role.FRAME)
        # Stored with no keypoints, which says that nothing is left to look for.
        none = () if self.as_query else (Keypoints(1, 1, b"", b""),)
        empty = () if self.as_query or not self.weights else (Embedding(self.weights, b""),)
        return ExaminedFrame(
            frame,
            moment.fingerprints,
            moment.variants,
            moment.thumbnail,
            none,
            embeddings=empty,
        )

    def remarks(self) -> Iterator[str]:
        """Say what was not kept or not looked at closely."""
        if self.flat:
            yield f"{self.flat} of its frames are too flat to tell from others and were left out"
        if self.looked_at < len(self.moments):
            yield (
                f"of {len(self.moments)} frames that were compared as whole pictures, "
                f"{self.looked_at} were also compared by keypoints, turned and in parts"
                + (_LEFT.format(self.left) if self.left else "")
            )


def _for_later(brief: ExaminedFrame, picture: DecodedFrame) -> ExaminedFrame:
    """Add what a second look needs, and the hashes of regions: bars lie alike in many frames."""
    regions = (each for each in signals.of_regions(picture.luma) if not each.orientation.rotated)
    detail = thumbnail.detail(picture.luma)
    return replace(brief, variants=(*brief.variants, *regions), detail=detail)


_LEFT = "; {} more by keypoints with a video that these found and whose hashes do not tell enough"

_INDEXED = 10
"""Times the frames that are looked at in a query which are in an indexed video: it is done once."""

_QUERY_GAP_S = 0.25


def of_query(most: int, weights: str = "", *, few_first: bool = False) -> Kept:
    """Give what keeps the moments of a query; `most` of them are looked at like stills.

    With `few_first` some of these are left for a second look (`workflows/second_look.py`).
    """
    closely: Closely[DecodedFrame] = Closely(most, _QUERY_GAP_S)
    return Kept(as_query=True, closely=closely, few_first=few_first, weights=weights)


def of_stored(most: int, weights: str = "") -> Kept:
    """Give what keeps the moments of a video that is indexed; `most` is what a query may have."""
    return Kept(as_query=False, closely=Closely(most * _INDEXED, GAP_S), weights=weights)

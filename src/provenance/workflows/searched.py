"""Says which turns of the frames of a query their hashes are searched for in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame, Variant
from provenance.workflows.closely import FIRST_GAP_S

_NEAR_S = 2 * FIRST_GAP_S

_EACH = 3
"""Frames that are looked at closely, of which one is searched for in all turns."""


Asked = tuple[Variant, ...]
"""The variants of a frame that the index is asked for."""


def searched(examination: Examination) -> list[Asked]:
    """Give what the index is asked for of each frame, in the order of `all_frames`.

    Who mirrors or rotates a video does it to all of its frames. So of a video those that lie near
    one that is asked for mirrored are asked for upright, and of those that are looked at closely
    one in three is asked for rotated, which their keypoints find as well.
    """
    hidden = [each.variants for each in examination.hidden_frames]
    return [*_of(examination.frames, lambda each: bool(each.keypoints)), *hidden]


def expected(frames: Sequence[ExaminedFrame]) -> list[Asked]:
    """Give the same of visible frames of which keypoints are still being looked for."""
    return list(_of(frames, lambda _: True))


def _of(
    frames: Sequence[ExaminedFrame], is_pointed: Callable[[ExaminedFrame], bool]
) -> Iterator[Asked]:
    looked, last_s = 0, -2 * _NEAR_S
    for each in frames:
        at_s = each.frame.timestamp_s
        if not _is_turned(each):
            mirrored = at_s - last_s > _NEAR_S
            yield _kept(each, mirrored=mirrored, rotated=False)
            continue
        rotated = looked % _EACH == 0 or not is_pointed(each)
        yield _kept(each, mirrored=True, rotated=rotated)
        looked, last_s = looked + 1, at_s


def _is_turned(examined: ExaminedFrame) -> bool:
    """Tell whether there are hashes of it in all turns, which are those of a still, too."""
    return {each.orientation.rotated for each in examined.variants} >= {0, 90, 180, 270}


def _kept(examined: ExaminedFrame, *, mirrored: bool, rotated: bool) -> Asked:
    """Leave out what is not asked for; a frame that lies only in other turns is kept as it is."""
    kept = tuple(
        each
        for each in examined.variants
        if (mirrored or not each.orientation.mirrored) and (rotated or not each.orientation.rotated)
    )
    return kept or examined.variants

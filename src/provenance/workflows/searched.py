"""Says which turns of the frames of a query their hashes are searched for in."""

from __future__ import annotations

from provenance.model.case import Examination
from provenance.model.fingerprint import ExaminedFrame, Variant
from provenance.workflows.closely import FIRST_GAP_S

_NEAR_S = 2 * FIRST_GAP_S

_EACH = 3
"""Frames that are looked at closely, of which one is searched for in all turns."""


def searched(examination: Examination) -> list[tuple[Variant, ...]]:
    """Give the variants of each frame, in the order of `all_frames`, that the index is asked for.

    Who mirrors or rotates a video does it to all of its frames. So of a video those that lie near
    one that is asked for mirrored are asked for upright, and of those that are looked at closely
    one in three is asked for rotated, which their keypoints find as well.
    """
    hidden = [each.variants for each in examination.hidden_frames]
    looked, last_s = 0, -2 * _NEAR_S
    found = []
    for each in examination.frames:
        at_s = each.frame.timestamp_s
        if not _is_turned(each):
            mirrored = at_s - last_s > _NEAR_S
            found.append(_kept(each, mirrored=mirrored, rotated=False))
            continue
        found.append(_kept(each, mirrored=True, rotated=looked % _EACH == 0 or not each.keypoints))
        looked, last_s = looked + 1, at_s
    return [*found, *hidden]


def _is_turned(examined: ExaminedFrame) -> bool:
    """Tell whether there are hashes of it in all turns, which are those of a still, too."""
    return {each.orientation.rotated for each in examined.variants} >= {0, 90, 180, 270}


def _kept(examined: ExaminedFrame, *, mirrored: bool, rotated: bool) -> tuple[Variant, ...]:
    """Leave out what is not asked for; a frame that lies only in other turns is kept as it is."""
    kept = tuple(
        each
        for each in examined.variants
        if (mirrored or not each.orientation.mirrored) and (rotated or not each.orientation.rotated)
    )
    return kept or examined.variants

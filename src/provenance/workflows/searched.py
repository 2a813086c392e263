"""Says which turns of the frames of a query their hashes are searched for in."""

from __future__ import annotations

from provenance.model.case import Examination
from provenance.model.fingerprint import UPRIGHT, ExaminedFrame, Variant
from provenance.workflows.closely import FIRST_GAP_S


def searched(examination: Examination) -> list[tuple[Variant, ...]]:
    """Give the variants of each frame, in the order of `all_frames`, that the index is asked for.

    Of a video, those frames are asked for upright that lie near one that is asked for in all turns:
    who mirrors a video mirrors all of its frames.
    """
    found = []
    turned_s = -2 * FIRST_GAP_S
    for each in examination.all_frames:
        if _is_turned(each):
            turned_s = each.frame.timestamp_s
        near = 0 <= each.frame.timestamp_s - turned_s <= 2 * FIRST_GAP_S
        upright = tuple(one for one in each.variants if one.orientation == UPRIGHT)
        found.append(upright if near and not _is_turned(each) and upright else each.variants)
    return found


def _is_turned(examined: ExaminedFrame) -> bool:
    return any(each.orientation.rotated for each in examined.variants)

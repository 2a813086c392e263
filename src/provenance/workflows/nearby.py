"""Looks at other frames of a video where a still lies doubtfully on one.

Of an indexed video a frame each two seconds has keypoints. In between things and camera move, so
that few keypoints agree there, and few of the pixels. Small pictures are kept more often: the
camera is followed to the one that shows most of the still, and its pixels tell whether it is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from provenance.errors import InputError
from provenance.index.interface import Engine
from provenance.matching import alignment, keypoints, scene
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.media import Role
from provenance.settings import Settings
from provenance.workflows import around
from provenance.workflows.aligned import Key, Laid, is_strong, is_sure
from provenance.workflows.confirm import confirmed
from provenance.workflows.examine import limits_of
from provenance.workflows.pieces import picture_of
from provenance.workflows.scenes import AROUND_S, Asked, asked_of, in_order
from provenance.workflows.workers import limited

_MOST = 5
"""Videos of which the frames around are looked at."""

_LAID = 8
"""Frames of one video on which a still is laid because it lies doubtfully on another."""


def others(engine: Engine, query: ExaminedFrame, one: Laid) -> Iterator[Laid]:
    """Lay a still on the other frames with keypoints of a video, the nearest in time first."""
    mirrored = one.alignment.mirrored
    for frame, stored in islice(around.around(engine, one.frame), _LAID):
        found = alignment.align(query.keypoints[mirrored], stored, mirrored=mirrored)
        if found and found.inliers >= alignment.STRONG:
            there = replace(one, frame=frame, alignment=found, stored=stored)
            yield replace(there, drawn_only=False, denied=False)


def seen_nearby(
    engine: Engine, query: ExaminedFrame, found: Mapping[Key, Laid], settings: Settings
) -> dict[Key, Laid]:
    """Give the alignments, and make sure of those of which a frame around shows the still."""
    keys = list(islice((key for key, one in found.items() if _is_asked(one)), _MOST))
    asked = tuple(_asked(engine, query, found[key]) for key in keys)
    if not asked:
        return dict(found)
    keypoints.prepare()
    try:
        places = limited(_places, asked, limits_of(settings))
    except InputError:  # what takes too long leaves it in doubt
        return dict(found)
    moved = {}
    pictures = {}
    for key, one, place in zip(keys, asked, places, strict=True):
        if place:
            number, matrix = place
            moved[key] = _moved(found[key], matrix)
            pictures[key] = one.picture, one.frames[number]
    said = confirmed(moved, pictures, settings)
    sure = {key: _made_sure(found[key], one) for key, one in said.items() if is_sure(one)}
    return {**found, **sure}


def _is_asked(one: Laid) -> bool:
    """Tell whether a still lies doubtfully on a frame of a video, by keypoints that are enough."""
    enough = one.alignment.inliers >= alignment.STRONG and not one.framed
    return enough and one.frame.role is Role.FRAME and not (one.is_hidden or is_sure(one))


def _asked(engine: Engine, query: ExaminedFrame, one: Laid) -> Asked:
    every = in_order(frame for frame, _ in engine.frames(one.media.sha256))
    asked = asked_of(every, engine.thumbnail, query, one.frame, one.alignment.seen_in(one.part))
    return replace(asked, picture=picture_of(query, one.part))


def _places(asked: tuple[Asked, ...]) -> tuple[tuple[int, tuple[float, ...]] | None, ...]:
    return tuple(map(_place, asked))


def _place(asked: Asked) -> tuple[int, tuple[float, ...]] | None:
    """Give the frame that shows most of the still, and how the still lies there."""
    try:
        return scene.nearest(*asked.laid(), AROUND_S)
    except (OSError, ValueError):  # no thumbnail
        return None


def _moved(one: Laid, matrix: tuple[float, ...]) -> Laid:
    """Lay it, or the part of it that was laid, by another map."""
    there = replace(one.alignment.seen_in(one.part), matrix=matrix).seen_from(one.part)
    return replace(one, alignment=there, drawn_only=False, denied=False)


def _made_sure(one: Laid, there: Laid) -> Laid:
    """Say that the pixels of a frame nearby agree, of the frame whose keypoints do."""
    return replace(
        one,
        confirmed=not is_strong(one),
        drawn_only=False,
        denied=False,
        agreeing=there.agreeing,
    )

"""Scores the frames of a scene by how a still lies on them: followed by the camera, or unmoved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching import framing, pinpoint
from provenance.matching.followed import Followed

if TYPE_CHECKING:
    from PIL import Image

Scores = dict[int, float]
"""The score of each frame that was looked at, by its place in the scene."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Frames in order, at their `times` in seconds; `at` is the place of the one that was matched.

    `frame` gives the grey picture at a place.
    """

    times: Sequence[float]
    at: int
    frame: Callable[[int], Image.Image]


def ways(scene: Scene, still: pinpoint.Still, around_s: float) -> list[Scores]:
    """Score the frames in all ways in which the still may lie on them.

    Farther from the matched frame than `around_s` seconds, frames are followed only as long as they
    do as well as the best one.
    """
    return [_followed(scene, still, around_s), *_unmoved(scene, still)]


def _followed(scene: Scene, still: pinpoint.Still, around_s: float) -> Scores:
    first = Followed(scene.frame(scene.at))
    scores = {scene.at: pinpoint.score(still, scene.frame(scene.at), pinpoint.UNMOVED)}
    for step in (1, -1):
        first.start_again()
        number = scene.at + step
        while 0 <= number < len(scene.times):
            frame = scene.frame(number)
            scores[number] = pinpoint.score(still, frame, first.into(frame))
            far = abs(scene.times[number] - scene.times[scene.at]) > around_s
            if far and scores[number] < pinpoint.ALIKE * max(scores.values()):
                break
            number += step
    return scores


def _unmoved(scene: Scene, still: pinpoint.Still) -> Iterator[Scores]:
    """Lay all of the still on all of each frame, where both are of one shape.

    Before a camera that stands still something may turn, and its keypoints lie on another moment
    of it; all the rest of the picture tells that.
    """
    one_shape = framing.is_one_shape(still.pixels.size, scene.frame(scene.at).size)
    if framing.whole_frame(still.matrix) or not one_shape:
        return
    for matrix in framing.WHOLE_FRAMES:
        whole = pinpoint.Still(still.pixels, matrix)
        yield {
            at: pinpoint.score(whole, scene.frame(at), pinpoint.UNMOVED)
            for at in range(len(scene.times))
        }

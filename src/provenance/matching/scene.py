"""Scores the frames of a scene by how a still lies on them: followed by the camera, or unmoved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.matching import framing, pinpoint
from provenance.matching.followed import Followed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Doubles = npt.NDArray[np.float64]

Matrix = tuple[float, ...]
"""Takes shares of the still to shares of a frame, as `Alignment.matrix` does."""

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


def best(ways: Sequence[Scores]) -> Scores:
    """Give the way in which the still lies best: followed, unless another one does better.

    The bars and the logo of a video are the same on all of its frames and tell nothing of the time.
    So in a way that lays it better its frames must also differ more in how well they do.
    """
    found, *others = ways
    for each in others:
        if max(each.values()) > max(found.values()) and _range(each) > _range(found):
            found = each
    return found


def _range(scores: Scores) -> float:
    return max(scores.values()) - min(scores.values())


def nearest(scene: Scene, still: pinpoint.Still, around_s: float) -> tuple[int, Matrix]:
    """Give the place of the frame that shows most of a still, and the map of the still to it.

    Frames are looked at up to `around_s` seconds before and after the one that was matched, and
    only such as the camera was followed to.
    """
    best, most = (
        (scene.at, still.matrix),
        pinpoint.score(still, scene.frame(scene.at), pinpoint.UNMOVED),
    )
    followed = Followed(scene.frame(scene.at))
    for step in (1, -1):
        for number, frame, moved in _one_way(followed, scene, step):
            far = abs(scene.times[number] - scene.times[scene.at]) > around_s
            if far or moved is None:
                break
            if (score := pinpoint.score(still, frame, moved)) > most:
                matrix = pinpoint.on(still, frame.size, moved)
                best, most = (number, tuple(map(float, matrix.ravel()))), score
    return best


def _followed(scene: Scene, still: pinpoint.Still, around_s: float) -> Scores:
    first = Followed(scene.frame(scene.at))
    scores = {scene.at: pinpoint.score(still, scene.frame(scene.at), pinpoint.UNMOVED)}
    for step in (1, -1):
        for number, frame, moved in _one_way(first, scene, step):
            scores[number] = pinpoint.score(still, frame, moved)
            far = abs(scene.times[number] - scene.times[scene.at]) > around_s
            if far and scores[number] < pinpoint.ALIKE * max(scores.values()):
                break
    return scores


def _one_way(
    first: Followed, scene: Scene, step: int
) -> Iterator[tuple[int, Image.Image, Doubles | None]]:
    """Follow the matched frame to the end of the scene, or to its begin."""
    first.start_again()
    number = scene.at + step
    while 0 <= number < len(scene.times):
        frame = scene.frame(number)
        yield number, frame, first.into(frame)
        number += step


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

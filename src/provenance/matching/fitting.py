"""Lays a picture on another by correlation, as a whole or as a part in any size; OpenCV does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provenance.matching import bars
from provenance.model.fingerprint import Orientation
from provenance.model.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

_BLUR = 0.9
_FINE = 4.0
_FLAT = 4.0
_SMALLEST = 24
_STEP = 1.04
_STEPS = (0.985, 0.99, 0.995, 1.005, 1.01, 1.015)
_SMALLEST_PART = 0.25
_WHOLE = 0.94
_MIXED = 3
_EVEN = 4.0
_BIGGER = 2.5
_MARGIN = 0.05
_DETAILED = 1.5
_AGREE = 0.5
_SHIFTED = (0.94, 0.97, 1.0, 1.03, 1.06)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the visible picture lies on the embedded one, and how well it fits there.

    `orientation` turns the embedded picture; `box` is the part that fits, before that turn. `score`
    is the correlation (at most 1) of both, `pair` are the two where they lie on each other. `whole`
    tells that nothing but bars lies around the part.
    """

    score: float
    pair: tuple[Floats, Floats]
    orientation: Orientation
    box: Box
    whole: bool

    @property
    def detail(self) -> float:
        """Correlate what is left of both without their large areas of light and shade."""
        return correlation(*map(_details, self.pair))

    @property
    def spread(self) -> int:
        """Count the parts, of three by three, in which details agree: a horizon fits any other."""
        return _spread(*map(_details, self.pair))


_Fit = tuple[float, tuple[int, int, int, int]]
"""The score, and the part of a field where it is: left, top, width and height."""

_NOTHING: _Fit = (0.0, (0, 0, 1, 1))


def prepare() -> None:
    """Load OpenCV, at the first picture that needs it: few files hide another one."""
    import cv2

    # The processes are the parallelism; a second pool of threads would only fight with them.
    cv2.setNumThreads(1)


def whole(visible: Floats, lying: Floats, turn: Orientation) -> Place:
    """Compare the whole of both: stretched to one shape, or the visible one cut to the other's.

    Cameras write thumbnails of 4:3 of pictures that are not: with black bars, squeezed or cut. A
    turned picture may lie a little off.
    """
    pairs = []
    for picture in bars.with_and_without(_turned(lying, turn)):
        high, wide = picture.shape
        sharp = blurred(picture)
        pairs.append((blurred(_resized(visible, (wide, high))), sharp))
        pairs.append(_cut(visible, sharp))
        if turn.mirrored or turn.rotated:
            pairs += [_shifted(visible, sharp, by) for by in _SHIFTED]
    best = max(pairs, key=lambda pair: correlation(*pair))
    return _placed(*best, turn)


def part(
    visible: Floats,
    lying: Floats,
    turn: Orientation,
    *,
    smallest: float = _SMALLEST_PART,
    least: int = _SMALLEST,
) -> Place:
    """Look for the visible picture as a part of the embedded one, in all sizes and places.

    `smallest` (0-1) is the least size, of the largest that fits; `least` the pixels that its sides
    have at least.
    """
    field = blurred(_turned(lying, turn))
    high, wide = field.shape
    largest = min(wide / visible.shape[1], high / visible.shape[0])
    best, at, scale = _NOTHING, largest, largest
    while scale >= largest * smallest and min(visible.shape) * scale >= least:
        one = _fit(field, visible, scale)
        if one > best:
            best, at = one, scale
        scale /= _STEP
    best = max(best, *(_fit(field, visible, min(largest, at * by)) for by in _STEPS))
    left, top, across, down = best[1]
    box = Box(left / wide, top / high, (left + across) / wide, (top + down) / high)
    under = field[top : top + down, left : left + across]
    found = _placed(under, blurred(_resized(visible, (across, down))), turn)
    return replace(found, box=_as_it_lies(box, turn), whole=_is_whole(field, best[1]))


def inside(visible: Floats, lying: Floats, turn: Orientation) -> Place:
    """Look for the embedded picture as a part of the visible one: then it shows nothing else."""
    picture = bars.trimmed(_turned(lying, turn))
    high, wide = picture.shape
    sharp = blurred(picture)
    least = max(wide / visible.shape[1], high / visible.shape[0])
    pairs, scale = [_cut(visible, sharp)], least
    while min(high, wide) >= _SMALLEST and scale <= min(1.0, least * _BIGGER):
        scale *= _STEP
        pairs.append(_cut(visible, sharp, scale))
    best = max(pairs, key=lambda pair: correlation(*pair))
    return _placed(*best, turn)


def correlation(one: Floats, other: Floats) -> float:
    """Correlate two pictures of one shape; 0 where one of them is flat."""
    import numpy as np

    left, right = one - one.mean(), other - other.mean()
    spread = float(np.sqrt((left * left).sum() * (right * right).sum()))
    return float((left * right).sum()) / spread if spread > 1.0 else 0.0


def _placed(one: Floats, other: Floats, turn: Orientation) -> Place:
    """Judge two pictures of one shape; the whole of the embedded one unless told otherwise."""
    return Place(correlation(one, other), (one, other), turn, Box(0, 0, 1, 1), whole=True)


def _spread(mine: Floats, theirs: Floats) -> int:
    import numpy as np

    count = 0
    for rows in np.array_split(np.arange(mine.shape[0]), 3):
        for columns in np.array_split(np.arange(mine.shape[1]), 3):
            here, there = (each[np.ix_(rows, columns)] for each in (mine, theirs))
            if min(here.std(), there.std()) > _DETAILED and correlation(here, there) > _AGREE:
                count += 1
    return count


def shrunk(picture: Floats, side: int) -> Floats:
    """Give a picture whose longer side has at most so many pixels."""
    longest = max(picture.shape)
    return _scaled(picture, side / longest, (1, 1)) if longest > side else picture


def blurred(picture: Floats) -> Floats:
    """Take away what one of two ways of shrinking leaves, and the other does not."""
    import cv2
    import numpy as np

    return np.asarray(cv2.GaussianBlur(picture, (0, 0), _BLUR), np.float32)


def _details(picture: Floats) -> Floats:
    import cv2
    import numpy as np

    return np.asarray(picture - cv2.GaussianBlur(picture, (0, 0), _FINE), np.float32)


def _cut(visible: Floats, sharp: Floats, scale: float = 0.0) -> tuple[Floats, Floats]:
    """Cut the visible picture to another's shape, where that fits best; by default all but that."""
    high, wide = sharp.shape
    scale = scale or max(wide / visible.shape[1], high / visible.shape[0])
    field = blurred(_scaled(visible, scale, (wide, high)))
    _, (left, top, _, _) = _best_fit(field, sharp)
    return field[top : top + high, left : left + wide], sharp


def _shifted(visible: Floats, field: Floats, by: float) -> tuple[Floats, Floats]:
    """Look for all but the margin of a picture that may lie a little off, or be larger."""
    high, wide = field.shape
    size = (max(_SMALLEST, round(wide * by)), max(_SMALLEST, round(high * by)))
    stretched = blurred(_resized(visible, size))
    across, down = (round(side * (_MARGIN + max(0.0, by - 1) / 2)) for side in size)
    inner = stretched[down : size[1] - down, across : size[0] - across]
    inner = inner[:high, :wide]
    _, (left, top, _, _) = _best_fit(field, inner)
    return field[top : top + inner.shape[0], left : left + inner.shape[1]], inner


def _is_whole(field: Floats, place: tuple[int, int, int, int]) -> bool:
    """Tell whether a part of a field is nearly all of it, or has only even bars around it."""
    left, top, across, down = place
    high, wide = field.shape
    if across >= _WHOLE * wide and down >= _WHOLE * high:
        return True
    around = (
        field[: max(0, top - _MIXED)],
        field[top + down + _MIXED :],
        field[:, : max(0, left - _MIXED)],
        field[:, left + across + _MIXED :],
    )
    return all(float(bar.std()) < _EVEN for bar in around if bar.size)


def _fit(field: Floats, visible: Floats, scale: float) -> _Fit:
    high, wide = field.shape
    return _best_fit(field, blurred(_scaled(visible, scale, (1, 1))[:high, :wide]))


def _best_fit(field: Floats, template: Floats) -> _Fit:
    """Find where in a field a picture fits best."""
    import cv2

    down, across = template.shape
    if float(template.std()) < _FLAT:
        return 0.0, (0, 0, across, down)
    _, _, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(field, template, cv2.TM_CCOEFF_NORMED))
    # OpenCV's own number may be anything where the field is flat.
    under = field[y : y + down, x : x + across]
    return correlation(under, template), (x, y, across, down)


def _turned(picture: Floats, turn: Orientation) -> Floats:
    import numpy as np

    mirrored = picture[:, ::-1] if turn.mirrored else picture
    return np.ascontiguousarray(np.rot90(mirrored, -(turn.rotated // 90)))


def _as_it_lies(box: Box, turn: Orientation) -> Box:
    """Give a part of the turned picture as one of the picture before its turn."""
    for _ in range(turn.rotated // 90 % 4):  # a quarter clockwise took (x, y) to (1 - y, x)
        box = Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    return Box(1 - box.right, box.top, 1 - box.left, box.bottom) if turn.mirrored else box


def _scaled(picture: Floats, scale: float, least: tuple[int, int]) -> Floats:
    wide = max(least[0], round(picture.shape[1] * scale))
    high = max(least[1], round(picture.shape[0] * scale))
    return _resized(picture, (wide, high))


def _resized(picture: Floats, size: tuple[int, int]) -> Floats:
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)

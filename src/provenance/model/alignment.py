"""Alignment: where a query lies on an indexed picture, as its keypoints show."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

from provenance.model.fingerprint import Orientation
from provenance.model.geometry import WHOLE, Box

Point = tuple[float, float]

_AROUND: tuple[Point, ...] = ((0, 0), (1, 0), (1, 1), (0, 1))
_LEVEL = 1.5
_SLANTED = 0.04
"""Share of a side by which it may lie off the direction of the other picture's sides."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A map from one picture to another, with the keypoints that it rests on.

    `matrix` is 3 x 3, row by row: it takes a point of the query to a point of the indexed picture,
    both in shares of their sides. `inliers` counts the keypoints that agree, each spot once.
    `pairs` are these: x and y in the query, x and y in the indexed picture. `held` (0-1) is the
    share of the indexed picture's keypoints, where the query shows it, that agree.
    """

    matrix: tuple[float, ...]
    inliers: int
    pairs: tuple[tuple[float, ...], ...]
    mirrored: bool
    held: float = 1.0

    @classmethod
    def of_turn(cls, orientation: Orientation, crop: Box | None = None) -> Self:
        """Give the map of a query of which a part is the whole other picture, turned by quarters.

        It rests on no keypoint. Raises `ValueError` for a turn by other than quarters.
        """
        if orientation.rotated % 90:
            raise ValueError("only a quarter turn says where every point lies")
        box = crop or Box(0, 0, 1, 1)
        wide, high = box.right - box.left, box.bottom - box.top
        across = (1 / wide, 0.0, -box.left / wide)
        down = (0.0, 1 / high, -box.top / high)
        # Clockwise by a quarter, (x, y) came to lie at (1 - y, x); this goes the way back.
        for _ in range(orientation.rotated // 90 % 4):
            across, down = down, _from_other_end(across)
        if orientation.mirrored:
            across = _from_other_end(across)
        return cls((*across, *down, 0.0, 0.0, 1.0), 0, (), mirrored=orientation.mirrored)

    def to_match(self, point: Point) -> Point:
        """Give where a point of the query lies in the indexed picture."""
        return _mapped(self.matrix, point)

    def to_query(self, point: Point) -> Point:
        """Give where a point of the indexed picture lies in the query."""
        return _mapped(_inverse(self.matrix), point)

    def seen_in(self, query: Box = WHOLE, match: Box = WHOLE) -> Alignment:
        """Give the same map from a part of the query to a part of the indexed picture."""
        matrix = _times(_into(match), _times(self.matrix, _out_of(query)))
        places = (
            (*_mapped(_into(query), (pair[0], pair[1])), *_mapped(_into(match), (pair[2], pair[3])))
            for pair in self.pairs
        )
        return replace(self, matrix=matrix, pairs=tuple(places))

    def seen_from(self, query: Box = WHOLE, match: Box = WHOLE) -> Alignment:
        """Give a map from a part of the query to a part of the match as one of the wholes."""
        matrix = _times(_out_of(match), _times(self.matrix, _into(query)))
        places = (
            (
                *_mapped(_out_of(query), (pair[0], pair[1])),
                *_mapped(_out_of(match), (pair[2], pair[3])),
            )
            for pair in self.pairs
        )
        return replace(self, matrix=matrix, pairs=tuple(places))

    @property
    def box_query(self) -> Box:
        """Give the part of the query that the indexed picture covers."""
        return _covered(_inverse(self.matrix))

    @property
    def box_match(self) -> Box:
        """Give the part of the indexed picture that the query shows."""
        return _covered(self.matrix)

    def box_in_query(self, box: Box) -> tuple[float, float, float, float]:
        """Give the sides of a box around where a part of the indexed picture lies in the query."""
        xs, ys = zip(*(self.to_query(corner) for corner in _corners(box)), strict=True)
        inside = (min(xs), min(ys), max(xs), max(ys))
        left, top, right, bottom = (min(1.0, max(0.0, each)) for each in inside)
        return (left, top, right, bottom)

    def box_in_match(self, box: Box) -> Box:
        """Give the box around where a part of the query lies in the indexed picture."""
        xs, ys = zip(*(self.to_match(corner) for corner in _corners(box)), strict=True)
        inside = (min(xs), min(ys), max(xs), max(ys))
        return Box(*(min(1.0, max(0.0, each)) for each in inside))

    def outline(self, part: Box = WHOLE) -> list[Point]:
        """Give the corners, in the indexed picture, of what the query covers of a part of it."""
        return _cut_to([self.to_match(corner) for corner in _AROUND], part)

    def boxes_of(self, part: Box) -> tuple[Box, Box]:
        """Give the boxes, in the query and in the indexed picture, of what both show of a part.

        `part` is one of the indexed picture; where the query covers nothing of it, it says nothing.
        """
        shape = self.outline(part)
        if not shape:
            return self.box_query, self.box_match
        return _boxed([self.to_query(point) for point in shape]), _boxed(shape)

    @property
    def is_parallel(self) -> bool:
        """Tell whether the sides of both pictures are parallel, but for a degree or two."""
        shape = [self.to_match(corner) for corner in _AROUND]
        xs, ys = zip(*shape, strict=True)
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        return all(
            min(abs(x - right) / wide, abs(y - below) / high) <= _SLANTED
            for (x, y), (right, below) in zip(shape, [*shape[1:], *shape[:1]], strict=True)
        )

    def seen_share(self, part: Box = WHOLE) -> float:
        """Give the share (0-1) of the indexed picture's area that the query shows of a part."""
        shape = self.outline(part)
        ends = zip(shape, [*shape[1:], *shape[:1]], strict=True)
        area = abs(sum(x * below - right * y for (x, y), (right, below) in ends)) / 2
        return round(min(1.0, area), 4)

    def share(self) -> float:
        """Give the larger of the two shares (0-1) of a picture over which the keypoints spread.

        Two pictures with one logo agree in many keypoints, but only in a corner.
        """
        return max(_spread(self.pairs, 0), _spread(self.pairs, 2))

    def orientation(self, query: Point, match: Point) -> Orientation:
        """Say how the indexed picture was turned; takes the sizes of both in pixels."""
        a, b, c, d = self._linear(query, match)
        if self.mirrored:
            a, c = -a, -c
        turned = math.degrees(math.atan2(c - b, a + d))
        quarter = round(turned / 90) * 90
        rotated = quarter if abs(turned - quarter) < _LEVEL else round(turned)
        return Orientation(self.mirrored, rotated % 360)

    def scale(self, query: Point, match: Point) -> float:
        """Give the pixels of the query for each pixel of the indexed picture."""
        a, b, c, d = self._linear(query, match)
        return round(math.sqrt(abs(a * d - b * c)), 4)

    def _linear(self, query: Point, match: Point) -> tuple[float, float, float, float]:
        """Say what a pixel to the right and one down in the indexed picture are in the query."""
        middle, step = (0.5, 0.5), 0.01
        x, y = self.to_query(middle)
        right, down = self.to_query((0.5 + step, 0.5)), self.to_query((0.5, 0.5 + step))
        wide, high = step * match[0], step * match[1]
        return (
            (right[0] - x) * query[0] / wide,
            (down[0] - x) * query[0] / high,
            (right[1] - y) * query[1] / wide,
            (down[1] - y) * query[1] / high,
        )


def _out_of(part: Box) -> tuple[float, ...]:
    """Take shares of a part to shares of the whole."""
    wide, high = part.right - part.left, part.bottom - part.top
    return (wide, 0.0, part.left, 0.0, high, part.top, 0.0, 0.0, 1.0)


def _into(part: Box) -> tuple[float, ...]:
    """Take shares of the whole to shares of a part."""
    wide, high = part.right - part.left, part.bottom - part.top
    return (1 / wide, 0.0, -part.left / wide, 0.0, 1 / high, -part.top / high, 0.0, 0.0, 1.0)


def _times(m: tuple[float, ...], n: tuple[float, ...]) -> tuple[float, ...]:
    """Multiply two matrices: the second map is done first."""
    product = [
        sum(m[3 * row + at] * n[3 * at + column] for at in range(3))
        for row in range(3)
        for column in range(3)
    ]
    return tuple(each / product[8] for each in product)


def _mapped(matrix: tuple[float, ...], point: Point) -> Point:
    x, y = point
    depth = matrix[6] * x + matrix[7] * y + matrix[8]
    return (
        (matrix[0] * x + matrix[1] * y + matrix[2]) / depth,
        (matrix[3] * x + matrix[4] * y + matrix[5]) / depth,
    )


def _corners(box: Box) -> tuple[Point, ...]:
    return (
        (box.left, box.top),
        (box.right, box.top),
        (box.left, box.bottom),
        (box.right, box.bottom),
    )


def _from_other_end(row: tuple[float, float, float]) -> tuple[float, float, float]:
    """Count a side from its other end: 1 - x for x."""
    return (-row[0], -row[1], 1 - row[2])


def _cut_to(shape: list[Point], box: Box) -> list[Point]:
    """Cut a shape to a box; nothing is left of one that lies outside."""
    sides = ((0, box.left, 1), (0, box.right, -1), (1, box.top, 1), (1, box.bottom, -1))
    for axis, limit, sign in sides:
        shape = _cut(shape, axis, limit, sign)
    return shape


def _boxed(shape: list[Point]) -> Box:
    """Give the box around a shape, as far as it lies inside a picture."""
    xs, ys = zip(*shape, strict=True)
    sides = (min(xs), min(ys), max(xs), max(ys))
    return Box(*(round(min(1.0, max(0.0, each)), 4) for each in sides))


def _cut(shape: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
    """Cut a shape off at a line (Sutherland and Hodgman, 1974); `sign` tells which side stays."""
    kept: list[Point] = []
    for one, other in zip(shape, [*shape[1:], *shape[:1]], strict=True):
        near, far = sign * (one[axis] - limit), sign * (other[axis] - limit)
        if near >= 0:
            kept.append(one)
        if near * far < 0:
            at = near / (near - far)
            kept.append((one[0] + at * (other[0] - one[0]), one[1] + at * (other[1] - one[1])))
    return kept


def _inverse(m: tuple[float, ...]) -> tuple[float, ...]:
    """Invert a 3 x 3 matrix, up to a factor, which a map of points does not feel."""
    return (
        m[4] * m[8] - m[5] * m[7],
        m[2] * m[7] - m[1] * m[8],
        m[1] * m[5] - m[2] * m[4],
        m[5] * m[6] - m[3] * m[8],
        m[0] * m[8] - m[2] * m[6],
        m[2] * m[3] - m[0] * m[5],
        m[3] * m[7] - m[4] * m[6],
        m[1] * m[6] - m[0] * m[7],
        m[0] * m[4] - m[1] * m[3],
    )


def _covered(matrix: tuple[float, ...]) -> Box:
    """Give the box around a mapped picture, as far as it lies inside the other one."""
    corners = [_mapped(matrix, corner) for corner in ((0, 0), (1, 0), (0, 1), (1, 1))]
    sides = [sorted(min(1.0, max(0.0, each[axis])) for each in corners) for axis in (0, 1)]
    (left, *_, right), (top, *_, bottom) = sides
    return Box(*(round(each, 4) for each in (left, top, right, bottom)))


def _spread(pairs: tuple[tuple[float, ...], ...], at: int) -> float:
    """Give the share of a picture in the box around its keypoints, the outermost tenth left out."""
    most = 1.0
    for axis in (at, at + 1):
        along = sorted(pair[axis] for pair in pairs)
        trim = len(along) // 10
        most *= along[-1 - trim] - along[trim]
    return most

"""Geometry: which part of a picture is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in shares of its width and height (0-1) from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


WHOLE = Box(0.0, 0.0, 1.0, 1.0)
"""All of a picture."""


def share(box: Box) -> float:
    """Give the share (0-1) of a picture that a part of it covers."""
    return (box.right - box.left) * (box.bottom - box.top)


def pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Give a part of a picture of a size in whole pixels: left, top, right, bottom; never empty."""
    left, right = _span(box.left, box.right, size[0])
    top, bottom = _span(box.top, box.bottom, size[1])
    return left, top, right, bottom


def _span(start: float, stop: float, length: int) -> tuple[int, int]:
    first = min(max(0, round(start * length)), length - 1)
    return first, min(length, max(first + 1, round(stop * length)))

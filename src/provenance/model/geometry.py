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

"""How much of a hostile file we are willing to handle."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one file; over one of them it is refused by name, never half-examined.

    `frame_pixels` bounds one frame, `file_pixels` the frames of one animation that are decoded;
    at most `frames` of them, spread evenly, are examined. `cpu_s` and `memory_bytes` bound the
    process that decodes.
    """

    file_bytes: int = 200 * 1024 * 1024
    frame_pixels: int = 110_000_000
    file_pixels: int = 500_000_000
    frames: int = 12
    cpu_s: int = 30
    memory_bytes: int = 2 * 1024 * 1024 * 1024

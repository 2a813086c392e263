"""Span: when in a video something is seen, as exactly as it can be told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds from the start of a video.

    All that was compared from `earliest_s` to `latest_s` looks alike, so that any moment of it may
    be meant; `at_s` is the middle. Where one moment stands out all three are the same.
    """

    at_s: float
    earliest_s: float
    latest_s: float

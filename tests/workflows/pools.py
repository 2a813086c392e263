"""Pools of decoding processes to try functions in."""

from __future__ import annotations

from collections.abc import Callable

from provenance.media.limits import Limits
from provenance.workflows.workers import Workers

PATIENT = Limits(cpu_s=1000)
"""Limits under which only a death that is noticed at once ends a test in time."""


def asked(
    function: Callable[[int], object], *questions: int, limits: Limits = PATIENT, **sizes: int
) -> list[object]:
    """Ask all questions of a pool and give the answers."""
    sizes = {"count": 1} | sizes
    with Workers(function, limits, **sizes) as pool:
        return [answer for _, answer in pool.map(questions)]


def asked_once(function: Callable[[int], object], limits: Limits = PATIENT) -> object:
    """Ask one question of a pool of one."""
    (answer,) = asked(function, 1, limits=limits)
    return answer

"""What recall is held to, in percent of strong matches without a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from accuracy.attacks.interface import Attack

GROUPS: Mapping[str, float] = MappingProxyType(
    {
        "platforms": 99,
        "borders": 97,
        "geometry": 99,
        "overlays": 98,
        "colour": 99,
        "screens": 95,
        "collages": 95,
        "stacked": 90,
    }
)
"""Crops have goals of their own, by the share that is kept."""

CROPS: Mapping[str, float] = MappingProxyType(
    {"crop75": 97, "crop50": 95, "crop25": 90, "crop10": 80}
)

TOGETHER = 98.0
SCENES_CALLED_SAME = 5.0
"""Percent of the matches within a scene that may be called the same picture."""


def goal_of(attack: Attack) -> float:
    """Give the goal that an attack is held to."""
    return CROPS[attack.name] if attack.name in CROPS else GROUPS[attack.group]

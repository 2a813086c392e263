"""The section about videos of the page that `make accuracy` writes; it can be written alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from accuracy.tables import Bar, table

HEADING = "## Clips and stills of videos"

_WHAT = """\
Each long video of 60 s glides over photographs, four seconds each.
Five seconds are cut out of it, every frame is edited in one way, and the clip is written anew.
Right in time is an offset that is wrong by at most 0.5 s, of a still a moment by at most 1 s.
The stills are frames taken at random and edited as the pictures above are.
The videos are made here, so that what they show of real ones is limited: they have no handheld
camera and no people who move."""


class Scored(Protocol):
    """What came of the questions of one attack."""

    name: str
    asked: int
    found: int
    near: int
    worst_s: float
    strangers: int
    doubted: int


def section(scores: Sequence[Scored], arguments: str, videos: int) -> str:
    """Write the section; every figure comes from the scores, the last of which is the stills'."""
    rows = [
        (
            each.name,
            str(each.asked),
            str(each.found),
            str(each.near),
            f"{each.worst_s:.2f}",
            str(each.strangers),
            str(each.doubted),
        )
        for each in scores
    ]
    columns = ("edit", "asked", "strong", "right in time", "worst s", "wrong", "wrong, possible")
    today = datetime.now(UTC).date().isoformat()
    command = f"python -m accuracy.video {arguments}".strip()
    made = f"Measured on {today} with `{command}`; {videos} videos in the index."
    goals = "\n".join(f"- {each}" for each in _goals(scores))
    return "\n\n".join((HEADING, made, _WHAT, goals, table(columns, rows))) + "\n"


def _goals(scores: Sequence[Scored]) -> list[Bar]:
    *cut, still = scores
    asked = max(1, sum(each.asked for each in cut))
    found, near = (sum(values) for values in zip(*((e.found, e.near) for e in cut), strict=True))
    wrong = sum(each.strangers for each in scores)
    return [
        Bar("clips found, % (goal ≥ 95)", 100 * found / asked, 95),
        Bar("clips with their offset within 0.5 s, % (goal ≥ 95)", 100 * near / asked, 95),
        Bar("stills found within 1 s, % (goal ≥ 90)", 100 * still.near / max(1, still.asked), 90),
        Bar("wrong strong matches (goal 0)", wrong, 0, at_least=False),
    ]


def kept_section(page: str) -> str:
    """Give the section of a page, empty where it has none; it is the page's last."""
    at = page.find(HEADING)
    return page[at:] if at >= 0 else ""


def replace_section(file: Path, text: str) -> None:
    """Write the section at the end of a page, in place of the one that is there."""
    page = file.read_text(encoding="utf-8") if file.exists() else ""
    before = page.removesuffix(kept_section(page)).rstrip("\n")
    file.write_text(f"{before}\n\n{text}", encoding="utf-8")

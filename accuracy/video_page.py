"""The section about videos of the page that `make accuracy` writes; it can be written alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from accuracy.tables import Bar, table

HEADING = "## Clips and stills of videos"

_WHAT = """\
Each long video of 60 s glides over photographs, four seconds each.
Five seconds are cut out of it, every frame is edited in one way, and the clip is written anew.
Right in time is an offset that is wrong by at most 0.5 s, of a still a moment by at most 1 s.
The stills are frames taken at random and edited as the pictures above are.
No two scenes of these videos are of one motif: where two are, a match with either is no error.
Most scenes glide over a photograph that does not change, so of a part that was cut out of a frame
nothing tells at which moment of the scene it was taken. The report then says between which moments
the video looks alike there, and the middle of these counts as the time; `in the span` counts the
stills that are not right in time, but whose true moment lies between these (and half a second,
which is how far frames that are kept lie apart). They are not counted as right.
Stills and clips of real videos, all shorter than 23 s, are counted apart. Two of these show a thing
that stands still before a camera that does, and one a record that turns once in 1.8 s: two frames a
second do not tell their moments, so that no goal is set for these. Stills whose frame shows next to
nothing before it is edited (a quality of PDQ under 50, which PDQ itself calls useless) are counted
apart, too.
Copies are files that others made of whole videos.
Of a video that is not in the index, every match is wrong."""


class Kind(StrEnum):
    """What was asked for."""

    CLIP = "clip"
    STILL = "still"
    REAL = "still of a real video"
    REAL_CLIP = "clip of a real video"
    SAME_AGAIN = "still or clip of a scene that is the same again and again"
    FLAT = "still that shows next to nothing"
    UNSEEN = "of an unseen video"


class Scored(Protocol):
    """What came of the questions of one attack."""

    name: str
    kind: Kind
    asked: int
    found: int
    near: int
    spanned: int
    worst_s: float
    strangers: int
    doubted: int


_GOALS = (
    (Kind.CLIP, "clips", "with their offset within 0.5 s", 95, 95),
    (Kind.STILL, "stills", "found within 1 s", 90, 90),
    (Kind.REAL, "stills of real videos", "found within 1 s", 90, 90),
    (Kind.REAL_CLIP, "clips and copies of real videos", "with their offset within 0.5 s", 95, 95),
)
"""Of each kind its words, and the least % that are found and that are right in time."""


def section(scores: Sequence[Scored], arguments: str, videos: int) -> str:
    """Write the section; every figure comes from the scores."""
    rows = [
        (
            each.name,
            str(each.asked),
            str(each.found),
            str(each.near),
            str(each.spanned),
            f"{each.worst_s:.2f}",
            str(each.strangers),
            str(each.doubted),
        )
        for each in scores
    ]
    columns = (
        *("edit", "asked", "strong", "right in time", "in the span", "worst s"),
        *("wrong", "wrong, possible"),
    )
    today = datetime.now(UTC).date().isoformat()
    command = f"python -m accuracy.video {arguments}".strip()
    made = f"Measured on {today} with `{command}`; {videos} videos in the index."
    goals = "\n".join(f"- {each}" for each in _goals(scores))
    return "\n\n".join((HEADING, made, _WHAT, goals, table(columns, rows))) + "\n"


def _goals(scores: Sequence[Scored]) -> Iterator[Bar]:
    """Give the goals of what was asked for; a run may ask for a part of it."""
    for kind, words, in_time, found_goal, near_goal in _GOALS:
        own = [each for each in scores if each.kind is kind]
        if asked := sum(each.asked for each in own):
            found = 100 * sum(each.found for each in own) / asked
            near = 100 * sum(each.near for each in own) / asked
            yield Bar(f"{words} found, % (goal ≥ {found_goal})", found, found_goal)
            yield Bar(f"{words} {in_time}, % (goal ≥ {near_goal})", near, near_goal)
    wrong = sum(each.strangers for each in scores)
    yield Bar("wrong strong matches (goal 0)", wrong, 0, at_least=False)


def kept_section(page: str) -> str:
    """Give the section of a page, empty where it has none; it is the page's last."""
    at = page.find(HEADING)
    return page[at:] if at >= 0 else ""


def replace_section(file: Path, text: str) -> None:
    """Write the section at the end of a page, in place of the one that is there."""
    page = file.read_text(encoding="utf-8") if file.exists() else ""
    before = page.removesuffix(kept_section(page)).rstrip("\n")
    file.write_text(f"{before}\n\n{text}", encoding="utf-8")

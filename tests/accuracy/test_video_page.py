"""The section about videos is written by a run of its own, and outlives those of the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from accuracy.video_page import HEADING, Kind, kept_section, replace_section, section


@dataclass(frozen=True, slots=True)
class Score:
    name: str = "mirror"
    kind: Kind = Kind.CLIP
    asked: int = 4
    found: int = 4
    near: int = 3
    spanned: int = 0
    worst_s: float = 0.75
    strangers: int = 0
    doubted: int = 1


def test_the_section_says_what_was_found_and_which_goals_were_missed():
    text = section([Score(), Score("still", Kind.STILL, near=4)], "--seed 2", 3)
    assert "python -m accuracy.video --seed 2" in text
    assert "clips found, % (goal ≥ 95): 100.0, met" in text
    assert "within 0.5 s, % (goal ≥ 95): 75.0, missed" in text
    assert "stills found within 1 s, % (goal ≥ 90): 100.0, met" in text
    assert "| mirror |" in text


def test_a_section_takes_the_place_of_the_one_that_is_there(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("# Page\n\nWords.\n", "utf-8")
    for text in (f"{HEADING}\n\nfirst\n", f"{HEADING}\n\nsecond\n"):
        replace_section(page, text)
    assert page.read_text("utf-8") == f"# Page\n\nWords.\n\n{HEADING}\n\nsecond\n"
    assert kept_section(page.read_text("utf-8")) == f"{HEADING}\n\nsecond\n"


def test_a_page_without_the_section_keeps_none():
    assert kept_section("# Page\n") == ""

"""Counts what came of the questions for clips and stills."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from accuracy.video_page import Kind
from provenance.model.match import Match, Strength
from provenance.model.span import Span

NEAR_S = 0.5
STILL_NEAR_S = 1.0
ROUNDED_S = 0.5
"""Seconds between frames that are kept, by which the ends of a span are known no better."""


def span_of(match: Match) -> Span:
    """Give when the indexed video shows a still, as the report tells it."""
    at = match.match_frame.timestamp_s
    return match.shown or Span(at, at, at)


def is_right(match: Match, name: str) -> bool:
    """Tell whether a match is with the video of this name."""
    return any(Path(file).name == name for each in match.sightings for file in each.files)


@dataclass(slots=True)
class Score:
    """What came of the questions of one attack; offsets and times are in seconds.

    `near` counts what is right in time, `spanned` the stills that are not, but whose true moment
    lies in the span of moments that was reported as looking alike.
    """

    name: str
    kind: Kind
    asked: int = 0
    found: int = 0
    near: int = 0
    spanned: int = 0
    worst_s: float = 0.0
    strangers: int = 0
    doubted: int = 0

    def add(
        self, matches: Sequence[Match], name: str, wrong_s: Callable[[Match], float | None]
    ) -> None:
        """Count the matches of one question; `wrong_s` is how far off a right one is in time.

        It gives `None` for a video without a clip. An empty `name` stands for one not indexed.
        """
        self.asked += 1
        for match in matches:
            possible = match.strength is Strength.POSSIBLE
            if not is_right(match, name):
                self.strangers += not possible
                self.doubted += possible
            elif not possible:
                self.found += 1
                if (wrong := wrong_s(match)) is not None:
                    near = wrong <= (NEAR_S if match.clip else STILL_NEAR_S)
                    self.near += near
                    self.worst_s = max(self.worst_s, wrong)

    def add_still(self, matches: Sequence[Match], name: str, at_s: float) -> None:
        """Count the matches of a still that was taken at a moment of a video."""
        before = self.near
        self.add(matches, name, lambda match: abs(span_of(match).at_s - at_s))
        right = [
            span_of(m) for m in matches if is_right(m, name) and m.strength.value != "possible"
        ]
        if self.near == before:
            self.spanned += any(
                each.earliest_s - ROUNDED_S <= at_s <= each.latest_s + ROUNDED_S for each in right
            )


def kept(file: Path | None) -> dict[str, Score]:
    """Read scores that `keep` wrote, by their names; none where there is no such file."""
    if file is None or not file.exists():
        return {}
    rows = json.loads(file.read_text("utf-8"))
    return {row["name"]: Score(**{**row, "kind": Kind(row["kind"])}) for row in rows}


def keep(file: Path, scores: Mapping[str, Score]) -> None:
    """Write scores, so that another run may add those of other parts."""
    file.write_text(json.dumps([asdict(each) for each in scores.values()], indent=1), "utf-8")

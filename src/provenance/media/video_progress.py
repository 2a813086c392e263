"""How far the reading of a video has come, by a clock that never goes back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from provenance.media import video_frame

_BACK_S = 1.0
"""Seconds by which a clock that goes back starts anew; by less, frames are only out of order."""


_UNSEEN_S = 0.25
_LONGEST_UNSEEN_S = 600.0
"""How long nothing is seen yet while a player counts; less only makes room for a decoder."""


@dataclass(slots=True)
class Progress:
    """How far a video was read, and what kept us from reading on.

    `file_began_s` is where the clock of the file begins, if it says so: with sound, perhaps.
    """

    started: float = field(default_factory=time.process_time)
    decoded: int = 0
    offered: int = 0
    end_s: float = 0.0
    width: int = 0
    height: int = 0
    last_s: float = -1.0
    glanced_s: float = 0.0
    glance: bytes = b""
    stopped: str = ""
    file_began_s: float | None = None
    began_s: float | None = None
    restarts: int = 0
    greys: video_frame.Greys = field(default_factory=video_frame.Greys)

    def tick(self, stated_s: float | None) -> None:
        """Go on to the time that a frame states of itself.

        Streams cut out of others count on from where they were cut, and where several were joined
        the clock of each may start anew.
        """
        if stated_s is None:
            return
        if self.began_s is None:
            self.began_s = self._beginning(stated_s)
        if stated_s - self.began_s < self.end_s - _BACK_S:
            self.began_s = stated_s - self.end_s
            self.restarts += 1
        self.end_s = max(0.0, stated_s - self.began_s)

    def _beginning(self, first_s: float) -> float:
        """Give from where a player counts: the first frame, or the sound long before it."""
        if self.file_began_s is None:
            return first_s
        unseen = first_s - self.file_began_s
        return self.file_began_s if _UNSEEN_S <= unseen <= _LONGEST_UNSEEN_S else first_s

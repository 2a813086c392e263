"""What an identifier, a link or the name of a file says about time."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.moment import Moment


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text as a time: whose id it would be, and what its time means.

    The bounds of `moment` hold for the posting, or for what the file name dates: both ends where
    the id was made with it, no latest end where it can have followed later. `certain` tells that
    the text or the user names the platform, so that nobody else's id can be meant.
    """

    text: str
    platform: str
    kind: str
    moment: Moment
    meaning: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """A text from which no time was read, and why.

    `carries_no_time` tells that it was understood, and that there is no time in it: an answer, and
    no failure.
    """

    text: str
    reason: str
    platform: str = ""
    carries_no_time: bool = False


@dataclass(frozen=True, slots=True)
class WhenReport:
    """What `when` says: the readings of each text, most plausible first, and what has none."""

    readings: tuple[Reading, ...]
    unread: tuple[Unread, ...]

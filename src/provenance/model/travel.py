"""Travel: how one picture went from posting to posting, as far as an index knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.case import Earliest
from provenance.model.moment import Moment
from provenance.model.origin import PassedOn
from provenance.model.posting import Posting


@dataclass(frozen=True, slots=True)
class Caption:
    """Words under which a picture was posted; `text` is empty for postings without any.

    `first` and `last` are the intervals of the first and the last posting with a known time;
    `None` where no posting has one. `languages` are those that postings state, never guessed.
    """

    text: str
    first: Moment | None
    last: Moment | None
    postings: int
    undated: int
    platforms: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnPlatform:
    """The first known poster on one platform, with all that may have been as early.

    `earliest` is `None` where no posting there has a known time.
    """

    platform: str
    postings: int
    earliest: Earliest | None


@dataclass(frozen=True, slots=True)
class Import:
    """How often one import holds the picture; postings without an account are counted apart."""

    source: str
    path: str
    postings: int
    accounts: int
    without_account: int


class Trace(StrEnum):
    """What became of the search for an original.

    KNOWN: it is in the index. BY_NAME: of the account that is named, these postings of the picture
    are known, without proof that one of them is it. ABSENT: it is not in the index. CIRCLE: it is
    a posting that the chain went through before. CUT: so long a chain was not followed further.
    """

    KNOWN = "known"
    BY_NAME = "by-name"
    ABSENT = "absent"
    CIRCLE = "circle"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class Known:
    """A posting of the index and the interval in which it was public, `None` for no time."""

    key: str
    posting: Posting
    public: Moment | None


@dataclass(frozen=True, slots=True)
class Step:
    """One posting that passes on another.

    `stated` is the time of the original as `passing` states it. `originals` holds the one posting
    that is the original, or the first of those that may be it where only an account is named;
    `more` tells that there are others.
    """

    passing: Known
    origin: PassedOn
    stated: Moment | None
    trace: Trace
    originals: tuple[Known, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps from a posting to what it passes on, and so on; the last one says where it ends."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Travel:
    """All of it; captions in order of their first known time, those without a time at the end.

    Only what may date a picture counts, each posting once. `whole` is false where there are more
    chains than were followed.
    """

    postings: int = 0
    captions: tuple[Caption, ...] = ()
    platforms: tuple[OnPlatform, ...] = ()
    chains: tuple[Chain, ...] = ()
    imports: tuple[Import, ...] = ()
    whole: bool = True


NOWHERE = Travel()
"""The way of a picture that was never posted, as far as is known."""

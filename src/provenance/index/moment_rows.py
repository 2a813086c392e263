"""Makes rows of the moments of a posting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from provenance.model.moment import Moment, iso

Row = tuple[int, str, str | None, str | None, str, str, str]


def rows(posting_id: int, moments: Sequence[Moment]) -> Iterator[Row]:
    """Give a row of the table `moments` for each."""
    for each in moments:
        earliest = end(each.earliest)
        # most are of a single instant, which need not be written twice
        latest = earliest if each.latest is each.earliest else end(each.latest)
        yield (
            posting_id,
            each.clock,
            earliest,
            latest,
            each.stated,
            each.basis,
            each.trust,
        )


def end(when: datetime | None) -> str | None:
    """Write an end of an interval as the tables have it."""
    return iso(when) if when else None

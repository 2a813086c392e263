"""Whether the tracks of a video are of another day than the movie (V08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from provenance.checks.interface import About, informs
from provenance.checks.tags import named, shown
from provenance.model.case import Case
from provenance.model.finding import Bearing, Finding

MARGIN = timedelta(days=1)
_MOVIE = "QuickTime:CreateDate"
_TRACKS = ("QuickTime:TrackCreateDate", "QuickTime:MediaCreateDate")


class TrackDatesApart:
    """Holds the dates of the tracks against that of the movie; all are of one clock."""

    name = "track-dates-apart"
    about = About(
        code="V08",
        says="A track of the video is dated more than a day from the movie.",
        bearings=(Bearing.INFORMS,),
        otherwise="the tracks were put into a new file later, without any other change",
        cannot_tell="whether anything was cut or joined",
        source="ISO/IEC 14496-12, 8.2.2, 8.3.2, 8.4.2",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of the tracks that lie apart; a date of zero is none."""
        metadata = case.examination.metadata
        movie = [when for tag in named(metadata, _MOVIE) for when in _times(tag.value)]
        apart = [
            tag
            for tag in named(metadata, *_TRACKS)
            if any(abs(when - movie[0]) > MARGIN for when in _times(tag.value) if movie)
        ]
        if apart:
            summary = (
                "A track of the video is dated more than a day from the movie, so the file was "
                "put together later."
            )
            yield informs(
                self, summary, *(shown(tag) for tag in (*named(metadata, _MOVIE), *apart))
            )


def _times(stated: str) -> Iterator[datetime]:
    for each in stated.split(", "):
        try:
            when = datetime.strptime(each, "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        if when.year not in {1904, 1970}:
            yield when

"""Whether an embedded picture, of this file or of an indexed one, was found in the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from provenance.checks.facts import SHOWN, name_of, of_match, of_the_rest
from provenance.checks.interface import About
from provenance.checks.wording import count
from provenance.model.case import Case
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.match import Match

CAVEAT = "That says nothing of the visible picture, and dates it by nothing."


class EmbeddedMatch:
    """Tells of matches of pictures that nobody sees who opens the file; they date nothing."""

    name = "embedded-match"
    about = About(
        code="M04",
        says=(
            "A picture that nobody sees who opens the file was found in the index, or hides in "
            "a file of it."
        ),
        bearings=(Bearing.INFORMS,),
        otherwise=(
            "a picture that is hidden in a file may be what it was cut from, and may have been "
            "left there by a program"
        ),
        cannot_tell="when the visible picture was posted",
        source="own, by the matching of docs/how-it-decides.md",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a hidden picture of this file that was posted, and of one that hides it."""
        ours = [match for match in case.hidden if match.query_frame.role.is_embedded]
        theirs = [match for match in case.hidden if not match.query_frame.role.is_embedded]
        if ours:
            summary = (
                f"The picture embedded in this file, not the visible one, matches "
                f"{count(len(ours), 'file')} of this index. {CAVEAT}"
            )
            yield Finding(self.name, Bearing.INFORMS, summary, tuple(_of(ours)))
        if theirs:
            summary = (
                f"This picture matches one that is embedded in {count(len(theirs), 'file')} of "
                "this index, where another picture, or a part of it, is seen: somebody may have "
                "made that from this. The postings showed the other one."
            )
            yield Finding(self.name, Bearing.INFORMS, summary, tuple(_of(theirs)))


def _of(matches: Collection[Match]) -> Iterator[Evidence]:
    for match in islice(matches, SHOWN):
        yield of_match(match)
        for sighting in match.sightings[:1]:
            yield Evidence("posting", name_of(sighting), f"sha256 {match.media.sha256}")
    yield from of_the_rest("match", len(matches))

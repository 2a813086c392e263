"""Words for matches of embedded pictures, which nobody sees who opens the file."""

from __future__ import annotations

from provenance.model.case import Case
from provenance.model.match import Match


def found_beside(case: Case) -> str:
    """Say what was found of pictures that nobody sees who opens the file."""
    if any(match.query_frame.role.is_embedded for match in case.hidden):
        return ", but a picture embedded in it was"
    return ", but embedded in a file of it" if case.hidden else ""


def sides(match: Match) -> str:
    """Say which pictures a match is of where one is embedded; empty where both are visible."""
    ours, theirs = match.query_frame.role.is_embedded, match.match_frame.role.is_embedded
    if ours and theirs:
        return "the pictures embedded in both files, not the visible ones"
    if ours:
        return "the picture embedded in this file, not the visible one"
    return "the picture embedded in the posting's file, not the one seen there" if theirs else ""

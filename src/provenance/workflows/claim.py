"""Reads what somebody asserts about a file."""

from __future__ import annotations

from provenance.errors import UsageError
from provenance.model.case import Claim
from provenance.model.moment import Basis, Clock, Trust, moment


def claim(time: str | None, place: str | None) -> Claim:
    """Read a claimed time (ISO 8601) and place (a name or `LAT,LON`); `UsageError` if unclear."""
    when = None
    if time:
        try:
            when = moment(time, Clock.CLAIMED, Basis.OPERATOR, Trust.SELF_ASSERTED)
        except ValueError as error:
            raise UsageError(f"--claimed-time: {error}") from error
    if not place:
        return Claim(when)
    from provenance.checks.gazetteer import find_place

    return Claim(when, find_place(place))

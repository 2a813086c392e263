"""Ties: why an appearance that was not put first may have been."""

from __future__ import annotations

from provenance.model.case import Appearance
from provenance.model.moment import ANY_ZONE, WITNESSES


def why_tied(first: Appearance, other: Appearance) -> str:
    """Say why an appearance that was not put first may have been; empty where it cannot have."""
    public = other.public
    if first.public.certainly_before(public):
        return ""
    if public.clock in WITNESSES:
        return f"only {public.clock} by then, an upper bound: it may have been public before"
    if public.earliest is None:
        return "nothing says since when it was public, so it may have been before"
    assert public.latest is not None
    if public.latest - public.earliest >= 2 * ANY_ZONE:
        return "its zone or its hour is not known, so it may have been public before"
    return "the times overlap: a tie"

"""How a picture travelled, as the postings of an index tell it."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.checks.chains import MOST_STEPS, Found, chains, named_origins
from provenance.checks.travelled import (
    captions,
    imports,
    platforms,
    postings_of,
    sure_sightings,
)
from provenance.index.interface import Engine
from provenance.model.match import Match
from provenance.model.origin import PassedOn
from provenance.model.posting import Posting, Sighting
from provenance.model.travel import Travel


def travel_of(engine: Engine, matches: Iterable[Match]) -> Travel:
    """Tell how the picture travelled that sure matches show; a possible match says nothing."""
    return travel(engine, sure_sightings(matches))


def travel(engine: Engine, sightings: tuple[Sighting, ...]) -> Travel:
    """Tell the same of sightings of one picture, without what only a search engine asserts."""
    sightings = tuple(each for each in sightings if not each.is_hearsay)
    own = postings_of(sightings)
    found = _found(engine, [each.posting for each in own])
    followed, whole = chains(own, found)
    return Travel(
        len(own), captions(own, found), platforms(own), followed, imports(sightings), whole
    )


def _found(engine: Engine, postings: list[Posting]) -> Found:
    """Ask the index for every original, for the originals of these, and so on."""
    found: dict[PassedOn, tuple[str, Posting]] = {}
    asked: set[PassedOn] = set()
    for _ in range(MOST_STEPS):
        wanted = named_origins(postings) - asked
        if not wanted:
            break
        asked |= wanted
        answers = engine.originals(tuple(wanted))
        found.update(answers)
        postings = [posting for _, posting in answers.values()]
    return found

"""Finds the files that share a name in their metadata with one that is asked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from provenance.index.interface import Bearer, Engine
from provenance.model.link import CommonKey, Link, Links, is_linked
from provenance.model.match import Match
from provenance.model.posting import JoinKey
from provenance.settings import Settings

MOST = 50
"""Linked files that are listed; the rest is counted."""


def links(
    engine: Engine,
    own: Collection[str],
    keys: Sequence[JoinKey],
    matches: Iterable[Match],
    settings: Settings,
) -> Links:
    """Give the files linked with media `own` by the keys in their metadata, in a stable order.

    Never a match of pictures: `matches` are those that there are, which make a common key enough.
    """
    if not keys:
        return Links()
    alike = {match.media.sha256 for match in matches}
    borne = engine.bearers(keys, settings.pdq_possible)
    others = [each for each in borne if each.media.sha256 not in own]
    linked: list[Bearer] = []
    left: list[Bearer] = []
    for each in others:
        seen = each.media.sha256 in alike
        (linked if is_linked(each.keys, matches=seen) else left).append(each)
    linked.sort(key=lambda each: (all(key.common for key in each.keys), each.media.sha256))
    sightings = engine.sightings([each.media.sha256 for each in linked[:MOST]])
    shown = (
        Link(each.media, each.keys, sightings[each.media.sha256], each.media.sha256 in alike)
        for each in linked[:MOST]
    )
    return Links(tuple(shown), _common(left), max(0, len(linked) - MOST))


def _common(left: Iterable[Bearer]) -> tuple[CommonKey, ...]:
    """Count, for each common key, the files that share it and were not linked."""
    counts = Counter(
        key for each in left for key in {JoinKey(one.kind, one.value) for one in each.keys}
    )
    ordered = sorted(counts.items(), key=lambda item: (item[0].kind, item[0].value))
    return tuple(CommonKey(key, files) for key, files in ordered)

"""How a picture travelled: its captions, its first poster on each platform, and its imports."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime

from provenance.checks.chains import Found
from provenance.checks.earliest import of_sightings, public_moment
from provenance.model.match import Match
from provenance.model.moment import Moment
from provenance.model.origin import Relay, announced
from provenance.model.posting import Posting, Sighting
from provenance.model.travel import Caption, Import, OnPlatform

CUT = "…"
"""What X puts where it cuts off the words of a repost."""

_REPOST = re.compile(r"\ART @\w{1,15}:\s+")
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_AFTER_ALL = datetime.max.replace(tzinfo=UTC)


def sure_sightings(matches: Iterable[Match]) -> tuple[Sighting, ...]:
    """Give every sighting of what may date a picture; a possible match says nothing of its way."""
    return tuple(each for match in matches if match.dates for each in match.sightings)


def postings_of(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Give each posting once, in the order of its key, however many of its pictures match."""
    by_key: dict[str, Sighting] = {}
    for each in sorted(sightings, key=lambda one: (one.posting_key, one.media_sha256)):
        by_key.setdefault(each.posting_key, each)
    return tuple(by_key.values())


def captions(sightings: Iterable[Sighting], found: Found) -> tuple[Caption, ...]:
    """Give each distinct caption in order of the time by which it is first known.

    A repost that cuts short the words of an original that is known stands under these.
    """
    groups = _grouped(sightings, lambda each: _in_full(each.posting, found))
    return tuple(sorted((_caption(text, own) for text, own in groups.items()), key=_first_known))


def words(posting: Posting) -> str:
    """Give the words of a posting with white space made alike, and no line that they are another's.

    Canonically equivalent characters count as the same (Unicode NFC): keyboards and file systems
    write one accent in two ways.
    """
    text = posting.text
    for origin in posting.origins:
        if origin.relay is Relay.FORWARD:
            line, _, rest = text.partition("\n")
            text = rest if line == announced(origin.account) else text
        if origin.relay is Relay.REPOST:
            text = _REPOST.sub("", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _in_full(posting: Posting, found: Found) -> str:
    own = words(posting)
    for origin in posting.origins:
        if origin.relay is Relay.REPOST and origin in found and own.endswith(CUT):
            whole = words(found[origin][1])
            own = whole if whole.startswith(own.removesuffix(CUT)) else own
    return own


def platforms(sightings: Iterable[Sighting]) -> tuple[OnPlatform, ...]:
    """Give the first known poster of each platform, in order of time."""
    groups = _grouped(sightings, lambda each: each.posting.platform.lower())
    found = [OnPlatform(name, len(own), of_sightings(own)[0]) for name, own in groups.items()]
    return tuple(sorted(found, key=_first_there))


def imports(sightings: Collection[Sighting]) -> tuple[Import, ...]:
    """Count postings and accounts of each import, those with the most postings first."""
    groups: dict[tuple[str, str], dict[str, Posting]] = defaultdict(dict)
    for each in sightings:
        for collection in each.collections:
            own = groups[collection.source, collection.path]
            own[each.posting_key] = each.posting
    found = [_import(*place, own.values()) for place, own in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.postings, one.source, one.path)))


def _grouped(
    sightings: Iterable[Sighting], of: Callable[[Sighting], str]
) -> dict[str, list[Sighting]]:
    groups: dict[str, list[Sighting]] = defaultdict(list)
    for each in postings_of(sightings):
        groups[of(each)].append(each)
    return groups


def _caption(text: str, sightings: Collection[Sighting]) -> Caption:
    postings = [each.posting for each in sightings]
    dated = [moment for posting in postings if (moment := public_moment(posting))]
    languages = {language for posting in postings for language in posting.languages}
    return Caption(
        text,
        min(dated, key=_ends, default=None),
        max(dated, key=_ends, default=None),
        len(postings),
        len(postings) - len(dated),
        tuple(sorted({posting.platform.lower() for posting in postings if posting.platform})),
        tuple(sorted(languages)),
    )


def _import(source: str, path: str, postings: Collection[Posting]) -> Import:
    accounts = {(p.platform.lower(), p.account) for p in postings if p.account}
    without = sum(1 for posting in postings if not posting.account)
    return Import(source, path, len(postings), len(accounts), without)


def _ends(moment: Moment) -> tuple[datetime, datetime, str]:
    return (moment.latest or _AFTER_ALL, moment.earliest or _BEFORE_ALL, moment.stated)


def _first_known(caption: Caption) -> tuple[bool, datetime, datetime, str]:
    if caption.first is None:
        return (True, _AFTER_ALL, _AFTER_ALL, caption.text)
    latest, earliest, _ = _ends(caption.first)
    return (False, latest, earliest, caption.text)


def _first_there(one: OnPlatform) -> tuple[bool, datetime, str]:
    latest = one.earliest.first.public.latest if one.earliest else None
    return (latest is None, latest or _AFTER_ALL, one.platform)

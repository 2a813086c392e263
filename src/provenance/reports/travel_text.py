"""How a picture travelled, for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.model.moment import Moment
from provenance.model.ties import why_tied
from provenance.model.travel import Caption, Import, Known, OnPlatform, Step, Travel
from provenance.reports import travel_words as say
from provenance.reports.columns import fold
from provenance.reports.safe import safe_text
from provenance.reports.travel_words import Passed
from provenance.reports.wording import counted, when

_SHOWN = 8
_NAMES = 3
_CAPTION_LINES = 3


def of_travel(travel: Travel) -> Iterator[str]:
    """Give the block, or nothing where the sightings say it all."""
    if not say.is_told(travel):
        return
    yield f"  {say.HEADING}"
    yield from _block(say.CAPTIONS, [_caption(each) for each in travel.captions])
    yield from _block(say.PLATFORMS, [_platform(each) for each in travel.platforms])
    yield from _block(say.CHAINS, [_passed(each) for each in say.together(travel.chains)])
    yield from () if travel.whole else _line(say.NOT_WHOLE, 6)
    yield from _block(say.IMPORTS, [_import(each) for each in say.many(travel.imports)])


def _block(heading: str, parts: Sequence[Iterator[str]]) -> Iterator[str]:
    if parts:
        yield f"    {heading}"
    for part in parts[:_SHOWN]:
        yield from part
    if len(parts) > _SHOWN:
        yield f"      … and {len(parts) - _SHOWN:,} more, all of them with --json or --html"


def _caption(caption: Caption) -> Iterator[str]:
    yield from _line(_times(caption.first, caption.last), 6)
    spread = say.spread(caption.postings, caption.undated, caption.platforms, caption.languages)
    yield from _line(spread, 8)
    text = f'"{safe_text(caption.text)}"' if caption.text else say.NO_CAPTION
    yield from fold(text, " " * 8, lines=_CAPTION_LINES)


def _times(first: Moment | None, last: Moment | None) -> str:
    if first is None or last is None:
        return "no known time"
    return when(first) if first == last else f"{when(first)}, last {when(last)}"


def _platform(one: OnPlatform) -> Iterator[str]:
    name = one.platform or "platform not stated"
    count = counted(one.postings, "posting", "postings")
    if one.earliest is None:
        yield from _line(f"{name}: {count}, none with a known time", 6)
        return
    first = one.earliest.first
    account = first.sighting.posting.account or "account not stated"
    yield from _line(f"{name}: {account}, {when(first.public)}; {count}", 6)
    yield from _line(first.sighting.posting.url, 8)
    for other in one.earliest.ambiguous[:_NAMES]:
        named = other.sighting.posting.account or say.name_of(other.sighting.posting)
        tie = f"{named}, {when(other.public)}: {why_tied(first, other)}"
        yield from _line(f"may be as early: {tie}", 8)
    if len(one.earliest.ambiguous) > _NAMES:
        yield from _line(f"may be as early: {len(one.earliest.ambiguous) - _NAMES:,} more", 8)


def _passed(passed: Passed) -> Iterator[str]:
    first = passed.steps[0]
    names = ", ".join(_known(each) for each in passed.passing[:_NAMES])
    if len(passed.passing) > _NAMES:
        names += f" and {len(passed.passing) - _NAMES:,} more"
    doing = say.passes(first.origin.relay, len(passed.passing))
    yield from _line(f"{doing} {say.passed_on(first)}: {names}", 6)
    yield from _outcome(first)
    for step in passed.steps[1:]:
        doing = say.passes(step.origin.relay, 1).removeprefix("1 posting ")
        yield from _line(f"that {doing} {say.passed_on(step)}", 8)
        yield from _outcome(step)


def _outcome(step: Step) -> Iterator[str]:
    yield from _line(say.outcome(step), 10)
    if step.stated:
        yield from _line(f"posted {when(step.stated)}, as the one that passes it on states", 10)
    for original in step.originals[:_NAMES]:
        yield from _line(_known(original), 10)
        yield from _line(original.posting.url, 10)


def _known(known: Known) -> str:
    return f"{say.name_of(known.posting)} ({when(known.public) if known.public else 'undated'})"


def _import(imported: Import) -> Iterator[str]:
    yield from _line(f"{imported.source} {imported.path}: {say.shared_by(imported)}", 6)


def _line(text: str, indent: int) -> Iterator[str]:
    if text:
        yield from fold(safe_text(text), " " * (indent + 2), first=" " * indent)

"""What it means that nothing was found: how much was searched, and what was not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from provenance.checks.facts import SHOWN, of_set_aside
from provenance.checks.interface import About
from provenance.checks.wording import count, instant
from provenance.model.case import Case, Coverage
from provenance.model.finding import Bearing, Evidence, Finding
from provenance.model.posting import Skipped

NOT_NEW = "This does not show that the picture is new."


class NotFoundInCoverage:
    """States the ground on which "not found" stands; nothing found is never "new"."""

    name = "not-found-in-coverage"
    about = About(
        code="M03",
        says="What was searched, and that nothing was found in it.",
        bearings=(Bearing.INFORMS,),
        otherwise="the index does not hold the picture, or only too strong an edit of it",
        cannot_tell="whether the picture is new",
        source="First Draft, Verifying Online Information (provenance)",
    )

    def run(self, case: Case) -> Iterator[Finding]:
        """Inform of a search without a match; NOT_CHECKED where all or part was not searched."""
        evidence = (
            *_of_coverage(case.coverage),
            *_of_skipped(case.not_searched),
            *of_set_aside(case.set_aside),
        )
        gap = _not_searched(case)
        if gap:
            yield Finding(self.name, Bearing.NOT_CHECKED, gap, evidence)
        elif not case.matches:
            summary = f"Not found in this index ({_holds(case.coverage)}). {NOT_NEW}"
            yield Finding(self.name, Bearing.INFORMS, summary, evidence)


def _not_searched(case: Case) -> str:
    if not case.matches and case.coverage.media == 0:
        return f"The index is empty, so there was nothing to compare with. {NOT_NEW}"
    if not case.not_searched:
        return ""
    listed = _listed(case.not_searched)
    if case.matches:
        return f"Not everything was compared with this index: {listed}."
    return (
        f"Not everything was compared with this index ({_holds(case.coverage)}): {listed}. "
        f"What was compared has no match. {NOT_NEW}"
    )


def _holds(coverage: Coverage) -> str:
    held = count(coverage.postings, "posting")
    if coverage.earliest is None or coverage.latest is None:
        return f"{held}, without posting times"
    return f"{held}, {coverage.earliest:%Y-%m-%d} to {coverage.latest:%Y-%m-%d}"


def _listed(skipped: Collection[Skipped]) -> str:
    shown = [f"{one.where} ({one.reason})" for one in islice(skipped, SHOWN)]
    more = [f"{len(skipped) - SHOWN:,} more"] if len(skipped) > SHOWN else []
    return "; ".join([*shown, *more])


def _of_coverage(coverage: Coverage) -> Iterator[Evidence]:
    held = f"{count(coverage.media, 'picture')} in {count(coverage.postings, 'posting')}"
    yield Evidence("index holds", held, ", ".join(coverage.sources) or "no source")
    if coverage.earliest is not None and coverage.latest is not None:
        times = f"{instant(coverage.earliest)} to {instant(coverage.latest)}"
        yield Evidence("posting times", times, "the index")


def _of_skipped(skipped: Collection[Skipped]) -> Iterator[Evidence]:
    yield from (Evidence("not compared", one.reason, one.where) for one in skipped)

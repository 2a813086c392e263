"""`provenance watch`: says at once when something arrives that was posted before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import session
from provenance.errors import EXIT_SOME_FAILED

if TYPE_CHECKING:
    from provenance.model.match import Match
    from provenance.model.posting import Failed, Skipped
    from provenance.model.report import Report
    from provenance.workflows.opening import OpenIndex

    Result = Report | Skipped | Failed


@click.command("watch", short_help="Check what arrives in a folder.")
@click.argument("folder", metavar="DIR")
@click.option("--claimed-time", metavar="TIME", help="When it is said to have happened.")
@click.option("--claimed-place", metavar="PLACE|LAT,LON", help="Where it is said to have happened.")
@click.option("--alert", is_flag=True, help="Write only what matches, one line each.")
@click.option("--ndjson", "as_ndjson", is_flag=True, help="Write one JSON line a file.")
@click.option("--ingest", "add", is_flag=True, help="Add each file to the index after its check.")
@click.option("--existing", is_flag=True, help="Begin with what lies there already.")
@click.option("--once", is_flag=True, help="Check what lies there already, and end.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    ctx: click.Context,
    folder: str,
    claimed_time: str | None,
    claimed_place: str | None,
    alert: bool,  # noqa: FBT001 - click
    as_ndjson: bool,  # noqa: FBT001 - click
    add: bool,  # noqa: FBT001 - click
    existing: bool,  # noqa: FBT001 - click
    once: bool,  # noqa: FBT001 - click
) -> int:
    """Check every picture and video that arrives in DIR or below, until Ctrl-C.

    A file is checked when it is whole: when it has not changed for a second. With --alert only
    files that match something are written.
    """
    from provenance.workflows.claim import claim
    from provenance.workflows.watch import arrivals, watch

    claimed = claim(claimed_time, claimed_place)
    counts = _Counts()
    with session.open_index(ctx, create=add, writable=add) as index, arrivals(Path(folder)) as new:
        if not once:
            session.say(ctx, f"watching {folder}; files there already: {len(new.standing)}")
        results = watch(index, new, claim=claimed, existing=existing, once=once, add=add)
        try:
            for result in results:
                counts.add(result)
                _write(ctx, index, result, alert=alert, as_ndjson=as_ndjson)
        finally:
            for result in new.unfinished():
                counts.add(result)
                _write(ctx, index, result, alert=alert, as_ndjson=as_ndjson)
            session.say(ctx, str(counts))
    return counts.exit_code


@dataclass(slots=True)
class _Counts:
    """How many files came to what; a watch may last for months, so nothing else is kept."""

    matched: int = 0
    unmatched: int = 0
    skipped: int = 0
    failed: int = 0

    def add(self, result: Result) -> None:
        """Count one."""
        from provenance.model.posting import Failed, Skipped

        match result:
            case Skipped():
                self.skipped += 1
            case Failed():
                self.failed += 1
            case _ if result.case.matches or result.case.hidden:
                self.matched += 1
            case _:
                self.unmatched += 1

    @property
    def exit_code(self) -> int:
        """Say whether some file failed."""
        return EXIT_SOME_FAILED if self.failed else 0

    def __str__(self) -> str:
        checked = self.matched + self.unmatched
        return (
            f"{checked} checked, {self.matched} of them matched something, "
            f"{self.skipped} skipped, {self.failed} failed"
        )


def _all_matches(result: Report) -> tuple[Match, ...]:
    """Give the matches of the visible picture, then those of embedded ones."""
    return (*result.case.matches, *result.case.hidden)


def _write(
    ctx: click.Context, index: OpenIndex, result: Result, *, alert: bool, as_ndjson: bool
) -> None:
    """Write one result as it is ready; with `alert` only a match, and on stderr what failed."""
    from provenance.model.report import Report
    from provenance.reports import match_words, wording
    from provenance.reports.ndjson import Ndjson
    from provenance.reports.text import Text
    from provenance.workflows.opening import tool

    if alert and not isinstance(result, Report):
        session.say(ctx, Text().item(result).strip())
    elif alert and isinstance(result, Report) and not _all_matches(result):
        return
    elif as_ndjson:
        session.write(Ndjson().line(tool(), index.engine.identity(), result) + "\n")
    elif alert and isinstance(result, Report):
        best = _all_matches(result)[0]
        path = result.case.examination.location.display
        near = f"{match_words.closeness(best)}, {match_words.likeness(best)}"
        said = f"{wording.headline(result)}; {near}"
        session.write(f"{path}: {said}\n")
    else:
        session.write(Text().item(result) + "\n")

"""What `check` and `scan` have in common: their options, their output, their exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import click

from provenance.cli import session
from provenance.errors import EXIT_FAIL_ON_MET, EXIT_SOME_FAILED, RefusedMedia, UnreadableMedia

if TYPE_CHECKING:
    from provenance.model.posting import Failed, Skipped
    from provenance.model.report import CheckRun, Report
    from provenance.workflows.opening import OpenIndex

F = TypeVar("F", bound=Callable[..., object])

OUTPUT = (
    click.option("--claimed-time", metavar="TIME", help="When it is said to have happened."),
    click.option(
        "--claimed-place", metavar="PLACE|LAT,LON", help="Where it is said to have happened."
    ),
    click.option("--json", "as_json", is_flag=True, help="Write provenance.check/1 as JSON."),
    click.option("--ndjson", "as_ndjson", is_flag=True, help="Write one JSON line a file."),
    click.option("--html", metavar="FILE", help="Also write one offline HTML file."),
    click.option(
        "--sort",
        type=click.Choice(["closest", "oldest"]),
        default="closest",
        show_default=True,
        help="The order of the matches.",
    ),
    click.option(
        "--limit", type=click.IntRange(min=1), metavar="N", help="Show at most N matches a file."
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["contradicts"]),
        help=f"Exit with {EXIT_FAIL_ON_MET} if some finding contradicts the claim.",
    ),
)


def with_options(options: Sequence[Callable[[F], F]]) -> Callable[[F], F]:
    """Apply options to a command, first on top."""

    def apply(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return apply


@dataclass(frozen=True, slots=True)
class Output:
    """The options of `OUTPUT` as they were given."""

    claimed_time: str | None
    claimed_place: str | None
    as_json: bool
    as_ndjson: bool
    html: str | None
    sort: str
    limit: int | None
    fail_on: str | None

    def __post_init__(self) -> None:
        if self.as_json and self.as_ndjson:
            raise click.UsageError("--json and --ndjson exclude each other")
        if self.html:
            session.require_folder(self.html)

    def write(
        self,
        ctx: click.Context,
        index: OpenIndex,
        results: Iterable[Report | Skipped | Failed],
    ) -> None:
        """Write the results in the chosen format, and the HTML file where asked for."""
        from provenance.reports import format_named

        run = self.run(index, results)
        name = "json" if self.as_json else "ndjson" if self.as_ndjson else "text"
        session.write(format_named(name).check(run))
        self.write_html(ctx, run)

    def write_html(self, ctx: click.Context, run: CheckRun) -> None:
        """Write the HTML file where asked for."""
        if self.html:
            from provenance.reports import format_named

            session.write_file(self.html, format_named("html").check(run))
            session.say(ctx, f"report written to {self.html}")

    def run(self, index: OpenIndex, results: Iterable[Report | Skipped | Failed]) -> CheckRun:
        """Gather results into one document."""
        from provenance.model.posting import Failed, Skipped
        from provenance.model.report import CheckRun, Report
        from provenance.workflows.opening import tool

        results = list(results)
        return CheckRun(
            tool(),
            index.engine.identity(),
            tuple(self.arranged(each) for each in results if isinstance(each, Report)),
            tuple(each for each in results if isinstance(each, Skipped)),
            tuple(each for each in results if isinstance(each, Failed)),
        )

    def arranged(self, report: Report) -> Report:
        """Sort and cut the matches as asked; findings were made from all of them."""
        from provenance.workflows.check import oldest_first

        matches = report.case.matches
        if self.sort == "oldest":
            matches = oldest_first(matches)
        kept, hidden = matches[: self.limit], report.case.hidden[: self.limit]
        return replace(report, case=replace(report.case, matches=kept, hidden=hidden))


def exit_code(reports: Sequence[Report], failed: Sequence[Failed], fail_on: str | None) -> int:
    """Choose the exit code: a met `--fail-on`, else failures, else success."""
    bearings = {finding.bearing.value for report in reports for finding in report.findings}
    if fail_on in bearings:
        return EXIT_FAIL_ON_MET
    if failed and not reports:
        refused = all(each.refused for each in failed)
        return RefusedMedia.exit_code if refused else UnreadableMedia.exit_code
    return EXIT_SOME_FAILED if failed else 0

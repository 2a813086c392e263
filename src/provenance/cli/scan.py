"""`provenance scan`: a folder of downloads, every file accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from provenance.cli import session
from provenance.cli.output import OUTPUT, Output, exit_code, with_options

if TYPE_CHECKING:
    from provenance.model.posting import Failed, Skipped
    from provenance.model.report import Report
    from provenance.workflows.opening import OpenIndex


@click.command("scan")
@click.argument("folder", metavar="DIR")
@with_options(OUTPUT)
@click.option("--restart", is_flag=True, help="Begin again where a stopped scan would go on.")
@click.pass_context
def command(ctx: click.Context, /, folder: str, restart: bool, **options: object) -> int:  # noqa: FBT001 - click
    """Check every picture below a folder.

    A scan that was stopped goes on where it was; what it had examined is reported again, so the
    output is always whole. Files that are no pictures are skipped, and listed.
    """
    output = Output(**options)  # type: ignore[arg-type]
    from provenance.model.posting import Failed, Skipped
    from provenance.workflows.claim import claim
    from provenance.workflows.scan import scan

    claimed = claim(output.claimed_time, output.claimed_place)
    with session.open_index(ctx) as index:
        results = session.with_progress(
            ctx, scan(index, folder, claim=claimed, restart=restart), "files"
        )
        if output.as_ndjson:
            results = _streamed(index, output, results)
        kept = list(results)
        if output.as_ndjson:
            if output.html:
                output.write_html(ctx, output.run(index, kept))
        else:
            output.write(ctx, index, kept)
    failed = [each for each in kept if isinstance(each, Failed)]
    skipped = [each for each in kept if isinstance(each, Skipped)]
    reports: list[Report] = [each for each in kept if not isinstance(each, Skipped | Failed)]
    if output.as_json or output.as_ndjson:
        counts = f"{len(reports)} checked, {len(skipped)} skipped, {len(failed)} failed"
        session.say(ctx, f"{len(kept)} files: {counts}")
    return exit_code(reports, failed, output.fail_on)


def _streamed(
    index: OpenIndex, output: Output, results: Iterator[Report | Skipped | Failed]
) -> Iterator[Report | Skipped | Failed]:
    """Print each result as it is ready."""
    from provenance.model.report import Report
    from provenance.reports.ndjson import Ndjson
    from provenance.workflows.opening import tool

    who, where, form = tool(), index.engine.identity(), Ndjson()
    for result in results:
        shown = output.arranged(result) if isinstance(result, Report) else result
        session.write(form.line(who, where, shown) + "\n")
        yield result

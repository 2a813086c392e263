"""`provenance check`: has this picture been posted before, and does that fit the claim?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.cli import session
from provenance.cli.output import OUTPUT, Output, exit_code, with_options

if TYPE_CHECKING:
    from provenance.model.report import Report


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@with_options(OUTPUT)
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **options: object) -> int:
    """Check pictures against the index of prior postings.

    For each FILE: every matching posting, the earliest known appearance, what the file says of
    itself, and whether any of that contradicts the claimed time and place. FILE may be a text of
    vPDQ in place of a video; then only the hashes of its frames are compared.
    """
    output = Output(**options)  # type: ignore[arg-type]
    from provenance.workflows.neural import wanted_of_query
    from provenance.workflows.queries import Queries

    with session.open_index(ctx) as index:
        wanted = wanted_of_query(index)
        # Decoding begins here and goes on in other processes while this one imports the rest.
        with Queries(files, index.settings, wanted) as queries:
            from provenance.model.posting import Failed
            from provenance.workflows.check import check_all
            from provenance.workflows.claim import claim

            claimed = claim(output.claimed_time, output.claimed_place)
            answered = check_all(index, queries, claimed)
            results = list(session.with_progress(ctx, answered, "checked"))
            output.write(ctx, index, results)
    reports: list[Report] = [each for each in results if not isinstance(each, Failed)]
    failed = [each for each in results if isinstance(each, Failed)]
    return exit_code(reports, failed, output.fail_on)

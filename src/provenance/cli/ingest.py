"""`provenance ingest`: fill the index with prior postings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import session
from provenance.errors import EXIT_SOME_FAILED, RefusedMedia, UnreadableMedia

if TYPE_CHECKING:
    from provenance.model.report import IngestReport
    from provenance.workflows.opening import OpenIndex


@click.command("ingest", short_help="Add prior postings to the index.")
@click.argument("path", metavar="PATH")
@click.option("--source", metavar="SOURCE", help="What PATH is. [default: recognised]")
@click.option("--platform", default="", metavar="P", help="Where all of it was posted.")
@click.option("--account", default="", metavar="A", help="Who posted all of it.")
@click.option("--url", default="", metavar="U", help="The posting that all of it belongs to.")
@click.option("--posted", metavar="TIME", help="When all of it was posted (ISO 8601).")
@click.option("--text", default="", metavar="T", help="The caption of all of it.")
@click.option(
    "--signals",
    type=click.Choice(["all", "hashes"]),
    default="all",
    show_default=True,
    help="hashes: only whole pictures are found; a tenth of the time.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be stored, and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.ingest/1 as JSON.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - the options of the contract
    ctx: click.Context,
    path: str,
    source: str | None,
    platform: str,
    account: str,
    url: str,
    posted: str | None,
    text: str,
    signals: str,
    dry_run: bool,  # noqa: FBT001 - click
    as_json: bool,  # noqa: FBT001 - click
) -> int:
    """Add prior postings from exports, lists, web archives and folders.

    Each export below PATH is recognised by its content. A posting whose picture is not there is
    stored without it, and found again by what names the picture (an MD5, the number of a media).

    What PLATFORM, ACCOUNT, URL, TIME and TEXT say holds for whatever the source leaves open. The
    same thing may be ingested again, in any order, by any number of programs: it is stored once.
    """
    from provenance.reports import format_named
    from provenance.workflows import ingest
    from provenance.workflows.opening import place_of
    from provenance.workflows.wanted import HASHES_ONLY, STORED

    stated = ingest.stated_posting(platform, account, url, posted, text)
    parts = ingest.parts_of(Path(path), source)
    with _rehearsed(ctx) if dry_run else session.open_index(ctx, create=True) as index:
        wanted = HASHES_ONLY if dry_run or signals == "hashes" else STORED
        if wanted.keypoints:
            session.say_without_network(ctx, index)
        outcomes = ingest.ingesting(index, parts, stated=stated, dry_run=dry_run, wanted=wanted)
        shown = session.with_progress(ctx, outcomes, "postings")
        report = ingest.report_on(index, parts, shown, dry_run=dry_run)
        if dry_run:
            named = place_of(index.settings)
            report = replace(report, index=replace(report.index, path=str(named)))
        session.write(format_named("json" if as_json else "text").ingest(report))
    return _exit_code(report)


@contextmanager
def _rehearsed(ctx: click.Context) -> Iterator[OpenIndex]:
    """Open the index for a dry run, which makes none where none is."""
    from provenance.errors import NoStore
    from provenance.workflows.opening import empty_index

    try:
        opened = session.open_index(ctx)
    except NoStore:
        with empty_index(session.settings(ctx)) as index:
            yield index
    else:
        with opened as index:
            yield index


def _exit_code(report: IngestReport) -> int:
    if report.failed and len(report.failed) == report.found:
        refused = all(each.refused for each in report.failed)
        return RefusedMedia.exit_code if refused else UnreadableMedia.exit_code
    return EXIT_SOME_FAILED if report.failed else 0

"""`provenance lookup`: everything known of one picture, posting or link."""

from __future__ import annotations

import click

from provenance.cli import session


@click.command("lookup", short_help="Show every known appearance of something.")
@click.argument("words", metavar="SHA256|URL|ID|FILE|HASH")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.lookup/1 as JSON.")
@click.option("--html", metavar="FILE", help="Also write one offline HTML file.")
@click.pass_context
def command(ctx: click.Context, words: str, as_json: bool, html: str | None) -> None:  # noqa: FBT001 - click
    """Show every known appearance of something in the index, in order of time.

    Name a picture by its SHA-256 (8 digits are enough) or as a file, a posting by its URL, its id
    or PLATFORM/ID. Copies of the picture that look like it are shown too. A HASH that another
    tool made, as pdq:HEX or phash:HEX, asks for a picture without having it; a file of vPDQ, as
    ThreatExchange and `provenance hash --format vpdq` write it, for a video.
    """
    if html:
        session.require_folder(html)
    from provenance.reports import format_named
    from provenance.workflows.lookup import lookup

    with session.open_index(ctx) as index:
        report = lookup(index, words)
        session.write(format_named("json" if as_json else "text").lookup(report))
        if html:
            session.write_file(html, format_named("html").lookup(report))
            session.say(ctx, f"report written to {html}")

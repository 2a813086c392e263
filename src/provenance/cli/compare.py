"""`provenance compare`: whether two files show one picture, and how one lies on the other."""

from __future__ import annotations

import click

from provenance.cli import session


@click.command("compare", short_help="Lay one picture on another and show what differs.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.compare/1 as JSON.")
@click.option("--html", metavar="FILE", help="Also write one offline HTML file.")
@click.pass_context
def command(
    ctx: click.Context,
    first: str,
    second: str,
    as_json: bool,  # noqa: FBT001 - click
    html: str | None,
) -> None:
    """Compare two files: do they show one picture, how does A lie on B, and what differs?

    Needs no index and remembers nothing. B takes the place of the picture that was posted before,
    A that of the one that came in: A may be a part of B, mirrored, framed or edited. The HTML file
    shows both pictures in colour, one laid on the other, and what differs. That nothing in common
    was found does not show that the pictures are different.
    """
    if html:
        session.require_folder(html)
    from provenance.reports import comparisons
    from provenance.workflows.compare import compare

    found = compare(first, second, draw=bool(html), settings=session.settings(ctx))
    session.write(comparisons.as_json(found) if as_json else comparisons.as_text(found))
    if html:
        from provenance.reports.comparison_page import as_html

        session.write_file(html, as_html(found))
        session.say(ctx, f"report written to {html}")

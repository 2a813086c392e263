"""`provenance decide`: remembers a reviewer's word on two pictures."""

from __future__ import annotations

import click

from provenance.cli import session


@click.command("decide", short_help="Remember whether two pictures are the same.")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.argument("verdict", metavar="same|different", type=click.Choice(["same", "different"]))
@click.option("--by", metavar="WHO", required=True, help="Who decides.")
@click.option("--why", metavar="TEXT", required=True, help="What shows it, for later readers.")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.decide/1 as JSON.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - the options of the contract
    ctx: click.Context,
    first: str,
    second: str,
    verdict: str,
    by: str,
    why: str,
    as_json: bool,  # noqa: FBT001 - click
) -> None:
    """Remember whether two pictures are the same, who says so and why.

    Later answers honour it and show it: what is the same is a strong match, even if no search
    finds it; what is different is set aside and dates nothing. A and B are files, SHA-256 (8
    digits are enough), or the URL or id of a posting with one picture. A file need not be in the
    index. A later decision on the same two outweighs this one, which stays on record.
    """
    from provenance.reports import format_named
    from provenance.workflows.decide import decide

    with session.open_index(ctx, writable=True) as index:
        report = decide(index, first, second, verdict, by=by, why=why)
        session.write(format_named("json" if as_json else "text").decide(report))

"""`provenance doctor`: what this installation can do, and under which limits."""

from __future__ import annotations

import click

from provenance.cli import session


@click.command("doctor", short_help="Show what this installation can do.")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Show versions, readable formats, settings and the state of the index."""
    from provenance.workflows.doctor import examine_installation

    settings = session.settings(ctx)
    for heading, lines in examine_installation(settings):
        session.write(f"{heading}\n" + "".join(f"  {session.safe(line)}\n" for line in lines))

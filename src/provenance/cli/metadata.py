"""`provenance metadata`: all that a picture says about itself."""

from __future__ import annotations

import click

from provenance.cli import session


@click.command("metadata", short_help="Show all that a picture says about itself.")
@click.argument("path", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.metadata/1 as JSON.")
@click.option("--group", "groups", is_flag=True, help="Put each tag's group in front of it.")
@click.pass_context
def command(ctx: click.Context, path: str, as_json: bool, groups: bool) -> None:  # noqa: FBT001 - click
    """Show the EXIF, XMP, IPTC, ICC, PNG text and JPEG structure of FILE, named as ExifTool does.

    Needs no index. Nothing here is proof: whoever has the file can write what they like into it,
    and most platforms take metadata away. A star marks what can lead to a person. MakerNotes and
    the metadata of videos are not read.
    """
    from provenance.reports import told
    from provenance.workflows.tell import tell

    said = tell(path, session.settings(ctx))
    session.write(told.as_json(said) if as_json else told.as_text(said, groups=groups))

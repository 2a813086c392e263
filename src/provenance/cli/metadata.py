"""`provenance metadata`: all that a picture says about itself."""

from __future__ import annotations

import click

from provenance.cli import session


@click.command("metadata", short_help="Show all that a picture says about itself.")
@click.argument("path", metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.metadata/1 as JSON.")
@click.option("--group", "groups", is_flag=True, help="Put each tag's group in front of it.")
@click.option("--exiftool", "theirs", metavar="FILE.json", help="Compare with exiftool -j -G1.")
@click.option("--with-exiftool", is_flag=True, help="Run exiftool on FILE, too, and compare.")
@click.pass_context
def command(
    ctx: click.Context,
    path: str,
    as_json: bool,  # noqa: FBT001 - click
    groups: bool,  # noqa: FBT001 - click
    theirs: str | None,
    with_exiftool: bool,  # noqa: FBT001 - click
) -> None:
    """Show all that FILE says about itself, named as ExifTool does.

    That is EXIF, XMP, IPTC, Photoshop's resources, ICC, the text of a PNG, whether there are
    Content Credentials, how the file is built, and of MakerNotes serials, counts and ids. Of the
    pictures in there it says what each is to the visible one.

    Needs no index. Nothing here is proof: whoever has the file can write what they like into it,
    and most platforms take metadata away. A star marks what can lead to a person. Of
    videos it reads MP4, MOV and 3GP.

    ExifTool is a second opinion. --exiftool takes what it wrote, --with-exiftool runs the one on
    your PATH; it is not confined as our own readers are, so do that only where you trust it with
    the file.
    """
    from provenance.errors import UsageError
    from provenance.reports import told
    from provenance.workflows import second_opinion
    from provenance.workflows.tell import tell

    if theirs and with_exiftool:
        raise UsageError("--exiftool and --with-exiftool say the same; give one of them")
    settings = session.settings(ctx)
    said = tell(path, settings)
    if theirs:
        said = second_opinion.with_json(said, theirs)
    elif with_exiftool:
        said = second_opinion.with_program(said, path, settings)
    session.write(told.as_json(said) if as_json else told.as_text(said, groups=groups))

"""`provenance when`: what an id, a link or the name of a file says about time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.cli import session
from provenance.errors import EXIT_SOME_FAILED, InputError

if TYPE_CHECKING:
    from provenance.model.reading import WhenReport


@click.command("when", short_help="Say which time an id, a link or a file name holds.")
@click.argument("words", nargs=-1, required=True, metavar="ID|URL|FILENAME...")
@click.option("--platform", metavar="P", default="", help="Whose ids they are: x, tiktok, uuid, …")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.when/1 as JSON.")
def command(words: tuple[str, ...], platform: str, as_json: bool) -> int:  # noqa: FBT001 - click
    """Say which time an id, a link or the name of a file holds, and what that time means.

    Needs no index and opens no file. A bare id may be of several platforms: without --platform
    every plausible reading is shown, the likeliest first. That something holds no time is an
    answer. Exits with 1 if no input was understood, with 3 if some were not. Put -- before an id
    that begins with a dash.
    """
    from provenance.reports import readings
    from provenance.workflows.when import when

    report = when(*words, platform=platform)
    session.write(readings.as_json(report) if as_json else readings.as_text(report))
    return _exit_code(report)


def _exit_code(report: WhenReport) -> int:
    """Choose the exit code: that there is no time in something is an answer, and no failure."""
    not_understood = [each for each in report.unread if not each.carries_no_time]
    if not not_understood:
        return 0
    answered = report.readings or len(not_understood) < len(report.unread)
    return EXIT_SOME_FAILED if answered else InputError.exit_code

"""`provenance hash`: the hashes of a picture or video, for other tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.cli import session

if TYPE_CHECKING:
    from provenance.model.fingerprint import ExaminedFrame


@click.command("hash", short_help="Write the hashes of a picture or video for other tools.")
@click.argument("path", metavar="FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "vpdq"]),
    default="text",
    help="text: frame, seconds, name:hash and quality. vpdq: the lines of ThreatExchange.",
)
@click.pass_context
def command(ctx: click.Context, path: str, form: str) -> None:
    """Write the perceptual hashes of FILE, one line for each frame that is kept.

    Needs no index. `--format vpdq` writes `frame,quality,pdq,seconds` as ThreatExchange's vPDQ
    does, for the frames that are kept here: a frame every 2 s or less and every new scene. The hash
    of a line can be asked for with `provenance lookup pdq:HASH`, the whole text with
    `provenance check`.
    """
    from provenance.signals import vpdq
    from provenance.workflows.hashes import as_vpdq, hashes

    found = hashes(path, session.settings(ctx))
    if form == "vpdq":
        session.write(vpdq.written(as_vpdq(found)))
    else:
        session.write("".join(map(_lines, found.frames)))
    for remark in found.remarks:
        session.say(ctx, remark)


def _lines(examined: ExaminedFrame) -> str:
    at = f"{examined.frame.index}\t{examined.frame.timestamp_s:.3f}"
    return "".join(
        f"{at}\t{one.signal.partition('-')[0]}:{one.value.hex()}\t{one.quality}\n"
        for one in examined.fingerprints
    )

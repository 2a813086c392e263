"""`provenance index`: make, describe, extend, verify and copy an index."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli import session
from provenance.errors import EXIT_SOME_FAILED, RefusedMedia, UnreadableMedia

if TYPE_CHECKING:
    from provenance.model.case import Coverage


@click.group("index")
def command() -> None:
    """Make, describe, extend, verify and back up an index."""


@command.command("init")
@click.pass_context
def init(ctx: click.Context) -> None:
    """Make an empty index; one that is there is left as it is."""
    with session.open_index(ctx, create=True) as index:
        session.write(f"{session.safe(index.engine.identity().path)}: ready\n")


@command.command("info")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def info(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001 - click
    """Say what an index holds."""
    from provenance.model.moment import iso

    with session.open_index(ctx) as index:
        identity, held = index.engine.identity(), index.engine.coverage()
    said = {
        "path": identity.path,
        "schema_version": identity.schema_version,
        "media": held.media,
        "postings": held.postings,
        "earliest": iso(held.earliest) if held.earliest else None,
        "latest": iso(held.latest) if held.latest else None,
        "sources": list(held.sources),
        "frames": held.frames,
        "keypoints": held.keypoints,
        "without_picture": held.without_picture,
        "embeddings": [
            {"weights": each.weights, "frames": each.frames} for each in held.embeddings
        ],
    }
    if as_json:
        session.write(json.dumps(said, ensure_ascii=False) + "\n")
        return
    span = f"{said['earliest']} to {said['latest']}" if held.earliest else "no posting times"
    bare = f"  {held.without_picture:,} of these postings without their picture\n"
    bare = bare if held.without_picture else ""
    session.write(
        f"{session.safe(identity.path)} (schema {identity.schema_version})\n"
        f"  {held.media:,} pictures in {held.postings:,} postings\n"
        f"{bare}"
        f"  keypoints: {_pointed(held)}\n"
        f"{_embedded(held)}"
        f"  posted: {span}\n"
        f"  filled from: {', '.join(held.sources) or 'nothing yet'}\n"
    )


@command.command("extend", short_help="Add keypoints and embeddings that pictures lack.")
@click.option("--json", "as_json", is_flag=True, help="Write provenance.extend/1 as JSON.")
@click.pass_context
def extend(ctx: click.Context, as_json: bool) -> int:  # noqa: FBT001 - click
    """Add keypoints and embeddings to pictures that lack them, by reading their files again.

    Pictures of `ingest --signals hashes`, and of an index of version 0.1.0, are found as whole
    pictures only; keypoints find parts and heavy edits of them, too. Embeddings are made where
    there are weights of SSCD (`provenance doctor` tells), of all pictures that have none of these.
    A file must still be the one that was ingested. What a stop leaves undone, the next call does.
    """
    from provenance.reports import format_named
    from provenance.workflows.extend import extending, report_on

    with session.open_index(ctx, writable=True) as index:
        session.say_without_network(ctx, index)
        renewed = index.engine.relist()
        outcomes = session.with_progress(ctx, extending(index), "pictures")
        report = report_on(index, renewed, outcomes)
        session.write(format_named("json" if as_json else "text").extend(report))
    if report.failed and len(report.failed) == report.found:
        refused = all(each.refused for each in report.failed)
        return RefusedMedia.exit_code if refused else UnreadableMedia.exit_code
    return EXIT_SOME_FAILED if report.failed else 0


@command.command("verify", short_help="Tell whether the index is as it was written.")
@click.pass_context
def verify(ctx: click.Context) -> int:
    """Compare everything in the index that is derived with what it was derived from."""
    from provenance.errors import StoreError

    with session.open_index(ctx) as index:
        damages = index.engine.verify()
        path = index.engine.identity().path
    if not damages:
        session.write(f"{session.safe(path)}: whole\n")
        return 0
    for damage in damages:
        session.write(f"{session.safe(damage.where)}: {session.safe(damage.what)}\n")
    session.say(ctx, f"{path}: is damaged; restore a backup, or ingest again into a new index")
    return StoreError.exit_code


@command.command("backup", short_help="Copy the index to a new file.")
@click.argument("target", metavar="FILE")
@click.pass_context
def backup(ctx: click.Context, target: str) -> None:
    """Copy the index as it is at one moment to a new FILE, and check the copy."""
    with session.open_index(ctx) as index:
        index.engine.backup(Path(target))
    session.write(f"{session.safe(target)}: written\n")


def _pointed(held: Coverage) -> str:
    lacking = held.frames - held.keypoints
    if not lacking:
        return "of all pictures"
    return f"of {held.keypoints:,} of {held.frames:,} pictures; `index extend` adds the others"


def _embedded(held: Coverage) -> str:
    """Say how many pictures were embedded with which weights; nothing where none ever was."""
    return "".join(
        f"  embeddings: of {each.frames:,} of {held.frames:,} pictures, with the weights "
        f"{session.safe(each.weights[:12])}\n"
        for each in held.embeddings
    )

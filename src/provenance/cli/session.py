"""What the commands share: the settings of this call, the index, the progress bar, the output."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from provenance.settings import Settings
    from provenance.workflows.opening import OpenIndex

T = TypeVar("T")


def settings(ctx: click.Context) -> Settings:
    """Put together the settings of this call."""
    from provenance.settings import load

    options = ctx.find_root().obj
    file = Path(options["config"]) if options["config"] else None
    return load({"index": options["index"]}, file=file)


def open_index(ctx: click.Context, *, create: bool = False, writable: bool = False) -> OpenIndex:
    """Open the index that this call names."""
    from provenance.workflows.opening import open_index as opening

    return opening(create=create, writable=writable, settings=settings(ctx))


def say_without_network(ctx: click.Context, index: OpenIndex) -> None:
    """Say that no embeddings are made although the settings ask for them."""
    from provenance.workflows.neural import network_of

    network = network_of(index.settings)
    if network.why_not and network.wanted:
        say(ctx, f"no embeddings are made: {network.why_not}")


def write(text: str) -> None:
    """Write a result to stdout as UTF-8, whatever the terminal's locale."""
    from provenance.errors import ReportError

    if sys.stdout is None:
        raise ReportError("stdout is closed, so the result went nowhere; open it, or use --html")
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        # A reader that goes away (`| head`) ends us quietly, as it ends other programs. Not so a
        # decoding process that dies: that is why the signal is ignored until here.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)
    except OSError as error:
        # What is left in the buffer would fail a second time when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise ReportError(
            f"stdout: the result could not be written ({error.strerror}); write it elsewhere"
        ) from error


def safe(text: str) -> str:
    """Make a name from outside fit to stand in a line of ours."""
    from provenance.reports.safe import safe_text

    return safe_text(text)


def require_folder(path: str) -> None:
    """Refuse a report's place before hours of work go into what could not be written there."""
    from provenance.errors import ReportError

    if not Path(path).absolute().parent.is_dir():
        raise ReportError(f"{path}: there is no such folder for the report; make it first")


def write_file(path: str, text: str) -> None:
    """Write a report to a file, whole or not at all."""
    from provenance.errors import ReportError

    target = Path(path)
    # A device or a pipe (/dev/stdout) is written to; a file beside it must not take its place.
    special = target.exists() and not target.is_file()
    draft = target if special else target.with_name(target.name + ".part")
    try:
        draft.write_text(text, encoding="utf-8", errors="backslashreplace")
        if not special:
            draft.replace(target)
    except OSError as error:
        if not special:
            draft.unlink(missing_ok=True)
        raise ReportError(
            f"{path}: the report could not be written ({error.strerror}); give another place"
        ) from error


def say(ctx: click.Context, text: str) -> None:
    """Tell the user something on stderr, unless they asked for quiet."""
    if not ctx.find_root().obj["quiet"]:
        click.echo(safe(text), err=True)


def with_progress(ctx: click.Context, items: Iterable[T], what: str) -> Iterator[T]:
    """Hand items on while a count of them is drawn on stderr; on a terminal only."""
    options = ctx.find_root().obj
    watched = sys.stderr is not None and sys.stderr.isatty()
    if options["quiet"] or options["no_progress"] or not watched:
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,} {task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        for item in items:
            progress.advance(task)
            yield item

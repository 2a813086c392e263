"""The `provenance` command: its global options, its commands, and where every error ends."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from provenance.cli.session import safe
from provenance.errors import EXIT_INTERRUPTED, ProvenanceError
from provenance.version import __version__

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_STDERR = 2
_MOMENT_S = 0.001

COMMANDS = {
    "check": "provenance.cli.check",
    "scan": "provenance.cli.scan",
    "watch": "provenance.cli.watch",
    "lookup": "provenance.cli.lookup",
    "compare": "provenance.cli.compare",
    "metadata": "provenance.cli.metadata",
    "hash": "provenance.cli.hash",
    "decide": "provenance.cli.decide",
    "when": "provenance.cli.when",
    "ingest": "provenance.cli.ingest",
    "index": "provenance.cli.index",
    "doctor": "provenance.cli.doctor",
}
"""Each command's module, in the order of the help; imported only when it is needed."""


class LazyCommands(click.Group):
    """A group whose commands are imported one by one, so that the help costs nothing else."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """List the commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        module = COMMANDS.get(cmd_name)
        command: click.Command | None = import_module(module).command if module else None
        return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--index",
    metavar="PATH",
    help="The index to use. [default: $PROVENANCE_INDEX, else db/provenance.db of this project, "
    "else one in your data folder]",
)
@click.option("--config", metavar="FILE", help="A settings file to use instead of your own.")
@click.option("--no-progress", is_flag=True, help="Draw no progress bar, even on a terminal.")
@click.option("-q", "--quiet", is_flag=True, help="Write nothing to stderr but errors.")
@click.version_option(__version__, prog_name="provenance")
@click.pass_context
def cli(ctx: click.Context, /, **options: object) -> None:
    """Has this picture been posted before, where and when first?

    Compares pictures with a local index of prior postings, reads what the files say of
    themselves, and reports what was found, where, and how sure. Nothing leaves this machine.
    """
    ctx.obj = options


def main() -> NoReturn:
    """Run the command line; the one place that prints an error and chooses the exit code."""
    # A hash is made from small matrices, on which BLAS threads cost more than they give.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Starting makes many objects and no garbage; collecting among them cost a tenth of a start.
    gc.set_threshold(50_000)
    _hold_streams()
    sys.unraisablehook = _unraisable
    sys.exit(_to_the_end())


def _hold_streams() -> None:
    """Fill the places of closed streams, so that no index or pipe is taken for one of them."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(descriptor)


def _unraisable(args: UnraisableHookArgs) -> None:
    """Raise a Ctrl-C again that came where Python swallows it: in a finaliser, at its exit.

    A moment later, for what is raised in here is swallowed as well.
    """
    if issubclass(args.exc_type, KeyboardInterrupt):
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, _MOMENT_S)
    else:
        sys.__unraisablehook__(args)


def _to_the_end() -> int:
    """Run; once there is an exit code, a Ctrl-C among Python's last steps changes nothing."""
    try:
        code = _run()
        # Python looks through all it holds at its end; that was a thirtieth of a check.
        gc.freeze()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return _interrupted()
    return code


def _run() -> int:
    try:
        code = cli.main(prog_name="provenance", standalone_mode=False)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except click.ClickException as error:
        return _misused(error)
    except ProvenanceError as error:
        click.echo(f"provenance: {safe(str(error))}", err=True)
        return error.exit_code
    return code if isinstance(code, int) else 0


def _misused(error: click.ClickException) -> int:
    """Print what click has to say, in which the words of the command line stand as they came."""
    said = io.StringIO()
    error.show(file=said)
    lines = said.getvalue().splitlines()
    click.echo("\n".join(map(safe, lines)), err=True)
    return error.exit_code


def _interrupted() -> int:
    click.echo(
        "provenance: interrupted; what was stored is kept, and the same command goes on from there",
        err=True,
    )
    return EXIT_INTERRUPTED

"""Where the command begins: a Ctrl-C while the rest is imported is no error either."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Import the command line and run it."""
    try:
        from provenance.cli.main import main as run
    except KeyboardInterrupt:
        from provenance.errors import EXIT_INTERRUPTED

        sys.stderr.write("provenance: interrupted before anything was begun\n")
        sys.exit(EXIT_INTERRUPTED)
    run()

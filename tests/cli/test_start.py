"""A Ctrl-C in the first moments of the command ends it with a line, not with a traceback."""

from __future__ import annotations

import subprocess
import sys

import pytest

INTERRUPTED = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "{module}":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder())
from provenance.cli.start import main
main()
"""


@pytest.mark.parametrize("module", ["provenance.cli.main", "click"])
def test_a_ctrl_c_while_it_is_imported_is_no_traceback(module: str):
    code = INTERRUPTED.format(module=module)
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 130
    assert ended.stderr == "provenance: interrupted before anything was begun\n"


def test_it_begins_the_command():
    ended = subprocess.run(
        [sys.executable, "-m", "provenance", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.startswith("provenance, version ")

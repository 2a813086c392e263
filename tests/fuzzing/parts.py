"""100,000 mutants with a fixed seed, in parts: a part is a file of tests, so that workers share.

Each 5,000 are read by a program of their own, whose memory is theirs alone; the script itself fails
where anything but our own errors escapes, a process dies, or a mutant costs more than 2 s of CPU or
300 MiB.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "fuzz_metadata.py"
MUTANTS, PARTS, AT_ONCE = 100_000, 4, 5_000
SEED = 20261126


def firsts(part: int) -> range:
    """Give the number of the first mutant of each run of a part, the parts counted from 0."""
    each = MUTANTS // PARTS
    return range(part * each, (part + 1) * each, AT_ONCE)


def held(seeds: Path, first: int) -> None:
    """Read 5,000 mutants, and fail with what the script says where one does not hold."""
    asked = ("--mutants", AT_ONCE, "--seed", SEED, "--first", first, "--folder", seeds)
    ran = subprocess.run(
        [sys.executable, SCRIPT, *map(str, asked)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-4000:]
    assert ran.stdout.startswith(f"{AT_ONCE:,} mutants of ")
    assert "\nescapes: 0\n" in ran.stdout

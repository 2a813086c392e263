"""Starting up: each command beside `import click` and a bare Python."""

from __future__ import annotations

from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import filled_index
import measuring
from commands import provenance, python
from measuring import Subject
from tables import Bar, Table

if TYPE_CHECKING:
    from options import Options

MOST_TIMES_CLICK = 1.5

_BARE = "python -c pass"
_CLICK = 'python -c "import click"'
_HELP = "provenance --help"
_MEDIA = 1_000


def run(options: Options) -> list[Table]:
    """Measure the start of each command, on a small index."""
    with TemporaryDirectory() as folder:
        index, known = filled_index.small(folder, _MEDIA)
        subjects = [Subject(_BARE, python("pass")), Subject(_CLICK, python("import click"))]
        for words in (("--help",), ("check", "--help"), ("index", "info"), ("lookup", known)):
            shown = "provenance " + " ".join(words).replace(known, "URL")
            subjects.append(Subject(shown, provenance("--index", str(index), *words)))
        # One start is short, so it takes many rounds to tell it from noise.
        costs = measuring.by_turns(subjects, 3 * options.rounds)
    columns = ("command", "CPU ms, median (min)", "wall ms, median", "x import click", "x bare")
    table = Table("Start-up", columns)
    for name, own in costs.items():
        cpu = [cost.cpu_s * 1000 for cost in own]
        table.rows.append(
            (
                name,
                f"{median(cpu):.0f} ({min(cpu):.0f})",
                f"{median(cost.wall_s * 1000 for cost in own):.0f}",
                f"{measuring.cpu_ratio(own, costs[_CLICK]):.2f}",
                f"{measuring.cpu_ratio(own, costs[_BARE]):.2f}",
            )
        )
    ratio = measuring.cpu_ratio(costs[_HELP], costs[_CLICK])
    table.bars.append(Bar(f"--help: CPU at most {MOST_TIMES_CLICK}x `import click`", ratio, 1.5))
    table.notes.append(
        f"{3 * options.rounds} rounds by turns; `index info` and `lookup` ask an index of "
        f"{_MEDIA:,} pictures. Ratios are of CPU, medians over the rounds."
    )
    return [table]

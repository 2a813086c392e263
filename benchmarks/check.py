"""One `provenance check` against an index of a million pictures, beside bare imports."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import filled_index
import measuring
import photo_folders
from commands import provenance, python
from measuring import Subject
from tables import Bar, Table

if TYPE_CHECKING:
    from options import Options

MOST_TIMES_IMPORTS = 2.5
MOST_MIB = 200

_OURS = "provenance check"
_IMPORTS = "import numpy, PIL.Image, sqlite3, exifread, click"


def run(options: Options) -> list[Table]:
    """Measure a check that finds matches."""
    try:
        photo = photo_folders.checked_photo(options.cache, options.photos)
    except photo_folders.NoPhotos as missing:
        return [Table("Not run", ("reason",), [(str(missing),)])]
    index = filled_index.large(options.cache, options.media, photo)
    ours = Subject(_OURS, provenance("--index", str(index), "check", str(photo)))
    imports = Subject(f'python -c "{_IMPORTS}"', python(_IMPORTS))
    costs = measuring.by_turns((ours, imports), 2 * options.rounds)
    width, height = photo_folders.CHECKED_SIZE
    table = Table(
        f"One {width}x{height} JPEG against {options.media:,} pictures, a new process",
        ("command", "CPU ms, median (min)", "wall ms, median (min)"),
    )
    for name, own in costs.items():
        cpu, wall = [cost.cpu_s * 1000 for cost in own], [cost.wall_s * 1000 for cost in own]
        spent = f"{median(cpu):.0f} ({min(cpu):.0f})"
        table.rows.append((name, spent, f"{median(wall):.0f} ({min(wall):.0f})"))
    pair = (costs[ours.name], costs[imports.name])
    used = measuring.memory(ours.command)
    promise = f"at most {MOST_TIMES_IMPORTS}x the imports"
    table.bars += [
        Bar(f"CPU {promise}", measuring.cpu_ratio(*pair), MOST_TIMES_IMPORTS),
        Bar(f"wall {promise}", measuring.wall_ratio(*pair), MOST_TIMES_IMPORTS),
    ]
    if used:
        table.bars.append(Bar(f"peak memory at most {MOST_MIB} MiB", used.at_once, MOST_MIB))
    size = index.stat().st_size / 2**20
    table.notes += [
        f"{2 * options.rounds} rounds by turns, files in the page cache. The check finds "
        f"{filled_index.PLANTED} copies and compares their thumbnails.",
        f"The index holds every table ({size:,.0f} MiB); its thumbnails are tiny, a real one is "
        "larger by about 5 KiB for each picture.",
        measuring.told(used, _OURS),
    ]
    return [table]

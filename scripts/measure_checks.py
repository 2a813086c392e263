"""Run every check on folders of files, and count the files that had each finding.

    PYTHONPATH=src python scripts/measure_checks.py FOLDER...

No index and no claim: what a file says alone. Ordinary files must have no finding that contradicts,
and at most one in twenty may have one that asks. Files that cannot be read are counted, not hidden.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from provenance.checks import CHECKS, run_checks, surroundings
from provenance.errors import InputError
from provenance.metadata.credentials import with_credentials
from provenance.model.case import Case, Claim, Coverage
from provenance.model.finding import Bearing, Finding
from provenance.model.media import Location
from provenance.settings import Settings
from provenance.workflows.check import times_in_name
from provenance.workflows.examine import examine, limits_of, prepare
from provenance.workflows.sidecars import sidecars_of
from provenance.workflows.wanted import HASHES_ONLY

SHOWN = 40
NOTHING = Coverage(0, 0, None, None, ())


def main() -> int:
    """Measure and print; 1 where an ordinary folder would not pass the bar."""
    prepare(HASHES_ONLY)
    counts: Counter[tuple[str, Bearing]] = Counter()
    files: dict[Bearing, list[str]] = defaultdict(list)
    read = unread = 0
    for path in _paths(sys.argv[1:]):
        try:
            found = findings(path)
        except InputError:
            unread += 1
            continue
        read += 1
        counts.update({(each.check, each.bearing) for each in found})
        for bearing in {each.bearing for each in found}:
            names = {each.check for each in found if each.bearing is bearing}
            files[bearing].append(f"{path}: {', '.join(sorted(names))}")
    _print(counts, files, read, unread)
    return 0 if not files[Bearing.CONTRADICTS] and len(files[Bearing.ASKS]) * 20 <= read else 1


def findings(path: Path) -> tuple[Finding, ...]:
    """Run all checks on one file, without an index and without a claim."""
    location, now = Location(str(path)), datetime.now(UTC)
    examination = examine(location, limits_of(Settings()), HASHES_ONLY)
    said = with_credentials(examination.metadata, path.read_bytes(), examination.media.media_type)
    examination = replace(examination, metadata=said)
    case = Case(
        examination,
        Claim(),
        matches=(),
        earliest=None,
        undated=(),
        coverage=NOTHING,
        not_searched=(),
        now=now,
        surroundings=surroundings(said, Claim()),
        readings=times_in_name(location, now),
        sidecars=sidecars_of(location),
    )
    return run_checks(case)


def _paths(folders: list[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in Path(folder).rglob("*") if path.is_file())


def _print(
    counts: Counter[tuple[str, Bearing]], files: dict[Bearing, list[str]], read: int, unread: int
) -> None:
    say = sys.stdout.write
    say(f"{read:,} files read, {unread:,} could not be\n\n")
    for check in CHECKS:
        for bearing in Bearing:
            if number := counts[check.name, bearing]:
                say(f"{number:6,}  {number / read:6.1%}  {bearing:12}  {check.name}\n")
    for bearing in (Bearing.CONTRADICTS, Bearing.ASKS):
        number = len(files[bearing])
        say(f"\n{bearing}: {number:,} files, {number / max(read, 1):.1%}\n")
        for line in files[bearing][:SHOWN]:
            say(f"  {line}\n")


if __name__ == "__main__":
    sys.exit(main())

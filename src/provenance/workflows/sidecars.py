"""Finds and reads the files that programs write beside a picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from provenance.errors import InputError
from provenance.media import reader
from provenance.metadata import sidecars
from provenance.model.media import Location
from provenance.model.metadata import Block, State
from provenance.model.sidecar import Beside, Sidecar

MOST_BYTES = 1 << 20
_TAKEOUT = ".supplemental-metadata"


def sidecars_of(location: Location) -> tuple[Sidecar, ...]:
    """Give those beside a file of the disk, by the names that the programs give them.

    One that cannot be read is told with the reason; a JSON of another kind is none. What lies in
    an archive has none.
    """
    if location.inside:
        return ()
    found = [_read(kind, path) for kind, path in _beside(location.path)]
    return tuple(each for each in found if each.block.state is not State.ABSENT)


def _beside(path: str) -> Iterator[tuple[Beside, str]]:
    """Give the files that exist; the first of each kind counts."""
    seen: set[Beside] = set()
    for kind, name in _names(path):
        if kind not in seen and name != path and _is_file(name):
            seen.add(kind)
            yield kind, name


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # a name that is too long with its ending
        return False


def _names(path: str) -> Iterator[tuple[Beside, str]]:
    """Give the names that the programs use: Takeout cuts its own off at about 50 characters."""
    stem = path.removesuffix(PurePath(path).suffix)
    for length in range(len(_TAKEOUT), 1, -1):
        yield Beside.TAKEOUT, f"{path}{_TAKEOUT[:length]}.json"
    yield Beside.TAKEOUT, f"{path}.json"
    for ending in ("xmp", "XMP"):
        yield Beside.XMP, f"{path}.{ending}"
        yield Beside.XMP, f"{stem}.{ending}"
    for ending in ("AAE", "aae"):
        yield Beside.ADJUSTMENTS, f"{stem}.{ending}"


def _read(kind: Beside, path: str) -> Sidecar:
    location = Location(path)
    name = PurePath(location.display).name
    try:
        data = reader.read(location, MOST_BYTES)
    except InputError as error:
        reason = str(error).removeprefix(f"{location.display}: ")
        return Sidecar(kind, name, Block(kind, State.UNREADABLE, reason=reason))
    return Sidecar(kind, name, sidecars.read(kind, data))

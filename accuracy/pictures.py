"""Lists pictures below folders, and what is known of the sets that they belong to.

A folder of photographs may hold a `SOURCES.csv` with the columns `file` (relative to the folder),
`source`, `licence` and `kind`. A kind that begins with "hard negative" marks its set: other frames
of one scene, or templates; "near-alike" in the licence's remark marks look-alikes.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from pathlib import Path

KNOWN_COPIES = Path(__file__).with_name("known_copies.csv")
"""Pairs in the photographs of the project; each was looked at."""

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})


class Mark(StrEnum):
    """What the pictures of one set are to each other; SCENE and TEMPLATE are hard negatives."""

    NONE = "photographs"
    SCENE = "frames of one scene"
    TEMPLATE = "templates"
    ALIKE = "near-alike subjects"


@dataclass(frozen=True, slots=True)
class Picture:
    """A file; `name` is its path from the folder given, `group` the folder that it lies in.

    `copies` are the SHA-256 of other files that hold the same photograph.
    """

    path: Path
    name: str
    group: str
    sha256: str
    mark: Mark = Mark.NONE
    copies: frozenset[str] = frozenset()


def kin(one: Picture, other: Picture) -> bool:
    """Tell whether two pictures belong to a marked set, so that a match is no plain error."""
    return one.mark is not Mark.NONE and one.group == other.group


def pictures_in(folders: Iterable[Path]) -> list[Picture]:
    """List every picture below the folders in order; of identical files the first is taken."""
    found: dict[str, Picture] = {}
    copies = known_copies()
    for folder in folders:
        marks = marks_of(folder)
        for path in sorted(_files(folder)):
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            inside = path.relative_to(folder)
            group = f"{folder.name}/{inside.parent.as_posix()}".removesuffix("/.")
            mark = marks.get(inside.as_posix(), Mark.NONE)
            own, name = copies.get(sha256, frozenset()), f"{group}/{path.name}"
            found.setdefault(sha256, Picture(path.absolute(), name, group, sha256, mark, own))
    return list(found.values())


def known_copies(listed: Path = KNOWN_COPIES) -> Mapping[str, frozenset[str]]:
    """Read which files are known by eye to hold one photograph: a match of theirs is no error."""
    found: dict[str, frozenset[str]] = {}
    with listed.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for one, other in permutations((row["first"], row["second"])):
                found[one] = found.get(one, frozenset()) | {other}
    return found


def marks_of(folder: Path) -> Mapping[str, Mark]:
    """Read which pictures of a folder are marked; none where there is no `SOURCES.csv`."""
    sources = folder / "SOURCES.csv"
    if not sources.is_file():
        return {}
    with sources.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return {row["file"]: _mark(row.get("kind") or "", row.get("licence") or "") for row in rows}


def _mark(kind: str, licence: str) -> Mark:
    if kind.startswith("hard negative"):
        return Mark.TEMPLATE if "template" in kind else Mark.SCENE
    return Mark.ALIKE if "near-alike" in licence else Mark.NONE


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)

"""What a run can be told."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from accuracy.attacks import ATTACKS, attack_named
from accuracy.attacks.interface import Attack

REPOSITORY = Path(__file__).resolve().parents[1]
PHOTOS = Path("../shared/data/photos")
PAGE = Path("docs/accuracy.md")

_ORIGINALS, _QUICK_ORIGINALS = 25, 2
_OF_A_SET, _QUICK_OF_A_SET = 1000, 4


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments of a run, and `command`, which is how they were given.

    `held_out` is the share of the pictures that is never indexed; `of_a_set` how many pictures of
    each marked set are asked for.
    """

    photos: tuple[Path, ...]
    distractors: tuple[Path, ...]
    unseen: tuple[Path, ...]
    attacks: tuple[Attack, ...]
    originals: int
    of_a_set: int
    held_out: float
    seed: int
    out: Path | None
    details: Path | None
    keep: Path | None
    command: str


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m accuracy.run", description="Measure how well edited pictures are found."
    )
    add = parser.add_argument
    add("--photos", type=Path, nargs="+", default=[PHOTOS], metavar="FOLDER", help="[%(default)s]")
    add("--distractors", type=Path, nargs="+", default=[], metavar="FOLDER", help="also indexed")
    add("--unseen", type=Path, nargs="+", default=[], metavar="FOLDER", help="never indexed")
    add("--attacks", metavar="NAME,...", help="only these [all]")
    add("--originals", type=int, metavar="N", help=f"pictures for each attack [{_ORIGINALS}]")
    add("--held-out", type=float, default=0.15, metavar="SHARE", help="never indexed [%(default)s]")
    add("--seed", type=int, default=1, help="decides every choice [%(default)s]")
    add("--out", type=Path, default=PAGE, metavar="FILE", help="page to write [%(default)s]")
    add("--no-out", action="store_true", help="print only")
    add("--details", type=Path, metavar="FILE", help="write a CSV with a row for each check")
    add("--keep", type=Path, metavar="FOLDER", help="keep the edited pictures there")
    add("--quick", action="store_true", help="few pictures; shows that it runs, not how good it is")
    given = parser.parse_args(arguments)
    for folder in (*given.photos, *given.distractors, *given.unseen):
        if not folder.is_dir():
            parser.error(f"{folder} is no folder; name one that holds photographs")
    if given.keep and given.keep.is_dir() and any(given.keep.iterdir()):
        parser.error(f"{given.keep} is not empty; name a new folder in --keep")
    if not 0 < given.held_out < 1:
        parser.error("--held-out is a share between 0 and 1")
    try:
        names = given.attacks.split(",") if given.attacks else [each.name for each in ATTACKS]
        attacks = tuple(map(attack_named, names))
    except KeyError as error:
        known = ", ".join(each.name for each in ATTACKS)
        parser.error(f"there is no attack {error}; there are {known}")
    return Options(
        tuple(given.photos),
        tuple(given.distractors),
        tuple(given.unseen),
        attacks,
        given.originals or (_QUICK_ORIGINALS if given.quick else _ORIGINALS),
        _QUICK_OF_A_SET if given.quick else _OF_A_SET,
        given.held_out,
        given.seed,
        None if given.no_out else given.out,
        given.details,
        given.keep,
        shlex.join(("python", "-m", "accuracy.run", *arguments)),
    )

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
    """Read the command line; ends the program where it means nothing."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if wrong := _wrong(given):
        parser.error(wrong)
    names = given.attacks.split(",") if given.attacks else [each.name for each in ATTACKS]
    return Options(
        tuple(given.photos),
        tuple(given.distractors),
        tuple(given.unseen),
        tuple(map(attack_named, names)),
        given.originals or (_QUICK_ORIGINALS if given.quick else _ORIGINALS),
        _QUICK_OF_A_SET if given.quick else _OF_A_SET,
        given.held_out,
        given.seed,
        None if given.no_out else given.out,
        given.details,
        given.keep,
        shlex.join(("python", "-m", "accuracy.run", *arguments)),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m accuracy.run", description="Measure how well edited pictures are found."
    )
    add = parser.add_argument
    add("--photos", type=Path, nargs="+", default=[PHOTOS], metavar="FOLDER", help=f"[{PHOTOS}]")
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
    return parser


def _wrong(given: argparse.Namespace) -> str:
    """Say what of the arguments means nothing, and what to do; empty where all is well."""
    for folder in (*given.photos, *given.distractors, *given.unseen):
        if not folder.is_dir():
            return f"{folder} is no folder; name one that holds photographs"
    if given.keep and given.keep.is_dir() and any(given.keep.iterdir()):
        return f"{given.keep} is not empty; name a new folder in --keep"
    if not 0 < given.held_out < 1:
        return "--held-out is a share between 0 and 1"
    if given.originals is not None and given.originals < 1:
        return "--originals is a number of pictures, at least 1"
    if given.seed < 0:
        return "--seed is a whole number, at least 0"
    known = [each.name for each in ATTACKS]
    unknown = sorted(set((given.attacks or known[0]).split(",")) - set(known))
    return f"no such attack: {', '.join(unknown)}; there are {', '.join(known)}" if unknown else ""

"""Puts the sections together: what was measured, on what, by which command."""

from __future__ import annotations

import contextlib
import os
import platform
import sqlite3
import subprocess
from collections import Counter
from datetime import UTC, datetime
from importlib import metadata
from statistics import median

from PIL import Image

from accuracy import sections
from accuracy.attacks import ATTACKS
from accuracy.choosing import Corpus
from accuracy.measuring import Measured
from accuracy.options import REPOSITORY, Options
from accuracy.pictures import Picture
from accuracy.tables import table

_PARTS = ("provenance", "numpy", "pillow", "opencv-python-headless")

_OPENING = """\
# How well it finds

This page is written by `make accuracy` and not by hand.
Pictures are indexed, edited as people and platforms edit them, and checked through the Python API.
The settings are those that the program comes with.
The edits are those of `accuracy/attacks`, drawn from a seed, so that a run can be repeated.
A picture counts as found where its own match is `exact` or `strong`; `possible` is shown apart.
What the words of a match mean is in [how it decides](how-it-decides.md)."""

_WRONG = """\
A wrong match is one with a picture that is neither the edited one nor of its marked set.
In brackets: below this the rate lies with 95 % confidence, were the pairs independent.
Pictures held back are never indexed; what stands beside a picture in a collage is among them."""

_SETS = """\
Pairs of different pictures of one set: no copies, yet no strangers.
A match is no error here, but calling it the same picture is."""

_MEMES = """\
Each template is indexed with one text and checked with another, in an index of its own."""

_BOXES = """\
Boxes of strong matches against the truth: the intersection of both by their union, in the mean.
A match without boxes speaks of the whole picture.
Where a picture lies askew, the truth is the box around it."""


def page(options: Options, corpus: Corpus, run: Measured) -> str:
    """Write the whole page."""
    parts = [
        _OPENING,
        _made(options, corpus, run),
        _section("Goals", "\n".join(f"- {bar}" for bar in sections.goals(run))),
        _section("Recall by group", sections.by_group(run)),
        _section("Recall by attack", sections.by_attack(run)),
        _section("Wrong matches", _WRONG, sections.wrong_matches(run)),
        _section("Same scene, same template, near-alike", _SETS, sections.same_scene(run)),
        _section("Two memes on one template", _MEMES, sections.memes(run)),
        _section("Where the match lies", _BOXES, sections.boxes(run)),
        _section("Cost", _cost(run)),
    ]
    return "\n\n".join(parts) + "\n"


def failures(run: Measured) -> list[str]:
    """List what could not be indexed or checked."""
    failed = [
        f"{each.question.picture.name} ({each.question.attack or 'as it is'}): {each.failure}"
        for each in run.answers()
        if each.failure
    ]
    return [*run.refused, *failed]


def _section(title: str, *parts: str) -> str:
    return "\n\n".join((f"## {title}", *parts))


def _made(options: Options, corpus: Corpus, run: Measured) -> str:
    """Say when, by what, and on what the figures were measured."""
    today = datetime.now(UTC).date().isoformat()
    versions = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    versions += [f"{name} {_version(name)}" for name in _PARTS]
    lines = [
        f"Measured on {today} with `{options.command}`.",
        "",
        f"- Versions: {', '.join(versions)}; commit {_commit()}",
        f"- Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        f"- {len(options.attacks)} of {len(ATTACKS)} attacks, {options.originals} pictures each, "
        f"seed {options.seed}; {len(corpus.indexed):,} pictures indexed, "
        f"{len(corpus.unseen):,} never indexed; {len(run.answers()):,} checks",
        f"- Could not be indexed or checked: {len(failures(run))}",
        f"- Pairs of files that hold one photograph, by eye (`accuracy/known_copies.csv`), and are "
        f"neither right nor wrong: {_copies(corpus)}",
    ]
    if options.originals < 20:
        lines += [
            "",
            "A run this small shows that the harness works, not how well pictures are found.",
        ]
    return "\n".join([*lines, "", _sets(corpus)])


def _copies(corpus: Corpus) -> int:
    """Count the pairs of known copies among the pictures of a run."""
    everything = (*corpus.indexed, *corpus.unseen)
    present = {each.sha256 for each in everything}
    return sum(len(each.copies & present) for each in everything) // 2


def _sets(corpus: Corpus) -> str:
    """Write what the sets hold."""
    everything = sorted((*corpus.indexed, *corpus.unseen), key=lambda each: each.group)
    indexed = Counter(each.group for each in corpus.indexed)
    unseen = Counter(each.group for each in corpus.unseen)
    groups: dict[str, list[Picture]] = {}
    for each in everything:
        groups.setdefault(each.group, []).append(each)
    rows = [
        (name, own[0].mark.value, str(indexed[name]), str(unseen[name]), f"{_long_side(own):.0f}")
        for name, own in groups.items()
    ]
    return table(("set", "what it holds", "indexed", "held back", "median long side"), rows)


def _long_side(pictures: list[Picture]) -> float:
    """Give the median of those that can be opened: what is only indexed may be damaged."""
    sides = []
    for each in pictures:
        with contextlib.suppress(OSError, ValueError), Image.open(each.path) as image:
            sides.append(max(image.size))
    return median(sides) if sides else 0


def _cost(run: Measured) -> str:
    rows = (
        ("indexing a picture, CPU s", f"{run.cost.ingest_s:.3f}"),
        ("checking a picture, CPU s, processes included", f"{run.cost.check_s:.3f}"),
        ("index, kB a picture", f"{run.cost.size / 1000:.1f}"),
    )
    return table(("mean", ""), rows)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _commit() -> str:
    command = ("git", "-C", str(REPOSITORY), "describe", "--always", "--dirty")
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"

"""Measures questions by screenshot: python scripts/measure_screens.py FOLDER-OF-PHOTOS.

Indexes some photographs, and screenshots that one app, light or dark, made of many others. Then
asks for screenshots of the photographs, or of edits of these: each must be found, and no screenshot
of anything else may be a strong match. A burst of one scene among the photographs may be one.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from accuracy.attacks import attack_named, attacked
from PIL import Image

from provenance import Report, ingest, open_index, scan
from provenance.model.match import SURE

APPS = ("shot_light", "shot_dark")
ASKED = ("", "crop50", "crop25", "mirror")
SEED = 5
INDEXED, QUERIED, BEFORE = 7, 11, 3


def main(given: argparse.Namespace) -> None:
    """Print, for each kind of question, what was found."""
    paths = sorted(each for each in given.photos.rglob("*") if each.suffix in {".jpg", ".png"})
    order = np.random.default_rng(SEED).permutation(len(paths))
    chosen = [paths[number] for number in order]
    wanted, others = chosen[: given.ask], chosen[given.ask : given.ask + given.screenshots]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        posted = folder / "posted"
        posted.mkdir()
        for number, path in enumerate(wanted):
            (posted / f"own-{number}{path.suffix}").write_bytes(path.read_bytes())
        for number, path in enumerate(others):
            _shot(path, number, "", INDEXED, posted / f"other-{number}")
        with open_index(folder / "x.db", create=True) as index:
            ingest(index, posted, source="folder")
            for before in ASKED:
                asked = folder / (before or "whole")
                asked.mkdir()
                for number, path in enumerate(wanted):
                    _shot(path, number, before, QUERIED, asked / f"{number}")
                told = _told(scan(index, asked, restart=True), wanted)
                sys.stdout.write(f"{before or 'whole'}: {told}\n")


def _shot(path: Path, number: int, before: str, seed: int, to: Path) -> None:
    """Write a screenshot of a photograph, of an edit of it where `before` names one."""
    picture = Image.open(path).convert("RGB")
    if before:
        edited = attacked(attack_named(before), picture, [], BEFORE, path.name)
        picture = Image.open(io.BytesIO(edited.data())).convert("RGB")
    shot = attacked(attack_named(APPS[number % len(APPS)]), picture, [], seed, path.name)
    to.with_suffix(shot.encoding.suffix).write_bytes(shot.data())


def _told(outcomes: Iterable[object], wanted: list[Path]) -> str:
    """Say how many found what they show, and how many strong matches there are with others."""
    right = wrong = 0
    for outcome in outcomes:
        assert isinstance(outcome, Report), outcome
        shown = wanted[int(Path(outcome.case.examination.location.path).stem)]
        own = hashlib.sha256(shown.read_bytes()).hexdigest()
        for match in outcome.case.matches:
            if match.strength in SURE:
                is_right = match.media.sha256 == own
                right, wrong = right + is_right, wrong + (not is_right)
    return f"{right} of {len(wanted)} found, {wrong} strong matches with others"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Ask for screenshots among screenshots.")
    parser.add_argument("photos", type=Path, metavar="FOLDER-OF-PHOTOS")
    parser.add_argument("--ask", type=int, default=30, help="photographs asked for [%(default)s]")
    parser.add_argument("--screenshots", type=int, default=300, help="of others [%(default)s]")
    main(parser.parse_args())

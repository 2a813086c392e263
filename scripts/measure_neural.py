"""Measures what embeddings add: measure_neural.py WEIGHTS PHOTOS HOW-MANY [STRANGERS].

Indexes the photos, edits so many of those with the fewest keypoints in all ways of `make accuracy`,
and checks each edit without and with the network: how often the right photo was found, and how many
others.
STRANGERS are photos that are not in the index, checked as they are. WEIGHTS are yours to bring.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from accuracy.attacks import ATTACKS, OTHERS, attacked
from PIL import Image

from provenance import Report
from provenance.model.match import BY_EMBEDDING, Match
from provenance.settings import Settings
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex, open_index
from provenance.workflows.scan import scan

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def pictures(folder: Path) -> list[Path]:
    """List the pictures below a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def poorest(index: OpenIndex, paths: Sequence[Path], count: int) -> list[tuple[int, Path]]:
    """Give the pictures with the fewest keypoints, and how many those are."""
    counted = []
    for path in paths:
        frames = index.engine.frames(digest(path))
        found = index.engine.keypoints(frames[0][0]) if frames else None
        if found is not None:
            counted.append((len(found), path))
    return sorted(counted)[:count]


def edited(folder: Path, chosen: Sequence[Path]) -> dict[str, str]:
    """Write every edit of every picture; gives the SHA-256 of the first one by the edit's name."""
    opened = {path: Image.open(path).convert("RGB") for path in chosen}
    truth = {}
    for path, picture in opened.items():
        others = [each for other, each in opened.items() if other != path]
        for attack in ATTACKS:
            made = attacked(attack, picture, others, 1, path.name)
            name = f"{path.stem}-{attack.name}{made.encoding.suffix}"
            (folder / name).write_bytes(made.data())
            truth[name] = digest(path)
    return truth


def checked(index: OpenIndex, folder: Path) -> Iterator[tuple[str, tuple[Match, ...]]]:
    """Check a folder; gives the name of each file with its matches."""
    for each in scan(index, folder, restart=True):
        if isinstance(each, Report):
            yield Path(each.case.examination.location.path).name, each.case.matches
        else:
            say(f"  not checked: {each}")


def recall(name: str, index: OpenIndex, folder: Path, truth: dict[str, str]) -> Counter[str]:
    """Print how often the right picture was found, and what else was; gives the misses by edit."""
    strength: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    began = time.process_time()
    for file, matches in checked(index, folder):
        own = next((each for each in matches if each.media.sha256 == truth[file]), None)
        strength[own.strength.value if own else "missed"] += 1
        if own is None:
            missed[file.rpartition("-")[2].partition(".")[0]] += 1
        # A collage shows several of the indexed pictures, so those are no mistakes.
        aside = truth.values() if "collage" in file or "pip" in file else ()
        for each in matches:
            if each.media.sha256 != truth[file] and each.media.sha256 not in aside:
                wrong[f"{each.strength}, {each.method}"] += 1
    spent = time.process_time() - began
    share = 100 * (1 - strength["missed"] / len(truth))
    say(f"{name}: {share:.1f} % of {len(truth)} found, {dict(strength)}; others {dict(wrong)}")
    say(f"  missed {dict(missed)}; {spent:.0f} s CPU of the searching process")
    return missed


def strangers(index: OpenIndex, folder: Path) -> None:
    """Print what was matched with pictures that nobody indexed."""
    found: Counter[str] = Counter()
    asked = 0
    for _, matches in checked(index, folder):
        asked += 1
        for each in matches:
            cosine = f" {1 - each.distance / 1000:.2f}" if each.method == BY_EMBEDDING else ""
            found[f"{each.strength}, {each.method}{cosine}"] += 1
    say(f"strangers: {asked} checked; matches {dict(found)}")


def main(weights: str, photos: str, count: str, others: str | None = None) -> None:
    """Measure and print."""
    settings = Settings(neural_weights=weights)
    with TemporaryDirectory() as temporary:
        place, edits = Path(temporary) / "index.db", Path(temporary) / "edits"
        edits.mkdir()
        with open_index(place, create=True, settings=settings) as index:
            report = ingest(index, photos)
            say(f"indexed {report.added}; embedded {index.engine.coverage().embeddings}")
            chosen = poorest(index, pictures(Path(photos)), int(count))
            assert len(chosen) > OTHERS, "too few pictures"
            few = ", ".join(f"{path.name} {count}" for count, path in chosen)
            say(f"fewest keypoints: {few}")
            truth = edited(edits, [path for _, path in chosen])
            plain = replace(index, settings=replace(settings, neural_weights=""))
            recall("without the network", plain, edits, truth)
            recall("with the network", index, edits, truth)
            if others:
                strangers(index, Path(others))


if __name__ == "__main__":
    main(*sys.argv[1:])

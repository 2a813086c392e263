"""Fills an index and checks edited pictures against it, by the public functions alone."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from accuracy.attacks import attacked
from accuracy.attacks.interface import Attack
from accuracy.choosing import shuffled
from accuracy.pictures import Picture
from accuracy.scoring import Answer, Hit, Question
from provenance import OpenIndex, Report, ingest, scan

_LARGEST_BESIDE = 1024


@dataclass(slots=True)
class Clock:
    """CPU seconds of this process and of those that it waited for, and how many checks they did."""

    seconds: float = 0.0
    checks: int = 0

    @property
    def each(self) -> float:
        """Give the mean CPU seconds of a check."""
        return self.seconds / self.checks if self.checks else 0.0


@dataclass(frozen=True, slots=True)
class Filling:
    """How many pictures were indexed, which were not and why, and CPU seconds for each."""

    added: int
    refused: tuple[str, ...]
    each_s: float


@dataclass(frozen=True, slots=True)
class Asker:
    """Checks files against an open index; `keep` is where edited pictures stay."""

    index: OpenIndex
    beside: Sequence[tuple[Picture, Image.Image]]
    seed: int
    keep: Path | None = None
    clock: Clock = field(default_factory=Clock)

    def edited(self, attack: Attack, pictures: Iterable[Picture], kind: str) -> list[Answer]:
        """Attack the pictures and check what comes of it; `kind` names what they are."""
        with TemporaryDirectory() as temporary:
            folder = (self.keep or Path(temporary)) / kind / attack.name
            folder.mkdir(parents=True, exist_ok=True)
            return self._checked(folder, dict(self._files(folder, attack, pictures)))

    def unedited(self, pictures: Iterable[Picture]) -> list[Answer]:
        """Check pictures as they are."""
        with TemporaryDirectory() as temporary:
            questions = {}
            for number, picture in enumerate(pictures):
                name = f"{number:05}{picture.path.suffix}"
                (Path(temporary) / name).write_bytes(picture.path.read_bytes())
                questions[name] = Question(picture)
            return self._checked(Path(temporary), questions)

    def _files(
        self, folder: Path, attack: Attack, pictures: Iterable[Picture]
    ) -> Iterator[tuple[str, Question]]:
        for number, picture in enumerate(pictures):
            others = [image for each, image in self.beside if each.sha256 != picture.sha256]
            with Image.open(picture.path) as opened:
                edited = attacked(attack, opened, others, self.seed, picture.sha256)
            name = f"{number:05}{edited.encoding.suffix}"
            (folder / name).write_bytes(edited.data())
            yield name, Question(picture, attack.name, edited.truth)

    def _checked(self, folder: Path, questions: dict[str, Question]) -> list[Answer]:
        """Check a folder in one pass."""
        began = cpu_seconds()
        answers = [
            _answer(questions, outcome) for outcome in scan(self.index, folder, restart=True)
        ]
        self.clock.seconds += cpu_seconds() - began
        self.clock.checks += len(answers)
        assert len(answers) == len(questions), f"{folder}: something else lies there"
        return answers


def pictures_beside(pictures: Iterable[Picture]) -> list[tuple[Picture, Image.Image]]:
    """Open what collages put beside a picture."""
    opened = []
    for picture in shuffled(pictures, "beside"):
        with Image.open(picture.path) as image:
            image.thumbnail((_LARGEST_BESIDE, _LARGEST_BESIDE))
            opened.append((picture, image.convert("RGB")))
    return opened


def filled(index: OpenIndex, paths: Iterable[Path], folder: Path) -> Filling:
    """Index pictures where they lie, by a list of their paths that is written into `folder`."""
    listed = folder / "indexed.csv"
    with listed.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["path"])
        rows.writerows([str(path)] for path in paths)
    began = cpu_seconds()
    report = ingest(index, listed, source="csv")
    spent = (cpu_seconds() - began) / max(1, report.found)
    refused = [f"{each.where}: {each.reason}" for each in report.skipped]
    refused += [f"{each.where}: {each.reason}" for each in report.failed]
    return Filling(report.added, tuple(refused), spent)


def cpu_seconds() -> float:
    """Give the CPU that this process and its ended children have used."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def _answer(questions: dict[str, Question], outcome: object) -> Answer:
    if not isinstance(outcome, Report):
        where, why = str(getattr(outcome, "where", "")), str(getattr(outcome, "reason", outcome))
        return Answer(questions[Path(where).name], failure=why)
    question = questions[Path(outcome.case.examination.location.path).name]
    hits = (
        Hit(each.media.sha256, each.strength, each.relation, each.transform)
        for each in outcome.case.matches
    )
    return Answer(question, tuple(hits))

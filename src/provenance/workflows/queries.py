"""Examines files as queries, in limited processes that start before anything else is ready."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath
from typing import Self

from provenance.errors import InputError
from provenance.media.formats import VIDEO_SUFFIXES
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.settings import Settings
from provenance.workflows.examine import Step, examine, examining, limits_of, prepare
from provenance.workflows.searched import Asked, expected
from provenance.workflows.wanted import Wanted
from provenance.workflows.workers import Workers, worker_count

QUERIED = Wanted(as_query=True, keypoints=True)

_MOST_THREADS = 4

_UNDER_WAY: dict[Location, Iterator[Step]] = {}
"""In a decoding process: the file of which only the hashes were asked for yet."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """Asks for the hashes of a file alone; it is asked for whole next, and its process goes on."""

    location: Location


class Queries:
    """Files under examination; a context manager that ends their processes.

    Iterate over it once: each location with its examination, or why there is none, in order.
    Decoding goes on meanwhile, so whoever needs the answers has time to get ready. `moving` tells
    that one of them is a video by its name.
    """

    def __init__(
        self, paths: Iterable[str | Path], settings: Settings, wanted: Wanted = QUERIED
    ) -> None:
        locations = [Location(os.fspath(path)) for path in paths]
        suffixes = {PurePath(each.display).suffix.lower() for each in locations}
        self.moving = not suffixes.isdisjoint(VIDEO_SUFFIXES)
        prepare(wanted, videos=self.moving)
        limits = limits_of(settings)
        processes = worker_count(settings.workers)
        count = min(len(locations), processes)
        questions: list[Location | Hashes] = [*locations]
        if len(locations) == 1 and wanted.few_first and wanted.keypoints:
            # With more files there is always another one to do meanwhile.
            questions = [Hashes(locations[0]), locations[0]]
            wanted = replace(wanted, threads=min(processes, _MOST_THREADS))
        self._pool = Workers(partial(_answer, limits, wanted), limits, count)
        self._results = self._pool.map(questions)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.__exit__()

    def __iter__(self) -> Iterator[tuple[Location, Examination | InputError]]:
        return self.answered(lambda _: None)

    def answered(
        self, meanwhile: Callable[[Sequence[Asked]], None]
    ) -> Iterator[tuple[Location, Examination | InputError]]:
        """Iterate; what is asked for of a file may be handed to `meanwhile` before its answer."""
        for question, result in self._results:
            if isinstance(question, Location):
                assert isinstance(result, Examination | InputError)
                yield question, result
                continue
            assert isinstance(question, Hashes)
            assert not isinstance(result, Examination)
            if isinstance(result, InputError):
                # The same would come of it whole, after as much time again.
                yield question.location, result
                return
            meanwhile(result)


def _answer(
    limits: Limits, wanted: Wanted, question: Location | Hashes
) -> Examination | list[Asked]:
    """Answer a question in a decoding process."""
    if isinstance(question, Location):
        steps = _UNDER_WAY.pop(question, None) or examining(question, limits, wanted)
        *_, examination = steps
        assert isinstance(examination, Examination)
        return examination
    steps = examining(question.location, limits, wanted)
    first = next(steps)
    _UNDER_WAY[question.location] = iter([first]) if isinstance(first, Examination) else steps
    return [] if isinstance(first, Examination) else expected(first)


def as_query(limits: Limits, wanted: Wanted, location: Location) -> Examination:
    """Examine one file as a query; what a decoding process does."""
    return examine(location, limits, wanted)

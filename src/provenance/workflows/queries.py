"""Examines files as queries, in limited processes that start before anything else is ready."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path, PurePath
from typing import Self

from provenance.errors import InputError
from provenance.media.formats import VIDEO_SUFFIXES
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.settings import Settings
from provenance.workflows.examine import examine, limits_of, prepare
from provenance.workflows.wanted import Wanted
from provenance.workflows.workers import Workers, worker_count

QUERIED = Wanted(as_query=True, keypoints=True)


class Queries:
    """Files under examination; a context manager that ends their processes.

    Iterate over it once: each location with its examination, or why there is none, in order.
    Decoding goes on meanwhile, so whoever needs the answers has time to get ready.
    """

    def __init__(
        self, paths: Iterable[str | Path], settings: Settings, wanted: Wanted = QUERIED
    ) -> None:
        locations = [Location(os.fspath(path)) for path in paths]
        suffixes = {PurePath(each.display).suffix.lower() for each in locations}
        prepare(wanted, videos=not suffixes.isdisjoint(VIDEO_SUFFIXES))
        limits = limits_of(settings)
        count = min(len(locations), worker_count(settings.workers))
        self._pool = Workers(partial(as_query, limits, wanted), limits, count)
        self._results = self._pool.map(locations)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.__exit__()

    def __iter__(self) -> Iterator[tuple[Location, Examination | InputError]]:
        for question, result in self._results:
            assert isinstance(question, Location)
            yield question, result


def as_query(limits: Limits, wanted: Wanted, location: Location) -> Examination:
    """Examine one file as a query; what a decoding process does."""
    return examine(location, limits, wanted)

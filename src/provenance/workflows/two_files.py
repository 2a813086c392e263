"""Examines two files that are to be compared, and says what of them cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from provenance.errors import InputError, UnreadableMedia
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.model.posting import Skipped
from provenance.settings import Settings
from provenance.workflows.examine import STORED, Wanted, examine, limits_of, prepare
from provenance.workflows.workers import Answered, Workers, worker_count

_AS_QUERY = Wanted(as_query=True, keypoints=True)
_FEW_KEYPOINTS = 50

_Question = tuple[Location, Wanted]


@dataclass(frozen=True, slots=True)
class Files:
    """The two files as they were examined: A as a query, B as it would be stored, and in detail."""

    query: Examination
    stored: Examination
    detailed: Examination


def examined(first: Location, second: Location, settings: Settings) -> Files:
    """Examine both in limited processes; raises the `InputError` of the first that fails."""
    prepare(_AS_QUERY)
    limits = limits_of(settings)
    questions: list[_Question] = [(first, _AS_QUERY), (second, STORED), (second, _AS_QUERY)]
    found = []
    count = min(len(questions), worker_count(settings.workers))
    with Workers(partial(_examination, limits), limits, count) as pool:
        for question, answer in pool.map(questions):
            if isinstance(answer, InputError):
                assert not isinstance(question, Answered)
                raise _named(question[0], answer)
            found.append(answer)
    query, stored, detailed = found
    if stored.media != detailed.media:
        raise UnreadableMedia(f"{second.display}: changed while it was compared; try again")
    upright = tuple(each for each in stored.frames if not each.frame.rotated)
    return Files(query, replace(stored, frames=upright), detailed)


def _examination(limits: Limits, question: _Question) -> Examination:
    return examine(question[0], limits, question[1])


def _named(location: Location, error: InputError) -> InputError:
    """Name the file in an error of the process itself, which knows no file."""
    said = str(error)
    return error if location.display in said else type(error)(f"{location.display}: {said}")


def not_compared(files: Files, settings: Settings, most: int) -> Iterator[Skipped]:
    """Say what of the two could not be compared, and why."""
    for name, examination in (("A", files.query), ("B", files.detailed)):
        for each in examination.frames:
            where = f" of {name}"
            if examination.media.frame_count > 1:
                where += f", frame {each.frame.index}"
            quality = max(fingerprint.quality for fingerprint in each.fingerprints)
            if quality < settings.min_quality:
                yield Skipped(
                    f"perceptual hashes{where}",
                    f"the picture is too flat to tell from others (quality {quality} of 100, "
                    f"{settings.min_quality} needed)",
                )
            count = len(each.keypoints[0])
            if count < _FEW_KEYPOINTS:
                yield Skipped(
                    f"keypoints{where}",
                    f"the picture has {count or 'none'}; so few rarely show how it lies on another",
                )
        yield from (Skipped(f"frames of {name}", remark) for remark in examination.remarks)
    if len(files.query.frames) * len(files.stored.frames) > most:
        yield Skipped(
            "keypoints of some frames",
            f"the {most} pairs of frames with the nearest hashes were laid on each other",
        )

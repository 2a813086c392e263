"""Examines two files that are to be compared, and says what of them cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from provenance.errors import InputError, UnsupportedMedia
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.model.posting import Skipped
from provenance.settings import Settings
from provenance.workflows.neural import network_of, proven
from provenance.workflows.queries import QUERIED, Queries

_FEW_KEYPOINTS = 50


@dataclass(frozen=True, slots=True)
class Files:
    """The two files as they were examined, both with all keypoints that a query has.

    Many keypoints on both sides say more exactly how one lies on the other than an index can.
    """

    query: Examination
    other: Examination


def examined(first: Location, second: Location, settings: Settings) -> Files:
    """Examine both in limited processes; raises the `InputError` of the first that fails."""
    found = []
    wanted = replace(QUERIED, weights=proven(settings))
    with Queries([first.path, second.path], settings, wanted) as queries:
        for location, answer in queries:
            if isinstance(answer, InputError):
                raise _named(location, answer)
            if answer.media.is_hash_list:
                raise UnsupportedMedia(
                    f"{location.display}: holds hashes and no picture to compare; "
                    "`provenance check` searches an index by them"
                )
            found.append(answer)
    return Files(*found)


def _named(location: Location, error: InputError) -> InputError:
    """Name the file in an error of the process itself, which knows no file."""
    said = str(error)
    return error if location.display in said else type(error)(f"{location.display}: {said}")


def not_compared(files: Files, settings: Settings, most: int) -> Iterator[Skipped]:
    """Say what of the two could not be compared, and why."""
    for name, examination in (("A", files.query), ("B", files.other)):
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
            if not each.keypoints:  # a moment of a video that only its hashes stand for
                continue
            count = len(each.keypoints[0])
            if count < _FEW_KEYPOINTS:
                yield Skipped(
                    f"keypoints{where}",
                    f"the picture has {count or 'none'}; so few rarely show how it lies on another",
                )
        yield from (Skipped(f"frames of {name}", remark) for remark in examination.remarks)
    network = network_of(settings)
    if network.wanted and network.why_not:
        yield Skipped("embeddings", network.why_not)
    videos = [
        name
        for name, examination in (("A", files.query), ("B", files.other))
        if examination.media.media_type.startswith("video/")
    ]
    if videos:
        yield Skipped(f"sound of {' and '.join(videos)}", "only pictures were compared")
    if len(files.query.frames) * len(files.other.frames) > most:
        yield Skipped(
            "keypoints of some frames",
            f"the {most} pairs of frames with the nearest hashes were laid on each other",
        )

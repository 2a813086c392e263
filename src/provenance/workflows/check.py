"""From files to reports: examine, search, reason about time, run the checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath

from provenance import identifiers
from provenance.checks import run_checks, surroundings
from provenance.checks.earliest import earliest_appearance
from provenance.errors import InputError
from provenance.model.case import Case, Claim, Coverage, Examination
from provenance.model.fingerprint import ExaminedFrame
from provenance.model.match import Match
from provenance.model.media import Location
from provenance.model.posting import Failed, Skipped
from provenance.model.reading import Reading
from provenance.model.report import Report
from provenance.settings import Settings
from provenance.workflows import account
from provenance.workflows.claim import claim as read_claim
from provenance.workflows.foreseen import Foreseen
from provenance.workflows.linked import links
from provenance.workflows.match import matches
from provenance.workflows.neural import network_of, wanted_of_query
from provenance.workflows.opening import OpenIndex, thresholds_of
from provenance.workflows.queries import Queries
from provenance.workflows.sidecars import sidecars_of
from provenance.workflows.travelled import travel_of


def check(
    index: OpenIndex,
    path: str | Path,
    *,
    claimed_time: str | None = None,
    claimed_place: str | None = None,
) -> Report:
    """Check one file against the index and, where given, against a claimed time and place.

    Raises `UsageError` for a claim that cannot be read and `InputError` for a file that cannot.
    """
    claim = read_claim(claimed_time, claimed_place)
    with Queries([path], index.settings, wanted_of_query(index)) as queries:
        for _, result in _reports(index, queries, claim):
            if isinstance(result, InputError):
                raise result
            return result
    raise AssertionError("every file gives a result")


def check_all(index: OpenIndex, queries: Queries, claim: Claim) -> Iterator[Report | Failed]:
    """Report on many files, in order; a file that cannot be read is an entry of its own."""
    for location, result in _reports(index, queries, claim):
        yield account.failed(location, result) if isinstance(result, InputError) else result


def _reports(
    index: OpenIndex, queries: Queries, claim: Claim
) -> Iterator[tuple[Location, Report | InputError]]:
    """Report on each file, or say why it cannot be read."""
    if queries.moving:
        # A video is asked about with many frames, and decoding it takes a while.
        index.engine.get_ready()
    foreseen = Foreseen(index.engine, index.settings)
    for location, result in queries.answered(foreseen.look):
        if isinstance(result, InputError):
            yield location, result
        else:
            yield from ((location, each) for each in answers(index, [result], claim, foreseen))


def answers(
    index: OpenIndex,
    examinations: Sequence[Examination],
    claim: Claim,
    foreseen: Foreseen | None = None,
) -> Iterator[Report]:
    """Search for all of them in one pass and report on each, in order."""
    found = matches(index.engine, examinations, index.settings, foreseen)
    coverage = index.engine.coverage()
    for examination, own in zip(examinations, found, strict=True):
        earliest, rejected = earliest_appearance(own.matches)
        now = datetime.now(UTC)
        case = Case(
            examination,
            claim,
            own.matches,
            earliest,
            () if earliest else rejected,
            coverage,
            not_searched(examination, coverage, index.settings),
            now,
            own.set_aside,
            own.hidden,
            links(
                index.engine,
                {examination.media.sha256},
                examination.file_keys,
                own.matches,
                index.settings,
            ),
            surroundings(examination.metadata, claim),
            times_in_name(examination.location, now),
            sidecars_of(examination.location),
        )
        way = travel_of(index.engine, own.matches)
        yield Report(case, run_checks(case), now, thresholds_of(index.settings), way)


def times_in_name(location: Location, now: datetime) -> tuple[Reading, ...]:
    """Read the times that the name of a file holds."""
    name = PurePath((location.path, *location.inside)[-1]).name
    found = identifiers.read(name, "", now)
    return found if isinstance(found, tuple) else ()


def not_searched(
    examination: Examination, coverage: Coverage, settings: Settings
) -> tuple[Skipped, ...]:
    """Say what was not compared: what of the file, and with what of the index; and why."""
    found = []
    for each in examination.all_frames:
        quality = max(fingerprint.quality for fingerprint in each.fingerprints)
        if quality < settings.min_quality:
            where = "perceptual hashes"
            if each.frame.role.is_embedded:
                where += " of an embedded picture"
            elif examination.media.frame_count > 1:
                where += f" of frame {each.frame.index}"
            found.append(
                Skipped(
                    where,
                    f"the picture is too flat to tell from others (quality {quality} of 100, "
                    f"{settings.min_quality} needed); only {_still_searched(each)} were searched",
                )
            )
    found += (Skipped("frames", remark) for remark in examination.remarks)
    found += account.without_keypoints(coverage)
    return (*found, *account.without_embeddings(coverage, network_of(settings)))


def _still_searched(examined: ExaminedFrame) -> str:
    """Name what is left to search for where the hashes of a frame say nothing."""
    pointed = len(examined.keypoints[0]) if examined.keypoints else 0
    left = ["identical bytes"]
    left += [f"its {pointed:,} keypoints"] if pointed else []
    left += ["its embedding"] if examined.embeddings else []
    return " and ".join(left)


def oldest_first(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Order matches by the earliest of their dated sightings; undated ones come last."""

    def public(match: Match) -> tuple[bool, datetime, str]:
        earliest, _ = earliest_appearance((match,))
        latest = earliest.first.public.latest if earliest else None
        return (latest is None, latest or datetime.max.replace(tzinfo=UTC), match.media.sha256)

    return tuple(sorted(matches, key=public))

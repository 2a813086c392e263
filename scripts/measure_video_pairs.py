"""Match every pair of videos, both ways: `python scripts/measure_video_pairs.py DATA [PICTURES]`.

Each video is indexed alone and every other one checked against it. Pairs of which the truth is
known (`hashes/video_pairs.csv`, the README of the data, our eyes) are counted by their kind; all
other pairs are presumed different, and of those that match the two frames are saved to PICTURES,
to be looked at. At the end, how near our hashes of frames are to those that vPDQ's authors
published.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from provenance import ingest, load_settings, open_index
from provenance.errors import InputError
from provenance.media import formats, video
from provenance.media.decoder import DecodedFrame
from provenance.media.limits import Limits
from provenance.model.case import Claim, Examination
from provenance.model.match import Match
from provenance.model.media import Frame, Location
from provenance.signals import fingerprints, vpdq
from provenance.signals.vpdq import HashedFrame
from provenance.workflows.check import answers
from provenance.workflows.queries import Queries

NAMES = (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".3gp")
FAIR_PERCENT = 96
"""Of the frames that are near by PDQ in a pair which any tool should find."""

PUBLISHED = "vpdq-videos"
NEAR_BITS = 6
GOOD_QUALITY = 50

PERCEPTION = {frozenset(("v2.m4v", "v2s.mov")): "hard"} | {
    frozenset(("v1.m4v", other)): "one scene" for other in ("v2.m4v", "v2s.mov")
}
"""The README of the data calls the first pair versions of one video. The others have no frame in
common but, looked at, show one skyline: the second flies on where the first ends."""

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What came of checking one video against an index that holds another."""

    query: Examination
    stored: Examination
    truth: str
    match: Match | None


def videos(data: Path) -> list[Path]:
    """Give the videos of all folders, in order."""
    return sorted(path for path in data.rglob("*") if path.suffix.lower() in NAMES)


def truths(data: Path) -> dict[Pair, str]:
    """Give what is known of pairs: fair, hard or different."""
    known = dict(PERCEPTION)
    with (data / "hashes" / "video_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            near = min(
                float(row["pct_a_frames_matched_le31"]), float(row["pct_b_frames_matched_le31"])
            )
            same = "fair" if near >= FAIR_PERCENT else "hard"
            kind = "different" if row["truth"] == "different" else same
            known[frozenset((row["a"], row["b"]))] = kind
    return known


def examined(paths: list[Path]) -> Iterator[Examination]:
    """Examine each video as a query; those that are none are named."""
    with Queries(paths, load_settings()) as queries:
        for location, result in queries:
            if isinstance(result, InputError):
                print(f"not examined: {result}")
            elif result.media.frame_count > 1:
                yield result
            else:
                print(f"not a video: {location.display}")


def name(examination: Examination) -> str:
    """Give the name of the file."""
    return Path(examination.location.path).name


def measured(queries: list[Examination], known: dict[Pair, str], folder: Path) -> Iterator[Found]:
    """Check every video against each other one."""
    for number, stored in enumerate(queries):
        with open_index(folder / f"{number}.db", create=True) as index:
            ingest(index, stored.location.path)
            others = [each for each in queries if each is not stored]
            for query, report in zip(others, answers(index, others, Claim()), strict=True):
                truth = known.get(frozenset((name(query), name(stored))), "presumed different")
                matches = report.case.matches
                yield Found(query, stored, truth, matches[0] if matches else None)


def row(found: Found) -> str:
    """Put a pair into a line of the table."""
    match = found.match
    cells = [name(found.query), name(found.stored), found.truth]
    if match is None:
        return "| " + " | ".join([*cells, "-", "", "", ""]) + " |"
    how = f"{match.strength}, {match.relation}, {match.method} {match.distance}"
    clip = match.clip
    if clip is None:
        at = f"{match.query_frame.timestamp_s:.2f} s is {match.match_frame.timestamp_s:.2f} s"
        return "| " + " | ".join([*cells, how, at, "", ""]) + " |"
    interval = (
        f"{clip.query_start_s:.2f}-{clip.query_end_s:.2f} s is "
        f"{clip.match_start_s:.2f}-{clip.match_end_s:.2f} s"
    )
    offset = f"{clip.offset_s:+.2f} s, x{clip.speed:g}"
    return "| " + " | ".join([*cells, how, interval, offset, str(clip.frames)]) + " |"


def picture(examination: Examination, frame: Frame, path: Path) -> None:
    """Save one frame as PNG."""
    data = Path(examination.location.path).read_bytes()
    form = formats.recognise(examination.location, data)
    assert isinstance(form, formats.VideoFormat)
    video.in_colour(examination.location, data, form, Limits(), frame.index, 640).save(path)


def pictured(found: Found, folder: Path) -> None:
    """Save the two frames that were held to show the same."""
    if found.match:
        stem = f"{Path(name(found.query)).stem}--{Path(name(found.stored)).stem}"
        picture(found.query, found.match.query_frame, folder / f"{stem}-a.png")
        picture(found.stored, found.match.match_frame, folder / f"{stem}-b.png")


def hashed(path: Path) -> list[HashedFrame]:
    """Hash the frames that an ingest looks at."""
    data, location = path.read_bytes(), Location(str(path))
    form = formats.recognise(location, data)
    assert isinstance(form, formats.VideoFormat)
    found: list[HashedFrame] = []

    def take(frame: DecodedFrame) -> None:
        found.append(HashedFrame(frame.number, frame.timestamp_s, fingerprints(frame.luma)[0]))

    video.read(location, data, form, Limits(), take)
    return found


def published(folder: Path) -> Iterator[str]:
    """Say of each video how many of our hashes are near those published at the same time."""
    yield "| video | frames, quality >= 50 | within 6 bits | most bits | times equal |"
    yield "|---|---|---|---|---|"
    all_near = count = 0
    for path in sorted(folder.glob("*.mp4")):
        text = path.with_suffix(".txt")
        theirs = {each.number: each for each in vpdq.read(text.name, text.read_text("utf-8"))}
        pairs = [(each, theirs[each.number]) for each in hashed(path)]
        good = [pair for pair in pairs if pair[1].fingerprint.quality >= GOOD_QUALITY]
        bits = [ours.fingerprint.distance(their.fingerprint) for ours, their in good]
        near = sum(each <= NEAR_BITS for each in bits)
        timely = sum(abs(ours.timestamp_s - their.timestamp_s) <= 0.002 for ours, their in good)
        all_near, count = all_near + near, count + len(good)
        yield f"| {path.name} | {len(good)} | {near} | {max(bits)} | {timely} |"
    yield f"| all | {count} | {all_near} ({all_near / count:.1%}) | | |"


def main() -> None:
    """Print the tables."""
    data, *more = map(Path, sys.argv[1:])
    queries = list(examined(videos(data)))
    results: list[Found] = []
    with TemporaryDirectory() as folder:
        print("| checked | indexed | truth | found | stretch | offset, speed | frames |")
        print("|---|---|---|---|---|---|---|")
        for found in measured(queries, truths(data), Path(folder)):
            results.append(found)
            if found.match or found.truth != "presumed different":
                print(row(found), flush=True)
    for truth in ("fair", "hard", "one scene", "different", "presumed different"):
        own = [each for each in results if each.truth == truth]
        matched = [each for each in own if each.match]
        print(f"{truth}: {len(matched)} of {len(own)} matched")
        for each in matched:
            if more and "different" in truth:
                more[0].mkdir(parents=True, exist_ok=True)
                pictured(each, more[0])
    print("\n".join(published(data / "hashes" / PUBLISHED)))


if __name__ == "__main__":
    main()

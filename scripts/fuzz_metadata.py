"""Reads the metadata of damaged files: python scripts/fuzz_metadata.py --mutants 100000 --seed 1.

Every mutant is made of a real file by its number and the seed, so that it can be made again. What
must hold: nothing but our own errors, at most 2 s of CPU and 300 MiB for a file. All checks run on
every tenth, too. The tests read 100,000 mutants of small files that they make (tests/fuzzing).
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import resource
import signal
import struct
import sys
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import FrameType

from provenance.checks import run_checks, surroundings
from provenance.errors import InputError
from provenance.media import decoder
from provenance.media.hidden import hidden_text
from provenance.media.limits import Limits
from provenance.metadata import sidecars
from provenance.model.case import Case, Claim, Coverage, Examination
from provenance.model.media import Location, Media
from provenance.model.metadata import State, Told
from provenance.model.sidecar import Beside
from provenance.reports import told
from provenance.workflows.tell import told_of

FOLDER = Path(__file__).parents[1].parent / "shared" / "data" / "metadata"
SLOWEST_S = 2.0
MOST_BYTES = 300 * 1024 * 1024

_ALARM_S = 20
_NEAR = 64 * 1024
_EXTREME = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_MARKS = (b"II*\0", b"MM\0*", b"\xff\xe1", b"\xff\xd9", b"8BIM", b"\x1c\x02", b"eXIf", b"<rdf:li>")
_PNG = b"\x89PNG\r\n\x1a\n"
_LIMITS = Limits(frame_pixels=100_000_000)
_BESIDE = {".json": Beside.TAKEOUT, ".xmp": Beside.XMP, ".aae": Beside.ADJUSTMENTS}
_CHECKED_EACH = 10
_NOTHING = Coverage(0, 0, None, None, ())
_NOW = datetime(2026, 11, 26, tzinfo=UTC)


@dataclass(slots=True)
class Result:
    """What came of the mutants; an escape is an exception that is none of ours, or a death."""

    counts: Counter[str] = field(default_factory=Counter)
    escapes: list[str] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest: str = ""
    peak_bytes: int = 0

    def add(self, other: Result) -> None:
        """Add what came of further mutants."""
        self.counts += other.counts
        self.escapes += other.escapes
        self.peak_bytes = max(self.peak_bytes, other.peak_bytes)
        self.took(other.slowest_s, other.slowest)

    def took(self, seconds: float, name: str) -> None:
        """Note the CPU time of a mutant."""
        if seconds > self.slowest_s:
            self.slowest_s, self.slowest = seconds, name


class _TooLong(BaseException):
    """The alarm; no reader may take it for a damaged block."""


def mutant(seeds: Sequence[bytes], seed: int, number: int) -> tuple[int, bytes]:
    """Give which seed it is made of, and the mutant: changed, cut, spliced or doubled in parts."""
    chance = Random(f"{seed}:{number}")
    which = chance.randrange(len(seeds))
    raw = bytearray(seeds[which])
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        if not raw:
            break
        _change(raw, seeds, chance)
    if raw.startswith(_PNG) and chance.random() < 0.5:  # noqa: PLR2004
        _mend(raw)
    return which, bytes(raw)


def _mend(raw: bytearray) -> None:
    """Write the sums of the chunks of a PNG anew; with a wrong one nobody reads a chunk."""
    at = len(_PNG)
    while at + 12 <= len(raw):
        end = at + 8 + int.from_bytes(raw[at : at + 4], "big")
        if end + 4 > len(raw):
            return
        raw[end : end + 4] = struct.pack(">I", zlib.crc32(raw[at + 4 : end]))
        at = end + 4


def _change(raw: bytearray, seeds: Sequence[bytes], chance: Random) -> None:
    """Change one thing, three times of four near the start, where most metadata are."""
    reach = len(raw) if chance.random() < 0.25 else min(len(raw), _NEAR)  # noqa: PLR2004
    at = chance.randrange(reach)
    kind = chance.randrange(9)
    if kind <= 2:  # noqa: PLR2004
        raw[at] = chance.randrange(256)
    elif kind <= 4:  # noqa: PLR2004
        form = chance.choice(("<H", ">H", "<I", ">I"))
        number = chance.choice(_EXTREME) & (0xFFFF if form[1] == "H" else 0xFFFFFFFF)
        raw[at : at + struct.calcsize(form)] = struct.pack(form, number)
    elif kind == 5:  # noqa: PLR2004
        if chance.random() < 0.3:  # noqa: PLR2004
            del raw[at:]
    elif kind == 6:  # noqa: PLR2004
        del raw[at : at + chance.randrange(1, 64)]
    elif kind == 7:  # noqa: PLR2004
        start = chance.randrange(len(raw))
        raw[at:at] = raw[start : start + chance.randrange(1, 512)]
    else:
        other = chance.choice(seeds)
        start = chance.randrange(len(other) or 1)
        end = start + chance.randrange(1, 256)
        raw[at : at + end - start] = chance.choice((other[start:end], chance.choice(_MARKS)))


def examined(data: bytes, name: str, result: Result, *, checks: bool = False) -> None:
    """Read one mutant as `provenance metadata --json` does, and note what came of it.

    With `checks` as `provenance check` does, too, as far as the file says something itself.
    """
    started = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, _ALARM_S)
    try:
        said = told_of(Location(name), data, _LIMITS)
        told.as_json(said)
        told.as_text(said, groups=True)
        for block in said.metadata.blocks:
            result.counts[f"{block.kind} {block.state}"] += 1
        result.counts["read"] += 1
        if checks:
            result.counts["findings"] += _checked(said)
            result.counts["hidden"] += hidden_text(Location(name), data, _LIMITS) is not None
    except InputError as error:
        result.counts[type(error).__name__] += 1
    except (Exception, _TooLong) as error:  # noqa: BLE001 - that is what is looked for
        result.escapes.append(f"{name}: {type(error).__name__}: {error}")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    result.took(time.process_time() - started, name)


def beside(data: bytes, name: str, kind: Beside, result: Result) -> None:
    """Read one mutant of what a program writes beside a picture; no bytes may make it raise."""
    started = time.process_time()
    try:
        result.counts[f"{kind} {sidecars.read(kind, data).state}"] += 1
        result.counts["read"] += 1
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        result.escapes.append(f"{name}: {type(error).__name__}: {error}")
    result.took(time.process_time() - started, name)


def _checked(said: Told) -> int:
    """Run every check on what a file says, without an index; give how many findings there are."""
    location = Location(said.path)
    media = Media(said.sha256, 1, said.media_type, 16, 12, 1)
    case = Case(
        Examination(location, media, (), said.metadata, ()),
        Claim(),
        matches=(),
        earliest=None,
        undated=(),
        coverage=_NOTHING,
        not_searched=(),
        now=_NOW,
        surroundings=surroundings(said.metadata, Claim()),
    )
    return len(run_checks(case))


def run(names: Sequence[str], seeds: Sequence[bytes], numbers: range, seed: int) -> Result:
    """Read mutants in this process."""
    signal.signal(signal.SIGPROF, _ring)
    result = Result()
    for number in numbers:
        which, data = mutant(seeds, seed, number)
        name = f"mutant {number} of {names[which]}"
        if kind := _BESIDE.get(Path(names[which]).suffix):
            beside(data, name, kind, result)
        else:
            examined(data, name, result, checks=number % _CHECKED_EACH == 0)
    result.peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return result


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TooLong


def _apart(names: Sequence[str], seeds: Sequence[bytes], numbers: range, seed: int) -> Result:
    """Read mutants in a process of its own; one that dies of a mutant costs the rest nothing."""
    result = Result()
    place = mmap.mmap(-1, 8)
    while numbers:
        reader, writer = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reader)
            _serve(names, seeds, (numbers, seed), place, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as answers:
            found = answers.read()
        os.waitpid(process, 0)
        for line in found.splitlines():
            counts, escapes, slowest_s, slowest, peak = json.loads(line)
            result.add(Result(Counter(counts), escapes, slowest_s, slowest, peak))
        (last,) = struct.unpack("<q", place[:8])
        if last == numbers[-1]:
            break
        result.escapes.append(f"mutant {last}: the process died of it")
        numbers = range(last + 1, numbers.stop)
    return result


def _serve(
    names: Sequence[str],
    seeds: Sequence[bytes],
    asked: tuple[range, int],
    place: mmap.mmap,
    writer: int,
) -> None:
    numbers, seed = asked
    resource.setrlimit(resource.RLIMIT_AS, (_LIMITS.memory_bytes, _LIMITS.memory_bytes))
    for number in numbers:
        place[:8] = struct.pack("<q", number)
        one = run(names, seeds, range(number, number + 1), seed)
        line = [one.counts, one.escapes, one.slowest_s, one.slowest, one.peak_bytes]
        os.write(writer, json.dumps(line).encode() + b"\n")
    os._exit(0)


def _pictures(folder: Path, largest: int) -> tuple[list[str], list[bytes]]:
    """Give the files that can be read when they are whole, damaged ones of the folder too."""
    names, seeds = [], []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or not 0 < path.stat().st_size <= largest:
            continue
        data = path.read_bytes()
        with suppress(InputError):
            if kind := _BESIDE.get(path.suffix):
                if sidecars.read(kind, data).state is not State.PRESENT:
                    continue
            else:
                told_of(Location(path.name), data, _LIMITS)
            names.append(path.relative_to(folder).as_posix())
            seeds.append(data)
    return names, seeds


def main() -> int:
    """Read as many mutants as asked for, say what came of them, and fail where one escaped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutant")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the files they are made of")
    parser.add_argument("--largest", type=int, default=512 * 1024, help="bytes of a file, at most")
    options = parser.parse_args()
    decoder.prepare()
    names, seeds = _pictures(options.folder, options.largest)
    result, started = Result(), time.monotonic()
    for first in range(options.first, options.first + options.mutants, 5_000):
        last = min(first + 5_000, options.first + options.mutants)
        result.add(_apart(names, seeds, range(first, last), options.seed))
        done = last - options.first
        so_far = f"escapes {len(result.escapes)}, slowest {result.slowest_s:.2f} s"
        peak = f"peak {result.peak_bytes / 2**20:.0f} MiB"
        print(f"{done:,} of {options.mutants:,}: {so_far}, {peak}", file=sys.stderr, flush=True)
    print(f"{options.mutants:,} mutants of {len(seeds)} files, seed {options.seed}")
    print(f"{time.monotonic() - started:.0f} s, slowest {result.slowest_s:.2f} s: {result.slowest}")
    print(f"peak memory {result.peak_bytes / 2**20:.0f} MiB")
    print(", ".join(f"{name}: {count:,}" for name, count in sorted(result.counts.items())))
    print(f"escapes: {len(result.escapes)}", *result.escapes[:50], sep="\n")
    slow, large = result.slowest_s > SLOWEST_S, result.peak_bytes > MOST_BYTES
    return int(bool(result.escapes) or slow or large)


if __name__ == "__main__":
    sys.exit(main())

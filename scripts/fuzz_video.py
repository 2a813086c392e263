"""Examines damaged videos: python scripts/fuzz_video.py --mutants 5000 --seed 1.

Tiny videos of every container, and animations, are made here; every mutant is made of one of them
by its number and the seed, so that it can be made again. What must hold: each is examined, or an
error of ours says why not; a decoding process may die of one, this process never.
"""

from __future__ import annotations

import argparse
import io
import struct
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from random import Random

from provenance.errors import InputError
from provenance.media.limits import Limits
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.workflows.examine import examined, prepare
from provenance.workflows.wanted import HASHES_ONLY, Wanted
from provenance.workflows.workers import Answered, Workers

CONTAINERS = {
    "mp4": ("libx264", 10),
    "mov": ("libx264", 10),
    "matroska": ("libx264", 10),
    "webm": ("libvpx", 10),
    "avi": ("mpeg4", 10),
    "mpegts": ("mpeg2video", 25),
    "flv": ("flv1", 10),
    "asf": ("wmv2", 10),
    "ogg": ("libvpx", 10),
}
"""Each container with the codec and the frames in a second of its seed."""

ANIMATIONS = ("GIF", "WEBP", "PNG", "AVIF")
LIMITS = Limits(frame_pixels=4_000_000, file_pixels=50_000_000, cpu_s=10)
QUERY = Wanted(as_query=True)

_SIZE = (64, 48)
_NEAR = 4096
_EXTREME = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_MARKS = (
    b"moov",
    b"trak",
    b"stsz",
    b"#EXTM3U\n",
    b"\x1aE\xdf\xa3",
    b"\x1fC\xb6u",
    b"idx1",
    b"ANMF",
)
_DIED = "the decoding process"

Question = tuple[str, bytes]


@dataclass(slots=True)
class Result:
    """What came of the mutants; an escape is an exception that is none of ours."""

    counts: Counter[str] = field(default_factory=Counter)
    escapes: list[str] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    accounted: int = 0


def seeds(seconds: float = 1.0) -> dict[str, bytes]:
    """Make a video of each container, and an animation of each kind."""
    made = {name: _video(name, *how, seconds) for name, how in CONTAINERS.items()}
    frames = list(_frames(round(seconds * 10)))
    for form in ANIMATIONS:
        out = io.BytesIO()
        frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=100)
        made[form.lower()] = out.getvalue()
    return made


def _frames(count: int) -> Iterator:
    from PIL import Image

    chance = Random("frames")
    texture = Image.frombytes("L", (16, 12), chance.randbytes(16 * 12))
    wide = texture.resize((_SIZE[0] * 2, _SIZE[1] * 2), Image.Resampling.BICUBIC).convert("RGB")
    for number in range(count):
        yield wide.crop((number * 3, number * 2, number * 3 + _SIZE[0], number * 2 + _SIZE[1]))


def _video(container: str, codec: str, rate: int, seconds: float) -> bytes:
    import av

    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate)
        stream.width, stream.height = _SIZE
        stream.pix_fmt = "yuv420p"
        for number, picture in enumerate(_frames(round(seconds * rate))):
            frame = av.VideoFrame.from_image(picture)
            frame.pts, frame.time_base = number, Fraction(1, rate)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return out.getvalue()


def mutant(made: Sequence[bytes], seed: int, number: int) -> tuple[int, bytes]:
    """Give which seed it is made of, and the mutant: changed, cut, spliced or doubled in parts."""
    chance = Random(f"{seed}:{number}")
    which = chance.randrange(len(made))
    raw = bytearray(made[which])
    for _ in range(chance.choice((1, 1, 2, 4, 8, 32))):
        if len(raw) > 1:
            _change(raw, made, chance)
    return which, bytes(raw)


def _change(raw: bytearray, made: Sequence[bytes], chance: Random) -> None:
    """Change one thing, every second time near the start or the end, where the tables are."""
    at = chance.randrange(len(raw))
    if chance.random() < 0.5:  # noqa: PLR2004
        near = chance.randrange(min(len(raw), _NEAR))
        at = chance.choice((near, len(raw) - 1 - near))
    kind = chance.randrange(9)
    if kind <= 2:  # noqa: PLR2004
        raw[at] = chance.randrange(256)
    elif kind <= 4:  # noqa: PLR2004
        form = chance.choice(("<H", ">H", "<I", ">I"))
        value = chance.choice(_EXTREME) & (0xFFFF if form[1] == "H" else 0xFFFFFFFF)
        raw[at : at + struct.calcsize(form)] = struct.pack(form, value)
    elif kind == 5:  # noqa: PLR2004
        if chance.random() < 0.3:  # noqa: PLR2004
            del raw[at:]
    elif kind == 6:  # noqa: PLR2004
        del raw[at : at + chance.randrange(1, 64)]
    elif kind == 7:  # noqa: PLR2004
        start = chance.randrange(len(raw))
        raw[at:at] = raw[start : start + chance.randrange(1, 512)]
    else:
        other = chance.choice(made)
        start = chance.randrange(len(other))
        end = start + chance.randrange(1, 256)
        raw[at : at + end - start] = chance.choice((other[start:end], chance.choice(_MARKS)))


def run(made: dict[str, bytes], numbers: range, seed: int, wanted: Wanted, workers: int) -> Result:
    """Examine mutants in limited processes, as an ingest does, and account for each."""
    names, data = list(made), list(made.values())

    def asked() -> Iterator[Question]:
        for number in numbers:
            which, changed = mutant(data, seed, number)
            yield f"mutant {number} of {names[which]}", changed

    result = Result()
    with Workers(partial(_examined, wanted), LIMITS, workers, together=4) as pool:
        for question, answer in pool.map(asked()):
            assert not isinstance(question, Answered)
            _note(result, question[0], answer)
    return result


def _examined(wanted: Wanted, question: Question) -> Examination | str:
    """Examine one mutant; an exception that is none of ours is handed back in words."""
    name, data = question
    try:
        return examined(Location(name), data, LIMITS, wanted)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__}: {error}"


def _note(result: Result, name: str, answer: Examination | str | InputError) -> None:
    result.accounted += 1
    kind = name.rpartition(" ")[2]
    if isinstance(answer, str):
        result.escapes.append(f"{name}: {answer}")
    elif isinstance(answer, Examination):
        result.counts[f"{kind} read"] += 1
    elif str(answer).startswith(_DIED):
        result.deaths.append(f"{name}: {answer}")
        result.counts[f"{kind} died"] += 1
    else:
        result.counts[f"{kind} {type(answer).__name__}"] += 1


def main() -> int:
    """Examine as many mutants as asked for, say what came of them, and fail where one escaped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutant")
    parser.add_argument("--query", action="store_true", help="examine as a check does")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    made, started, total = seeds(), time.monotonic(), Result()
    wanted = QUERY if options.query else HASHES_ONLY
    prepare(wanted)
    end = options.first + options.mutants
    for first in range(options.first, end, 500):
        part = range(first, min(first + 500, end))
        found = run(made, part, options.seed, wanted, options.workers)
        total.counts += found.counts
        total.escapes += found.escapes
        total.deaths += found.deaths
        total.accounted += found.accounted
        so_far = f"escapes {len(total.escapes)}, deaths {len(total.deaths)}"
        print(f"{total.accounted:,} of {options.mutants:,}: {so_far}", file=sys.stderr, flush=True)
    took = time.monotonic() - started
    print(f"{options.mutants:,} mutants of {len(made)} files, seed {options.seed}, {took:.0f} s")
    print(", ".join(f"{name}: {count:,}" for name, count in sorted(total.counts.items())))
    print(f"accounted for: {total.accounted:,}")
    print(f"decoding processes that died: {len(total.deaths)}", *total.deaths[:20], sep="\n  ")
    print(f"escapes: {len(total.escapes)}", *total.escapes[:50], sep="\n  ")
    return int(bool(total.escapes) or total.accounted != options.mutants)


if __name__ == "__main__":
    sys.exit(main())

"""vPDQ, the text in which ThreatExchange exchanges the hashes of a video's frames.

A line is `frame,quality,pdq_hex,seconds` (facebook/ThreatExchange, vpdq/README.md and
vpdq/cpp/vpdq/cpp/io): the frame's number, PDQ's quality 0-100, 64 digits, and the time with three
decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.errors import UsageError
from provenance.model.fingerprint import Fingerprint

_SIGNAL = "pdq-256"
_PARTS = 4
_DIGITS = 64
_MOST_LINES = 2_000_000
_BEST = 100


@dataclass(frozen=True, slots=True)
class HashedFrame:
    """A frame of a video as its number, its seconds from the start and its PDQ."""

    number: int
    timestamp_s: float
    fingerprint: Fingerprint


def written(frames: Iterable[HashedFrame]) -> str:
    """Give the text, a line for each frame in the order given."""
    return "".join(
        f"{each.number},{each.fingerprint.quality},{each.fingerprint.value.hex()},"
        f"{each.timestamp_s:.3f}\n"
        for each in frames
    )


def read(name: str, text: str) -> tuple[HashedFrame, ...]:
    """Read a text; `name` is the file's, for the `UsageError` that names a line that is none."""
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise UsageError(f"{name}: has more than {_MOST_LINES:,} lines; split it")
    return tuple(_read(name, lines))


def _read(name: str, lines: Iterable[str]) -> Iterator[HashedFrame]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _frame(line)
        except ValueError as error:
            raise UsageError(
                f"{name}: line {number} is not `frame,quality,hash,seconds` of vPDQ ({error}); "
                "correct it or write the file again"
            ) from error


def _frame(line: str) -> HashedFrame:
    parts = [part.strip() for part in line.split(",")]
    if len(parts) != _PARTS:
        raise ValueError(f"{len(parts)} parts instead of {_PARTS}")
    number, quality, digits, seconds = int(parts[0]), int(parts[1]), parts[2], float(parts[3])
    if len(digits) != _DIGITS:
        raise ValueError(f"a hash of {len(digits)} digits instead of {_DIGITS}")
    if number < 0 or not 0 <= quality <= _BEST or not 0 <= seconds < float("inf"):
        raise ValueError("a number out of its range")
    return HashedFrame(number, seconds, Fingerprint(_SIGNAL, bytes.fromhex(digits), quality))

"""vPDQ, the text in which ThreatExchange exchanges the hashes of a video's frames.

A line is `frame,quality,pdq_hex,seconds` (facebook/ThreatExchange, vpdq/README.md and
vpdq/cpp/vpdq/cpp/io): the frame's number, PDQ's quality 0-100, 64 digits, and the time with three
decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from provenance.errors import UnreadableMedia
from provenance.model.fingerprint import Fingerprint

_SIGNAL = "pdq-256"
_PARTS = 4
_DIGITS = 64
_MOST_LINES = 2_000_000
_BEST = 100
_SUFFIX = ".vpdq"
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\d{1,9},\d{1,3},[0-9a-fA-F]{64},\d")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_SECONDS = re.compile(r"\d{1,9}(\.\d{1,9})?", re.ASCII)
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_MIRROR = bytes([0x55]) * 32
"""The bits of coefficients that are odd from left to right, and so change their sign."""


def begins(data: bytes) -> bool:
    """Tell whether bytes begin like such a text."""
    return _BEGINS.match(data) is not None


def is_named(name: str) -> bool:
    """Tell whether a name promises such a text."""
    return name.lower().endswith(_SUFFIX)


def mirrored(fingerprint: Fingerprint) -> Fingerprint:
    """Give about the PDQ of the mirror image, from the hash alone.

    It is not what the mirror image would give, for the median moves a little: of 150 photographs
    the median distance from that was 18 bits, the largest 36.
    """
    value = bytes(a ^ b for a, b in zip(fingerprint.value, _MIRROR, strict=True))
    return Fingerprint(fingerprint.signal, value, fingerprint.quality)


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
    """Read a text; `name` is the file's, for the `UnreadableMedia` that names a line that is none.

    Frames come in the order of the text; none of them twice.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    if len(lines) > _MOST_LINES:
        raise UnreadableMedia(f"{name}: has more than {_MOST_LINES:,} lines; split it")
    found = tuple(_read(name, lines))
    if not found:
        raise UnreadableMedia(f"{name}: holds no line of vPDQ; write the file again")
    return found


def _read(name: str, lines: Iterable[str]) -> Iterator[HashedFrame]:
    seen: set[int] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            frame = _frame(line, seen)
        except ValueError as error:
            raise UnreadableMedia(
                f"{name}: line {number} is not `frame,quality,hash,seconds` of vPDQ ({error}); "
                "correct it or write the file again"
            ) from error
        seen.add(frame.number)
        yield frame


def _frame(line: str, seen: AbstractSet[int]) -> HashedFrame:
    parts = [part.strip() for part in line.split(",")]
    if len(parts) != _PARTS:
        raise ValueError(f"{len(parts)} parts instead of {_PARTS}")
    number, quality, digits, seconds = parts
    if len(digits) != _DIGITS:
        raise ValueError(f"a hash of {len(digits)} digits instead of {_DIGITS}")
    if not _HEXADECIMAL.fullmatch(digits):
        raise ValueError("a hash with something that is no hexadecimal digit")
    if not _NUMBER.fullmatch(number):
        raise ValueError("the frame is no whole number of at most nine digits")
    if not _NUMBER.fullmatch(quality) or int(quality) > _BEST:
        raise ValueError(f"the quality is no whole number from 0 to {_BEST}")
    if not _SECONDS.fullmatch(seconds):
        raise ValueError("the time is no number of seconds")
    if int(number) in seen:
        raise ValueError(f"frame {number} comes twice")
    fingerprint = Fingerprint(_SIGNAL, bytes.fromhex(digits), int(quality))
    return HashedFrame(int(number), float(seconds), fingerprint)

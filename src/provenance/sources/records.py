"""Streams the JSON values of a document: one object, a list, or one value on each line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import IO

from provenance.model.posting import Failed
from provenance.sources.json_reading import LARGEST_DOCUMENT, JsonReading

_LONGEST_LINE = 1 << 26
"""Bytes of a line; a longer one is nobody's posting, and is not taken into memory."""
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_ADVICE = "fetch it again, or save it as UTF-8"


def records(file: IO[bytes], shown: str, kind: str) -> Iterator[tuple[str, object] | Failed]:
    """Give each value with its place; lists are opened, and so is a list in a list of pages.

    A line of a file of lines that cannot be read is `Failed`, and the rest goes on. Raises
    `SourceError` where the document as a whole cannot be read.
    """
    first = file.readline(_LONGEST_LINE)
    if _is_value(first):
        yield from _lines(first, file, shown)
        return
    both = _Joined(first, file)
    text = io.TextIOWrapper(io.BufferedReader(both), encoding="utf-8-sig")
    yield from _values(JsonReading(text, shown, kind, _ADVICE))


def _is_value(line: bytes) -> bool:
    """Tell whether a line is an object of its own, so that more of them may follow."""
    if len(line) >= _LONGEST_LINE or line.lstrip(_BEFORE)[:1] != b"{":
        return False
    try:
        return isinstance(_decoded(line), dict)
    except (ValueError, RecursionError):
        return False


def _decoded(line: bytes) -> object:
    # What "utf-8-sig" does, which Python does in Python.
    value: object = json.loads(line.decode().removeprefix("\ufeff"))
    return value


def _lines(first: bytes, file: IO[bytes], shown: str) -> Iterator[tuple[str, object] | Failed]:
    line, number = first, 1
    while line:
        if len(line) >= _LONGEST_LINE:
            yield Failed(f"{shown} line {number}", f"it has {len(line):,} bytes or more; {_ADVICE}")
            while line and not line.endswith(b"\n"):
                line = file.readline(_LONGEST_LINE)
        elif line.strip():
            try:
                yield f"line {number}", _decoded(line)
            except (ValueError, RecursionError) as error:
                yield Failed(f"{shown} line {number}", f"it is not JSON ({error}); {_ADVICE}")
        line, number = file.readline(_LONGEST_LINE), number + 1


def _values(reading: JsonReading) -> Iterator[tuple[str, object]]:
    if reading.peek() == "[":
        for number in reading.items():
            yield f"no. {number}", reading.value()
    else:
        yield "", reading.value(LARGEST_DOCUMENT)
    if reading.peek():
        raise reading.broken("there is more after the end")


class _Joined(io.RawIOBase):
    """What was read of a file already, and then the rest of it."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read on."""
        piece, self._first = self._first[: len(buffer)], self._first[len(buffer) :]
        data = piece or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

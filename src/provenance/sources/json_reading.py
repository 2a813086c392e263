"""Reads the JSON of an export value by value, so that one posting is held at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

from provenance.errors import SourceError

_DECODER = json.JSONDecoder()
_BLANK = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_PIECE = 1 << 18
_LARGEST_VALUE = 1 << 24
"""Characters of one value; more is a quotation mark that is never closed, or an attack."""
LARGEST_DOCUMENT = 1 << 26
"""Characters of a value that is all of a document, such as everything that an account posted."""
_LITERAL = 16
"""More characters than any number's tail, escape or literal such as `false` has."""


class JsonReading:
    """The text of a JSON file and how far it has been taken.

    Every method raises `SourceError`, with the line, for text that is not JSON or not of the shape
    that was asked for.
    """

    def __init__(
        self,
        file: TextIO,
        name: str,
        kind: str = "a Telegram export",
        advice: str = "export the chat again as machine-readable JSON",
    ) -> None:
        self._file = file
        self._kind = kind
        self._advice = advice
        self._name = name
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def peek(self) -> str:
        """Give the next character that is not blank without taking it; empty at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._ended:
                return ""
            self._read_on()

    def take(self, character: str) -> bool:
        """Take the next character if it is this one."""
        if self.peek() != character:
            return False
        self._at += 1
        return True

    def skip(self) -> bool:
        """Pass by the next character; tell whether there was one."""
        if not self.peek():
            return False
        self._at += 1
        return True

    def members(self) -> Iterator[str]:
        """Take an object: at each key given, the caller takes the value before asking on."""
        self._must_take("{")
        if self.take("}"):
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self.broken("a name in quotation marks is missing")
            self._must_take(":")
            yield key
            if self.take("}"):
                return
            self._must_take(",")

    def items(self) -> Iterator[int]:
        """Take a list: at each number given, from 1, the caller takes the item before asking on."""
        self._must_take("[")
        if self.take("]"):
            return
        number = 0
        while True:
            number += 1
            yield number
            if self.take("]"):
                return
            self._must_take(",")

    def value(self, largest: int | None = None) -> object:
        """Take the whole of the next value, whatever it is, of so many characters at most."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise self.broken("it is nested too deeply") from error
            except ValueError as error:
                self._mend_or_read_on(error, largest or _LARGEST_VALUE)
                continue
            # near the end of a piece, "12" may be the start of "12.5"
            if self._ended or end + _LITERAL < len(self._text):
                self._at = end
                return value
            self._read_on()

    def broken(self, reason: str, at: int | None = None) -> SourceError:
        """Make the error that says what is wrong, at which line, and what to do."""
        line = self._line + self._text.count("\n", 0, self._at if at is None else at)
        return SourceError(
            f"{self._name} cannot be read as {self._kind}: line {line}, {reason}; {self._advice}"
        )

    def _must_take(self, character: str) -> None:
        if not self.take(character):
            raise self.broken(f"{character!r} is missing")

    def _mend_or_read_on(self, error: ValueError, largest: int) -> None:
        """Help with a value that cannot be decoded; raise where it will never be."""
        reason, at = str(error), self._at
        if isinstance(error, json.JSONDecodeError):
            reason, at = error.msg, error.pos
        if reason.startswith("Invalid \\escape") and self._mended():
            return
        cut_off = reason.startswith("Unterminated") or at + _LITERAL >= len(self._text)
        if self._ended or not cut_off:
            raise self.broken(reason, at) from error
        if len(self._text) - self._at > largest:
            raise self.broken(f"a value of more than {largest:,} characters ({reason})") from error
        self._read_on()

    def _mended(self) -> bool:
        r"""Write `\x1F` as `\u001F`.

        Telegram Desktop writes control characters in the first way, which is not JSON
        (tdesktop issue 27571, still so in 2024).
        """
        rest = self._text[self._at :]
        # Mostly every backslash begins an escape, and then this takes a tenth of the time.
        simple = "\\\\" not in rest
        mended = rest.replace("\\x", "\\u00") if simple else _ESCAPE.sub(r"\1\\u00\2", rest)
        self._text = self._text[: self._at] + mended
        return mended != rest

    def _read_on(self) -> None:
        """Let go of what was taken and read as much again as is held, at least one piece."""
        try:
            more = self._file.read(max(_PIECE, len(self._text) - self._at))
        except UnicodeError as error:
            raise self.broken("it is not UTF-8", len(self._text)) from error
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + more
        self._at = 0
        self._ended = not more

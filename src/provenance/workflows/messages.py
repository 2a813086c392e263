"""What travels between us and a decoding process: lengths, pickles, and nothing that could run.

What we ask is ours. What comes back may have been written by a hostile file that took the process
over, so it is read as plain values of the model or not at all.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
import struct
from enum import Enum
from typing import Any

_LENGTH = struct.Struct("<Q")
# An examination of twelve frames is some 200 KB.
_LARGEST_ANSWER = 64 * 1024 * 1024
_PLAIN_MODULES = {"provenance.errors", "datetime"}


class Forged(Exception):
    """An answer that none of our functions gives: the process is no longer ours."""


def understood(received: bytearray, count: int) -> list[Any] | None:
    """Give the answers once they are all there; raises `Forged` for what cannot be ours."""
    if len(received) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(received)
    missing = _LENGTH.size + length - len(received)
    if length > _LARGEST_ANSWER or missing < 0:
        raise Forged
    if missing:
        return None
    try:
        answers = PlainUnpickler(io.BytesIO(memoryview(received)[_LENGTH.size :])).load()
    except Exception as error:  # forged bytes can make a pickle raise anything
        raise Forged from error
    if not isinstance(answers, list) or len(answers) != count:
        raise Forged
    return answers


class PlainUnpickler(pickle.Unpickler):
    """Reads answers, which a hostile file may have forged: nothing but our own plain values."""

    def find_class(self, module: str, name: str) -> object:
        """Give a class of the model, and nothing that could do something."""
        if module in _PLAIN_MODULES or module.startswith("provenance.model."):
            # A name with dots would walk on from there to anything that the module imports.
            found = None if "." in name else super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        if (module, name) == ("builtins", "getattr"):  # how some Pythons write a member of an enum
            return _member
        raise pickle.UnpicklingError(f"an answer may not hold {module}.{name}")


def _member(kind: type[Enum], name: str) -> Enum:
    if not issubclass(kind, Enum):
        raise pickle.UnpicklingError("an answer may look up members of enums only")
    return kind[name]


def written(descriptor: int, message: bytes) -> bool:
    """Write to a process that may be dead; a program that pipes may kill is not killed by it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
    try:
        write(descriptor, message)
    except BrokenPipeError:
        if signal.SIGPIPE in signal.sigpending():
            signal.sigwait({signal.SIGPIPE})
        return False
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return True


def write(descriptor: int, message: bytes) -> None:
    """Write a message, with its length before it."""
    data = memoryview(_LENGTH.pack(len(message)) + message)
    while data:
        data = data[os.write(descriptor, data) :]


def read(descriptor: int) -> bytes | None:
    """Wait for a message; `None` where the other side is gone."""
    received = b""
    while len(received) < _LENGTH.size:
        block = os.read(descriptor, _LENGTH.size - len(received))
        if not block:
            return None
        received += block
    (length,) = _LENGTH.unpack(received)
    parts = []
    while length:
        block = os.read(descriptor, min(length, 1 << 20))
        if not block:
            return None
        parts.append(block)
        length -= len(block)
    return b"".join(parts)

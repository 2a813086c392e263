"""Messages: what a process that was taken over may answer, and that none of it runs."""

from __future__ import annotations

import os
import pickle
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from provenance.errors import UnreadableMedia
from provenance.model.moment import Clock
from provenance.workflows import messages
from tests.workflows.pools import asked, asked_once

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("no_process_is_left")]


def forging(message: bytes) -> Callable[[int], int]:
    """Give a function that takes over its process, which then answers 3 with any bytes."""

    def function(question: int) -> int:
        dumps = pickle.dumps
        pickle.dumps = lambda given: message if given == [3] else dumps(given)
        return question

    return function


def a_call(module: str, name: str, argument: str) -> bytes:
    """Pickle the call of a function by its name, which may have dots in it."""
    words = [
        pickle.SHORT_BINUNICODE + bytes([len(word)]) + word.encode()
        for word in (module, name, argument)
    ]
    call = words[0] + words[1] + pickle.STACK_GLOBAL + words[2] + pickle.TUPLE1 + pickle.REDUCE
    return b"\x80\x04]" + call + pickle.APPEND + pickle.STOP


CALLS = [
    ("os", "system"),
    ("posix", "system"),
    ("builtins", "eval"),
    ("builtins", "getattr"),
    ("subprocess", "getoutput"),
    ("provenance.model.posting", "json.codecs.builtins.eval"),
    ("provenance.model.posting", "hashlib.new"),
    ("provenance.model.moment", "re.compile"),
    ("provenance.model.moment", "moment"),
    ("datetime", "sys.intern"),
    ("provenance.errors", "ProvenanceError.__subclasses__"),
]


@pytest.mark.parametrize(("module", "name"), CALLS, ids=[".".join(call) for call in CALLS])
def test_an_answer_that_would_run_something_is_refused_and_runs_nothing(
    module: str, name: str, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    argument = f"open({str(trace)!r}, 'w')" if "eval" in name else f"touch {trace}"
    found = asked(forging(a_call(module, name, argument)), 1, 3, 1)
    assert not trace.exists()
    assert [type(each) for each in found] == [int, UnreadableMedia, int]
    assert "forged" in str(found[1])


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"no pickle",
        pickle.dumps(None),
        pickle.dumps(17),
        pickle.dumps("x"),
        pickle.dumps([]),
        pickle.dumps([1, 2]),
        pickle.dumps(Path()),
    ],
)
def test_an_answer_of_another_shape_is_refused(message: bytes) -> None:
    found = asked(forging(message), 1, 3, 1)
    assert [type(each) for each in found] == [int, UnreadableMedia, int]


@pytest.mark.parametrize("length", [4, 1 << 62])
def test_an_answer_without_end_is_refused(length: int) -> None:
    def flood(question: int) -> int:
        write = messages.write

        def pour(descriptor: int, message: bytes) -> None:
            if message != pickle.dumps([3]):
                return write(descriptor, message)
            os.write(descriptor, struct.pack("<Q", length))
            while True:
                os.write(descriptor, bytes(1 << 16))

        messages.write = pour
        return question

    found = asked(flood, 1, 3, 1)
    assert [type(each) for each in found] == [int, UnreadableMedia, int]


def test_moments_and_their_clocks_come_through() -> None:
    assert asked_once(lambda _: list(Clock)) == list(Clock)

"""Small networks as ONNX files, written byte by byte: real SSCD is never in this repository.

What they make of a picture is its colours in 8 x 8 fields, compared with their mean: enough for
copies to be near each other and other pictures far. The format is protobuf, see onnx.proto3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

SIDE = 64
FIELDS = 8
NUMBERS = 3 * FIELDS * FIELDS

needs_runtime = pytest.mark.skipif(
    find_spec("onnxruntime") is None,
    reason="onnxruntime is not installed: pip install 'provenance[neural]'",
)

_FLOAT, _UINT8 = 1, 2
_INT, _INTS = 2, 7


def a_network(
    path: Path,
    *,
    seed: int = 0,
    floats: bool = False,
    shape: tuple[int | str, ...] | None = None,
    outputs: int = 1,
    blind: bool = False,
) -> Path:
    """Write a network and give its path; each seed is other weights, near as the answers are.

    It takes bytes in rows or `floats` in planes. One with a `shape` of its own takes that, and
    only gives the mean of each of its second axis. `outputs` doubles what it gives, and a `blind`
    one gives nothing but zeros.
    """
    kind = _FLOAT if floats else _UINT8
    centred = np.zeros((NUMBERS, NUMBERS)) if blind else np.eye(NUMBERS) - 1 / NUMBERS
    # A picture of one colour has no direction of its own.
    own = np.zeros(NUMBERS) if blind else np.random.default_rng(seed).normal(0, 0.5, NUMBERS)
    nodes = [_node("Cast", "image", "cast", to=_FLOAT)]
    if shape:
        nodes += [
            _node("GlobalAveragePool", "cast", "means"),
            _node("Flatten", "means", "embedding", axis=1),
        ]
    else:
        nodes += _layers(floats=floats)
        shape = ("n", 3, SIDE, SIDE) if floats else ("n", SIDE, SIDE, 3)
    nodes += [_node("Identity", "embedding", f"again{each}") for each in range(1, outputs)]
    given = ["embedding", *(f"again{each}" for each in range(1, outputs))]
    graph = [
        *(_message(1, each) for each in nodes),
        _text(2, "fields"),
        _message(5, _tensor("centring", centred)),
        _message(5, _tensor("own", own)),
        _message(11, _value("image", kind, shape)),
        *(_message(12, _value(each, _FLOAT, ("n", "numbers"))) for each in given),
    ]
    opset = _text(1, "") + _number(2, 13)
    model = _number(1, 8) + _message(8, opset) + _message(7, b"".join(graph))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model)
    return path


def _layers(*, floats: bool) -> list[bytes]:
    pool = (SIDE // FIELDS, SIDE // FIELDS)
    planes = (0, 1, 2, 3) if floats else (0, 3, 1, 2)
    return [
        _node("Transpose", "cast", "planes", perm=planes),
        _node("AveragePool", "planes", "fields", kernel_shape=pool, strides=pool),
        _node("Flatten", "fields", "flat", axis=1),
        _node("Gemm", "flat centring own", "embedding"),
    ]


def _node(kind: str, taken: str, given: str, **attributes: int | tuple[int, ...]) -> bytes:
    parts = [*(_text(1, name) for name in taken.split()), _text(2, given), _text(4, kind)]
    for name, value in attributes.items():
        several = isinstance(value, tuple)
        said = _packed(8, value) if several else _number(3, value)
        parts.append(_message(5, _text(1, name) + said + _number(20, _INTS if several else _INT)))
    return b"".join(parts)


def _tensor(name: str, values: np.ndarray) -> bytes:
    data = values.astype("<f4").tobytes()
    return _packed(1, values.shape) + _number(2, _FLOAT) + _text(8, name) + _message(9, data)


def _value(name: str, kind: int, shape: tuple[int | str, ...]) -> bytes:
    sides = (_number(1, each) if isinstance(each, int) else _text(2, each) for each in shape)
    tensor = _number(1, kind) + _message(2, b"".join(_message(1, each) for each in sides))
    return _text(1, name) + _message(2, _message(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _text(field: int, value: str) -> bytes:
    return _message(field, value.encode())


def _message(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _packed(field: int, values: Iterable[int]) -> bytes:
    return _message(field, b"".join(map(_varint, values)))


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += struct.pack("B", value & 0x7F | 0x80)
        value >>= 7
    return out + struct.pack("B", value)

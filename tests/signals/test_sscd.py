"""Embeddings: a network that takes pictures as SSCD does is run, any other one refused by name."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from provenance.errors import UsageError
from provenance.media.limits import Limits
from provenance.model.embedding import Embedding
from provenance.model.geometry import Box
from provenance.settings import Settings
from provenance.signals import sscd
from provenance.signals.sscd import Weights
from provenance.workflows.examine import limits_of
from provenance.workflows.workers import limited
from tests.networks import NUMBERS, a_network, needs_runtime
from tests.pictures import a_picture

LIMITS = limits_of(Settings())


def _embedded(weights: Weights, crop: Box | None, picture: Image.Image) -> Embedding:
    return sscd.embedded(picture, weights, crop)


def _fault(weights: Weights, _: None) -> str:
    return sscd.fault(weights)


def embedded(weights: Weights, picture: Image.Image, crop: Box | None = None) -> Embedding:
    """Embed in a limited process, as everything does: onnxruntime may start threads."""
    return limited(partial(_embedded, weights, crop), picture, LIMITS)


def fault(path: Path, limits: Limits = LIMITS) -> str:
    return limited(partial(_fault, sscd.read(path)), None, limits)


def vector(embedding: Embedding) -> np.ndarray:
    return np.frombuffer(embedding.vector, "<f2").astype(float)


def cosine(one: Embedding, other: Embedding) -> float:
    return float(vector(one) @ vector(other))


@pytest.fixture
def weights(tmp_path: Path) -> Weights:
    return sscd.read(a_network(tmp_path / "small.onnx"))


@needs_runtime
@pytest.mark.parametrize("floats", [False, True])
def test_a_copy_is_near_and_another_picture_far(tmp_path: Path, floats: bool):
    weights = sscd.read(a_network(tmp_path / "small.onnx", floats=floats))
    first = embedded(weights, a_picture(1))
    assert len(first) == NUMBERS
    assert np.linalg.norm(vector(first)) == pytest.approx(1, abs=1e-3)
    assert cosine(first, embedded(weights, a_picture(1, (200, 150)))) > 0.95
    assert cosine(first, embedded(weights, a_picture(2))) < 0.6


@needs_runtime
def test_the_same_picture_gives_the_same_bytes_in_every_process(weights: Weights):
    assert embedded(weights, a_picture(1)) == embedded(weights, a_picture(1))


@needs_runtime
def test_floats_are_normalised_as_sscd_wants_them(tmp_path: Path):
    """The mean of ImageNet is zero: of a picture in that colour only the network's own is left."""
    mean = Image.new("RGB", (64, 64), (124, 116, 104))
    own = np.random.default_rng(0).normal(0, 0.5, NUMBERS)
    found = embedded(sscd.read(a_network(tmp_path / "f.onnx", floats=True)), mean)
    assert vector(found) == pytest.approx(own / np.linalg.norm(own), abs=2e-3)


@needs_runtime
def test_a_part_is_embedded_as_the_picture_that_it_is(weights: Weights):
    box = Box(0.25, 0.25, 0.75, 0.75)
    part = a_picture(1).crop((80, 60, 240, 180))
    found = embedded(weights, a_picture(1), box)
    assert found.crop == box
    assert cosine(found, embedded(weights, part)) > 0.999


@needs_runtime
def test_weights_are_known_by_their_bytes_and_not_by_their_name(tmp_path: Path):
    one, same = (sscd.read(a_network(tmp_path / name)) for name in ("a.onnx", "b.onnx"))
    other = sscd.read(a_network(tmp_path / "c.onnx", seed=1))
    assert one.sha256 == same.sha256 == embedded(one, a_picture(1)).weights
    assert other.sha256 != one.sha256


@needs_runtime
def test_a_file_that_changed_is_read_again(tmp_path: Path):
    path = a_network(tmp_path / "a.onnx")
    before = sscd.read(path)
    a_network(path, seed=1)
    os.utime(path, ns=(1, 1))
    assert sscd.read(path).sha256 != before.sha256


@needs_runtime
def test_a_network_like_sscd_has_no_fault(tmp_path: Path):
    assert fault(a_network(tmp_path / "a.onnx")) == ""
    assert fault(a_network(tmp_path / "b.onnx", floats=True)) == ""


@needs_runtime
@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"shape": ("n", 64, 64, 4)}, "n x 64 x 64 x 4"),
        ({"shape": ("n", 64, 64)}, "n x 64 x 64"),
        ({"shape": (8, 64, 64, 3)}, "8 x 64 x 64 x 3"),
        ({"shape": ("n", 2048, 2048, 3)}, "2048 x 2048 pixels; 32 to 1024"),
        ({"shape": ("n", 64, 64, 3), "floats": True}, "tensor(float) of n x 3 x height x width"),
        ({"outputs": 2}, "1 inputs and 2 outputs"),
        ({"blind": True}, "not a vector with a direction"),
    ],
)
def test_a_network_of_another_kind_is_refused_by_what_is_wrong(
    tmp_path: Path, made: dict[str, object], said: str
):
    assert said in fault(a_network(tmp_path / "a.onnx", **made))


@needs_runtime
def test_a_network_that_leaves_its_sides_open_sees_a_square_of_288(tmp_path: Path):
    weights = sscd.read(a_network(tmp_path / "open.onnx", shape=("n", "high", "wide", 3)))
    assert len(embedded(weights, a_picture(1))) == sscd.SIDE == 288


@needs_runtime
def test_what_is_no_network_is_refused(tmp_path: Path):
    path = tmp_path / "photo.onnx"
    path.write_bytes(b"\xff\xd8\xff\xe0 no network at all")
    assert "onnxruntime cannot load it" in fault(path)


@pytest.mark.parametrize(("name", "said"), [("gone.onnx", "No such file"), ("", "is no file")])
def test_weights_that_cannot_be_read_are_named_with_the_next_step(
    tmp_path: Path, name: str, said: str
):
    with pytest.raises(UsageError, match="neural_weights") as error:
        sscd.read(tmp_path / name)
    assert said in str(error.value)
    assert str(tmp_path / name) in str(error.value)


def test_the_weights_of_a_package_are_found_without_running_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert sscd.installed() is None
    package = tmp_path / sscd.PACKAGE
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('was run')")
    monkeypatch.syspath_prepend(tmp_path)
    assert sscd.installed() is None
    (package / "sscd.onnx").write_bytes(b"weights")
    assert sscd.installed() == package / "sscd.onnx"


@needs_runtime
def test_this_process_never_loads_onnxruntime(weights: Weights):
    embedded(weights, a_picture(1))
    assert "onnxruntime" not in sys.modules

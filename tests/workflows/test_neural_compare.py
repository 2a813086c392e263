"""Two files without texture are compared by a network, where there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.model.comparison import Tried
from provenance.model.match import BY_EMBEDDING, Strength
from provenance.reports import comparisons
from provenance.settings import Settings
from provenance.workflows.compare import compare
from tests.networks import a_network, needs_runtime
from tests.pictures import Pictures
from tests.workflows.test_neural import a_sky

pytestmark = pytest.mark.usefixtures("no_process_is_left")


@needs_runtime
def test_two_files_are_compared_by_the_network_too(pictures: Pictures, tmp_path: Path):
    settings = Settings(workers=1, neural_weights=str(a_network(tmp_path / "small.onnx")))
    first = pictures.save("a.png", a_sky(1))
    near = compare(first, pictures.save("b.jpg", a_sky(1), quality=60), settings=settings)
    assert near.match is not None
    assert (near.match.method, near.match.strength) == (BY_EMBEDDING, Strength.POSSIBLE)
    assert near.lying is None
    assert near.tried[-1] == Tried(BY_EMBEDDING, near.match.distance, 400)
    far = compare(first, pictures.save("c.png", a_sky(2)), settings=settings)
    assert far.match is None
    assert far.tried[-1].best > 400
    said = comparisons.as_text(near)
    assert "how B became A: not known; a network does not tell" in said
    assert f"cosine {1 - near.match.distance / 1000:.2f}" in said


def test_without_a_network_two_files_are_compared_as_before(pictures: Pictures):
    first = pictures.save("a.png", a_sky(1))
    found = compare(first, pictures.save("b.jpg", a_sky(1), quality=60), settings=Settings())
    assert found.match is None
    assert BY_EMBEDDING not in {each.method for each in found.tried}

"""One file is asked about in two steps: its hashes come first, and are searched for meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.errors import InputError, UnreadableMedia
from provenance.model.case import Examination
from provenance.model.media import Location
from provenance.settings import Settings
from provenance.workflows.queries import QUERIED, Queries
from provenance.workflows.searched import Asked, searched
from provenance.workflows.wanted import Wanted
from tests.pictures import Pictures, a_picture
from tests.videos import wandering, written

pytestmark = pytest.mark.usefixtures("no_process_is_left")

OF_AN_INDEX = replace(QUERIED, few_first=True)
Answer = tuple[Location, Examination | InputError]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("videos") / "clip.mp4"
    path.write_bytes(written(list(wandering(6))))
    return path


def asked(*paths: Path, wanted: Wanted = OF_AN_INDEX) -> tuple[list[Sequence[Asked]], list[Answer]]:
    """Give what was handed on meanwhile, and the answers."""
    early: list[Sequence[Asked]] = []
    with Queries(paths, Settings(workers=2), wanted) as queries:
        return early, list(queries.answered(early.append))


def examination(answers: list[Answer]) -> Examination:
    ((_, found),) = answers
    assert isinstance(found, Examination)
    return found


@pytest.fixture(params=["still", "video", "animation"])
def file(request: pytest.FixtureRequest, clip: Path, pictures: Pictures) -> Path:
    if request.param == "video":
        return clip
    if request.param == "still":
        return pictures.save("still.png", a_picture(1))
    frames = [a_picture(seed) for seed in range(4)]
    return pictures.save("moving.gif", frames[0], save_all=True, append_images=frames[1:])


def test_what_comes_early_is_what_is_searched_for_in_the_end(file: Path):
    early, answers = asked(file)
    assert early == [searched(examination(answers))]


def test_the_answer_is_that_of_one_step(file: Path):
    _, answers = asked(file)
    assert answers == asked(file, file)[1][:1]


def test_of_several_files_nothing_comes_early(file: Path):
    early, answers = asked(file, file)
    assert early == []
    assert len(answers) == 2


def test_without_keypoints_nothing_comes_early(file: Path):
    assert asked(file, wanted=replace(OF_AN_INDEX, keypoints=False))[0] == []


def test_a_list_of_hashes_has_nothing_to_wait_for(tmp_path: Path):
    path = tmp_path / "list.vpdq"
    path.write_text(f"0,100,{'0f' * 32},0.0\n", "ascii")
    early, answers = asked(path)
    assert early == [[]]
    assert examination(answers).media.is_hash_list


def test_a_file_that_cannot_be_read_is_answered_once(tmp_path: Path):
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    early, ((location, found),) = asked(path)
    assert early == []
    assert location == Location(str(path))
    assert isinstance(found, UnreadableMedia)
    assert "broken.jpg" in str(found)

"""Hashes are searched for once, be it before the rest of a query is known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from provenance.index.interface import Hit, Radius
from provenance.model.fingerprint import UPRIGHT, Variant
from provenance.settings import Settings
from provenance.workflows.check import check
from provenance.workflows.foreseen import Foreseen
from provenance.workflows.ingest import ingest
from provenance.workflows.opening import OpenIndex
from provenance.workflows.searched import Asked
from tests.builders import a_fingerprint, a_frame, a_media
from tests.pictures import Pictures, a_picture

pytestmark = pytest.mark.usefixtures("no_process_is_left")

ONE, OTHER, THIRD = (
    (Variant(UPRIGHT, (a_fingerprint(bytes([number]) * 32),)),) for number in range(3)
)


class Counting:
    """An engine that counts what it is asked for; the hit of a query tells which it was."""

    def __init__(self) -> None:
        self.asked: list[list[Asked]] = []

    def search(
        self, queries: Sequence[Asked], radii: Sequence[Radius]
    ) -> tuple[tuple[Hit, ...], ...]:
        assert [each.signal for each in radii] == ["pdq-256", "phash-64"]
        self.asked.append(list(queries))
        return tuple(map(hits_of, queries))


def hits_of(asked: Asked) -> tuple[Hit, ...]:
    distance = asked[0].fingerprints[0].value[0]
    return (Hit(a_media(), a_frame(), "pdq-256", UPRIGHT, distance, None),)


def foreseen(engine: Counting) -> Foreseen:
    return Foreseen(engine, Settings())  # type: ignore[arg-type]


def test_what_was_looked_for_is_not_searched_for_again():
    engine = Counting()
    known = foreseen(engine)
    known.look([ONE, OTHER])
    assert known.hits([ONE, OTHER]) == [hits_of(ONE), hits_of(OTHER)]
    assert engine.asked == [[ONE, OTHER]]


def test_what_was_not_looked_for_is_searched_for_then():
    engine = Counting()
    known = foreseen(engine)
    known.look([OTHER])
    found = known.hits([ONE, OTHER, THIRD])
    assert found == [hits_of(ONE), hits_of(OTHER), hits_of(THIRD)]
    assert engine.asked == [[OTHER], [ONE, THIRD]]


def test_what_is_asked_for_twice_is_searched_for_once():
    engine = Counting()
    assert foreseen(engine).hits([ONE, ONE]) == [hits_of(ONE)] * 2
    assert engine.asked == [[ONE]]


def test_hits_that_were_handed_on_are_forgotten():
    """In a long run they would fill the memory, and the index may have grown since."""
    engine = Counting()
    known = foreseen(engine)
    assert known.hits([ONE]) == known.hits([ONE])
    assert engine.asked == [[ONE], [ONE]]


def test_a_check_searches_for_hashes_before_the_examination_is_there(
    index: OpenIndex, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
):
    path = pictures.save("one.png", a_picture(1))
    ingest(index, path)
    steps: list[str] = []
    look, hits = Foreseen.look, Foreseen.hits
    monkeypatch.setattr(
        Foreseen, "look", lambda self, asked: (steps.append("look"), look(self, asked))[1]
    )
    monkeypatch.setattr(
        Foreseen, "hits", lambda self, asked: (steps.append("hits"), hits(self, asked))[1]
    )
    report = check(index, path)
    assert steps == ["look", "hits", "look"]
    assert [each.distance for each in report.case.matches] == [0]

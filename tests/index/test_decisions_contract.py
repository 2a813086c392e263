"""What every engine keeps of decisions: all of them, for good, in the order in which they stand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from provenance.errors import StoreError
from provenance.index import ENGINES, open_engine
from provenance.index.interface import Engine
from provenance.model.decision import Verdict, in_force
from tests.builders import NOW, SHA_A, SHA_B, a_collection, a_decision
from tests.index.conftest import Fill
from tests.index.entries import an_entry, digest, opened

LATER = NOW + timedelta(hours=1)


def test_a_new_index_holds_no_decision(fill: Fill):
    assert fill(an_entry("a")).decisions([digest("a")]) == ()


def test_a_decision_comes_back_as_it_was_made(fill: Fill):
    index = fill()
    made = a_decision(by="Awa « la relectrice »", why="deux lignes:\nمرحبا", decided_at=LATER)
    assert index.decide(made)
    assert index.decisions([SHA_A]) == (made,)


def test_a_decision_is_found_from_either_side(fill: Fill):
    index = fill()
    index.decide(a_decision())
    assert index.decisions([SHA_A]) == index.decisions([SHA_B]) == (a_decision(),)


def test_a_decision_that_both_sides_ask_for_comes_once(fill: Fill):
    index = fill()
    index.decide(a_decision())
    assert index.decisions([SHA_A, SHA_B]) == (a_decision(),)


def test_decisions_of_other_pairs_are_not_given(fill: Fill):
    index = fill()
    index.decide(a_decision())
    index.decide(a_decision(one="c" * 64, other="d" * 64))
    assert index.decisions([SHA_A]) == (a_decision(),)
    assert index.decisions(["e" * 64]) == ()
    assert index.decisions([]) == ()


def test_the_same_decision_twice_is_one(fill: Fill):
    index = fill()
    assert [index.decide(a_decision()), index.decide(a_decision())] == [True, False]
    assert index.decisions([SHA_A]) == (a_decision(),)


def test_a_later_decision_is_one_more_and_in_force(fill: Fill):
    index = fill()
    first = a_decision(Verdict.SAME, by="Awa")
    later = a_decision(Verdict.DIFFERENT, by="Oumou", decided_at=LATER)
    assert index.decide(first)
    assert index.decide(later)
    assert index.decisions([SHA_A]) == (first, later)
    assert in_force(index.decisions([SHA_A])) == (later,)


def test_decisions_come_oldest_first_in_whatever_order_they_came_in(fill: Fill):
    # Fractions of a second included: as text they sort before the whole second.
    times = [NOW, NOW + timedelta(microseconds=1), NOW + timedelta(milliseconds=500), LATER]
    for pair, order in enumerate(permutations(times)):
        index, other = fill(), f"{pair:064x}"
        for when in order:
            index.decide(a_decision(other=other, decided_at=when))
        assert [each.decided_at for each in index.decisions([other])] == times


def test_of_two_decisions_of_one_instant_the_one_that_came_in_later_is_in_force(fill: Fill):
    index = fill()
    for verdict in (Verdict.DIFFERENT, Verdict.SAME):
        index.decide(a_decision(verdict))
    assert [each.verdict for each in in_force(index.decisions([SHA_A]))] == [Verdict.SAME]


def test_a_time_is_kept_as_an_instant_whatever_its_zone(fill: Fill):
    index = fill()
    elsewhere = datetime.fromisoformat("2026-11-22T14:00:00+02:00")
    index.decide(a_decision(decided_at=elsewhere))
    (kept,) = index.decisions([SHA_A])
    assert kept.decided_at == datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_ingesting_what_was_decided_about_leaves_the_decision(fill: Fill):
    index = fill()
    made = a_decision(one=digest("a"), other=digest("b"))
    index.decide(made)
    index.add(a_collection(), [an_entry("a"), an_entry("b")])
    assert index.decisions([digest("a")]) == (made,)
    assert index.verify() == ()


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_decisions_are_there_when_the_index_is_opened_again(index_path: Path, engine: type):
    with closing(opened(index_path, engine)) as index:
        index.decide(a_decision())
    with closing(opened(index_path, engine)) as index:
        assert index.decisions([SHA_A]) == (a_decision(),)


def test_a_backup_holds_all_decisions(fill: Fill, tmp_path: Path):
    index = fill(an_entry("a"))
    made = (a_decision(), a_decision(Verdict.DIFFERENT, decided_at=LATER))
    for decision in made:
        index.decide(decision)
    index.backup(tmp_path / "backup.db")
    with closing(open_engine(tmp_path / "backup.db")) as backup:
        assert backup.decisions([SHA_B]) == made


def test_an_index_that_is_open_for_reading_keeps_no_decision(index_path: Path):
    opened(index_path).close()
    with closing(open_engine(index_path)) as index:
        with pytest.raises(StoreError, match="cannot be written"):
            index.decide(a_decision())
        assert index.decisions([SHA_A]) == ()


@pytest.mark.parametrize("statement", ["DELETE FROM decisions", "UPDATE decisions SET why = 'x'"])
def test_no_other_program_removes_or_changes_a_decision_by_accident(
    index_path: Path, statement: str
):
    with closing(opened(index_path)) as index:
        index.decide(a_decision())
        with (
            closing(sqlite3.connect(index_path)) as other,
            pytest.raises(sqlite3.IntegrityError, match="a decision stays"),
        ):
            other.execute(statement)
        assert index.decisions([SHA_A]) == (a_decision(),)


@pytest.mark.parametrize(
    "values",
    [
        (SHA_A, SHA_B, "perhaps", "Awa", "one crack", "2026-11-22T12:00:00Z"),
        (SHA_A, SHA_B, "same", "", "one crack", "2026-11-22T12:00:00Z"),
        (SHA_A, SHA_B, "same", "Awa", "", "2026-11-22T12:00:00Z"),
        (SHA_A, SHA_B, "same", "Awa", "one crack", "yesterday"),
        (SHA_A, SHA_B, "same", "Awa", "one crack", "2026-11-22T12:00:00"),
    ],
)
def test_a_decision_that_no_program_wrote_is_damage_said_in_words(
    index_path: Path, values: tuple[str, ...]
):
    index: Engine
    with closing(opened(index_path)) as index:
        with closing(sqlite3.connect(index_path)) as other, other:
            other.execute(
                "INSERT INTO decisions (first_sha256, second_sha256, verdict, decided_by, why, "
                "decided_at) VALUES (?, ?, ?, ?, ?, ?)",
                values,
            )
        with pytest.raises(StoreError, match="holds something that no program wrote"):
            index.decisions([SHA_A])

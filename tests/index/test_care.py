"""An index tells when it is not as it was written, and copies itself whole."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from provenance.errors import ProvenanceError, StoreError
from provenance.index import blocks, open_engine
from provenance.index.interface import Damage, Engine
from tests.builders import a_collection
from tests.contents import contents
from tests.index.entries import an_entry, digest, filled
from tests.index.pointed import a_pointed

COUNT = 20


@pytest.fixture
def index(index_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An index of more than one block for each signal."""
    monkeypatch.setattr(blocks, "ROWS", 8)
    with closing(filled(index_path, *(an_entry(f"{number}") for number in range(COUNT)))) as open_:
        yield open_


def test_a_whole_index_is_found_whole(index: Engine):
    assert index.verify() == ()


@pytest.mark.parametrize("offset", [0, 1, -1])
def test_a_changed_bit_in_any_packed_column_is_found(index: Engine, index_path: Path, offset: int):
    for row, data in _sql(index_path, "SELECT rowid, data FROM blocks").items():
        changed = bytearray(data)
        changed[offset] ^= 1
        _sql(index_path, "UPDATE blocks SET data = ? WHERE rowid = ?", bytes(changed), row)
        assert any("packed" in damage.what for damage in index.verify())
        _sql(index_path, "UPDATE blocks SET data = ? WHERE rowid = ?", data, row)
    assert index.verify() == ()


def test_a_missing_block_is_found(index: Engine, index_path: Path):
    for row in _sql(index_path, "SELECT rowid, data FROM blocks"):
        # Python may keep the cursor of a failed read, and with it a lock, until it collects.
        gc.collect(1)
        with closing(open_engine(_copied(index_path))) as copy:
            _sql(_copy_of(index_path), "DELETE FROM blocks WHERE rowid = ?", row)
            assert _damages(copy) != (), row


def test_blocks_of_a_signal_that_has_no_rows_are_found(index: Engine, index_path: Path):
    _sql(index_path, "DELETE FROM fingerprints")
    assert {damage.where.split()[0] for damage in index.verify()} == {"pdq-256", "phash-64"}


def test_a_hash_that_is_in_no_block_is_found(index: Engine, index_path: Path):
    _sql(index_path, "DELETE FROM blocks")
    assert {damage.where.split()[0] for damage in index.verify()} == {"pdq-256", "phash-64"}


def test_a_changed_hash_is_found(index: Engine, index_path: Path):
    _sql(index_path, "UPDATE fingerprints SET quality = 99 WHERE frame_id = 3")
    assert "frame 3" in index.verify()[0].where


@pytest.mark.parametrize("name", ["media", "postings"])
def test_a_wrong_total_is_found(index: Engine, index_path: Path, name: str):
    _sql(index_path, "UPDATE totals SET value = value + 1 WHERE name = ?", name)
    assert [damage.where for damage in index.verify()] == [f"total of {name}"]


def test_a_wrong_count_of_postings_without_a_picture_is_found(index: Engine, index_path: Path):
    _sql(index_path, "UPDATE totals SET value = value + 1 WHERE name = 'without-picture'")
    assert [damage.where for damage in index.verify()] == ["total of postings without a picture"]


@pytest.mark.parametrize("name", ["media", "postings"])
def test_a_missing_total_is_found(index: Engine, index_path: Path, name: str):
    _sql(index_path, "DELETE FROM totals WHERE name = ?", name)
    assert _damages(index) != ()


def test_a_reference_to_nothing_is_found(index: Engine, index_path: Path):
    _sql(index_path, "DELETE FROM thumbnails")
    _sql(index_path, "INSERT INTO thumbnails (frame_id, jpeg) VALUES (999, x'00')")
    assert any("thumbnails" in damage.where for damage in index.verify())


@pytest.mark.parametrize("table", ["media", "thumbnails", "moments", "blocks"])
def test_a_flipped_byte_in_the_header_of_a_page_is_found(
    index: Engine, index_path: Path, table: str
):
    index.close()
    _flip(index_path, _page_of(index_path, table))
    with closing(open_engine(index_path)) as damaged:
        assert _damages(damaged) != ()


def test_a_flipped_bit_of_a_stored_hash_is_found_wherever_it_is(index: Engine, index_path: Path):
    index.close()
    for place in _places_of_hashes(index_path):
        _flip(index_path, place)
        with closing(open_engine(index_path)) as damaged:
            assert _damages(damaged) != ()
        _flip(index_path, place)


@pytest.fixture
def listed(index_path: Path) -> Iterator[Engine]:
    """An index of frames with keypoints, under one that lacks them."""
    entries = [*(a_pointed(name) for name in "abc"), an_entry("d")]
    with closing(filled(index_path, *entries)) as open_:
        yield open_


def test_an_index_with_keypoints_is_found_whole(listed: Engine):
    assert listed.verify() == ()


def test_keypoints_that_are_cut_short_are_named(listed: Engine, index_path: Path):
    _sql(index_path, "UPDATE keypoints SET packed = substr(packed, 1, 30) WHERE frame_id = 2")
    assert [damage.where for damage in listed.verify()] == ["keypoints of frame 2"]


def test_keypoints_that_are_not_those_that_were_listed_are_named(listed: Engine, index_path: Path):
    packed = _sql(index_path, "SELECT frame_id, packed FROM keypoints")
    changed = bytearray(packed[2])
    changed[8] ^= 1
    _sql(index_path, "UPDATE keypoints SET packed = ? WHERE frame_id = 2", bytes(changed))
    assert [damage.where for damage in listed.verify()] == ["word lists of frame 2"]


def test_keypoints_that_are_listed_and_gone_are_named(listed: Engine, index_path: Path):
    _sql(index_path, "DELETE FROM keypoints WHERE frame_id = 3")
    assert {damage.where for damage in listed.verify()} == {
        "word lists of frame 3",
        "total of keypoints",
    }


def test_a_block_that_is_gone_leaves_every_frame_of_it_named(listed: Engine, index_path: Path):
    _sql(index_path, "DELETE FROM word_lists")
    assert len(listed.verify()) == 3


@pytest.mark.parametrize("place", [0, 5, 900, -1])
def test_a_changed_byte_of_a_block_is_found(listed: Engine, index_path: Path, place: int):
    (data,) = _sql(index_path, "SELECT number, data FROM word_lists").values()
    changed = bytearray(data)
    changed[place] ^= 1
    _sql(index_path, "UPDATE word_lists SET data = ?", bytes(changed))
    assert all("word lists" in damage.where for damage in listed.verify())
    assert listed.verify() != ()


def test_a_block_in_the_wrong_place_is_named(listed: Engine, index_path: Path):
    _sql(index_path, "UPDATE word_lists SET level = 1, number = 7, entries = entries + 1")
    assert {damage.where for damage in listed.verify()} == {"word lists, level 1, block 7"}


@pytest.mark.parametrize("name", ["frames", "keypoints"])
def test_a_wrong_count_of_frames_or_keypoints_is_found(listed: Engine, index_path: Path, name: str):
    _sql(index_path, "UPDATE totals SET value = value + 1 WHERE name = ?", name)
    assert [damage.where for damage in listed.verify()] == [f"total of {name}"]


def test_lists_under_other_words_are_said_not_to_be_checked(listed: Engine, index_path: Path):
    _sql(index_path, "UPDATE recipes SET value = 'another/9' WHERE name = 'vocabulary'")
    (damage,) = listed.verify()
    assert "could not be checked" in damage.what


def test_keypoints_without_a_note_of_how_they_are_made_are_found(listed: Engine, index_path: Path):
    _sql(index_path, "DELETE FROM recipes")
    assert [damage.where for damage in listed.verify()] == ["recipes"]


def test_a_backup_holds_what_the_index_holds(index: Engine, index_path: Path, tmp_path: Path):
    index.backup(tmp_path / "backup.db")
    assert contents(tmp_path / "backup.db") == contents(index_path)


def test_a_backup_is_an_index_of_its_own(index: Engine, tmp_path: Path):
    index.backup(tmp_path / "backup.db")
    with closing(open_engine(tmp_path / "backup.db", writable=True)) as backup:
        assert backup.verify() == ()
        assert backup.add(a_collection(), [an_entry("0"), an_entry("new")]) == (False, True)


def test_a_backup_while_another_writes_is_the_index_at_one_moment(
    index: Engine, index_path: Path, tmp_path: Path
):
    with closing(sqlite3.connect(index_path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM blocks")
        index.backup(tmp_path / "backup.db")
        writer.rollback()
    with closing(open_engine(tmp_path / "backup.db")) as backup:
        assert backup.verify() == ()
        assert backup.coverage().media == COUNT


def test_a_backup_never_overwrites(index: Engine, tmp_path: Path):
    target = tmp_path / "precious.txt"
    target.write_text("precious")
    with pytest.raises(ProvenanceError, match=r"precious\.txt: is there already"):
        index.backup(target)
    assert target.read_text() == "precious"


def test_a_backup_onto_the_index_itself_is_refused(index: Engine, index_path: Path):
    with pytest.raises(ProvenanceError, match="is there already"):
        index.backup(index_path)
    assert index.verify() == ()


def test_a_backup_into_a_folder_that_is_not_there_names_the_target(index: Engine, tmp_path: Path):
    with pytest.raises(ProvenanceError, match=r"nowhere/backup\.db"):
        index.backup(tmp_path / "nowhere" / "backup.db")


def test_a_backup_leaves_nothing_but_itself(index: Engine, tmp_path: Path):
    before = set(tmp_path.iterdir())
    index.backup(tmp_path / "backup.db")
    assert set(tmp_path.iterdir()) - before == {tmp_path / "backup.db"}


def test_a_damaged_index_is_not_backed_up_as_if_it_were_whole(index_path: Path, tmp_path: Path):
    filled(index_path, an_entry("a")).close()
    _flip(index_path, _page_of(index_path, "moments"))
    with closing(open_engine(index_path)) as damaged, pytest.raises(StoreError):
        damaged.backup(tmp_path / "backup.db")
    assert list(tmp_path.glob("backup*")) == []


def test_a_failed_backup_can_be_repeated(index: Engine, tmp_path: Path):
    (tmp_path / "backup.db.part").write_text("left by a kill")
    index.backup(tmp_path / "backup.db")
    with closing(open_engine(tmp_path / "backup.db")) as backup:
        assert backup.find(digest("0")) is not None


def _damages(index: Engine) -> tuple[Damage, ...]:
    """Verify; an index that cannot even be read tells so in words of its own."""
    try:
        return index.verify()
    except StoreError as error:
        return (Damage("index", str(error)),)


def _sql(path: Path, statement: str, *values: object) -> dict[object, object]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(statement, values).fetchall()
        connection.commit()
    return dict(rows)


def _copied(path: Path) -> Path:
    _copy_of(path).write_bytes(path.read_bytes())
    return _copy_of(path)


def _copy_of(path: Path) -> Path:
    return path.with_name("copy.db")


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def _page_of(path: Path, table: str) -> int:
    """Give where in the file the first page of a table begins."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    return int(size) * (int(page) - 1)


def _places_of_hashes(path: Path) -> list[int]:
    """Give where in the file the hashes of the rows lie."""
    data = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        values = connection.execute("SELECT value FROM fingerprints LIMIT 6").fetchall()
    return [data.index(value.encode()) + 5 for (value,) in values]

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import SourceError
from provenance.model.moment import Trust
from provenance.model.posting import Attachment, Failed, JoinKey, Skipped
from provenance.sources import recognise
from tests.sources.cars import Link, a_car, a_post, cid_of
from tests.sources.exports import EXPORTS, only, read

FIXTURE = EXPORTS / "bluesky-car" / "repo.car"
KEY = "app.bsky.feed.post/3kedzd7gtpk2b"


def written(folder: Path, content: bytes) -> Path:
    path = folder / "repo.car"
    path.write_bytes(content)
    return path


def test_the_fixture_accounts_for_each_record() -> None:
    entries = read(FIXTURE)
    assert [type(entry).__name__[0] for entry in entries] == ["A", "S", "A", "S"]
    assert "2 records that are no posts" in entries[-1].reason


def test_a_post_is_the_one_that_its_record_key_names() -> None:
    first = read(FIXTURE)[0]
    assert first.posting.native_id == f"at://did:plc:example/{KEY}"
    assert first.location is not None
    assert [moment.trust for moment in first.posting.moments] == [Trust.SELF_ASSERTED]


def test_a_blob_is_known_by_the_sha256_that_its_cid_states(tmp_path: Path) -> None:
    picture = b"a picture"
    entry = only(written(tmp_path, a_car({KEY: a_post("A", "2023-11-17T12:00:00Z", picture)})))
    assert isinstance(entry, Attachment)
    assert entry.keys == (JoinKey("sha256", cid_of(picture, 0x55)[4:].hex()),)


def test_a_time_that_nobody_understands_loses_no_other_post(tmp_path: Path) -> None:
    records = {KEY: a_post("A", "soon", b"1"), f"{KEY}c": a_post("B", "2023-11-17T12:00:00Z", b"2")}
    failed, following = read(written(tmp_path, a_car(records)))
    assert isinstance(failed, Failed)
    assert isinstance(following, Attachment)


def test_many_records_are_all_found(tmp_path: Path) -> None:
    keys = [f"app.bsky.feed.post/3kedzd7gt{n:04}" for n in range(300)]
    path = written(tmp_path, a_car({key: a_post(key, "2023-11-17T12:00:00Z") for key in keys}))
    entries = read(path)
    assert [entry.where.rpartition("/")[2] for entry in entries] == [k[-13:] for k in keys]
    assert all(isinstance(entry, Skipped) for entry in entries)


def test_a_record_that_is_nested_too_deeply_fails_alone(tmp_path: Path) -> None:
    deep: object = "x"
    for _ in range(80):
        deep = {"a": deep}
    post = a_post("A", "2023-11-17T12:00:00Z", b"1") | {"more": deep}
    entry = only(written(tmp_path, a_car({KEY: post})))
    assert isinstance(entry, Failed)
    assert "nested too deeply" in entry.reason


@pytest.mark.parametrize("cut", range(60, 900, 40))
def test_a_repository_that_is_cut_off_is_refused_by_name(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path, FIXTURE.read_bytes()[:cut])
    assert recognise(path).name == "bluesky-car"
    with pytest.raises(SourceError, match=r"repo\.car .*export it again"):
        read(path)


def test_what_is_no_repository_says_so(tmp_path: Path) -> None:
    content = a_car({}, did="")
    with pytest.raises(SourceError, match="no commit of an account"):
        read(written(tmp_path, content))


def test_one_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.sources.bluesky_car._LARGEST", 100)
    with pytest.raises(SourceError, match="more than the 100 bytes"):
        read(written(tmp_path, FIXTURE.read_bytes()))


def test_a_link_is_no_text(tmp_path: Path) -> None:
    post = a_post("A", "2023-11-17T12:00:00Z") | {"text": Link(cid_of(b"x"))}
    assert isinstance(only(written(tmp_path, a_car({KEY: post}))), Skipped)

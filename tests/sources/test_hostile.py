"""Exports that are made to harm: refused by name, without a traceback, and the rest is read."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import stat
import zipfile
from pathlib import Path

import pytest

from provenance.errors import ProvenanceError, RefusedMedia, SourceError
from provenance.media.archive import read as bytes_at
from provenance.model.posting import Attachment, Failed, Posting, Skipped
from provenance.sources import SOURCES, recognise, source_named
from provenance.sources.interface import Source
from provenance.sources.json_source import DocumentSource
from provenance.sources.posted import File, Posted, handed_on
from provenance.sources.trees import InZip, OnDisk, documents
from tests.sources.exports import (
    EXPORTS,
    NOTHING_STATED,
    REPO,
    a_picture,
    needs_shared_data,
    read,
)
from tests.sources.mutants import HOW_MANY, mutated
from tests.sources.test_contract import fixture_of

DOCUMENTS = [source for source in SOURCES if isinstance(source, DocumentSource)]
every_document = pytest.mark.parametrize("source", DOCUMENTS, ids=lambda source: source.name)
SHARED = REPO.parent / "shared" / "data"
MUTANTS = max(400, HOW_MANY)
SEED = 20231117


def survived(source: Source, path: Path) -> list[object] | ProvenanceError:
    """Read all that can be read; only our own errors may be raised, and nothing may be unsaid."""
    found: list[object] = []
    try:
        found.extend(source.attachments(path, NOTHING_STATED))
    except ProvenanceError as error:
        return error
    assert all(isinstance(entry, Attachment | Skipped | Failed) for entry in found)
    assert all(entry.where for entry in found)
    assert all(getattr(entry, "reason", "said") for entry in found)
    json.dumps([str(entry) for entry in found]).encode()
    return found


def copied(source: Source, folder: Path) -> Path:
    shutil.copytree(EXPORTS / source.name, folder / source.name)
    return fixture_of(source, folder)


@every_document
def test_a_name_that_leads_out_never_leaves_the_export(source: Source, tmp_path: Path) -> None:
    """Whatever a document calls its files, none is handed on that lies outside its folder."""
    path = copied(source, tmp_path)
    a_picture(tmp_path / "outside.jpg")
    content = path.read_text("utf-8", "surrogateescape")
    for held in (EXPORTS / source.name).rglob("*"):
        if held.suffix in {".jpg", ".jpeg", ".png"}:
            content = content.replace(held.name, "../outside.jpg")
    path.write_text(content, "utf-8", "surrogateescape")
    found = survived(source, path)
    located = [e.location for e in found if getattr(e, "location", None)] if found else []
    assert not any("outside" in location.path for location in located)


@pytest.mark.parametrize(
    "name",
    ["../a.jpg", "/etc/passwd", "x/../../a.jpg", "..\\a.jpg", "C:\\a.jpg", "a\0.jpg", "", "."],
)
def test_no_name_leads_out_of_a_folder_or_an_archive(tmp_path: Path, name: str) -> None:
    a_picture(tmp_path / "a.jpg")
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as archive:
        archive.writestr("../a.jpg", b"\x89PNG")
    for tree in (OnDisk(tmp_path / "in"), InZip(tmp_path / "in" / "a.zip")):
        posted = Posted(Posting(), (File((name,)),), "it")
        (entry,) = handed_on(posted, tree, "posts.json", NOTHING_STATED)
        assert isinstance(entry, Attachment)
        assert entry.location is None


def test_a_link_in_the_folder_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    a_picture(tmp_path / "secret.jpg")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    (tmp_path / "in" / "loop.jpg").symlink_to("loop.jpg")
    tree = OnDisk(tmp_path / "in")
    assert not tree.holds("a.jpg")
    assert not tree.holds("loop.jpg")
    assert list(tree.names()) == []


def test_a_telegram_export_in_an_archive_does_not_reach_out_of_it(tmp_path: Path) -> None:
    names = ["../../a.jpg", "/etc/a.jpg", "photos/../../../a.jpg", "link.jpg", "gone.jpg"]
    messages = [{"id": n, "type": "message", "photo": name} for n, name in enumerate(names)]
    link = zipfile.ZipInfo("export/link.jpg")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("export/result.json", json.dumps({"id": 1, "messages": messages}))
        archive.writestr(link, "/etc/passwd")
    found = read(tmp_path / "a.zip")
    assert [type(entry) for entry in found] == [Failed] * len(names)
    assert ["outside" in entry.reason for entry in found] == [True, True, True, False, False]


@pytest.mark.parametrize("name", ["data/tweets.js", "chat/result.json", "posts.jsonl", "a.csv"])
def test_a_member_that_unpacks_to_far_more_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("provenance.sources.trees._BOMB_BYTES", 1 << 20)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b" " * (1 << 24))
    for source in SOURCES:
        survived(source, path)
    with pytest.raises(SourceError, match=r"unpacks to 16,777,216 bytes"):
        InZip(path).open(name)
    (entry,) = read(path)  # nobody knows it, so it is a picture perhaps, and read within limits
    location = entry.location
    with path.open("rb") as file, pytest.raises(RefusedMedia, match="more than the limit"):
        bytes_at(location, file.fileno(), path.stat(), 1 << 16)


def test_members_that_share_their_bytes_are_refused_but_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.jsonl", (EXPORTS / "twarc" / "posts.jsonl").read_bytes())
    whole = path.read_bytes()
    central, end = whole.rindex(b"PK\x01\x02"), whole.rindex(b"PK\x05\x06")
    entry, ending = whole[central:end], bytearray(whole[end:])
    entries = b"".join(entry.replace(b"0.jsonl", b"%d.jsonl" % each) for each in range(9))
    ending[8:10] = ending[10:12] = (9).to_bytes(2, "little")
    ending[12:16] = len(entries).to_bytes(4, "little")
    path.write_bytes(whole[:central] + entries + ending)
    assert [name for name, _ in documents(InZip(path))] == ["0.jsonl"]
    assert len(read(path)) == len(read(EXPORTS / "twarc" / "posts.jsonl"))


def test_an_archive_in_an_archive_is_not_unpacked(tmp_path: Path) -> None:
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(EXPORTS / "twarc" / "posts.jsonl", "posts.jsonl")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(inner, "inner.zip")
        archive.write(EXPORTS / "twarc" / "posts.jsonl", "posts.jsonl")
    assert [name for name, _ in documents(InZip(tmp_path / "a.zip"))] == ["posts.jsonl"]


def test_a_member_that_lies_about_its_size_ends_with_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("posts.jsonl", (EXPORTS / "twarc" / "posts.jsonl").read_bytes() * 50)
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    content[central + 24 : central + 28] = (100).to_bytes(4, "little")  # the size unpacked
    path.write_bytes(content)
    survived(recognise(path), path)


def test_a_line_without_end_in_a_packed_web_archive_is_not_taken_into_memory(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.warc.gz"
    whole = (EXPORTS / "warc" / "capture.warc.gz").read_bytes()
    path.write_bytes(whole + gzip.compress(b"WARC/1.0\r\nX: " + b"a" * (1 << 25)))
    *found, failed = read(path)
    assert len(found) == len(read(EXPORTS / "warc" / "capture.warc.gz"))
    assert isinstance(failed, Failed)
    assert "a line of 1,048,576 bytes or more" in failed.reason


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000], ids=["lists", "objects"])
@every_document
def test_json_that_is_nested_without_end_is_refused(
    source: Source, tmp_path: Path, deep: str
) -> None:
    path = copied(source, tmp_path)
    content = path.read_bytes().decode("utf-8", "surrogateescape")
    at = content.find("{") + 1
    hostile = f'{content[:at]}"deep": {deep}, {content[at:]}'
    path.write_text(hostile, "utf-8", "surrogateescape")
    found = survived(source, path)
    if path.suffix == ".json":
        failed = found if isinstance(found, list) else [Failed("", str(found))]
        assert any(isinstance(entry, Failed) for entry in failed)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize(
    "source", [s for s in DOCUMENTS if s.name != "bluesky-car"], ids=lambda source: source.name
)
def test_another_encoding_is_read_or_refused(source: Source, tmp_path: Path, encoding: str) -> None:
    path = copied(source, tmp_path)
    text = path.read_text("utf-8").replace("wall", "Mauer \xe4\xf6\xfc")
    path.write_bytes(text.encode(encoding, "replace"))
    survived(source, path)
    try:
        recognise(path)
    except ProvenanceError as error:
        assert path.name in str(error)  # noqa: PT017 - not every encoding is unknown


def test_a_line_of_json_that_has_no_end_is_refused_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.sources.records._LONGEST_LINE", 1 << 16)
    monkeypatch.setattr("provenance.sources.records.LARGEST_DOCUMENT", 1 << 16)
    post = json.loads((EXPORTS / "tweets-v1" / "posts.json").read_text())[0]
    path = tmp_path / "posts.json"
    path.write_text(json.dumps(post | {"text": "x" * (1 << 21)}))
    with pytest.raises(SourceError, match=r"posts\.json .*fetch it again"):
        list(source_named("tweets-v1").attachments(path, NOTHING_STATED))


def test_a_list_on_one_line_is_streamed_however_long_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.sources.records._LONGEST_LINE", 1 << 16)
    monkeypatch.setattr("provenance.sources.json_reading._LARGEST_VALUE", 1 << 14)
    posts = json.loads((EXPORTS / "tweets-v1" / "posts.json").read_text())
    (tmp_path / "posts.json").write_text(json.dumps(posts * 200))
    assert len(read(tmp_path / "posts.json")) == 200 * len(read(EXPORTS / "tweets-v1/posts.json"))


def test_a_line_that_is_far_too_long_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.sources.records._LONGEST_LINE", 1 << 16)
    lines = (EXPORTS / "twarc" / "posts.jsonl").read_text()
    (tmp_path / "posts.jsonl").write_text(lines + '{"id": "' + "x" * (1 << 20) + '"}\n' + lines)
    found = read(tmp_path / "posts.jsonl")
    (failed,) = (entry for entry in found if isinstance(entry, Failed))
    assert "65,536 bytes or more; fetch it again" in failed.reason
    assert len(found) == 2 * len(read(EXPORTS / "twarc" / "posts.jsonl")) + 1


def small_exports() -> list[Path]:
    """Give fixtures and real exports that are small enough to be read hundreds of times."""
    fixtures = [path for path in EXPORTS.rglob("*") if path.suffix not in {".jpg", ".png", ".jpeg"}]
    real = [path for folder in ("exports", "web") for path in (SHARED / folder).rglob("*")]
    found = [path for path in fixtures + real if path.is_file()]
    return sorted(path for path in found if path.stat().st_size < 120_000)


class TestMutants:
    pytestmark = needs_shared_data

    @pytest.mark.parametrize("part", range(8))
    def test_a_mutant_is_read_or_refused_in_words(self, tmp_path: Path, part: int) -> None:
        chance = random.Random(SEED + part)
        exports = small_exports()
        for number in range(MUTANTS // 8):
            original = chance.choice(exports)
            path = tmp_path / f"{number}-{original.name}"
            path.write_bytes(mutated(original.read_bytes(), chance))
            try:
                source = recognise(path)
            except ProvenanceError as error:
                assert path.name in str(error)  # noqa: PT017 - not every mutant is unknown
                continue
            survived(source, path)

    def test_a_line_that_is_damaged_loses_no_other(self, tmp_path: Path) -> None:
        chance = random.Random(SEED)
        for original in sorted((SHARED / "exports").rglob("*.*json*")):
            lines = original.read_bytes().splitlines(keepends=True)
            if original.suffix not in {".jsonl", ".ndjson"} or len(lines) < 3:
                continue
            before = read(original)
            path = tmp_path / original.name
            broken = chance.randrange(1, len(lines))
            kept = [line for number, line in enumerate(lines) if number != broken]
            path.write_bytes(b"".join(kept))
            expected = read(path)
            lines[broken] = lines[broken][: len(lines[broken]) // 2] + b"\n"
            path.write_bytes(b"".join(lines))
            found = read(path)
            assert len([e for e in found if isinstance(e, Failed)]) == 1
            assert len(found) == len(expected) + 1
            assert len(before) > len(expected)

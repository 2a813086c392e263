"""What every source must keep, whoever writes it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import ProvenanceError
from provenance.model.moment import ANY_ZONE
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources import SOURCES, recognise
from provenance.sources.interface import Source
from tests.sources.exports import EXPORTS, NOTHING_STATED, Entry, read

every_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)

SIGNS = [b'"', b"{", b"}", b"[", b"]", b",", b";", b"\n", b"\\", b"\x00", b"\xff", b"-", b"null"]
ZONED = r"^\d+(\.\d+)?$|Z$|:\d\d(\.\d+| UTC)?[+-]\d\d:?\d\d$| [+-]\d{4} \d{4}$|\(UTC\)$"
"""Unix seconds, ISO 8601 with a zone, the ways of X and Telegram, and what a format defines."""
WITHOUT_FILES = {"fact-check", "google-vision", "cdx"}
"""Sources that never hold a picture: each of their postings is stored without one."""

MUTATIONS = st.lists(
    st.tuples(
        st.integers(0, 1 << 16), st.integers(0, 9), st.sampled_from(SIGNS) | st.binary(max_size=6)
    ),
    min_size=1,
    max_size=6,
)


def fixture_of(source: Source, exports: Path = EXPORTS) -> Path:
    """Give the index file of the source's fixture, or the folder where it has no such file."""
    folder = exports / source.name
    files = sorted(path for path in folder.iterdir() if path.is_file())
    named = (path for path in files if source.index_file(path) == path and source.accepts(path))
    return next(named, folder)


def test_there_are_sources() -> None:
    assert SOURCES


def test_names_are_unique_and_kebab_case() -> None:
    names = [source.name for source in SOURCES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


@every_source
def test_a_fixture_is_accepted_by_its_own_source_and_by_nobody_else(source: Source) -> None:
    path = fixture_of(source)
    accepting = {other.name for other in SOURCES if other.accepts(path)}
    accepting -= {"folder", "csv", "zip"}  # which are asked last, and take any folder, table, ZIP
    assert accepting | {source.name} == {source.name}
    assert recognise(path) is source


@every_source
def test_no_source_accepts_a_text_file(source: Source, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("messages")
    assert not source.accepts(tmp_path / "notes.txt")


@every_source
def test_entries_are_streamed(source: Source) -> None:
    stream = source.attachments(fixture_of(source), NOTHING_STATED)
    assert iter(stream) is stream


@every_source
def test_the_fixture_holds_attachments_that_are_regular_files(source: Source) -> None:
    found = attachments(read(fixture_of(source)))
    assert found
    located = [entry.location for entry in found if entry.location]
    assert bool(located) == (source.name not in WITHOUT_FILES)
    assert all(Path(location.path).is_file() for location in located)


@every_source
def test_every_entry_that_is_no_attachment_says_where_and_why(source: Source) -> None:
    others = [entry for entry in read(fixture_of(source)) if isinstance(entry, Skipped | Failed)]
    assert all(entry.where and entry.reason for entry in others)


@every_source
def test_reading_twice_gives_the_same(source: Source) -> None:
    assert read(fixture_of(source)) == read(fixture_of(source))


@every_source
def test_native_ids_are_unique(source: Source) -> None:
    found = attachments(read(fixture_of(source)))
    stated = [(e.posting.native_id, e.keys) for e in found if e.posting.native_id]
    assert len(set(stated)) == len(stated)


@every_source
def test_every_time_states_its_zone_or_allows_for_any(source: Source) -> None:
    for entry in attachments(read(fixture_of(source))):
        for moment in entry.posting.moments:
            assert moment.earliest is not None
            assert moment.latest is not None
            zoned = re.search(ZONED, moment.stated)
            assert zoned or moment.latest - moment.earliest >= 2 * ANY_ZONE


@every_source
def test_pictures_that_are_gone_are_never_handed_on(source: Source, tmp_path: Path) -> None:
    shutil.copytree(EXPORTS / source.name, tmp_path / source.name)
    path = fixture_of(source, tmp_path)
    before = read(path)
    held = {e.location.path for e in attachments(before) if e.location and not e.location.inside}
    for file in held:
        Path(file).unlink()
    after = list(source.attachments(path, NOTHING_STATED))
    assert not any(e.location and not e.location.inside for e in attachments(after))
    if source.index_file(path):
        assert len(after) == len(before)


@pytest.mark.parametrize(
    "source", [s for s in SOURCES if s.index_file(fixture_of(s))], ids=lambda source: source.name
)
@settings(max_examples=300, deadline=None, derandomize=True)
@given(mutations=MUTATIONS)
def test_a_damaged_index_file_raises_nothing_but_our_own_errors(
    source: Source, mutations: list[tuple[int, int, bytes]], damaged: Path
) -> None:
    path = damaged / fixture_of(source).relative_to(EXPORTS)
    content = fixture_of(source).read_bytes()
    for place, drop, put in mutations:
        at = place % (len(content) + 1)
        content = content[:at] + put + content[at + drop :]
    path.write_bytes(content)
    try:
        entries = list(source.attachments(path, NOTHING_STATED))
    except ProvenanceError:
        return
    assert all(isinstance(entry, Attachment | Skipped | Failed) for entry in entries)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    exports = tmp_path_factory.mktemp("damaged") / "exports"
    shutil.copytree(EXPORTS, exports)
    return exports


def attachments(entries: list[Entry]) -> list[Attachment]:
    return [entry for entry in entries if isinstance(entry, Attachment)]

"""The worked example of docs/adding-a-source.md runs, and keeps what it teaches."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest

from provenance.errors import SourceError
from provenance.model.moment import Trust
from provenance.model.posting import Attachment, Failed
from provenance.sources import SOURCES
from provenance.sources.interface import Source
from tests.builders import a_moment, a_posting
from tests.sources.exports import NOTHING_STATED, REPO, a_picture


@pytest.fixture(scope="module")
def source() -> Source:
    page = (REPO / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, "docs/adding-a-source.md", "exec"), names)
    return cast("type[Source]", names["JsonLines"])()


def a_list(folder: Path, *lines: str) -> Path:
    a_picture(folder / "a.jpg")
    path = folder / "list.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def test_the_example_reads_a_posting(source: Source, tmp_path: Path) -> None:
    path = a_list(tmp_path, '{"file": "a.jpg", "url": "u", "posted": "2023-11-17T10:00:00Z"}')
    (entry,) = source.attachments(path, a_posting(None, url="other"))
    assert isinstance(entry, Attachment)
    assert entry.posting == a_posting(url="u", moments=(a_moment(trust=Trust.PLATFORM_RECORD),))


@pytest.mark.parametrize(
    "line",
    [
        '{"file": "missing.jpg", "url": "u", "posted": "2023"}',
        '{"file": "a.jpg", "url": "u", "posted": "yesterday"}',
        '{"file": "a.jpg", "url": "u", "posted": 2023}',
        '{"file": 5, "url": "u", "posted": "2023"}',
        '{"url": "u"}',
        "[1, 2]",
        "[" * 100_000,
        "broken",
    ],
)
def test_the_example_gives_a_failed_entry_for_a_line_it_cannot_use(
    source: Source, tmp_path: Path, line: str
) -> None:
    (entry,) = source.attachments(a_list(tmp_path, line), NOTHING_STATED)
    assert isinstance(entry, Failed)
    assert entry.where == "list.jsonl line 1"


def test_the_example_refuses_a_list_that_is_not_utf8(source: Source, tmp_path: Path) -> None:
    (tmp_path / "list.jsonl").write_bytes(b"\xff")
    with pytest.raises(SourceError, match="save it as UTF-8"):
        list(source.attachments(tmp_path / "list.jsonl", NOTHING_STATED))


def test_the_example_accepts_its_own_list_which_nobody_else_does(
    source: Source, tmp_path: Path
) -> None:
    path = a_list(tmp_path)
    assert source.accepts(path)
    assert source.index_file(path) == path
    assert not any(other.accepts(path) for other in SOURCES)

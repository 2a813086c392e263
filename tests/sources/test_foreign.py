from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import UnknownSource
from provenance.sources import recognise
from provenance.sources.foreign import named


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.yaml", b"interactions:\n- request:\n", "VCR"),
        ("a.json", b'{"http_interactions": []}', "VCR"),
        ("a.har", b'{"log": {"version": "1.2", "creator": {}}}', "HAR"),
        ("direct-messages.js", b"window.YTD.direct_messages.part0 = []", "holds no posts"),
        ("a.html", b"<!DOCTYPE html><html></html>", "a web page"),
        ("a.db", b"SQLite format 3\0", "a database"),
        ("a.rar", b"Rar!\x1a\x07", "not read in place"),
        ("a.pdf", b"%PDF-1.7", "a PDF"),
    ],
)
def test_what_no_source_reads_is_named_with_the_next_step(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnknownSource, match=what) as caught:
        recognise(tmp_path / name)
    assert name in str(caught.value)
    assert ";" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"hello", b"[1, 2]", b"{}"])
def test_what_nobody_knows_has_no_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert named(tmp_path / "a") is None

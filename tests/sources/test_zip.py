from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from provenance.errors import SourceError
from provenance.model.posting import Attachment, Failed, Skipped
from provenance.sources import recognise
from provenance.sources.trees import leads_out
from provenance.sources.zip import Zip
from tests.sources.exports import NOTHING_STATED, Entry


def a_zip(path: Path, *names: str, links: tuple[str, ...] = ()) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), b"\x89PNG")
        for name in links:
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    return path


def entries(path: Path) -> list[Entry]:
    return list(Zip().attachments(path, NOTHING_STATED))


def test_every_member_is_accounted_for(tmp_path: Path):
    path = a_zip(tmp_path / "a.zip", "b/1.png", "__MACOSX/b/._1.png", ".DS_Store", "b/2.png")
    found = entries(path)
    assert [type(entry) for entry in found] == [Attachment, Attachment, Skipped, Skipped]
    assert found[0].where == f"{path}!/b/1.png"


@pytest.mark.parametrize("name", ["../up.png", "/etc/up.png", "a/../../up.png", "C:/up.png"])
def test_a_name_that_leads_out_is_refused_by_name(tmp_path: Path, name: str):
    (refused,) = entries(a_zip(tmp_path / "a.zip", name))
    assert isinstance(refused, Failed)
    assert refused.refused
    assert "leads out of the archive" in refused.reason


def test_a_link_in_an_archive_is_not_followed(tmp_path: Path):
    (skipped,) = entries(a_zip(tmp_path / "a.zip", links=("link.png",)))
    assert isinstance(skipped, Skipped)


def test_a_list_that_is_not_read_in_place_is_refused_rather_than_taken_apart(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("mine/list.csv", "path,posted\n1.jpg,2023-11-17\n")
        archive.writestr("mine/1.jpg", b"\x89PNG")
    with pytest.raises(SourceError, match=r"holds the list mine/list\.csv; unpack it"):
        entries(tmp_path / "a.zip")


def test_a_broken_archive_says_so(tmp_path: Path):
    path = a_zip(tmp_path / "a.zip", "1.png")
    path.write_bytes(path.read_bytes()[:40])
    assert recognise(path).name == "zip"
    with pytest.raises(SourceError, match="no whole ZIP archive"):
        entries(path)


@pytest.mark.parametrize("name", ["", "a\\b", "nul\0", "..", "/"])
def test_what_is_no_name_of_a_member_leads_out(name: str):
    assert leads_out(name)


def test_a_member_without_a_name_is_refused(tmp_path: Path):
    path = a_zip(tmp_path / "a.zip", "x")
    content = path.read_bytes()
    path.write_bytes(
        content.replace(b"x\x89PNG", b"\x00\x89PNG").replace(
            b"\x00\x00\x00\x00x", b"\x00\x00\x00\x00\x00"
        )
    )
    assert [type(entry) for entry in entries(path)] == [Failed]
